"""What the server asks of a worker process and what it gets back, and how both go through a pipe.

A job is one line of JSON. An answer is one line of JSON, ``length`` of which says how many bytes of body follow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from kg.errors import ServeError

Operation = Literal["query", "named", "describe", "ask", "update"]
READY = b"ready\n"  # what a worker says first


class NotAcceptableError(ServeError):
    """The client takes no format of what the query gives."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker is told first: the folder of a graph or the fields of a `kg.remote.RemoteStore`.

    ``timeout`` is seconds for a job, ``memory`` bytes for the process.
    """

    folder: str | None
    remote: Mapping[str, Any] | None
    timeout: float
    memory: int


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do with the store.

    ========  ==================================================================================================
    query     ``text`` is SPARQL; ``default`` and ``named`` are the graphs of its dataset, None for the store's own
    named     ``text`` is the name of a query in queries/, ``params`` its parameters
    describe  ``text`` is an IRI: what the graph says of it, findings about it with all that they say
    ask       ``text`` is a question in plain words (`kg.questions`)
    update    ``text`` is a SPARQL Update
    ========  ==================================================================================================

    ``rows`` and ``triples`` are the formats (`kg.serve.formats`) for the two kinds of result, None for one that the
    client does not take; ``limit`` is the most rows or triples to give.
    """

    operation: Operation
    text: str
    params: Mapping[str, str] = field(default_factory=dict)
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    rows: str | None = None
    triples: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result; ``truncated`` if it had more than the limit. ``format`` is "" for an update."""

    format: str
    body: bytes
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong: ``error`` is the name of the exception's class."""

    error: str
    message: str
    near: tuple[str, ...] = ()


def start_line(start: Start) -> bytes:
    return json.dumps(asdict(start)).encode("ascii") + b"\n"


def start_of(line: bytes) -> Start:
    return Start(**json.loads(line))


def job_line(job: Job) -> bytes:
    return json.dumps(asdict(job)).encode("ascii") + b"\n"


def job_of(line: bytes) -> Job:
    read: dict[str, Any] = json.loads(line)
    for name in ("default", "named"):
        read[name] = None if read[name] is None else tuple(read[name])
    return Job(**read)


def head_line(result: Answer | Failure) -> bytes:
    """The line before the body; a failure has none."""
    head: dict[str, Any]
    if isinstance(result, Failure):
        head = asdict(result)
    else:
        head = {"format": result.format, "truncated": result.truncated, "length": len(result.body)}
    return json.dumps(head).encode("ascii") + b"\n"


def head_of(line: bytes) -> Failure | tuple[str, bool, int]:
    """A failure, or (format, truncated, length of the body)."""
    read: dict[str, Any] = json.loads(line)
    if "error" in read:
        return Failure(read["error"], read["message"], tuple(read["near"]))
    return read["format"], read["truncated"], read["length"]
