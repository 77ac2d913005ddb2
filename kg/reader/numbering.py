"""The numbers that Word sets before paragraphs by itself: 一、 （一） 1. are layout there, no characters of the text.

A paragraph refers to a list and a level (w:numPr, its own or its style's); the list says how each level is counted and
written: w:numFmt chineseCounting, w:lvlText "%1、". ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = re.compile("chinese|japanese|ideograph|taiwanese", re.I)
_BASES = 20  # styles that one may be based on, one on the other


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""  # "%1、": the number of level 1 and a mark
    style: str = ""  # paragraphs of this style are of this level
    plain: bool = False  # all its numbers are written 1 2 3, those of the levels above too (w:isLgl)


@dataclass(frozen=True, slots=True)
class List:
    counter: str  # lists with one counter go on counting
    levels: tuple[Level, ...]


def labels(
    paragraphs: Iterable[Element], numbering: Element | None, styles: Element | None
) -> dict[Element, str]:
    """What Word shows before those of ``paragraphs`` (in document order) that it numbers."""
    lists = {} if numbering is None else _lists(numbering)
    by_style = {} if styles is None else {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}
    counts: dict[str, list[int]] = {}
    found: dict[Element, str] = {}
    for paragraph in paragraphs:
        name, depth = _place(paragraph, by_style, lists)
        listed = lists.get(name)
        if listed is None or not 0 <= depth < len(listed.levels):
            continue
        count = counts.setdefault(listed.counter, [])
        fresh = listed.levels[len(count) : depth + 1]
        count += [level.start for level in fresh]
        if not fresh:
            count[depth] += 1
        del count[depth + 1 :]
        if label := _label(listed.levels, depth, count):
            found[paragraph] = label
    return found


def _lists(numbering: Element) -> dict[str, List]:
    """The lists by w:numId."""
    abstract = {
        one.get(f"{W}abstractNumId"): tuple(map(_level, one.iterchildren(f"{W}lvl")))
        for one in numbering.iterchildren(f"{W}abstractNum")
    }
    found: dict[str, List] = {}
    for number in numbering.iterchildren(f"{W}num"):
        name, base = number.get(f"{W}numId", ""), _value(number, "abstractNumId")
        levels = list(abstract.get(base, ()))
        restarted = {
            int(one.get(f"{W}ilvl", "0")): int(start)
            for one in number.iterchildren(f"{W}lvlOverride")
            if (start := _value(one, "startOverride")).isdecimal() and one.get(f"{W}ilvl", "0").isdecimal()
        }
        for at, first in restarted.items():
            levels[at : at + 1] = [replace(level, start=first) for level in levels[at : at + 1]]
        found[name] = List(f"list {name}" if restarted else f"kind {base}", tuple(levels))
    return found


def _level(element: Element) -> Level:
    start = _value(element, "start")
    return Level(
        int(start) if start.isdecimal() else 1,
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        _value(element, "pStyle"),
        is_on(element.find(f"{W}isLgl")),
    )


def _place(paragraph: Element, styles: Mapping[str, Element], lists: Mapping[str, List]) -> tuple[str, int]:
    """The w:numId of a paragraph, itself or through its style, and the level; ("", 0) without one."""
    properties = paragraph.find(f"{W}pPr")
    style = "" if properties is None else _value(properties, "pStyle")
    named = ""
    for _ in range(_BASES):
        numbered = None if properties is None else properties.find(f"{W}numPr")
        if numbered is not None:
            name, level = _value(numbered, "numId"), _value(numbered, "ilvl")
            if level.isdecimal():
                return name, int(level)
            own = (
                [at for at, one in enumerate(lists[name].levels) if one.style == named]
                if name in lists
                else []
            )
            return name, own[0] if own and named else 0
        if style not in styles:
            break
        named, element = style, styles[style]
        properties, style = element.find(f"{W}pPr"), _value(element, "basedOn")
    return "", 0


def _label(levels: tuple[Level, ...], depth: int, count: list[int]) -> str:
    """The number as written, with those of the levels above where the level's text asks for them; "" for a bullet."""
    if levels[depth].format in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        style = "decimal" if levels[depth].plain else levels[at].format
        return _written(count[at], style) if 0 <= at < len(count) else ""

    return re.sub(r"%(\d)", number, levels[depth].text).strip()


def _written(number: int, style: str) -> str:
    if _CHINESE.match(style) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if style == "lowerLetter" else "A") + number - 1)
    return str(number)


def is_on(switch: Element | None) -> bool:
    """Whether a property that is on or off is on: it stands there and does not say that it is off (17.17.4)."""
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")


def _value(element: Element, name: str) -> str:
    """The w:val of the child ``name``, "" without one."""
    child = element.find(W + name)
    return "" if child is None else child.get(f"{W}val") or ""
