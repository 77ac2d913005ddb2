"""How fast text becomes N-Quads, as ratios measured in one run on one core.

    python benchmarks/extract.py [PATH ...]

Without paths the bundled reports are read. Printed: characters a second of bare jieba.posseg and of the whole way from text to
N-Quads (segment, extract, link, serialise) and their ratio, for texts read for the first time and again (phrases that were
judged before are remembered); the memory that this took, before jieba.posseg loads dictionaries of its own; the same way for
the text in traditional script where OpenCC is installed; and for a one-line text of 5 million characters.
"""

from __future__ import annotations

import argparse
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.extract import extract
from kg.graph import nquads
from kg.link import link
from kg.reader import from_text
from kg.resources import data_path

_LONG = 5_000_000
_WARM = "东城区政府工作报告\n2024年，我们将加快建设3个“未来产业”园区、滨河路改造等项目，地区生产总值增长5%左右，区委书记王明强调要落实《规划纲要》。"


def seconds(*works: Callable[[], object], rounds: int = 3) -> list[float]:
    """The least processor time of each of ``works`` in ``rounds`` rounds, taken in turn so that all meet the same machine."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            begin = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - begin)
    return best


def memory() -> str:
    """The most memory that the process has held so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def to_nquads(text: str) -> str:
    return nquads(link(extract(from_text(text, name="benchmark"))))


def posseg(text: str) -> int:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    return sum(1 for _ in jieba.posseg.cut(text))


def traditional(text: str) -> str | None:
    """The text in traditional script, or None where OpenCC is not installed."""
    try:
        from opencc import OpenCC
    except ImportError:
        return None
    return str(OpenCC("s2t").convert(text))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--long", action="store_true", help="also the text of 5 million characters")
    args = parser.parse_args()
    bundled = sorted(data_path("seeds", "reports").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in args.paths or bundled]
    size = sum(map(len, texts))
    to_nquads(
        _WARM
    )  # dictionaries and patterns are loaded once, all of them where other texts than these are read before
    for path in bundled if args.paths else ():
        to_nquads(path.read_text("utf-8"))
    first = size / seconds(lambda: [to_nquads(text) for text in texts], rounds=1)[0]
    held = memory()
    posseg(_WARM)
    spent = seconds(lambda: [posseg(text) for text in texts], lambda: [to_nquads(text) for text in texts])
    base, ours = (size / s for s in spent)
    print(f"{size:,} characters in {len(texts)} texts")
    print(f"jieba.posseg       {base:12,.0f} characters/s")
    print(f"the first time     {first:12,.0f} characters/s   {first / base:.2f} times jieba.posseg   {held}")
    print(f"text to N-Quads    {ours:12,.0f} characters/s   {ours / base:.2f} times jieba.posseg")
    turned = [t for t in map(traditional, texts) if t]
    if turned:
        rate = sum(map(len, turned)) / seconds(lambda: [to_nquads(text) for text in turned])[0]
        print(f"traditional script {rate:12,.0f} characters/s   {ours / rate:.2f} times slower a character")
    if args.long:
        line = "".join(texts).replace("\n", "")
        line = (line * (_LONG // len(line) + 1))[:_LONG]
        rate = _LONG / seconds(lambda: link(extract(from_text(line, name="long"))), rounds=1)[0]
        print(
            f"one line of 5 MB   {rate:12,.0f} characters/s   {rate / ours:.2f} of the rate above   {memory()}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
