"""A well-made graph of four sentences, and every way of spoiling it that `kg validate` knows of.

A line names the code that the mistake is given, the sentence that it names, and the edit of GOOD that makes it.
The last line of GOOD is there to be replaced by whole graphs.
"""

from __future__ import annotations

from hashlib import sha256

TITLE = "云湾区2031年工作报告"
ENGINES = "云湾区以东港新城、西岭谷“两大引擎”为牵引,重点发展海洋产业。"
TARGET = "预计生产总值增长6%左右。"
MEASURE = "区委书记周明说,加快东港码头改造。"
TEXT = f"{TITLE}\n{ENGINES}\n{TARGET}{MEASURE}"
DIGEST = sha256(TEXT.encode()).hexdigest()
MORE = "# and what a test adds"

_GOOD = """
GRAPH doc: {
  doc: a upo:PolicyDocument , nif:Context ; dcterms:title "云湾区2031年工作报告"@zh ; nif:isString "TEXT" ;
    upo:jurisdiction area:云湾区 ; upo:year "2031"^^xsd:gYear ; dcterms:issued "2031-01-15"^^xsd:date ;
    upo:speaker it:周明 ; upo:event it:全会 ; upo:sha256 "DIGEST" .
  it:全会 a upo:Event ; skos:prefLabel "区委全会"@zh .
  <doc#section=0> a upo:Section ; skos:prefLabel "云湾区2031年工作报告"@zh ; upo:sectionStatus upo:planned .
  <doc#section=13> a upo:Section ; skos:prefLabel "发展思路"@zh ; upo:parentSection <doc#section=0> .
  <doc#char=0,12> a nif:Sentence ; nif:anchorOf "云湾区2031年工作报告" ;
    nif:beginIndex 0 ; nif:endIndex 12 ; nif:referenceContext doc: ; upo:inSection <doc#section=0> .
  <doc#char=13,44> a nif:Sentence ; nif:anchorOf "云湾区以东港新城、西岭谷“两大引擎”为牵引,重点发展海洋产业。" ;
    nif:beginIndex 13 ; nif:endIndex 44 ; nif:referenceContext doc: ; upo:inSection <doc#section=13> .
  <doc#char=45,58> a nif:Sentence ; nif:anchorOf "预计生产总值增长6%左右。" ;
    nif:beginIndex 45 ; nif:endIndex 58 ; nif:referenceContext doc: .
  <doc#char=58,75> a nif:Sentence ; nif:anchorOf "区委书记周明说,加快东港码头改造。" ;
    nif:beginIndex 58 ; nif:endIndex 75 ; nif:referenceContext doc: .
}
GRAPH <doc#char=0,12> {
  area:云湾区 a upo:Area , upo:District ; skos:prefLabel "云湾区"@zh ; upo:areaCode "999101" .
}
GRAPH <doc#char=13,44> {
  area:云湾区 a upo:Area , upo:District ; skos:altLabel "云湾"@zh ;
    upo:hasEngine it:东港新城 , it:西岭谷 ; upo:prioritises it:海洋产业 .
  it:东港新城 a upo:Engine , upo:Zone , upo:FunctionalZone ; skos:prefLabel "东港新城"@zh .
  it:西岭谷 a upo:Engine , upo:Zone ; skos:prefLabel "西岭谷"@zh .
  it:海洋产业 a upo:Industry ; skos:prefLabel "海洋产业"@zh .
  <doc#char=13,16> a upo:Mention ; nif:anchorOf "云湾区" ; nif:beginIndex 13 ; nif:endIndex 16 ;
    nif:referenceContext doc: ; itsrdf:taIdentRef area:云湾区 ; itsrdf:taConfidence 0.95 ; upo:rule "area" .
  <doc#char=17,21> a upo:Mention ; nif:anchorOf "东港新城" ; nif:beginIndex 17 ; nif:endIndex 21 ;
    nif:referenceContext doc: ; itsrdf:taIdentRef it:东港新城 ; itsrdf:taConfidence 0.9 ; upo:rule "names" .
  <doc#finding=1-1> a rdf:Statement ; rdf:subject area:云湾区 ; rdf:predicate upo:hasEngine ;
    rdf:object it:东港新城 ; upo:rule "engines" ; upo:confidence 0.9 .
  <doc#finding=1-2> a rdf:Statement ; rdf:subject area:云湾区 ; rdf:predicate upo:hasEngine ;
    rdf:object it:西岭谷 ; upo:rule "engines" ; upo:confidence 0.9 .
  <doc#finding=1-3> a rdf:Statement ; rdf:subject area:云湾区 ; rdf:predicate upo:prioritises ;
    rdf:object it:海洋产业 ; upo:rule "industries" ; upo:confidence 0.8 .
  <doc#set=两大引擎> a upo:NumberedSet ; skos:prefLabel "两大引擎"@zh ; upo:declaredCount 2 ;
    skos:member it:东港新城 , it:西岭谷 ; upo:memberList <doc#set=两大引擎/list-1> .
  <doc#set=两大引擎/list-1> rdf:first it:东港新城 ; rdf:rest <doc#set=两大引擎/list-2> .
  <doc#set=两大引擎/list-2> rdf:first it:西岭谷 ; rdf:rest rdf:nil .
}
GRAPH <doc#char=45,58> {
  <doc#target=51,55> a upo:Target ; upo:indicatorLabel "生产总值"@zh ; upo:indicator indicator:gdp ; upo:value 6.0 ;
    upo:unitLabel "%" ; upo:measureKind upo:growth ; upo:comparator upo:about ; upo:status upo:planned ;
    upo:modality upo:expected ; upo:year "2031"^^xsd:gYear ; upo:ofArea area:云湾区 ;
    upo:rule "figures" ; upo:confidence 0.95 .
}
GRAPH <doc#char=58,75> {
  it:周明 a upo:Person ; skos:prefLabel "周明"@zh .
  it:区委 a upo:Institution , upo:PartyBody ; skos:prefLabel "区委"@zh .
  <doc#post=周明> a org:Membership ; org:member it:周明 ; org:organization it:区委 ; org:role it:区委书记 .
  it:区委书记 a org:Role ; skos:prefLabel "区委书记"@zh .
  it:东港码头改造 a upo:Project , upo:Renewal ; skos:prefLabel "东港码头改造"@zh ; upo:contributesTo it:东港新城 .
  <doc#finding=3-1> a rdf:Statement ; rdf:subject it:东港码头改造 ; rdf:predicate upo:contributesTo ;
    rdf:object it:东港新城 ; upo:rule "topics" ; upo:confidence 0.75 .
  <doc#char=68,74> a upo:Mention ; nif:anchorOf "东港码头改造" ; nif:beginIndex 68 ; nif:endIndex 74 ;
    nif:referenceContext doc: ; itsrdf:taIdentRef it:东港码头改造 ; itsrdf:taConfidence 0.9 ; upo:rule "names" .
  <doc#measure=66,74> a upo:Measure ; upo:action "加快"@zh ; upo:objectText "东港码头改造"@zh ;
    upo:object it:东港码头改造 ; upo:agent area:云湾区 ; upo:status upo:planned ;
    dcterms:subject domain:transport ; upo:rule "measures" ; upo:confidence 0.9 .
}
GRAPH it:activity {
  <activity/1> a prov:Activity ; prov:endedAtTime "2031-02-01T00:00:00Z"^^xsd:dateTime ; upo:softwareVersion "0.1.0" .
}
# and what a test adds
"""
GOOD = _GOOD.replace("TEXT", TEXT.replace("\n", "\\n")).replace("DIGEST", DIGEST)

