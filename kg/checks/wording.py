"""Wording: a sentence holds the words that were read from it.

A rule may leave words out (深圳园区条例 of 深圳园区规划、条例) but adds none, so what it read stands in the sentence in
that order, perhaps with gaps. What it may supply is told apart below.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.quads import Index, Problem, quote_of
from kg.terms import plain
from kg.vocab import CLASSES, ITSRDF, ORG, RDF, SKOS, UPO, local_name, upo

_SHARE = "占比重"  # 民生支出占财政支出比重: read from 民生支出…，占财政支出的76%
_PAIRS = ("“”", "《》", "（）", "()", "「」")
_STOPS = "。；！？"


def mentions(index: Index) -> Iterator[Problem]:
    """What a mention quotes is a name of the thing that it points to, or the part of it that stands there.

    In 岗南、岗北枢纽工程 the thing 岗南枢纽工程 is mentioned by 岗南.
    """
    for node in index.instances(UPO + "Mention"):
        quote = quote_of(index, node)
        for thing in index.values(node, ITSRDF + "taIdentRef") if quote else ():
            names = [name for p in ("prefLabel", "altLabel") for name in index.values(thing, SKOS + p)]
            if quote and names and not any(_holds(name, quote.text) for name in names):
                yield index.problem(
                    "mention-name", node, f"“{quote.text}”不是所指事物的名称或别名。",
                    f"“{quote.text}” is no name of the thing that the mention points to.", value=thing,
                    evidence=next(iter(index.graphs(node, UPO + "Mention")), ""),
                )  # fmt: skip


def names(index: Index) -> Iterator[Problem]:
    """One of the sentences that mention a thing has its whole name. (An area is named by a table: 福田 is 福田区.)"""
    areas = set(index.instances(UPO + "Area"))
    for thing, graphs in _mentioned(index).items():
        said = [index.sentences[graph].text for graph in graphs]
        for name in index.values(thing, SKOS + "prefLabel") if thing not in areas else ():
            if not any(_holds(sentence, name) for sentence in said):
                yield index.problem(
                    "name-unsaid", thing, f"提到它的句子里都没有“{name}”这个名称。",
                    f"None of the sentences that mention it has the name “{name}”.", value=name,
                    evidence=graphs[0], severity="warning",
                )  # fmt: skip


def _mentioned(index: Index) -> dict[str, list[str]]:
    """Thing → the sentences that mention it."""
    spoken: dict[str, list[str]] = {}
    for node in index.instances(UPO + "Mention"):
        graphs = [g for g in index.graphs(node, UPO + "Mention") if g in index.sentences]
        for thing in index.values(node, ITSRDF + "taIdentRef") if graphs else ():
            spoken.setdefault(thing, []).extend(graphs)
    return spoken


def sets(index: Index) -> Iterator[Problem]:
    """A sentence that names some members of a set names all. (It names none where they are listed elsewhere.)"""
    for node in index.instances(UPO + "NumberedSet"):
        for graph, sentence in _said(index, node, UPO + "NumberedSet"):
            members = {o for p, o, g in index.by_subject[node] if p == SKOS + "member" and g == graph}
            missing = sorted(member for member in members if not _names(index, sentence, member))
            if missing and len(missing) < len(members):
                yield index.problem(
                    "set-unsaid", node, f"句中点了部分成员，却没有“{local_name(missing[0])}”。",
                    f"The sentence names some members, but not “{local_name(missing[0])}”.", value=missing[0],
                    evidence=graph, severity="warning",
                )  # fmt: skip


def objects(index: Index) -> Iterator[Problem]:
    """The sentence of a measure names the thing that is acted upon."""
    for node in index.instances(UPO + "Measure"):
        for graph, sentence in _said(index, node, UPO + "Measure"):
            for thing in index.values(node, UPO + "object"):
                if not _names(index, sentence, thing):
                    yield index.problem(
                        "object-unsaid", node, f"句中没有提到举措的对象“{local_name(thing)}”。",
                        f"The sentence does not name the object of the measure, “{local_name(thing)}”.", value=thing,
                        evidence=graph, severity="warning",
                    )  # fmt: skip


def _names(index: Index, sentence: str, thing: str) -> bool:
    """Whether a sentence has a name of a thing, or the thing has none (the shapes report that)."""
    known = [name for p in ("prefLabel", "altLabel") for name in index.values(thing, SKOS + p)]
    return not known or any(_holds(sentence, name) for name in known)


def measures(index: Index) -> Iterator[Problem]:
    """The sentence of a measure has its verb and its object."""
    for node in index.instances(UPO + "Measure"):
        for graph, sentence in _said(index, node, UPO + "Measure"):
            for part in ("action", "objectText"):
                for words in index.values(node, UPO + part):
                    if not _holds(sentence, words):
                        yield index.problem(
                            "measure-unsaid", node, f"句中没有“{words}”（{part}）。",
                            f"The sentence does not say “{words}” ({part}).", value=words, evidence=graph,
                        )  # fmt: skip


def posts(index: Index) -> Iterator[Problem]:
    """The sentence of a post names the person. (The post itself may stand in the line above, or in a heading.)"""
    for node in index.instances(ORG + "Membership"):
        people = index.values(node, ORG + "member")
        names = [name for person in people for name in index.values(person, SKOS + "prefLabel")]
        for graph, sentence in _said(index, node, ORG + "Membership"):
            if names and not any(_holds(sentence, name) for name in names):
                yield index.problem(
                    "post-unsaid", node, f"句中没有任职者“{names[0]}”。",
                    f"The sentence does not name “{names[0]}”, who holds the post.", value=names[0], evidence=graph,
                )  # fmt: skip


def indicators(index: Index) -> Iterator[Problem]:
    """The name of an indicator is made of characters of its sentence, but for the words of a share (占比, 比重)."""
    for node in index.instances(UPO + "Target"):
        for graph, sentence in _said(index, node, UPO + "Target"):
            for name in index.values(node, UPO + "indicatorLabel"):
                missing = "".join(dict.fromkeys(c for c in plain(name) if c not in plain(sentence) + _SHARE))
                if missing:
                    yield index.problem(
                        "indicator-unsaid", node, f"句中没有指标名称“{name}”的“{missing}”。",
                        f"The sentence lacks “{missing}” of the indicator's name “{name}”.", value=name,
                        evidence=graph, severity="warning",
                    )  # fmt: skip


def relations(index: Index) -> Iterator[Problem]:
    """The sentence of a relation mentions one of its ends (the other may be the heading's or the speaker's)."""
    spoken = _mentioned(index)
    for node in index.instances(RDF + "Statement"):
        ends = [end for part in ("subject", "object") for end in index.values(node, RDF + part)]
        for graph in index.graphs(node, RDF + "Statement"):
            if graph in index.sentences and not any(graph in spoken.get(end, ()) for end in ends):
                yield index.problem(
                    "relation-unsaid", node, "句中没有提到关系的任何一端。",
                    "The sentence mentions neither end of the relation.",
                    value=" ".join(map(local_name, ends)), evidence=graph, severity="warning",
                )  # fmt: skip


def labels(index: Index) -> Iterator[Problem]:
    """A name is not cut amid brackets or quotation marks, and holds no end of a sentence."""
    for node in sorted({node for name in CLASSES for node in index.instances(upo(name))}):
        for name in index.values(node, SKOS + "prefLabel"):
            torn = [pair for pair in _PAIRS if name.count(pair[0]) != name.count(pair[1])]
            if torn or any(stop in name for stop in _STOPS):
                yield index.problem(
                    "label-torn", node, "名称的括号或引号不成对，或含有句末标点。",
                    "The name is cut amid brackets or quotation marks, or holds the end of a sentence.",
                    value=name, severity="warning",
                )  # fmt: skip


def _said(index: Index, node: str, kind: str) -> Iterator[tuple[str, str]]:
    """The sentences, with their texts, that say that ``node`` is a ``kind``."""
    for graph in index.graphs(node, kind):
        if graph in index.sentences:
            yield graph, index.sentences[graph].text


def _holds(sentence: str, words: str) -> bool:
    """Whether the characters of ``words`` stand in ``sentence`` in their order, perhaps with gaps."""
    left = iter(plain(sentence))
    return all(char in left for char in plain(words))
