"""Mentions of entities in a sentence: from what the acts act on, and from heads, titles and quotations elsewhere.

An object item is the surest name: its left edge is the verb, its right edge the tail (〈推进〉滨江路改造工程〈建设〉).
Elsewhere a head is found first and its left edge looked for: a mark, a function word or a verb ends the name there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from kg.model import Mention
from kg.rules.bodies import bodies
from kg.rules.edges import LONGEST, ends_name, left_edge
from kg.rules.enumerations import of_frames, of_lists, of_partners, of_settlements
from kg.rules.heads import Head, heads
from kg.rules.lists import split
from kg.rules.names import Kind, classify, unmarked
from kg.rules.objects import of_objects
from kg.rules.openers import verb_at
from kg.rules.phrases import holds_place, is_clausal, make_mention, past_places, place_of, rebuilt
from kg.rules.proper import is_proper
from kg.rules.reading import Reading
from kg.rules.scan import cue_at, head_spans, named
from kg.rules.words import programmes, rebuild_lengths, rebuild_starts, suffixes

_LINES = frozenset({"Transport", "Road"})


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """All mentions in one sentence but areas, longest first where they overlap; spans in document offsets."""
    taken = _Taken(reading)
    text = reading.sentence.text
    for mark, rule in _RULES:
        if mark in text:
            for mention in rule(reading):
                taken.add(mention)
    for mention in sorted(_of_heads(reading, taken), key=lambda m: m.begin - m.end):
        taken.add(mention)
    for mention in _known(reading):
        taken.add(mention)
    inside = [i for m in taken.mentions if m.subclass == "Renewal" for i in _inside(reading, m)]
    return tuple(sorted([*taken.mentions, *inside], key=lambda m: (m.begin, m.end)))


def _inside(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """The place that a project is done to, which its name opens with: 西湖片区｜城市更新."""
    label, start = mention.label, reading.sentence.begin
    tail = suffixes("rebuild").find(label, 2)
    if tail is None:
        return
    begin, end = mention.begin - start, mention.end - start
    said = reading.sentence.text[begin:end]
    place = (
        place_of(label, tail) if said == label else said
    )  # 甲河、乙河治理: the first stands there by itself
    if not label.startswith(place):
        return
    kind = classify(place, proper=holds_place(reading.places, begin, begin + len(place)))
    if kind and "Zone" in kind.classes:
        yield make_mention(
            reading, "inside", place, begin, begin + len(place), Kind(("Zone",), kind.subclass, 0.6)
        )


class _Taken:
    """The mentions taken so far, none over another but those whose label holds words said elsewhere."""

    def __init__(self, reading: Reading) -> None:
        self.mentions: list[Mention] = []
        self._text = reading.sentence.text
        self._start = reading.sentence.begin
        self._marked = bytearray(len(self._text))  # 1 where a character is taken

    def holds(self, begin: int, end: int) -> bool:
        """Whether something of the local span is taken."""
        return self._marked.find(1, begin, end) >= 0

    def add(self, mention: Mention) -> None:
        begin, end = mention.begin - self._start, mention.end - self._start
        if self.holds(begin, end) and _plain(mention.label) == _plain(self._text[begin:end]):
            return
        self._marked[begin:end] = b"\1" * (end - begin)
        self.mentions.append(mention)


def _plain(label: str) -> str:
    return unmarked(label).strip("《》")


def _titles(reading: Reading) -> Iterator[Mention]:
    text = reading.sentence.text
    for match in re.finditer(r"《([^《》]{2,60})》", text):
        kind = classify(match.group(), proper=True)
        if kind:
            yield make_mention(reading, "title", match.group(), match.start(), match.end(), kind)


def _plans(reading: Reading) -> Iterator[Mention]:
    """The plan of five years by its number: “十四五”规划."""
    text = reading.sentence.text
    for match in _five_years().finditer(text):
        kind = Kind(("Policy",), "Plan", 0.8)
        yield make_mention(reading, "plan", match.group(), match.start(), match.end(), kind)


@cache
def _five_years() -> re.Pattern[str]:
    return re.compile(r"[“\"]?十[一二三四五]五[”\"]?(?:发展)?规划(?:纲要)?(?![的]?(?:期|实施))")


def _lines(reading: Reading) -> Iterator[Mention]:
    """Lines of rail by their end: 地铁蔡甸线, 市域铁路成资线."""
    text = reading.sentence.text
    for match in _rail().finditer(text):
        kind = Kind(("Project",), "Transport", 0.85)
        yield make_mention(reading, "line", match.group(), match.start(), match.end(), kind)


@cache
def _rail() -> re.Pattern[str]:
    return re.compile(
        r"(?:地铁|轨道交通|轻轨|城际铁路|市域铁路|云轨|有轨电车)[\u4e00-\u9fff]{2,4}?线(?![路网上])"
    )


def _aims(reading: Reading) -> Iterator[Mention]:
    """What a place is said to be to become, in so many words: “甲、乙”定位."""
    text = reading.sentence.text
    for match in _aimed().finditer(text):
        for begin, end in split(text, *match.span(match.lastindex or 1)):
            if end - begin >= 2:
                yield make_mention(
                    reading, "aim", text[begin:end], begin, end, Kind(("Goal",), "Positioning", 0.85)
                )


def _epithets(reading: Reading) -> Iterator[Mention]:
    """What a place calls itself: “首善河西”, “开放兰山、生态兰山”."""
    home, text = reading.jurisdiction or "", reading.sentence.text
    short = home if len(home) == 2 else home[:-1]
    if len(short) < 2 or short not in text:
        return
    for match in re.finditer(rf"(?<=[“、])[\u4e00-\u9fff]{{2,4}}{re.escape(short)}(?=[”、])", text):
        kind = Kind(("Goal",), "Positioning", 0.8)
        yield make_mention(reading, "aim", match.group(), match.start(), match.end(), kind)


@cache
def _aimed() -> re.Pattern[str]:
    return re.compile(
        r"“([^”]{2,40})”(?:的)?[\u4e00-\u9fff]{0,4}?(?:定位|愿景)|通过(?:“[^”]{2,18}”)*“([^”]{2,18})”(?:复评|复审|复核|复查|验收|认定)|(?<=[进快化力]) ?“([^”]{2,18}、[^”]{2,18})”建设"
    )


def _of_heads(reading: Reading, taken: _Taken) -> Iterator[Mention]:
    """Names that end with a head outside what is taken, found from the head leftwards."""
    text = reading.sentence.text
    spans = head_spans(text)
    if not spans:
        return
    ending = dict(spans)  # where a head begins → where it ends
    for at, end in spans:
        if taken.holds(at, end):
            continue
        later = heads()[text[end : ending[end]]] if end in ending else None
        if later and later.classes != ("-",) and cue_at(text, end) is None and not _rebuilt_at(text, end):
            continue  # 创新中心｜大厦: the later head ends the name
        if text[at:end] == "计划" and verb_at(text, end, len(text)):
            continue  # 甲项目｜计划｜投资…
        head = heads()[text[at:end]]
        ends = ends_name(text, end, industry="Industry" in head.classes) or (
            end in [p.begin for p in reading.places]
        )
        if not ends and len(head.word) <= 2 and head.need != "any" and text[end] not in rebuild_starts():
            continue
        begin = left_edge(text, at, line=head.subclass in _LINES)
        if end - begin <= LONGEST and not any(p.begin <= begin and end <= p.end for p in reading.places):
            yield from _at_head(reading, head, begin, end, ends)


def _at_head(reading: Reading, head: Head, begin: int, end: int, ends: bool) -> Iterator[Mention]:
    """The name ``[begin, end)`` that closes with ``head``, if it is one; ``ends`` says whether a name may end there."""
    text = reading.sentence.text
    at = end - len(head.word)
    proper = holds_place(reading.places, begin, end)
    longer = _extended(text, begin, end, proper)
    if longer:
        end, kind = longer
        yield make_mention(reading, "head", text[begin:end], begin, end, kind)
        return
    if not ends and head.need != "any" and not (len(head.word) > 2 and is_proper(text[begin:at])):
        return
    made = _made_before(text, begin)
    found = classify(text[begin:end], proper=proper, goal=made, built=made)
    if found and not is_clausal(text[begin:end]):
        if "Industry" in found.classes:
            begin = past_places(reading.places, begin, at)
            begin += text[begin] in "）)"
        kind = Kind(found.classes, found.subclass, found.confidence - 0.1)
        yield make_mention(reading, "head", text[begin:end], begin, end, kind)


def _made_before(text: str, begin: int) -> bool:
    """Whether the name is what the verb right before it brings about (高新区建设｜“世界芯片之都”)."""
    begin -= text[begin - 1 : begin] in ("“", "‘")
    word = text[max(0, begin - 2) : begin]
    return word in ("建设", "创建", "打造", "争创", "建成", "冲刺", "成为")


def _rebuilt_at(text: str, at: int) -> bool:
    """Whether what is done to a place stands at ``at`` (片区｜城市更新)."""
    known = suffixes("rebuild").words
    return any(text[at : at + length] in known for length in rebuild_lengths())


def _extended(text: str, begin: int, end: int, proper: bool) -> tuple[int, Kind] | None:
    """A place name that goes on with what is done to it: 北环路｜改造."""
    if text[end : end + 1] not in rebuild_starts():
        return None
    known = suffixes("rebuild").words
    for length in rebuild_lengths():
        tail = text[end : end + length]
        if len(tail) == length and tail in known:
            after = text[end + length : end + length + 2]
            kind = rebuilt(text[begin : end + length], proper)
            if kind and after not in (
                "工程",
                "项目",
                "行动",
                "方案",
                "计划",
                "成果",
                "成效",
                "体系",
                "能力",
                "水平",
            ):
                return end + length, kind
    return None


def _known(reading: Reading) -> Iterator[Mention]:
    """What has one name wherever it is spoken of: bodies, programmes (退耕还林, “营改增”), industries."""
    text = reading.sentence.text
    for kind, begin, end in named(text):
        word = text[begin:end]
        if kind == "body":
            found = Kind(("Institution",), bodies()[word], 0.95)
        elif kind == "programme":
            found = Kind(programmes()[word], None, 0.85)
        else:
            found = Kind(("Industry",), None, 0.8)
            if text.startswith("产业", end) and not text.startswith("产业园", end):
                end += 2
        yield make_mention(reading, kind, text[begin:end], begin, end, found)


# In order: what an earlier rule takes stays its own. A rule is asked only where its mark stands in the sentence.
_RULES: tuple[tuple[str, Callable[[Reading], Iterable[Mention]]], ...] = (
    ("“", _epithets),
    ("", of_settlements),
    ("", of_objects),
    ("等", of_lists),
    ("为", of_frames),
    ("与", of_partners),
    ("《", _titles),
    ("规划", _plans),
    ("线", _lines),
    ("“", _aims),
)