VIOLATIONS = [
    # entities
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "海洋产业"@zh , "海洋"@zh'),
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:altLabel "海洋产业"@zh'),
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "marine industry"@en'),
    ("entity-alias", ENGINES, 'skos:altLabel "云湾"@zh', 'skos:altLabel ""@zh'),
    ("area-code", TITLE, 'upo:areaCode "999101"', 'upo:areaCode "99910"'),
    ("area-code-name", TITLE, 'upo:areaCode "999101"', 'upo:areaCode "330106"'),  # that of 西湖区
    ("area-alone", TITLE, "area:云湾区 a upo:Area", "area:云湾区 a upo:Policy , upo:Area"),
    ("person-alone", MEASURE, "it:周明 a upo:Person", "it:周明 a upo:Institution , upo:Person"),
    ("class-missing", MEASURE, "a upo:Institution , upo:PartyBody", "a upo:Goal , upo:PartyBody"),
    ("thing-without-class", ENGINES, "it:海洋产业 a upo:Industry ;", "it:海洋产业"),
    # engines and relations
    ("engine-area", ENGINES, "upo:hasEngine it:东港新城 , it:西岭谷", "upo:hasEngine it:东港新城"),
    ("hasEngine-subject", MEASURE, "upo:contributesTo it:东港新城", "upo:hasEngine it:东港新城"),
    ("hasEngine-object", ENGINES, "it:西岭谷 a upo:Engine , upo:Zone", "it:西岭谷 a upo:Zone"),
    ("prioritises-subject", ENGINES, "a upo:Industry ;", "a upo:Industry ; upo:prioritises it:海洋产业 ;"),
    ("prioritises-object", ENGINES, "upo:prioritises it:海洋产业", "upo:prioritises it:西岭谷"),
    ("positionedAs-subject", MEASURE, "upo:contributesTo it:东港新城", "upo:positionedAs it:东港新城"),
    ("positionedAs-object", ENGINES, "upo:prioritises it:海洋产业", "upo:positionedAs it:海洋产业"),
    ("locatedIn-subject", ENGINES, "upo:prioritises it:海洋产业", "upo:locatedIn it:西岭谷"),
    ("locatedIn-object", MEASURE, "upo:contributesTo it:东港新城", "upo:locatedIn it:周明"),
    ("contributesTo-subject", ENGINES, "upo:prioritises it:海洋产业", "upo:contributesTo it:东港新城"),
    ("contributesTo-object", MEASURE, "upo:contributesTo it:东港新城", "upo:contributesTo it:周明"),
    ("relation-self", MEASURE, "upo:contributesTo it:东港新城", "upo:contributesTo it:东港码头改造"),
    ("way-in-circles", ENGINES, MORE, "GRAPH <doc#char=13,44> { it:东港新城 upo:locatedIn it:西岭谷 . it:西岭谷 upo:locatedIn it:东港新城 }"),
    # posts
    ("post-person", MEASURE, "org:member it:周明 ;", "org:member it:区委 ;"),
    ("post-person", MEASURE, "org:member it:周明 ;", ""),
    ("post-organization", MEASURE, "org:organization it:区委 ;", ""),
    ("post-role", MEASURE, "; org:role it:区委书记 .", "."),
    ("post-unsaid", MEASURE, 'skos:prefLabel "周明"@zh', 'skos:prefLabel "周朋"@zh'),
    ("role-label", MEASURE, 'org:Role ; skos:prefLabel "区委书记"@zh', "org:Role"),
    # numbered sets
    ("set-label", ENGINES, 'skos:prefLabel "两大引擎"@zh ;', ""),
    ("set-declared", ENGINES, "upo:declaredCount 2 ;", ""),
    ("set-count", ENGINES, "upo:declaredCount 2", "upo:declaredCount 3"),
    ("set-members", ENGINES, "skos:member it:东港新城 , it:西岭谷", "skos:member it:东港新城"),
    ("set-list", ENGINES, "rdf:rest rdf:nil", "rdf:rest <doc#set=两大引擎/list-1>"),
    ("set-list", ENGINES, "; rdf:rest rdf:nil", ""),
    ("set-one-list", ENGINES, "upo:memberList <doc#set=两大引擎/list-1>", "upo:memberList <doc#set=两大引擎/list-1> , <doc#set=两大引擎/list-2>"),
    # targets
    ("target-indicator", TARGET, 'upo:indicatorLabel "生产总值"@zh ;', ""),
    ("target-concept", TARGET, "upo:indicator indicator:gdp", 'upo:indicator "gdp"'),
    ("target-value", TARGET, "upo:value 6.0 ;", ""),
    ("target-value", TARGET, "upo:value 6.0", 'upo:value "六"^^xsd:decimal'),
    ("target-figure", TARGET, "upo:value 6.0", "upo:value 7.0"),
    ("target-figure", TARGET, "upo:value 6.0", "upo:value 6.0 ; upo:maxValue 8.0"),
    ("target-max", TARGET, "upo:value 6.0", 'upo:value 6.0 ; upo:maxValue "6.5"'),
    ("target-range", TARGET, "upo:value 6.0", "upo:value 6.0 ; upo:maxValue 5.0"),
    ("target-unit", TARGET, 'upo:unitLabel "%" ;', ""),
    ("target-growth-unit", TARGET, 'upo:unitLabel "%" ;', 'upo:unitLabel "亿元" ;'),
    ("target-count-unit", TARGET, "upo:measureKind upo:growth", "upo:measureKind upo:count"),
    ("indicator-other", TARGET, "indicator:gdp", "indicator:industrial-value-added"),
    ("target-kind", TARGET, "upo:measureKind upo:growth ;", ""),
    ("target-comparator", TARGET, "upo:comparator upo:about", "upo:comparator upo:growth"),
    ("target-status", TARGET, "upo:status upo:planned", "upo:status upo:ongoing"),
    ("target-modality", TARGET, "upo:modality upo:expected", "upo:modality upo:about"),
    ("target-year", TARGET, '"2031"^^xsd:gYear ; upo:ofArea', '"31" ; upo:ofArea'),
    ("target-year", TARGET, '"2031"^^xsd:gYear ; upo:ofArea', '"2101"^^xsd:gYear ; upo:ofArea'),
    ("target-base-year", TARGET, "upo:ofArea", 'upo:baseYear "1948"^^xsd:gYear ; upo:ofArea'),
    ("target-area", TARGET, "upo:ofArea area:云湾区", "upo:ofArea it:西岭谷"),
    ("span-outside", TARGET, "<doc#target=51,55>", "<doc#target=63,65>"),
    ("rule", TARGET, 'upo:rule "figures" ;', ""),
    ("confidence", TARGET, "upo:confidence 0.95", "upo:confidence 1.95"),
    # measures
    ("measure-action", MEASURE, 'upo:action "加快"@zh ;', ""),
    ("measure-text", MEASURE, 'upo:objectText "东港码头改造"@zh', 'upo:objectText ""@zh'),
    ("measure-unsaid", MEASURE, 'upo:action "加快"@zh', 'upo:action "推进"@zh'),
    ("measure-unsaid", MEASURE, 'upo:objectText "东港码头改造"@zh', 'upo:objectText "东港码头改造工程"@zh'),
    ("measure-object", MEASURE, "upo:object it:东港码头改造", 'upo:object "东港码头改造"'),
    ("measure-agent", MEASURE, "upo:agent area:云湾区", "upo:agent it:周明"),
    ("measure-status", MEASURE, "upo:planned ;\n    dcterms", "upo:about ;\n    dcterms"),
    ("measure-domain", MEASURE, "dcterms:subject domain:transport", "dcterms:subject domain:transport , domain:culture"),
    ("span-outside", MEASURE, "<doc#measure=66,74>", "<doc#measure=66,84>"),
    # links between documents
    ("outcomeOf-subject", MEASURE, MORE, "GRAPH it:ledger { <doc#measure=66,74> upo:outcomeOf <doc#target=51,55> }"),
    ("outcomeOf-object", TARGET, MORE, "GRAPH it:ledger { <doc#target=51,55> upo:outcomeOf <doc#measure=66,74> }"),
    # evidence
    ("quote-text-differs", "预计总产值增长6%左右。", 'nif:anchorOf "预计生产总值', 'nif:anchorOf "预计总产值'),
    ("quote-text-differs", ENGINES, 'nif:anchorOf "东港新城"', 'nif:anchorOf "东港新区"'),
    ("quote-range", MEASURE, "nif:endIndex 75", "nif:endIndex 76"),
    ("quote-iri", ENGINES, "<doc#char=17,21>", "<doc#char=18,21>"),
    ("quote-begin", ENGINES, "nif:beginIndex 17", "nif:beginIndex 27"),
    ("quote-end", ENGINES, "nif:endIndex 21", "nif:endIndex 2.1"),
    ("quote-end", ENGINES, "nif:endIndex 21", f"nif:endIndex {'9' * 5000}"),
    ("quote-text", ENGINES, 'nif:anchorOf "东港新城" ;', ""),
    ("sentence-overlap", MEASURE, "nif:beginIndex 58", "nif:beginIndex 57"),
    ("sentence-section", TITLE, "upo:inSection <doc#section=0>", "upo:inSection <doc#section=0> , <doc#section=13>"),
    ("mention-name", ENGINES, "itsrdf:taIdentRef it:东港新城", "itsrdf:taIdentRef it:西岭谷"),
    ("mention-entity", ENGINES, "itsrdf:taIdentRef it:东港新城 ;", ""),
    ("mention-confidence", ENGINES, "itsrdf:taConfidence 0.9 ", "itsrdf:taConfidence 9.0 "),
    ("mention-outside", TARGET, MORE, """GRAPH <doc#char=45,58> { <doc#char=62,64> a upo:Mention ; nif:anchorOf "周明" ; nif:beginIndex 62 ;
      nif:endIndex 64 ; nif:referenceContext doc: ; itsrdf:taIdentRef it:周明 ; itsrdf:taConfidence 0.9 ; upo:rule "names" . }"""),
    ("sentence-place", TARGET, MORE, "GRAPH it:notes { <doc#char=45,58> a nif:Sentence . }"),
    ("finding-unstated", ENGINES, "rdf:predicate upo:hasEngine", "rdf:predicate upo:prioritises"),
    ("finding-subject", ENGINES, "rdf:subject area:云湾区 ; rdf:predicate upo:prioritises", "rdf:predicate upo:prioritises"),
    ("finding-predicate", ENGINES, "rdf:predicate upo:hasEngine", "rdf:predicate upo:status"),
    ("finding-object", ENGINES, "rdf:object it:东港新城 ;", ""),
    ("blank-node", MEASURE, "upo:agent area:云湾区", "upo:agent [ a upo:Institution ]"),
]  # fmt: skip

