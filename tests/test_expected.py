"""What the bundled report gives, fact by fact: nothing comes, goes or changes unseen.

The bars in test_quality.py say how good the graph is; this says what is in it. A line that differs is no defect in
itself: see expected/regenerate.py for what to do when the change is wanted.
"""

from __future__ import annotations

import difflib
from collections import Counter

from expected.regenerate import EXPECTED, summary

ADVICE = "If every line is for the better: python tests/expected/regenerate.py, and commit the reference."


def test_the_report_gives_what_it_gave() -> None:
    wanted, came = EXPECTED.read_text("utf-8").splitlines(), summary().splitlines()
    changes = [
        line
        for line in difflib.unified_diff(wanted, came, "expected", "came", n=0, lineterm="")
        if not line.startswith(("@@", "---", "+++"))
    ]
    assert not changes, "\n".join([f"{len(changes)} lines differ (- expected, + came):", *changes, ADVICE])


def test_the_reference_has_every_kind_and_no_line_twice() -> None:
    header, *lines = EXPECTED.read_text("utf-8").splitlines()
    assert header.count("\t") == 4
    assert all(line.count("\t") == 4 and all(line.split("\t")) for line in lines)
    kinds = Counter(line.split("\t")[0] for line in lines)
    assert set(kinds) == {"document", "entity", "set", "post", "relation", "target", "measure"}
    assert [line for line, times in Counter(lines).items() if times > 1] == []


def test_the_summary_is_the_same_each_time() -> None:
    assert summary() == summary()
