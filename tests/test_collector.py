"""The garbage collector waits while a document is read, and goes on as it was."""

from __future__ import annotations

import gc

import pytest

from kg.collector import waiting
from kg.extract import extract
from kg.reader import from_text


def test_it_waits_also_where_it_is_told_so_twice() -> None:
    with waiting():
        with waiting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), waiting():
        _ = 1 / 0
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        extract(from_text("加快建设滨河新城。", name="t"))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_document_leaves_no_cycles() -> None:
    text = (
        "云麓区政府工作报告\n一、2024年工作安排\n加快建设滨河新城、云麓大桥等重点项目，地区生产总值增长6%左右。"
        * 20
    )
    extract(from_text(text, name="t"))  # what is loaded once is loaded
    gc.collect()
    extract(from_text(text, name="t"))
    assert gc.collect() == 0
