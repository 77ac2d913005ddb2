"""People and the posts that they hold.

Patterns: area or body + role + name (南安市委书记林某某表示, 国务院总理 李　强), chained roles (区委副书记、区长 X), a role alone
where the area follows from the jurisdiction (市长 X), and name + 同志 or 总书记. Bylines (记者 X) are left out. A post is held
in the area (南安市: 市委书记) or in the body named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.areas import Area, AreaMatch, deictic, find_areas, home_of
from kg.lexicon import tsv
from kg.model import Document, Fact, Mention, Post, Sentence
from kg.rules.meetings import meetings

_HEAD = 1500
_HAN = "[\u4e00-\u9fff]"
_DOTTED = re.compile(f"{_HAN}{{2,8}}(?:[·•]{_HAN}{{1,8}})+")
_SPACED = re.compile(f"({_HAN})[ \u3000]{{1,4}}({_HAN})(?!{_HAN})")
_QUOTED = re.compile(f"[。！？]”({_HAN}{{2,4}}?)(?:说|表示|介绍|告诉记者|坦言)[，。：,:]")
_NOT_GIVEN = frozenset("的了是在和与等及对将要被把就也都而但或委市区县省局长们")
_BETWEEN = re.compile("(?:(?:人民)?政府|党委|委|人大|政协)?[\\s　]*")
_BOUNDARY = re.compile(r"$|[\s　，。、；：！？“”（）()《》—…,.;:!?0-9]")


@dataclass(frozen=True, slots=True)
class _Roles:
    kind: dict[str, str]  # role → area, body, plain
    body: dict[str, str]  # 国务院总理 → 国务院
    after: tuple[str, ...]
    words: tuple[str, ...]
    automaton: AhoCorasick


@cache
def _roles() -> _Roles:
    kind: dict[str, str] = {}
    body: dict[str, str] = {}
    after: tuple[str, ...] = ()
    for group, cell in tsv("roles"):
        for word in cell.split():
            if group == "body":
                name, role = word.split("/")
                kind[name + role] = "body"
                body[name + role] = name
            elif group != "after":
                kind.setdefault(word, group)
                if len(word) == 2:  # 区　长, as titles are spaced out
                    kind |= {word[0] + gap + word[1]: group for gap in (" ", "\u3000", "  ", "\u3000\u3000")}
        if group == "after":
            after = tuple(cell.split())
    words = tuple(sorted(kind))
    return _Roles(kind, body, after, words, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest))


@cache
def _surnames() -> dict[str, frozenset[str]]:
    return {kind: frozenset(cell.split()) for kind, cell in tsv("surnames")}


@cache
def _departments() -> re.Pattern[str]:
    """A local body that ends where the role begins: 市教育局, 发展改革委."""
    names = {
        n
        for kind, name, shorts, _ in tsv("bodies")
        if kind == "department"
        for n in (name, *shorts.split("|"))
    }
    longest = "|".join(sorted((n for n in names if n), key=lambda n: (-len(n), n)))
    return re.compile(f"([省市区县州盟旗]?)(?:{longest})$")


@dataclass(frozen=True, slots=True)
class _Held:
    """A role at ``[begin, end)`` in an organisation; ``at`` is where the organisation's name begins."""

    role: str
    organization: str | None
    institution: tuple[int, int] | None  # span of a body that the text names here
    committee: tuple[int, int] | None = None  # span of the party committee in whose name the role is held


def posts(document: Document, sentences: Sequence[Sentence]) -> tuple[Fact, ...]:
    """Mentions of people and meetings, and Post facts, in text order; each stands in the sentence of the name."""
    text = document.text
    home = home_of(document)
    starts = [s.begin for s in sentences]
    found: list[Fact] = []

    def sentence_at(offset: int) -> int | None:
        index = bisect_right(starts, offset) - 1
        return sentences[index].index if index >= 0 and offset < sentences[index].end else None

    for begin, end, label, held in (*_by_role(text, home), *_by_title(text), *_by_speech(text)):
        at = sentence_at(begin)
        if at is None:
            continue
        found.append(Mention(at, "person", label, ("Person",), begin, end, confidence=0.9 if held else 0.75))
        for post in held:
            if post.institution and sentence_at(post.institution[0]) == at:
                first, last = post.institution
                found.append(Mention(at, "post", text[first:last], ("Institution",), first, last))
            if post.committee and post.organization and sentence_at(post.committee[0]) == at:
                first, last = post.committee
                body = post.organization + "委"  # the post is the area's, the committee a body of its own
                found.append(Mention(at, "post", body, ("Institution",), first, last, "PartyBody"))
            if post.organization:
                found.append(Post(at, "post", label, post.organization, post.role))
    for begin, end, label in meetings(text, home):
        at = sentence_at(begin)
        if at is not None and end <= sentences[at].end:
            found.append(Mention(at, "meeting", label, ("Event",), begin, end, "Meeting"))
    return tuple(dict.fromkeys(found))


def _by_speech(text: str) -> Iterator[tuple[int, int, str, tuple[_Held, ...]]]:
    """Who is quoted: …。”林某某说。"""
    for match in _QUOTED.finditer(text):
        if match[1][0] in _surnames()["single"] or match[1][:2] in _surnames()["double"]:
            yield match.start(1), match.end(1), match[1], ()


