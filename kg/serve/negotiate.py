"""What a client would rather have: HTTP content negotiation (RFC 9110, 12.5), for media types and languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_LONGEST = 4000  # characters of a header that are read


def best_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type of ``offered`` that an Accept header likes best; of equals the first; None if it takes none.

    >>> best_type("text/turtle, */*;q=0.1", ["text/html", "text/turtle"])
    'text/turtle'

    Parameters of media ranges other than q are not looked at.
    """
    return _best(accept, offered, _type_match)


def best_format(accept: str | None, formats: Mapping[str, tuple[str, ...]]) -> str | None:
    """The format, of those given with their media types, that an Accept header likes best (see `best_type`)."""
    named = {kind: format for format, kinds in formats.items() for kind in kinds}
    first = [kinds[0] for kinds in formats.values()]  # an equal liking, such as */*, takes no second name
    chosen = best_type(accept, [*first, *(kind for kind in named if kind not in first)])
    return named[chosen] if chosen else None


def best_language(accept: str | None, offered: Sequence[str]) -> str | None:
    """The language of ``offered`` (primary tags, such as ``zh``) that an Accept-Language header likes best.

    >>> best_language("en-GB,en;q=0.8,zh;q=0.5", ["zh", "en"])
    'en'
    """
    return _best(accept, offered, _language_match)


def _best(header: str | None, offered: Sequence[str], match: Callable[[str, str], int]) -> str | None:
    """The most specific range that matches an offer gives its quality (RFC 9110, 12.5.1)."""
    ranges = _ranges(header or "")
    if not ranges:
        return offered[0] if offered else None

    def quality(offer: str) -> float:
        fits = [(match(name, offer), q) for name, q in ranges]
        return max(fits, default=(0, 0.0))[1] if any(fit for fit, _ in fits) else 0.0

    qualities = {offer: quality(offer) for offer in offered}
    chosen = max(qualities, key=lambda offer: qualities[offer], default=None)
    return chosen if chosen is not None and qualities[chosen] > 0 else None


def _ranges(header: str) -> list[tuple[str, float]]:
    """(range, quality) pairs in the header's order; a quality that is no number from 0 to 1 counts as 1."""
    found = []
    for part in header[:_LONGEST].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
        number = float(weight) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", weight) else 1.0
        if name:
            found.append((name, number))
    return found


def _type_match(range_: str, offer: str) -> int:
    """How specifically a media range fits a type; 0 if it does not."""
    if range_ == offer:
        return 3
    if range_ == "*/*":
        return 1
    return 2 if range_.endswith("/*") and offer.startswith(range_[:-1]) else 0


def _language_match(range_: str, offer: str) -> int:
    if range_ == "*":
        return 1
    return 2 if range_.partition("-")[0] == offer else 0
