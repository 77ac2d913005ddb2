"""From a document to its facts: sentences, then the rules in one visible order. ``kg.link`` says which names are one thing.

Pure: the same document gives the same extraction; nothing is read but the lexicon, nothing is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.areas import ancestors, find_areas, home_of
from kg.collector import waiting
from kg.model import Document, Extraction, Fact, Measure, Mention, NumberedSet, Relation, Sentence
from kg.rules.agents import with_agents
from kg.rules.aliases import find_aliases
from kg.rules.engines import made_engines
from kg.rules.formulas import told_later
from kg.rules.measures import find_measures
from kg.rules.mentions import find_mentions
from kg.rules.metadata import metadata, posts
from kg.rules.names import classify, unmarked
from kg.rules.occasion import with_occasion
from kg.rules.pairs import find_pairs
from kg.rules.places import find_places, named_again, shared_fronts
from kg.rules.reading import Place, Reading, read
from kg.rules.sets import classes_of, find_sets
from kg.rules.tables import find_table_targets
from kg.rules.targets import find_targets
from kg.rules.tense import statuses
from kg.rules.ties import find_ties
from kg.rules.topics import find_contributions
from kg.rules.verbs import kinds_of_group
from kg.rules.years import horizon
from kg.segment import segment

_AIMS = ("定位", "目标", "愿景")


@waiting()
def extract(document: Document, *, min_confidence: float = 0.0) -> Extraction:
    """All facts of ``document``, not yet linked; those below ``min_confidence`` (0..1) are left out.

    The returned document has its metadata filled in; ``text`` is untouched.
    """
    sentences = segment(document.text)
    document = metadata(document, sentences)
    home = document.jurisdiction
    status = statuses(sentences, document.year)
    last_year = horizon(document.title, document.kind)
    area_mentions, places = _areas(document, sentences)
    readings: list[Reading] = []
    spoken = posts(document, sentences)
    document = with_occasion(document, sentences, spoken)
    facts: list[Fact] = [*area_mentions, *spoken]
    mentions: dict[int, list[Mention]] = {}
    sets: list[NumberedSet] = []
    for mention in facts:
        if isinstance(mention, Mention):
            mentions.setdefault(mention.sentence, []).append(mention)
    for sentence in sentences:
        index = sentence.index
        reading = read(sentence, places.get(index, ()), status[index], document.year, home)
        readings.append(reading)
        here = mentions.setdefault(index, [])
        found = list(find_mentions(reading))
        for short in _shortened(here, found):
            here.remove(short)
            facts.remove(short)
        for named, spans in find_sets(reading):
            sets.append(named)
            found = _with_members(reading, found, named, spans)
        made = made_engines(reading, found)
        if made:
            found = [m for m in found if not any(e.begin == m.begin and e.end == m.end for e in made)] + list(
                made
            )
        here += found
        facts += found
        facts += find_aliases(reading.sentence, here)
        if not reading.sentence.heading:  # what a heading announces, its body says
            facts += find_measures(reading)
        facts += find_targets(reading.sentence, document.year, reading.status, last_year)
        facts += find_ties(reading, here)
    for told, whole, new in list(told_later(readings, mentions, sets)):
        sets[sets.index(told)] = whole
        for mention in new:
            mentions[mention.sentence].append(mention)
        facts += new
    facts += sets
    facts += find_table_targets(sentences, document.year, status)
    for mention in (*shared_fronts(readings, mentions), *named_again(readings, mentions)):
        mentions[mention.sentence].append(mention)
        facts.append(mention)
    facts += find_places(readings, mentions)
    engines = frozenset(f.object for f in facts if isinstance(f, Relation) and f.predicate == "hasEngine")
    facts += find_contributions(readings, mentions, sets, engines)
    facts += find_pairs(readings, mentions, sets)
    facts = _without_nested(facts)
    if min_confidence > 0:
        facts = [f for f in facts if f.confidence >= min_confidence]
    facts = with_agents(facts, readings, mentions)
    return Extraction(document, sentences, tuple(_objects(facts, mentions)))


def _shortened(here: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """The meetings that a longer name closes with: 中共某某市｜区委九届五次全会."""
    events = [m for m in found if "Event" in m.classes]
    return [
        m for m in here if m.rule == "meeting" and any(e.begin < m.begin and m.end == e.end for e in events)
    ]


def _areas(
    document: Document, sentences: Sequence[Sentence]
) -> tuple[list[Mention], dict[int, tuple[Place, ...]]]:
    """Mentions of areas, and the places of each sentence by its index."""
    begins = [s.begin for s in sentences]
    found: list[Mention] = []
    places: dict[int, tuple[Place, ...]] = {}
    home = home_of(document)
    inland = next((a.code[:2] for a in (home, *ancestors(home)) if a.code), "") if home else ""
    for match in find_areas(document.text, home):
        index = bisect_right(begins, match.begin) - 1
        if index < 0 or match.end > sentences[index].end:
            continue
        start = sentences[index].begin
        said = document.text[match.begin : match.end]
        if match.label != document.jurisdiction and (
            match.deictic or said in ("全国", "我国", "国家", "新中国")
        ):
            continue  # 全国首个, 全省 in a city's report: a reach, not a place spoken of
        coded = bool(match.area and (match.area.code or match.area.level == "new-area"))
        afar = bool(inland and match.code and match.code[:2] != inland)
        place = Place(match.begin - start, match.end - start, match.label, coded, afar)
        places[index] = (*places.get(index, ()), place)
        found.append(
            Mention(
                index,
                "area",
                match.label,
                match.classes,
                match.begin,
                match.end,
                confidence=0.95 if match.area else 0.6,
            )
        )
    return found, places


def _with_members(
    reading: Reading, found: list[Mention], named: NumberedSet, spans: tuple[tuple[int, int], ...]
) -> list[Mention]:
    """The mentions of a sentence with the members of a set among them, classed by the set's noun."""
    given = classes_of(named.label)
    start = reading.sentence.begin
    for label, (begin, end) in zip(named.members, spans, strict=False):
        begin, end = begin + start, end + start
        old = next((m for m in found if m.label == label), None)
        kind = classify(label, proper=False, given=given) if old is None else None
        classes = old.classes if old else kind.classes if kind else ()
        if given == ("Engine",):
            plain = tuple(c for c in classes if c in ("Zone", "Industry", "Project"))
            classes = ("Engine", *(plain or ("Zone",)))
        elif given:
            zone = ("Zone",) if given == ("Project",) and "Zone" in classes else ()  # 甲新区 of 三大平台
            classes = (*given, "Goal") if given == ("Project",) and _brought_about(reading, begin) else given
            classes = (*zone, *classes)
            if given == ("Goal",) and old and "Zone" in old.classes and not named.label.endswith(_AIMS):
                classes = old.classes  # the zones of 两大科创高地 stay zones
        if not classes:
            continue
        found = [m for m in found if not (m.begin < end and begin < m.end)]
        found.append(
            Mention(reading.sentence.index, "set-member", label, classes, begin, end, confidence=0.95)
        )
    return found