# Mistakes about a whole document, or about the lack of a sentence: no sentence need be named.
WITHOUT_SENTENCE = [
    ("document-text", 'nif:isString "云湾区2031年工作报告', 'upo:note "云湾区2031年工作报告'),
    ("document-year", 'upo:year "2031"^^xsd:gYear ; dcterms:issued', "upo:year 2031 ; dcterms:issued"),
    ("document-issued", '"2031-01-15"^^xsd:date', '"2031年1月15日"'),
    ("document-issued", '"2031-01-15"^^xsd:date', '"2031-13-45"^^xsd:date'),
    ("document-sha256", f'upo:sha256 "{DIGEST}', f'upo:sha256 "{DIGEST[1:]}'),
    ("document-digest", 'nif:isString "云湾区2031年', 'nif:isString "云湾区2030年'),
    ("document-jurisdiction", "upo:jurisdiction area:云湾区", "upo:jurisdiction it:西岭谷"),
    ("document-speaker", "upo:speaker it:周明", "upo:speaker area:云湾区"),
    ("document-event", "upo:event it:全会", "upo:event it:区委"),
    ("section-title", "a upo:Section ; skos:prefLabel", "a upo:Section ; skos:altLabel"),
    ("section-status", "upo:sectionStatus upo:planned", "upo:sectionStatus upo:growth"),
    ("section-parent", "upo:parentSection <doc#section=0>", "upo:parentSection doc:"),
    ("way-in-circles", "upo:parentSection <doc#section=0>", "upo:parentSection <doc#section=13>"),
    ("activity-end", '"2031-02-01T00:00:00Z"^^xsd:dateTime', '"yesterday"'),
    ("activity-version", '; upo:softwareVersion "0.1.0"', ""),
    ("graph-not-sentence", "GRAPH <doc#char=45,58> {", "GRAPH doc: {"),
    ("graph-not-sentence", "GRAPH <doc#char=45,58> {", "GRAPH <doc#char=45,57> {"),
    ("graph-not-sentence", "GRAPH <doc#char=58,75> {", "{"),
    ("quote-document", "nif:endIndex 75 ; nif:referenceContext doc:", "nif:endIndex 75 ; nif:referenceContext <other>"),
]  # fmt: skip

