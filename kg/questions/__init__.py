"""Questions in plain Chinese and English, answered from a graph without a network or a language model.

Data flows once: question → `text.Folded` → `match.Lattice` → `match.Parse` → `answer.Answer`. What is known of
questions is data: ``queries/questions.tsv`` (phrasings), ``question-types.tsv`` (types and their named queries),
``question-words.tsv`` and ``question-notes.tsv``. A phrasing must cover the whole question: what it does not account
for (a name that is not in the graph, an opinion, a forecast) makes the question one that is declined.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from kg.questions import decline
from kg.questions.answer import Answer, answer, cite, join
from kg.questions.match import Lattice, lattice, parses
from kg.questions.text import Folded, fold, is_latin
from kg.questions.types import Lang, note, question_types
from kg.questions.words import Vocabulary, vocabulary
from kg.store import Backend

__all__ = ["Answer", "Vocabulary", "ask", "cite", "examples", "join", "vocabulary"]

LONGEST = 200  # characters of a question
_NEAREST = 3  # questions that a decline lists
_TRIED = 12  # of these, those that the graph has an answer to


def ask(store: Backend, question: str, words: Vocabulary | None = None) -> Answer:
    """The answer to a question, or why there is none (see Answer.answered).

    ``words`` is the graph's vocabulary, made here if it is not given: keep it, to ask more than once.
    Raises QueryError if the store cannot answer.
    """
    lang: Lang = language(question)
    folded = fold(question)
    words = words or vocabulary(store)
    here = lattice(Folded("", "", ()) if len(folded.text) > LONGEST else folded, words)
    if here.is_idle:
        return Answer(question, lang, notes=(note("length", lang, longest=LONGEST),))
    found = parses(here)
    fitting = [parse for parse in found if parse.fits]
    if fitting:
        return _with_near_names(answer(store, folded, lang, fitting[0], words), folded, words)
    declined = Answer(question, lang, notes=tuple(decline.reasons(folded, here, words, found, lang)))
    return replace(declined, nearest=_nearest(store, folded, here, words, lang))


def _with_near_names(found: Answer, folded: Folded, words: Vocabulary) -> Answer:
    """Where nothing was found, the names that may have been meant."""
    names = () if found.rows.rows else decline.near(folded.text, words)
    more = (note("near", found.lang, names="、".join(names)),) if names else ()
    return replace(found, notes=found.notes + more)


def _nearest(store: Backend, folded: Folded, here: Lattice, words: Vocabulary, lang: Lang) -> tuple[str, ...]:
    near = decline.nearest(folded, here, words, lang)[:_TRIED]
    return tuple(islice((text for text in near if _has_rows(store, text, words)), _NEAREST))


def _has_rows(store: Backend, question: str, words: Vocabulary) -> bool:
    folded = fold(question)
    fitting = [parse for parse in parses(lattice(folded, words)) if parse.fits]
    return bool(fitting) and bool(answer(store, folded, "zh", fitting[0], words).rows.rows)


def examples(words: Vocabulary) -> tuple[tuple[str, str, str], ...]:
    """Name and examples, zh and en, of each question type that the graph has the names for."""
    listed = (
        (kind.name, decline.example(kind, words, "zh", []), decline.example(kind, words, "en", []))
        for kind in question_types()
    )
    return tuple(row for row in listed if all(row))


def language(question: str) -> Lang:
    """English, if it begins with Latin words, two or more; names in Chinese may stand among them."""
    latin = [word.isascii() and is_latin(word[0]) for word in question.split()]
    return "en" if latin and latin[0] and sum(latin) > 1 else "zh"