def _brought_about(reading: Reading, begin: int) -> bool:
    """Whether what stands at ``begin`` (in the document) is what a place is to be made: 打造甲、乙、丙三大平台."""
    at = begin - reading.sentence.begin
    return any(
        d.act.object_begin <= at < d.act.object_end and "make" in kinds_of_group(d.act.action)
        for d in reading.deeds
    )


def _without_nested(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without areas that are only spoken of inside longer names (华东 in 华东大学)."""
    areas = [f for f in facts if isinstance(f, Mention) and f.rule == "area"]
    names = [(f.begin, f.end) for f in facts if isinstance(f, Mention) and f.rule != "area"]
    used = {end for f in facts if isinstance(f, Relation) for end in (f.subject, f.object)}
    names.sort()
    begins = [b for b, _ in names]

    def nested(area: Mention) -> bool:
        at = bisect_right(begins, area.begin)
        return any(
            b <= area.begin and area.end <= e and (b, e) != (area.begin, area.end)
            for b, e in names[max(0, at - 6) : at]
        )

    inside = {id(a) for a in areas if nested(a)}
    alone = {a.label for a in areas if id(a) not in inside} | used
    return [f for f in facts if id(f) not in inside or (isinstance(f, Mention) and f.label in alone)]


def _objects(facts: Sequence[Fact], mentions: dict[int, list[Mention]]) -> list[Fact]:
    """The measures among ``facts`` with the entities that their objects name."""
    done: list[Fact] = []
    kept = {f.label for f in facts if isinstance(f, Mention)}
    for fact in facts:
        if isinstance(fact, Measure):
            begin, end = fact.begin, fact.end
            named = [
                m.label
                for m in mentions.get(fact.sentence, ())
                if begin <= m.begin and m.end <= end and m.label in kept and _names(m, fact)
            ]
            if named:
                fact = replace(fact, objects=tuple(dict.fromkeys(named)))
        done.append(fact)
    return done


def _names(mention: Mention, measure: Measure) -> bool:
    """Whether the mention is (the heart of) the measure's object."""
    return unmarked(mention.label) in unmarked(measure.object_text) or measure.object_text in mention.label
