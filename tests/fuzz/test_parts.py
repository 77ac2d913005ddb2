"""The parts that read strings, given any: segments, numbers, areas, word lists, queries, terms, graphs."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mistakes import GOOD

from fuzz.profile import examples, in_time
from fuzz.strategies import DIGITS, anything, characters, listed, printable, texts, word
from kg import sparql, terms, vocab
from kg.areas import find_areas, resolve
from kg.errors import InputError, KgError, LexiconError, QueryError
from kg.lexicon import read_tsv
from kg.query import parse, run
from kg.reader import from_text
from kg.rules.numbers import read_number
from kg.rules.quantities import find_quantities
from kg.segment import segment
from kg.validate import validate

_STOPS = str.maketrans("", "", "。！？!?")


@examples(150)
@given(st.one_of(anything, texts))
def test_segments_quote_the_text_and_leave_out_only_blanks_and_stops(text: str) -> None:
    with in_time(text):
        sentences = segment(text)
    assert all(text[s.begin : s.end] == s.text and s.text.strip() == s.text for s in sentences)
    kept = {at for s in sentences for at in range(s.begin, s.end)}
    assert "".join(c for at, c in enumerate(text) if at not in kept).translate(_STOPS).strip() == ""
    assert [s.begin for s in sentences] == sorted({s.begin for s in sentences})
    assert segment(text) == sentences


@examples(300)
@given(st.text(characters, max_size=40).filter(bool))
def test_what_is_stored_of_a_text_is_the_text(text: str) -> None:
    with suppress(InputError):
        document = from_text(text)
        assert document.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert from_text(document.text).sha256 == document.sha256 or document.text.startswith("\ufeff")


NUMERALS = st.text(st.sampled_from(DIGITS + "个元％ "), min_size=1, max_size=24)


@examples(500)
@given(st.one_of(NUMERALS, NUMERALS.map(lambda run: f"增长{run}%"), printable))
def test_figures_are_finite_numbers_at_their_places(text: str) -> None:
    with in_time(text):
        found = find_quantities(text)
    for quantity in found:
        assert quantity.value.is_finite()
        assert quantity.maximum is None or quantity.maximum >= quantity.value
        assert 0 <= quantity.left <= quantity.begin < quantity.end <= quantity.right <= len(text)
    assert all(a.end <= b.begin for a, b in pairwise(found))


@examples(300)
@given(st.text(st.sampled_from("0123456789.零〇一二两三四五六七八九十百千万亿点"), min_size=1, max_size=16))
def test_a_number_is_read_or_is_none(run: str) -> None:
    if not any(begin == 0 and end == len(run) for begin, end in _runs(run)):
        return  # no run that the grammar gives
    number = read_number(run)
    assert number is None or (number[0].is_finite() and number[1] in ("", "千", "万", "亿", "万亿"))


def _runs(text: str) -> list[tuple[int, int]]:
    from kg.rules.numbers import grammar

    return [match.span() for match in grammar().run.finditer(text)]


@examples(100)
@given(st.integers(0, 10**12), st.integers(0, 999))
def test_a_number_in_digits_is_its_value(whole: int, part: int) -> None:
    for written in (f"{whole}.{part}", f"{whole:,}.{part}", f"{whole}.{part}".translate(_WIDE)):
        assert read_number(written) == (Decimal(f"{whole}.{part}").normalize() + 0, "")


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@examples(300)
@given(
    st.one_of(texts, listed(word("areas", 1), 8)),
    st.sampled_from((None, "深圳市", "朝阳区", "中国")),
)
def test_areas_stand_where_they_are_found(text: str, home: str | None) -> None:
    with in_time(text):
        found = find_areas(text, resolve(home) if home else None)
    assert all(0 <= m.begin < m.end <= len(text) and m.label for m in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(m.area is not None or m.note for m in found)


@examples(200)
@given(printable)
def test_a_name_resolves_to_an_area_or_to_none(name: str) -> None:
    found = resolve(name, near=name)
    assert found is None or found.name


TABLES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.one_of(printable, st.sampled_from(("# columns: a\tb", "a\tb", "\tb", "a\tb\tc", "#", "\t\t", "a\0\tb")))).map(
        lambda lines: "\n".join(lines).encode()
    ),
)  # fmt: skip


@examples(200)
@given(data=TABLES)
def test_a_word_list_is_rows_of_one_width_or_refused_by_file_and_line(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.tsv"
    path.write_bytes(data)
    try:
        rows = read_tsv(path)
    except LexiconError as error:
        assert "fuzz.tsv" in str(error)
        assert "\n" not in str(error)
    else:
        assert all(row[0] for row in rows)


HEADERS = st.lists(
    st.one_of(
        printable.map(lambda text: f"# {text}"),
        st.tuples(st.sampled_from(("title", "question", "param", "Param", "param ")), printable).map(lambda t: f"# {t[0]}: {t[1]}"),
        st.sampled_from(("# param: area label 地区 | area", "# param: n integer? = 3 数 | n", '# param: p string = "a b" 名 | name', "")),
    ),
    max_size=5,
).map("\n".join)  # fmt: skip
_WORDS = """SELECT ASK CONSTRUCT DESCRIBE WHERE FROM SERVICE LOAD INSERT PREFIX BASE GRAPH FILTER EXISTS OPTIONAL UNION
VALUES BIND AS LIMIT { } ( ) < > << >> [ ] . ; , ? $ * ' \" ''' \"\"\" # \\ | / ^ ! = && a ?s ?p ?o $x <http://a/b> <a b> upo:Area
_:b : "x"@zh 1 1.5e3 \\u0053 \\U0001F600 %41 trueSERVICE 1e5FROM"""
PIECES = st.sampled_from([*_WORDS.split(), "\n"])
QUERIES = st.one_of(
    anything,
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(st.one_of(PIECES, characters), max_size=20).map(
        lambda parts: "SELECT * { " + "".join(parts) + " }"
    ),
)


@examples(200)
@given(HEADERS, QUERIES)
def test_a_query_file_is_read_or_refused_by_name(header: str, query: str) -> None:
    with suppress(QueryError):
        named = parse("mine", f"{header}\n{query}")
        assert all(p.name.isidentifier() or p.name for p in named.parameters)


@examples(400)
@given(QUERIES)
def test_the_tokens_of_a_query_are_its_characters_in_order(text: str) -> None:
    with in_time(text):
        tokens = list(sparql.tokens(text))
    assert all(text[t.begin : t.end] == t.text and t.text for t in tokens)
    assert all(a.end <= b.begin for a, b in pairwise(tokens))


@examples(400)
@given(QUERIES)
def test_a_query_is_answered_or_refused_in_one_line(text: str) -> None:
    """Only what the check lets through reaches the engine; `run` takes a text without blanks or { for a name."""
    with in_time(text):
        try:
            run(ox.Store(), f"{text} ", {})
        except KgError as error:
            assert str(error)


@examples(200)
@given(QUERIES, printable)
def test_a_value_cannot_leave_its_place(query: str, value: str) -> None:
    """Whatever the value, the text around it stays the query's own."""
    term = str(ox.Literal(value))
    with suppress(QueryError):
        bound = sparql.bind(query, {"_x": (term,)})
        block = f" VALUES ?_x {{ {term} }} "
        assert bound.replace(block, "", 1) == query
        assert [t.kind for t in sparql.tokens(term)] in (["string"], ["string", "string"])


@examples(300)
@given(st.text(characters, max_size=40))
def test_any_name_makes_an_iri_and_any_text_a_literal(name: str) -> None:
    quad = f"<{vocab.BASE}x/{terms.segment(name)}> <{vocab.RDFS}label> {terms.zh(name)} ."
    (back,) = ox.parse(quad, format=ox.RdfFormat.N_QUADS)
    assert isinstance(back.object, ox.Literal)
    assert back.object.value == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in name)
    assert terms.segment(name) not in ("", ".", "..")
    assert "/" not in terms.segment(name)


