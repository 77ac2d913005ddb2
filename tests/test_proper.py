"""What a general dictionary tells of words: how a phrase is cut, and whether it holds a proper name."""

from __future__ import annotations

import logging
from typing import Any

import jieba
import pytest

from kg.resources import data_path
from kg.rules.proper import cut, is_proper, ordinary


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    """jieba's own tokenizer with the words of our tables."""
    jieba.setLogLevel(logging.ERROR)
    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for word in ordinary():
        if not own.FREQ.get(word):
            own.add_word(word, 500)
    return own


def test_phrases_are_cut_as_jieba_cuts_them(tokenizer: Any) -> None:
    text = next(data_path("seeds", "reports").glob("*.txt")).read_text("utf-8")
    phrases = [text[at : at + size] for size in (2, 5, 12) for at in range(0, len(text), size)]
    phrases += ["5G+AI产业", "Cγ射线·ab c", "a-b", "９%", "大大大", "", "\n"]
    for phrase in phrases:
        assert cut(phrase) == list(tokenizer.cut(phrase, HMM=False))


@pytest.mark.parametrize(
    ("front", "proper"),
    [
        ("东莞", True),
        ("蔡甸", True),
        ("黄河", True),
        ("综合", False),
        ("先进制造", False),
        ("A", False),
        ("", False),
    ],
)
def test_a_phrase_is_proper_where_it_holds_a_name_or_what_the_dictionary_lacks(
    front: str, proper: bool
) -> None:
    assert is_proper(front) is proper
