"""Who speaks and where: the person whose report or words a text gives, and the meeting that hears it.

The speaker is the first person with a post who 表示, 指出, 作报告 …, or whose name stands in the lines that open the text;
the event is the first meeting that the opening names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from kg.model import Document, Fact, Mention, Post, Sentence

_OPENING = 12  # sentences in which a text says what occasion it is about
_HEAD = 6  # sentences of a title block


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(r"[^。；]{0,16}?(?:表示|指出|强调|介绍|提出|要求|说|作[^。]{0,12}报告|讲话|部署)")


def with_occasion(document: Document, sentences: Sequence[Sentence], facts: Iterable[Fact]) -> Document:
    """The document with ``speaker`` and ``event`` filled in from the posts and meetings among ``facts``."""
    speaker = event = None
    for fact in facts:
        if isinstance(fact, Post) and speaker is None:
            said = sentences[fact.sentence].text
            at = said.find(fact.person)
            if fact.sentence < _HEAD or (at >= 0 and _speaks().match(said, at + len(fact.person))):
                speaker = fact.person
        if (
            isinstance(fact, Mention)
            and event is None
            and "Event" in fact.classes
            and fact.sentence < _OPENING
        ):
            event = fact.label
    return replace(document, speaker=speaker, event=event)
