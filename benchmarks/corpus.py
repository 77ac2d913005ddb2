"""A corpus of many documents on one machine: how fast it is read and loaded, in how much memory, and how fast it changes.

    python benchmarks/corpus.py [-n 10000] [--jobs 2] [--sample 400] [--keep FOLDER]

The documents are generated, the same ones every time: reports of Chinese counties whose every project, zone and figure is
invented, of some 800 characters each. Printed, all of one run: reading and loading by one process and by several and the
ratio; the build of all documents with its memory after each tenth; what adding and removing one document takes; and
loading into rdflib against loading here, of the same N-Quads.
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
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from kg import pipeline
from kg.areas import areas, parent
from kg.parts import Folder, nquads
from kg.store import open_store

PLACES = [
    "云",
    "清",
    "石",
    "松",
    "白",
    "龙",
    "凤",
    "青",
    "金",
    "银",
    "安",
    "永",
    "兴",
    "泰",
    "和",
    "宁",
    "长",
    "瑞",
    "丰",
    "望",
    "平",
    "沙",
    "桃",
    "梅",
    "柳",
    "竹",
]
ENDS = ["湖", "溪", "山", "河", "岭", "塘", "洲", "江", "浦", "泉"]
ZONES = ["科技园", "产业园", "新城", "物流园", "经济开发区", "高新区", "科学城"]
WORKS = [
    "污水处理厂改扩建工程",
    "文化中心",
    "人民医院新院区",
    "快速路改造工程",
    "湿地公园",
    "职业技术学院新校区",
    "水库除险加固工程",
]
TRADES = [
    "生物医药",
    "新能源",
    "新材料",
    "装备制造",
    "数字经济",
    "现代物流",
    "文化旅游",
    "食品加工",
    "半导体",
    "智能网联汽车",
    "航空航天",
    "海洋经济",
]
VERBS = ["加快", "推进", "启动", "完成", "实施", "支持", "推动"]
BODIES = ["发改委", "住建局", "教育局", "工信局", "交通运输局", "文旅局", "卫健委", "商务局"]
MEASURED = [
    "地区生产总值",
    "固定资产投资",
    "社会消费品零售总额",
    "规模以上工业增加值",
    "一般公共预算收入",
    "城镇居民人均可支配收入",
]
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
SLOGANS = ["一网统管", "最多跑一次", "多规合一", "一窗通办", "揭榜挂帅"]


def generated(number: int) -> tuple[str, str]:
    """The name and the text of document ``number``: a county's report of a year, the same every time."""
    counties = [area for area in areas() if area.level == "county" and not area.last]
    county = counties[number % len(counties)]
    year = 2000 + number // len(counties) % 25
    above = parent(county)
    name = (above.name if above else "") + county.name
    place = random.Random(county.code)  # noqa: S311  # nothing secret; what a county has stays the same over the years
    things = [place.choice(PLACES) + place.choice(ENDS) + place.choice((*ZONES, *WORKS)) for _ in range(12)]
    now = random.Random(number)  # noqa: S311  # likewise

    def sentence() -> str:
        return now.choice(PHRASES).format(
            verb=now.choice(VERBS), thing=now.choice(things), trade=now.choice(TRADES), other=now.choice(TRADES),
            body=now.choice(BODIES), measured=now.choice(MEASURED), slogan=now.choice(SLOGANS),
            count=now.randrange(3, 900), percent=now.randrange(10, 120) / 10,
        )  # fmt: skip

    past, plan = ("\n".join("".join(sentence() for _ in range(4)) for _ in range(5)) for _ in range(2))
    heads = (f"一、{year - 1}年工作回顾", f"二、{year}年工作安排")
    return (
        f"{county.code}-{year}.txt",
        f"{name}{year}年政府工作报告\n{heads[0]}\n{past}\n{heads[1]}\n{plan}\n",
    )


