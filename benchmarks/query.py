"""How fast the graph is asked, as ratios measured in one run on synthetic policy graphs (see policy_graph.py).

    python benchmarks/query.py [--triples 100000] [--patience 3] [NAME ...]

Three tables. Every named query against rdflib's own engine on rdflib's own store in memory, the same text with the same
parameters bound; a query that rdflib has not answered after ``--patience`` seconds is broken off, and its ratio is at
least what is printed. What asking through kg.query.run costs over asking Oxigraph for the same rows. And questions about one
thing of a district in graphs of 10 thousand, 100 thousand and a million triples, where the answer is the same.
Times are of the processor: ours the least of several runs, rdflib's of one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from policy_graph import store as policy_store  # noqa: E402  # the lines above say where

from kg.query import NamedQuery, named_queries, prepare, run  # noqa: E402  # likewise
from kg.store import dump, size  # noqa: E402  # likewise
from kg.vocab import PREFIXES  # noqa: E402  # likewise

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store
    from rdflib import Dataset

# Values for parameters, by name: of district 0, which is in a graph of any size.
ONE = {
    "entity": "甲甲甲甲科创城", "subject": "甲甲甲甲科创城", "engine": "甲甲甲甲科创城", "object": "甲甲甲甲甲高地",
    "thing": "甲甲甲甲科创城", "goal": "甲甲甲甲甲高地", "set": "甲甲甲甲四大增长极", "person": "甲甲甲甲人甲",
    "area": "甲甲甲甲区", "other": "甲甲甲甲甲局", "place": "甲甲甲甲甲湾",
}  # fmt: skip
SIZES = (10_000, 100_000, 1_000_000)
Call = tuple[str, dict[str, str]]


def calls(query: NamedQuery) -> list[Call]:
    """A query without what may be left out; about one thing for each parameter that takes one; and about all of them."""
    labels = [p.name for p in query.parameters if p.name in ONE and p.type == "label"]
    needed = {p.name: ONE[p.name] for p in query.parameters if not p.optional and p.default is None}
    given = [needed, *(needed | {name: ONE[name]} for name in labels), {name: ONE[name] for name in labels}]
    return [(query.name, params) for i, params in enumerate(given) if params not in given[:i]]


def seconds(*works: Callable[[], object]) -> list[float]:
    """The least processor time of each, taken in turns, so that a busy machine is no worse for one of them."""
    least = [float("inf")] * len(works)
    spent, rounds = 0.0, 0
    while rounds < 5 or (spent < 0.3 and rounds < 200):
        for number, work in enumerate(works):
            begin = time.process_time()
            work()
            took = time.process_time() - begin
            least[number] = min(least[number], took)
            spent += took
        rounds += 1
    return least


def in_rdflib(store: Store) -> Dataset:
    """The same quads and the same default graph in rdflib's own store."""
    from rdflib import Dataset

    graph = Dataset()
    graph.parse(data=dump(store, "nq"), format="nquads")
    graph.default_graph.parse(data=dump(store, "turtle"), format="turtle")
    return graph


def with_rdflib(graph: Dataset, text: str, patience: float) -> tuple[float, int | None]:
    """Seconds and number of rows, in a process of its own; None rows if it took longer than ``patience``."""

    def work(end: Any) -> None:
        begin = time.process_time()
        rows = len(list(graph.query(text)))
        end.send((time.process_time() - begin, rows))

    fork = multiprocessing.get_context("fork")  # the graph is shared and not sent
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=work, args=(there,))
    process.start()
    found = here.recv() if here.poll(patience) else (patience, None)
    process.kill()
    process.join()
    return found


def label(call: Call) -> str:
    return call[0] + "".join(f" {name}={value}" for name, value in call[1].items())


def against_rdflib(store: Store, chosen: Iterable[Call], patience: float) -> None:
    graph = in_rdflib(store)
    print(f"\n{size(store):,} triples: rdflib's own engine and ours, milliseconds")
    print(f"{'rows':>7} {'rdflib':>10} {'ours':>9} {'ratio':>8}  query")
    for call in chosen:
        rows = len(run(store, *call))
        (ours,) = seconds(partial(run, store, *call))
        theirs, found = with_rdflib(graph, prepare(store, *call), patience)
        sign = ">" if found is None else ""
        wrong = "" if found in (rows, None) else f"  (rdflib: {found} rows)"
        print(
            f"{rows:7} {sign + f'{theirs * 1e3:.0f}':>10} {ours * 1e3:9.2f} {sign + f'{theirs / ours:.0f}':>8}  "
            f"{label(call)}{wrong}", flush=True,
        )  # fmt: skip


def natively(store: Store, text: str) -> list[tuple[Any, ...]]:
    """All terms of all rows, asked of Oxigraph itself."""
    return [tuple(row) for row in cast("QuerySolutions", store.query(text, prefixes=dict(PREFIXES)))]


def wrapper(store: Store, chosen: Iterable[Call]) -> None:
    print(f"\n{size(store):,} triples: kg.query.run over Oxigraph itself, milliseconds")
    print(f"{'native':>9} {'run':>9} {'ratio':>6}  query")
    total = [0.0, 0.0]
    for call in chosen:
        text = prepare(store, *call)
        native, ours = seconds(partial(natively, store, text), partial(run, store, *call))
        total = [total[0] + native, total[1] + ours]
        print(f"{native * 1e3:9.3f} {ours * 1e3:9.3f} {ours / native:6.2f}  {label(call)}", flush=True)
    print(f"{total[0] * 1e3:9.3f} {total[1] * 1e3:9.3f} {total[1] / total[0]:6.2f}  all of them")


def selective(chosen: Iterable[Call]) -> None:
    print("\nabout one thing, milliseconds by size of the graph")
    times: dict[str, list[tuple[int, float]]] = {label(call): [] for call in chosen}
    for triples in SIZES:
        store = policy_store(triples)
        for call in chosen:
            (spent,) = seconds(partial(run, store, *call))
            times[label(call)].append((len(run(store, *call)), spent))
    print(" ".join(f"{triples:>10,}" for triples in SIZES), " ratio  query")
    for name, found in times.items():
        rows = {count for count, _ in found}
        note = "" if len(rows) == 1 else f"  (rows: {', '.join(str(count) for count, _ in found)})"
        spent = " ".join(f"{took * 1e3:10.3f}" for _, took in found)
        print(f"{spent} {found[-1][1] / found[0][1]:6.2f}  {name}{note}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--patience", type=float, default=3.0)
    parser.add_argument("names", nargs="*", help="queries; all of them if none is named")
    args = parser.parse_args()
    chosen = [
        call
        for name, query in named_queries().items()
        if not args.names or name in args.names
        for call in calls(query)
    ]
    store = policy_store(args.triples)
    wrapper(store, chosen)
    against_rdflib(store, chosen, args.patience)
    selective([call for call in chosen if call[1]])


if __name__ == "__main__":
    main()
