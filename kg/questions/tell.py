"""An answer in few words, and what is to be said of it, in the language of the question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg import vocab
from kg.query import Cell, Rows
from kg.questions.match import Parse
from kg.questions.text import Folded
from kg.questions.types import Lang, note, notes

_CODED = frozenset(  # columns that hold terms of ours
    ("class", "comparator", "kind", "modality", "relation", "status", "then", "tie")
)


def summary(parse: Parse, rows: Rows, lang: Lang) -> tuple[str, ...]:
    """The answers, each once; each area's apart where several areas give some that do not tell their area."""
    told = [(str(row.get("area") or ""), text) for row in rows if (text := _told(parse, row, lang))]
    match parse.type.reply:
        case "quote":
            return ()
        case "confirm":
            return (note("yes", lang),) if told else ()
    groups: dict[str, list[str]] = {}
    for area, text in dict.fromkeys(told):
        groups.setdefault(area, []).append(text)
    apart = len(groups) > 1 and not any(area in text for area, text in told)
    if not apart:
        groups = {"": list(dict.fromkeys(text for _, text in told))} if told else {}
    if parse.type.reply == "count":
        groups = {area: [str(len(texts))] for area, texts in groups.items()}
    if apart:
        return tuple(f"{area}:{'、'.join(texts)}" for area, texts in groups.items())
    return tuple(groups.get("", ()))


def remarks(asked: Folded, parse: Parse, rows: Rows, told: tuple[str, ...], lang: Lang) -> Iterator[str]:
    """What a reader has to know: names of several things, that nothing was found, what classes mean."""
    for one in parse.bound:
        said = asked.said(one.begin, one.end)
        standard = vocab.indicators().get(said)
        if standard and one.entry.value not in (said, vocab.label(standard)):
            yield note("closest", lang, said=said, name=one.entry.value)
        if len(one.entry.things) > 1 and "area" not in parse.parameters:
            yield note("several", lang, name=one.entry.value, n=len(one.entry.things))
    if not rows.rows:
        given = "、".join(asked.said(one.begin, one.end) for one in parse.bound)
        yield note("empty", lang, title=parse.type.title.in_(lang), given=f":{given}" if given else "")
        for one in parse.bound:
            if "place" in one.entry.kinds and "area" not in one.entry.kinds:
                yield note("mentioned", lang, name=one.entry.value)
    elif parse.type.reply == "define":
        for name in sorted({str(row["class"]) for row in rows}):
            yield f"{vocab.label(name, lang)}:{vocab.definition(name, lang)}"
    elif not told and parse.type.reply != "quote":
        yield note("unsaid", lang)
    elif parse.type.remark:
        yield note(parse.type.remark, lang)
    if parse.type.dated and "year" in parse.parameters:
        yield note("dated", lang)


def _told(parse: Parse, row: Mapping[str, Cell], lang: Lang) -> str:
    """The type's answer filled in from a row; "" where the row lacks the first thing that it names."""
    cells = {name: _cell(name, cell, lang) for name, cell in row.items()}
    if row.get("max") is not None:
        cells["value"] = f"{cells['value']}—{cells['max']}"
    first = parse.type.answer.partition("{")[2].partition("}")[0]
    filled = parse.type.answer.format_map(cells).replace("()", "")
    return " ".join(filled.split()) if cells[first] else ""


def _cell(column: str, cell: Cell, lang: Lang) -> str:
    """A cell in words: terms by their labels, an arrow before them kept; that a number is exact goes without saying."""
    if cell is None or (column, cell) == ("comparator", "exact"):
        return ""
    if column not in _CODED:
        return str(cell)
    arrow = str(cell)[:2] if str(cell)[:2] in ("→ ", "← ") else ""
    name = str(cell).removeprefix(arrow)
    return arrow + (note(f"cell {name}", lang) if f"cell {name}" in notes() else vocab.label(name, lang))