def _by_role(text: str, home: Area | None) -> Iterator[tuple[int, int, str, tuple[_Held, ...]]]:
    """(begin, end, name, posts) for each role that a name follows."""
    table = _roles()
    spans = [(b, e, table.words[i]) for i, b, e in table.automaton.find_matches_as_indexes(text)]
    ends = {e: (b, "".join(role.split())) for b, e, role in spans}
    for _, end, role in spans:
        head = end < _HEAD
        gap = re.compile(r"[\s　]{0,12}" if head else "[ 　]{0,3}").match(text, end)
        start = gap.end() if gap else end
        name = _name(text, start, loose=head and start > end, role=role)
        if name is None:
            continue
        last, label = name
        yield start, last, label, tuple(_chain(text, end, ends, home, head))


def _chain(
    text: str, end: int, ends: dict[int, tuple[int, str]], home: Area | None, head: bool
) -> Iterator[_Held]:
    """The role that ends at ``end`` and those joined to it before: 区委副书记、区长."""
    for _ in range(4):
        begin, role = ends[end]
        held, begin = _organization(text, begin, role, home, head)
        yield held
        end = begin - 1
        if begin < 1 or text[end] not in "、兼，" or end not in ends:
            return


def _organization(text: str, begin: int, role: str, home: Area | None, head: bool) -> tuple[_Held, int]:
    """Where the role that begins at ``begin`` is held, and where the words for that place begin."""
    table = _roles()
    kind = table.kind[role]
    if kind == "body":
        name = table.body[role]
        return _Held(role.removeprefix(name), name, (begin, begin + len(name))), begin
    window = max(0, begin - 40)
    areas = [_shifted(m, window) for m in find_areas(text[window : begin + 1], home)]
    if kind == "area":
        for match in reversed(areas):
            shared = match.end == begin + 1 and role[0] == text[begin]
            if shared or (match.end <= begin and _BETWEEN.fullmatch(text, match.end, begin)):
                # 南安市委书记: the role is 市委书记 though the area's own name ends in 市; 委书记 takes that character
                full = text[match.end - 1] + role if role.startswith("委") else role
                near = match.end >= begin and role[0] in (
                    "委",
                    match.label[-1],
                )  # not 北京市人民政府｜省委书记
                first = match.begin if shared or role[0] == "委" else begin  # 北京市｜市委书记
                committee = _committee(text, first, begin, full) if near else None
                return _Held(full, match.label, None, committee), match.begin
        above = deictic(role[1:2] if role[0] in "代副" else role[:1], home)
        above = above or (home if head or role.startswith(("代", "常务", "副")) else None)
        own = (
            above is not None and above.name[-1] == role[0]
        )  # 省委 in a district's text is not the district's
        committee = _committee(text, begin, begin, role) if own else None
        return _Held(role, above.name if above else None, None, committee), begin
    if body := _departments().search(text, window, begin):
        first = body.start()
        before = [m for m in areas if m.end == first or (m.end == first + 1 and body[1])]
        first = before[-1].begin if before else first
        if before or body[1]:
            return _Held(role, text[first:begin], (first, begin)), first
    return _Held(role, None, None), begin


def _committee(text: str, first: int, begin: int, role: str) -> tuple[int, int] | None:
    """Where the committee stands that a role is held in: 唐山市委｜副书记."""
    if role[0] not in "省市区县州盟旗" or role[1:2] != "委":
        return None
    return first, text.index("委", begin) + 1


def _shifted(match: AreaMatch, by: int) -> AreaMatch:
    return AreaMatch(match.begin + by, match.end + by, match.label, match.area, match.deictic, match.note)


def _name(text: str, start: int, *, loose: bool, role: str) -> tuple[int, str] | None:
    """(end, name) of a person's name at ``start``; ``loose`` in the title block, where a rare surname is one too."""
    if dotted := _DOTTED.match(text, start):
        return dotted.end(), dotted[0]
    names = _surnames()
    if loose and (spaced := _SPACED.match(text, start)) and spaced[1] in names["single"] | names["rare"]:
        return spaced.end(), spaced[1] + spaced[2]
    double = text[start : start + 2] in names["double"]
    sizes = (4, 3) if double else (3, 2)
    if not double and text[start : start + 1] not in names["single"] | names["rare"]:
        return None
    rare = not double and text[start] in names["rare"] and not loose
    for size in sizes:
        name = text[start : start + size]
        if len(name) < size or not re.fullmatch(f"{_HAN}+", name) or _NOT_GIVEN & set(name[1:]):
            continue
        said = text.startswith(_roles().after, start + size)
        if said or (not rare and _BOUNDARY.match(text, start + size)):
            return start + size, name
    return None


def _by_title(text: str) -> Iterator[tuple[int, int, str, tuple[_Held, ...]]]:
    """Names before 同志 and 总书记: 以×××同志为核心, ×××总书记."""
    singles = _surnames()["single"]
    for match in re.finditer("同志|总书记", text):
        end = match.start()
        for size in (3, 2):
            name = text[max(0, end - size) : end]
            if len(name) == size and name[0] in singles and re.fullmatch(f"{_HAN}+", name):
                if not _NOT_GIVEN & set(name[1:]):
                    yield end - size, end, name, ()
                break