# Doubts, which leave the graph well made: what a rule more likely misread than read.
_MEMBERS = GOOD[GOOD.index("skos:member") : GOOD.index("rdf:rest rdf:nil")]
_AIM = GOOD[GOOD.index("<doc#target") : GOOD.index(" ; upo:status upo:planned ;\n    upo:modality")]
WARNINGS = [
    ("document-title", ENGINES, 'dcterms:title "云湾区2031年工作报告"@zh ;', ""),
    ("document-jurisdiction-known", ENGINES, "upo:jurisdiction area:云湾区 ;", ""),
    ("document-year-known", ENGINES, 'upo:year "2031"^^xsd:gYear ; dcterms:issued', "dcterms:issued"),
    ("entity-labels-apart", ENGINES, 'skos:altLabel "云湾"@zh', 'skos:altLabel "云湾区"@zh'),
    ("entity-label-length", ENGINES, 'skos:prefLabel "海洋产业"@zh', f'skos:prefLabel "{"海洋" * 31}"@zh'),
    ("label-torn", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "“海洋产业"@zh'),
    ("label-torn", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "海洋产业。谷"@zh'),
    ("event-alone", ENGINES, MORE, "GRAPH <doc#char=13,44> { it:海洋产业 a upo:Event }"),
    ("person-name", MEASURE, 'skos:prefLabel "周明"@zh', 'skos:prefLabel "周明说，"@zh ; skos:altLabel "周明"@zh'),
    ("name-unsaid", MEASURE, 'skos:prefLabel "东港码头改造"@zh', 'skos:prefLabel "推进东港码头改造"@zh ; skos:altLabel "东港码头改造"@zh'),
    ("object-unsaid", MEASURE, "upo:object it:东港码头改造", "upo:object it:西岭谷"),
    ("set-unsaid", ENGINES, 'skos:prefLabel "西岭谷"@zh', 'skos:prefLabel "西岭湖"@zh'),
    ("relation-unexplained", ENGINES, 'rdf:object it:西岭谷 ; upo:rule', 'rdf:object it:东港新城 ; upo:rule'),
    ("relation-unsaid", MEASURE, "itsrdf:taIdentRef it:东港码头改造", "itsrdf:taIdentRef it:码头 .\n  it:码头 a upo:Project ; skos:prefLabel \"东港码头改造\"@zh .\n  <doc#char=68,74> upo:rule \"names\""),
    ("set-twice", ENGINES, _MEMBERS, _MEMBERS.replace("it:西岭谷", "it:东港新城")),
    ("set-label-count", ENGINES, 'skos:prefLabel "两大引擎"@zh', 'skos:prefLabel "三大引擎"@zh'),
    ("indicator-unsaid", TARGET, 'upo:indicatorLabel "生产总值"@zh', 'upo:indicatorLabel "服务总值"@zh'),
    ("comparator-unsaid", TARGET, "upo:comparator upo:about", "upo:comparator upo:at_least"),
    ("target-sign", TARGET, "upo:value 6.0", "upo:value -6.0"),
    ("target-range-open", TARGET, _AIM, _AIM.replace("6.0", "6.0 ; upo:maxValue 6.0").replace("about", "at_least")),
    ("target-value-year", TARGET, _AIM, '<doc#aim> a upo:Target ; upo:indicatorLabel "生产"@zh ; upo:value 2035.0 ; upo:unitLabel "年" ; upo:measureKind upo:level ; upo:comparator upo:exact'),
    ("target-tense", TARGET, '"2031"^^xsd:gYear ; upo:ofArea', '"2030"^^xsd:gYear ; upo:ofArea'),
    ("target-tense", TARGET, 'upo:status upo:planned ;\n    upo:modality upo:expected ; upo:year "2031"', 'upo:status upo:achieved ; upo:year "2032"'),
    ("target-promised-result", TARGET, "upo:status upo:planned ;\n    upo:modality", "upo:status upo:achieved ;\n    upo:modality"),
    ("target-base-later", TARGET, "upo:ofArea", 'upo:baseYear "2035"^^xsd:gYear ; upo:ofArea'),
    ("target-unit-kind", TARGET, 'upo:unitLabel "%" ; upo:measureKind upo:growth', 'upo:unitLabel "万人" ; upo:measureKind upo:level'),
    ("concept-unknown", TARGET, "indicator:gdp", "indicator:happiness"),
    ("concept-unknown", MEASURE, "domain:transport", "domain:astrology"),
]  # fmt: skip
