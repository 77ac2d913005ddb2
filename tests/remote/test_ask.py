"""Questions in plain words to a graph on a SPARQL server: the same answers as from the store that the program has."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.questions import ask, vocabulary
from kg.remote import RemoteStore
from kg.upload import upload

QUESTIONS = (
    "临江区有哪些引擎?", "“两大产业”包括哪些?", "临江区2023年生产总值目标是多少?", "区委书记是谁?", "临江区完成了哪些工作?",
    "临江实验室与科创城有什么关系?", "哪些句子提到云澜大学?", "临江区有多少个项目?", "What is 云栖湾科创城?", "滨海湾有哪些项目?",
)  # fmt: skip


@pytest.fixture
def filled(server: RemoteStore, sample_store: Store) -> RemoteStore:
    upload(sample_store, server)
    return server


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_server_answers_like_a_store(filled: RemoteStore, sample_store: Store, question: str) -> None:
    assert ask(filled, question) == ask(sample_store, question)


def test_the_same_words(filled: RemoteStore, sample_store: Store) -> None:
    assert vocabulary(filled).entries == vocabulary(sample_store).entries
