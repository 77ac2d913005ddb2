"""The documents of a corpus speak of the same things: one institution, area, project, zone is one entity in its graph."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import InputError, NotFoundError
from kg.vocab import BASE, SKOS

TEXTS = {
    "huzhou-2030": "湖州市2030年政府工作报告\n今年，湖州市发展和改革委员会（以下简称市发改委）牵头编制规划。"
    "加快太湖科学城建设，推进“一网统管”改革。建设湖州市高新区。重点发展新能源产业、生物医药。\n",
    "huzhou-2031": "湖州市2031年政府工作报告\n由市发改委牵头，加快太湖科学城建设。深化一网统管改革。建设湖州高新区。"
    "重点发展新能源、生物医药产业。支持湖州师范学院建设新校区。\n",
    "nanxun-2031": "湖州市南浔区2031年政府工作报告\n由市发改委牵头，加快太湖科学城建设。区发改局牵头推进。"
    "落实国家发改委部署，支持湖州师范学院在南浔办学。\n",
    "jiaxing-2031": "嘉兴市2031年政府工作报告\n建设嘉兴高新区。支持湖州师范学院建设分校。市发改委牵头编制规划。"
    "落实国家发展和改革委员会部署。\n",
    "beijing-2031": "北京市朝阳区2031年政府工作报告\n加快朝阳公园改造。区委书记林州平说，要加快建设。\n",
    "changchun-2031": "长春市朝阳区2031年政府工作报告\n加快朝阳公园改造。区委书记林州平说，要加快建设。\n",
}  # fmt: skip
BODY = f"{BASE}湖州市/湖州市发展和改革委员会"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def labels(graph: kg.Graph, cls: str) -> list[tuple[str, int]]:
    """The things of a class, and in how many documents each is mentioned."""
    rows = graph.query(
        f"""SELECT ?label (COUNT(DISTINCT ?d) AS ?n) WHERE {{
        ?e a upo:{cls} ; skos:prefLabel ?label . ?m itsrdf:taIdentRef ?e ; nif:referenceContext ?d
        }} GROUP BY ?e ?label ORDER BY ?label"""
    ).rows
    return [(str(label), int(str(count))) for label, count in rows]


def test_one_institution_under_all_its_names(corpus: Path) -> None:
    with kg.build(corpus) as graph:
        assert sorted(labels(graph, "Institution")) == [
            ("区发改局", 1),
            ("国家发展和改革委员会", 2),
            ("市发改委", 1),  # that of the other city
            ("朝阳区委", 1),
            ("朝阳区委", 1),  # of two cities, as the area is
            ("湖州市发展和改革委员会", 3),
            ("湖州师范学院", 3),
        ]
        body = graph.entity("湖州市发展和改革委员会")
        assert body.aliases == ("市发改委",)
        assert {sentence.document.rpartition("/")[2].partition("-")[0] for sentence in body.evidence} == {
            "huzhou", "nanxun",
        }  # fmt: skip


def test_places_of_one_name_stay_apart(corpus: Path) -> None:
    with kg.build(corpus) as graph:
        assert sorted(labels(graph, "Zone")) == [
            ("嘉兴高新区", 1),
            ("太湖科学城", 1),  # a district's; whether it is the city's, people must say
            ("太湖科学城", 2),
            ("朝阳公园", 1),
            ("朝阳公园", 1),
            ("湖州市高新区", 2),
        ]
        assert labels(graph, "Person") == [("林州平", 1), ("林州平", 1)]
        areas = graph.query(
            "SELECT ?c { ?a a upo:Area ; skos:prefLabel '朝阳区'@zh ; upo:areaCode ?c } ORDER BY ?c"
        )
        assert areas.rows == (("110105",), ("220104",))


def test_every_entity_has_one_label_and_the_graph_is_well_made(corpus: Path) -> None:
    with kg.build(corpus) as graph:
        assert [p for p in graph.validate().problems if p.severity == "violation"] == []
        assert labels(graph, "Industry") == [("新能源", 2), ("生物医药", 2)]
        assert labels(graph, "Policy") == [("“一网统管”改革", 2)]
        other = graph.query(
            """SELECT ?label ?own { GRAPH ?d { ?d a upo:PolicyDocument . ?e skos:prefLabel ?own }
            ?e skos:prefLabel ?label FILTER(?own != ?label) }"""
        )
        assert other.rows == ()  # each document's own graph has the label of the corpus


def test_a_sentence_says_the_name_that_it_says(corpus: Path) -> None:
    """The fuller name is preferred; where a document has another one, that is an alternative label there."""
    with kg.build(corpus) as graph:
        said = graph.query(
            f"""SELECT DISTINCT ?p ?name ?text {{ GRAPH ?g {{ <{BODY}> ?p ?name }} ?g nif:anchorOf ?text
            VALUES ?p {{ skos:prefLabel skos:altLabel }} }}"""
        ).rows
    assert said
    for predicate, name, text in said:
        assert str(name) in str(text)
        assert (str(predicate) == f"{SKOS}prefLabel") == (name == "湖州市发展和改革委员会")


def test_other_iris_lead_to_the_one_that_is_used(corpus: Path) -> None:
    with kg.build(corpus) as graph:
        query = f"SELECT ?a ?b {{ GRAPH <{BASE}links> {{ ?a skos:exactMatch ?b }} }} ORDER BY ?a"
        matches = {str(a).removeprefix(BASE): str(b).removeprefix(BASE) for a, b in graph.query(query).rows}
        assert matches == {
            "industry/新能源产业": "industry/新能源",
            "industry/生物医药产业": "industry/生物医药",
            "institution/国家发改委": "institution/国家发展和改革委员会",
            "湖州市/市发改委": "湖州市/湖州市发展和改革委员会",
            "湖州市/湖州高新区": "湖州市/湖州市高新区",
        }
        assert graph.query("ASK { ?a owl:sameAs ?b }").rows == ((False,),)
        assert graph.entity(f"{BASE}湖州市/市发改委").id == BODY
        assert graph.query("mentions", entity=f"{BASE}湖州市/市发改委") == graph.query(
            "mentions", entity=BODY
        )


def test_links_do_not_depend_on_the_order_of_adding(corpus: Path, tmp_path: Path) -> None:
    files = sorted(corpus.iterdir())
    with kg.build(corpus) as graph:
        expected = graph.export("nq")
    for number in range(6):
        some = random.Random(number).sample(files, len(files))  # noqa: S311  # nothing secret
        out = tmp_path / f"out{number}"
        for file in some:
            graph = kg.add(file, out)
        with graph:
            assert graph.export("nq") == expected


def test_links_go_with_the_document_that_they_are_from(corpus: Path, tmp_path: Path) -> None:
    """Whatever is removed, the rest is linked as if it had never been there."""
    out = tmp_path / "out"
    kg.build(corpus, out).close()
    rest = sorted(corpus.iterdir())
    for file in random.Random(1).sample(rest, len(rest) - 1):  # noqa: S311  # nothing secret
        rest.remove(file)
        with kg.remove(file.name, out) as graph, kg.build(rest) as fresh:
            assert graph.export("nq") == fresh.export("nq")


def test_only_documents_that_are_affected_are_written_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    kg.build(
        [corpus / f"{name}.txt" for name in ("huzhou-2031", "jiaxing-2031", "beijing-2031")], out
    ).close()
    looked_at: list[list[str]] = []
    from kg import catalog

    real: Callable[[catalog.Catalog], list[str]] = catalog.affected

    def affected(db: catalog.Catalog) -> list[str]:
        found = real(db)
        names = {entry.key: entry.id.rpartition("-")[0] for entry in catalog.entries(db)}
        looked_at.append(sorted(names[key] for key in found))
        return found

    monkeypatch.setattr(catalog, "affected", affected)
    kg.add(corpus / "changchun-2031.txt", out).close()
    assert looked_at.pop() == []
    kg.add(corpus / "huzhou-2030.txt", out).close()
    assert looked_at.pop() == ["huzhou-2030", "huzhou-2031"]


def test_a_pair_of_doubt_with_its_sentences(corpus: Path, tmp_path: Path) -> None:
    kg.build(corpus, tmp_path / "out").close()
    (pair,) = kg.review(tmp_path / "out")
    assert (pair.label_a, pair.label_b, pair.rule) == ("太湖科学城", "太湖科学城", "around")
    assert {pair.a, pair.b} == {f"{BASE}湖州市/太湖科学城", f"{BASE}南浔区/太湖科学城"}
    assert "太湖科学城" in pair.sentence_a
    assert "太湖科学城" in pair.sentence_b
    assert "南浔区 and in 湖州市" in pair.reason


def test_what_people_decide_wins_and_is_kept(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(corpus, out).close()
    upper, lower = f"{BASE}湖州市/太湖科学城", f"{BASE}南浔区/太湖科学城"
    city, full = f"{BASE}湖州市/市发改委", BODY
    with kg.decide(out, same=[(upper, lower)], different=[(city, full)], by="审校", why="见规划") as graph:
        assert ("太湖科学城", 3) in labels(graph, "Zone")
        assert ("市发改委", 2) in labels(graph, "Institution")
    assert kg.review(out) == ()
    assert [(p.rule, p.reason) for p in kg.links(out) if p.rule == "decided"] == [
        ("decided", "见规划 审校 2023-11-14")
    ]
    lines = (out / "links.tsv").read_text("utf-8").splitlines()
    assert [line.split("\t") for line in lines if not line.startswith("#")] == [
        [upper, lower, "same", "审校", "2023-11-14", "见规划"],
        [city, full, "different", "审校", "2023-11-14", "见规划"],
    ]
    with kg.remove("nanxun-2031.txt", out) as graph:
        assert ("市发改委", 1) in labels(graph, "Institution")
    with kg.add(corpus, out) as graph:  # and what comes later is linked by it
        decided = graph.export("nq")
        assert ("太湖科学城", 3) in labels(graph, "Zone")
    again = tmp_path / "again"
    again.mkdir()
    (again / "links.tsv").write_text("\n".join(lines), "utf-8")
    with kg.build(corpus, again) as graph:
        assert graph.export("nq") == decided


def test_decisions_can_be_taken_back_by_editing_the_file(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with kg.build(corpus, out) as graph:
        before = graph.export("nq")
    kg.decide(out, same=[(f"{BASE}湖州市/太湖科学城", f"{BASE}南浔区/太湖科学城")]).close()
    (out / "links.tsv").unlink()
    with kg.decide(out) as graph:
        assert graph.export("nq") == before


def test_names_that_cannot_be_decided_about(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(corpus, out).close()
    with pytest.raises(NotFoundError, match=r"several entities: .*南浔区/太湖科学城"):
        kg.decide(out, same=[("太湖科学城", "湖州师范学院")])
    with pytest.raises(NotFoundError, match="no entity '云湖'"):
        kg.decide(out, different=[("云湖", "湖州师范学院")])
    (out / "links.tsv").write_text("a\tb\tperhaps\n", "utf-8")
    with pytest.raises(InputError, match="same or different"):
        kg.decide(out)


def test_the_command(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> list[dict[str, str]]:
        with pytest.raises(SystemExit) as end:
            main(["link", "--format", "csv", *args])
        assert not end.value.code
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    kg.build(corpus, "out").close()
    rules = {row["rule"] for row in run()}
    assert rules == {"body", "same-name", "trade"}
    (row,) = run("--review")
    assert row["sentence_a"]
    linked = run("--accept", row["a"], row["b"], "--by", "审校")
    assert [r["reason"] for r in linked if r["rule"] == "decided"] == ["审校 2023-11-14"]
    assert run("--review") == []
    elsewhere = tmp_path / "mine.tsv"
    run("--reject", row["a"], row["b"], "--decisions", str(elsewhere))
    assert "different" in elsewhere.read_text("utf-8")
    assert "same" in (tmp_path / "out" / "links.tsv").read_text("utf-8")
