"""A corpus of many documents on one machine: how fast it is read and loaded, in how much memory, and how fast it changes.

    python benchmarks/corpus.py [-n 10000] [--paragraphs 5] [--jobs 2] [--sample 400] [--keep FOLDER]

The documents are generated, the same ones every time: reports of Chinese counties whose every project, zone and figure is
invented, of some 1,200 characters each, or of 20,000, as a real one has, with ``--paragraphs 77``. They say as much a
character as reports of the State Council do (one quad, more or less). Printed, all of one run:
reading and loading by one process and by several and the ratio; the build of all documents with its memory after each
tenth; what adding and removing one document takes; and loading into rdflib against loading here, of the same N-Quads.

Seconds are those of the clock; processor seconds, of all processes together, are in brackets: they are nearly the same on
a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg import pipeline
from kg.areas import areas, parent
from kg.parts import Folder, nquads
from kg.store import open_store

PLACES = tuple("云清石松白龙凤青金银安永兴泰和宁长瑞丰望平沙桃梅柳竹")
ENDS = tuple("湖溪山河岭塘洲江浦泉")
ZONES = ["科技园", "产业园", "新城", "物流园", "经济开发区", "高新区", "科学城"]  # fmt: skip
WORKS = ["污水处理厂改扩建工程", "文化中心", "人民医院新院区", "快速路改造工程", "湿地公园", "职业技术学院新校区", "水库除险加固工程"]  # fmt: skip
TRADES = ["生物医药", "新能源", "新材料", "装备制造", "数字经济", "现代物流", "文化旅游", "食品加工", "半导体", "智能网联汽车", "航空航天", "海洋经济"]  # fmt: skip
VERBS = ["加快", "推进", "启动", "完成", "实施", "支持", "推动"]  # fmt: skip
BODIES = ["发改委", "住建局", "教育局", "工信局", "交通运输局", "文旅局", "卫健委", "商务局"]  # fmt: skip
MEASURED = ["地区生产总值", "固定资产投资", "社会消费品零售总额", "规模以上工业增加值", "一般公共预算收入", "城镇居民人均可支配收入"]  # fmt: skip
PHRASES = (
    "{verb}{thing}建设。",
    "{verb}{thing}建设，重点发展{trade}、{other}。",
    "由市{body}牵头，{verb}{thing}建设，完善配套设施。",
    "{thing}占地{count}亩，总投资{count}亿元。",
    "{measured}增长{percent}%左右。",
    "新增城镇就业{count}人，城镇登记失业率控制在{percent}%以内。",
    "培育{trade}产业集群，{verb}{thing}二期工程。",
    "深化“{slogan}”改革，办好{count}件民生实事。",
)
PLAIN = (  # of a report's sentences some half say nothing that is asked about
    "一年来的成绩来之不易，是上级正确领导的结果，是全县上下团结一心、顽强拼搏的结果。",
    "同时也要清醒地看到，发展不平衡不充分的问题仍然突出，群众还有不少急难愁盼的事情，对此我们一定高度重视。",
    "道阻且长，行则将至；越是困难的时候，越要坚定信心，一步一个脚印地把各方面的工作做实做细。",
    "我们始终牢记肩上的责任，不敢有丝毫懈怠，把大家的期盼放在心上、扛在肩上。",
)
SLOGANS = ["一网统管", "最多跑一次", "多规合一", "一窗通办", "揭榜挂帅"]  # fmt: skip


def generated(number: int, paragraphs: int = 5) -> tuple[str, str]:
    """The name and the text of document ``number``: a county's report of a year, the same every time.

    ``paragraphs`` look back, and as many look ahead.
    """
    counties = [area for area in areas() if area.level == "county" and not area.last]
    county = counties[number % len(counties)]
    year = 2000 + number // len(counties) % 25
    above = parent(county)
    name = (above.name if above else "") + county.name
    place = random.Random(county.code)  # noqa: S311  # nothing secret; what a county has stays the same over the years
    things = [place.choice(PLACES) + place.choice(ENDS) + place.choice((*ZONES, *WORKS)) for _ in range(12)]
    now = random.Random(number)  # noqa: S311  # likewise

    def sentence() -> str:
        if now.random() < 0.5:
            return now.choice(PLAIN)
        return now.choice(PHRASES).format(
            verb=now.choice(VERBS), thing=now.choice(things), trade=now.choice(TRADES), other=now.choice(TRADES),
            body=now.choice(BODIES), measured=now.choice(MEASURED), slogan=now.choice(SLOGANS),
            count=now.randrange(3, 900), percent=now.randrange(10, 120) / 10,
        )  # fmt: skip

    past, plan = (
        "\n".join("".join(sentence() for _ in range(4)) for _ in range(paragraphs)) for _ in range(2)
    )
    heads = (f"一、{year - 1}年工作回顾", f"二、{year}年工作安排")
    return (
        f"{county.code}-{year}.txt",
        f"{name}{year}年政府工作报告\n{heads[0]}\n{past}\n{heads[1]}\n{plan}\n",
    )


def write(folder: Path, count: int, paragraphs: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        name, text = generated(number, paragraphs)
        (folder / name).write_text(text, "utf-8")
    return folder


def memory() -> float:
    """Megabytes that this process holds now; on systems without /proc at most so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processor() -> float:
    """Processor seconds of this process so far, and of those that it started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:8.1f} s [{self.processor:.1f}]"


class Watch:
    """What a build tells of its progress, by stage: when it began, and memory after each tenth."""

    def __init__(self) -> None:
        self.begun: dict[str, Taken] = {}
        self.memory: dict[str, list[float]] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        stage = what if what in ("linking", "loading", "writing") else "reading"
        self.begun.setdefault(stage, Taken(time.perf_counter(), processor()))
        held = self.memory.setdefault(stage, [])
        if total and done * 10 >= total * (len(held) + 1):
            held.append(memory())

    def end(self) -> None:
        self.begun["end"] = Taken(time.perf_counter(), processor())

    def taken(self, stage: str = "") -> Taken:
        """Until the next stage began: what a stage's last step sets going belongs to it. Without a stage, of all."""
        times = [*self.begun.values()]
        at = [*self.begun].index(stage) if stage else 0
        begin, end = times[at], times[at + 1 if stage else -1]
        return Taken(end.clock - begin.clock, end.processor - begin.processor)


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def build(texts: Path, out: Path, jobs: int) -> tuple[Watch, int]:
    """A build in a process of its own, so that its memory is its own too, and how many quads came of it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_build, texts, out, jobs).result()


def _build(texts: Path, out: Path, jobs: int) -> tuple[Watch, int]:
    watch = Watch()
    how = pipeline.How(jobs=jobs, progress=watch)
    report = pipeline.build(texts, out, html=lambda _: "", how=how)
    watch.end()
    return watch, report.quads


def against_rdflib(parts: Folder, count: int, jobs: int) -> Iterator[str]:
    """The quads of some documents into rdflib, in memory, and into a store here, on disk: those, and what a build loads.

    A build puts every triple into the default graph too.
    """
    from rdflib import Dataset

    from kg.corpus import chunks, load

    texts = [nquads(parts[key]) for key in sorted(parts)[:count]]
    theirs = timed(lambda: Dataset().parse(data="".join(texts), format="nquads"))
    yield f"{sum(len(text.splitlines()) for text in texts):,} quads into rdflib {theirs:8.1f} s"

    def bare(store: Store) -> None:
        with ThreadPoolExecutor(jobs + 1) as pool:
            list(
                pool.map(lambda chunk: store.bulk_load(chunk, RdfFormat.N_QUADS, lenient=True), chunks(texts))
            )

    for what, work in (
        ("the same", bare),
        ("with the default graph", lambda store: load(store, texts, jobs)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            ours = timed(partial(work, open_store(Path(folder) / "store")))
        yield f"  here, jobs {jobs}, {what:24} {ours:8.1f} s   ratio {theirs / ours:.1f}"


def lines(args: argparse.Namespace, work: Path) -> Iterator[str]:
    write(work / "warm", 20, args.paragraphs)
    build(work / "warm", work / "out-warm", 1)
    yield from _ratio(args, work)
    yield from _whole(args, work)
    yield from _change(args, work)
    yield from against_rdflib(Folder(work / "out" / "parts"), args.sample, args.jobs)


def _ratio(args: argparse.Namespace, work: Path) -> Iterator[str]:
    """One process against several."""
    sample = write(work / "sample", args.sample, args.paragraphs)
    clocks: list[float] = []
    for jobs in (1, args.jobs):
        watch, _ = build(sample, work / f"out-{jobs}", jobs)
        clocks.append(watch.taken().clock)
        yield f"{args.sample} documents, jobs {jobs}   {watch.taken()}   reading {watch.taken('reading')}, loading {watch.taken('loading')}"
    yield f"ratio                     {clocks[0] / clocks[1]:8.2f}"


def _whole(args: argparse.Namespace, work: Path) -> Iterator[str]:
    """The build of all documents."""
    texts = write(work / "texts", args.n, args.paragraphs)
    characters = sum(len(path.read_text("utf-8")) for path in texts.iterdir())
    watch, quads = build(texts, work / "out", args.jobs)
    yield f"{args.n} documents         {watch.taken()}   {characters:,} characters, {quads:,} quads"
    for stage in ("reading", "linking", "loading"):
        taken = watch.taken(stage)
        yield f"  {stage}               {taken}   {args.n / taken.clock:.1f} documents/s"
    for stage, held in watch.memory.items():
        if len(held) > 1:
            yield f"  memory while {stage} {' '.join(f'{size:.0f}' for size in held)} MB after each tenth"
    for name in ("store", "parts", "corpus.sqlite"):
        yield f"  {name:22} {_size(work / 'out' / name) / 1e6:8,.0f} MB"


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else (path,)))


def _change(args: argparse.Namespace, work: Path) -> Iterator[str]:
    """One document more, and one less."""
    name, text = generated(args.n, args.paragraphs)
    (work / name).write_text(text, "utf-8")
    added = timed(lambda: pipeline.add(work / name, work / "out", html=lambda _: ""))
    removed = timed(lambda: pipeline.remove([name], work / "out", html=lambda _: ""))
    yield f"one document added         {added:8.2f} s   removed {removed:.2f} s"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=10_000, help="documents (10000)")
    parser.add_argument("--paragraphs", type=int, default=5, help="that look back, and as many ahead (5)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--sample", type=int, default=400, help="documents for the ratios (400)")
    parser.add_argument(
        "--keep", type=Path, help="where the work is kept; by default a folder that is removed"
    )
    args = parser.parse_args()
    work = args.keep or Path(tempfile.mkdtemp(prefix="kg-corpus-"))
    try:
        for line in lines(args, work):
            print(line, flush=True)
    finally:
        if not args.keep:
            shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