@pytest.fixture(scope="module")
def good() -> list[ox.Quad]:
    """The quads of the graph that tests/test_validate.py spoils by hand."""
    prefixes = {**vocab.PREFIXES, "doc": "https://example.org/doc", "it": "https://example.org/it/"}
    prefixes["area"] = "https://example.org/area/"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    return list(ox.parse(f"BASE <https://example.org/>\n{head}{GOOD}", format=ox.RdfFormat.TRIG))


@examples(40)
@given(st.data())
def test_any_graph_at_all_can_be_checked(good: list[ox.Quad], data: st.DataObject) -> None:
    """Quads left out, and put together anew of the terms of a good graph and of hostile ones."""
    kept = [quad for quad in good if data.draw(st.integers(0, 9)) > 0]
    strings = st.text(st.characters(codec="utf-8"), max_size=8)
    kinds = [
        ox.NamedNode(vocab.XSD + kind)
        for kind in ("integer", "decimal", "gYear", "date", "dateTime", "string")
    ]
    literal = st.one_of(strings.map(ox.Literal), st.builds(lambda v, k: ox.Literal(v, datatype=k), strings, st.sampled_from(kinds)),
                        st.integers(-(10**30), 10**30).map(ox.Literal), st.sampled_from([q.object for q in good]))  # fmt: skip
    for quad in data.draw(st.lists(st.sampled_from(good), max_size=15)):
        graph = data.draw(st.one_of(st.just(quad.graph_name), st.sampled_from([q.graph_name for q in good])))
        kept.append(ox.Quad(quad.subject, quad.predicate, data.draw(literal), graph))
    store = ox.Store()
    store.extend(kept)
    with in_time(kept):
        report = validate(store)
    assert all(p.message_zh and p.message_en and p.node for p in report.problems)
    assert validate(store) == report


def test_the_word_lists_of_the_package_can_all_be_read() -> None:
    for path in sorted((Path(__file__).parents[2] / "seeds" / "lexicon").glob("*.tsv")):
        assert read_tsv(path), path.name