def write(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        name, text = generated(number)
        (folder / name).write_text(text, "utf-8")
    return folder


def memory() -> float:
    """Megabytes that this process holds now; on systems without /proc at most so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """What a build tells of its progress, by stage: when it began and ended, and memory after each tenth."""

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}
        self.ended: dict[str, float] = {}
        self.memory: dict[str, list[float]] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        stage = what if what in ("linking", "loading", "writing") else "reading"
        now = time.perf_counter()
        self.begun.setdefault(stage, now)
        self.ended[stage] = now
        held = self.memory.setdefault(stage, [])
        if total and done * 10 >= total * (len(held) + 1):
            held.append(memory())

    def seconds(self, stage: str) -> float:
        """Until the next stage began: what a stage's last step sets going belongs to it."""
        after = [at for at in self.begun.values() if at > self.begun[stage]]
        return (min(after) if after else self.ended[stage]) - self.begun[stage]


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def build(texts: Path, out: Path, jobs: int) -> tuple[float, Watch]:
    """Seconds of a build in a process of its own, so that its memory is its own too."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_build, texts, out, jobs).result()


def _build(texts: Path, out: Path, jobs: int) -> tuple[float, Watch]:
    watch = Watch()
    how = pipeline.How(jobs=jobs, progress=watch)
    return timed(lambda: pipeline.build(texts, out, html=lambda _: "", how=how)), watch


def against_rdflib(parts: Folder, count: int, jobs: int) -> tuple[float, float, int]:
    """Seconds to load the quads of some documents into rdflib and into a new store here, and how many quads they are.

    rdflib has one thread, and one place for each quad in memory; here they are on disk, and in the default graph too.
    """
    from rdflib import Dataset

    from kg.corpus import load

    keys = sorted(parts)[:count]
    texts = [nquads(parts[key]) for key in keys]
    theirs = timed(lambda: Dataset().parse(data="".join(texts), format="nquads"))
    with tempfile.TemporaryDirectory() as folder:
        ours = timed(lambda: load(open_store(Path(folder) / "store"), texts, jobs))
    return theirs, ours, sum(text.count("\n") for text in texts)


def lines(args: argparse.Namespace, work: Path) -> Iterator[str]:
    sample = write(work / "sample", args.sample)
    build(write(work / "warm", 20), work / "out-warm", 1)
    one, watch = build(sample, work / "out-1", 1)
    yield f"{args.sample} documents, 1 process     {one:8.1f} s   reading {watch.seconds('reading'):.1f} s, loading {watch.seconds('loading'):.1f} s"
    many, watch = build(sample, work / "out-n", args.jobs)
    yield f"{args.sample} documents, {args.jobs} processes   {many:8.1f} s   reading {watch.seconds('reading'):.1f} s, loading {watch.seconds('loading'):.1f} s"
    yield f"ratio                      {one / many:8.2f}"
    texts = write(work / "texts", args.n)
    whole, watch = build(texts, work / "out", args.jobs)
    reading, loading = watch.seconds("reading"), watch.seconds("loading")
    yield f"{args.n} documents          {whole:8.1f} s   {args.n / whole:.1f} documents/s"
    yield f"  reading                  {reading:8.1f} s   {args.n / reading:.1f} documents/s"
    yield f"  linking                  {watch.seconds('linking'):8.1f} s"
    yield f"  loading                  {loading:8.1f} s   {args.n / loading:.1f} documents/s"
    for stage, held in watch.memory.items():
        if len(held) > 1:
            yield (
                f"  memory while {stage:12}"
                + " ".join(f"{size:.0f}" for size in held)
                + " MB after each tenth"
            )
    sizes = {
        name: sum(f.stat().st_size for f in (work / "out" / name).rglob("*")) if (work / "out" / name).is_dir() else (work / "out" / name).stat().st_size
        for name in ("store", "parts", "corpus.sqlite")
    }  # fmt: skip
    yield "  on disk                  " + ", ".join(
        f"{name} {size / 1e6:,.0f} MB" for name, size in sizes.items()
    )
    name, text = generated(args.n)
    (work / name).write_text(text, "utf-8")
    added = timed(lambda: pipeline.add(work / name, work / "out", html=lambda _: ""))
    removed = timed(lambda: pipeline.remove([name], work / "out", html=lambda _: ""))
    yield f"one document added         {added:8.2f} s   removed {removed:.2f} s"
    theirs, ours, quads = against_rdflib(Folder(work / "out" / "parts"), min(args.sample, args.n), args.jobs)
    yield f"{quads:,} quads into rdflib {theirs:6.1f} s   here, {args.jobs} threads, {ours:.1f} s   ratio {theirs / ours:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=10_000, help="documents (10000)")
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
