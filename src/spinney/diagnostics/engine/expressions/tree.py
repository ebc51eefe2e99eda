"""What an expression is once it has been read: a tree of frozen nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Ref:
    """`${key}`: a question's answer, or a repeat."""

    key: str


@dataclass(frozen=True)
class Itself:
    """`.`: the answer that is being checked."""


@dataclass(frozen=True)
class Parent:
    """`..`: the round that the question stands in; only `position(..)` takes it."""


@dataclass(frozen=True)
class Column:
    """A bare word: in a choice filter, a column of the list of choices."""

    name: str


@dataclass(frozen=True)
class Negative:
    of: Node


@dataclass(frozen=True)
class Two:
    """Two sides and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    name: str
    given: tuple[Node, ...]
    position: int


Node = Number | Text | Ref | Itself | Parent | Column | Negative | Two | Call


@dataclass(frozen=True)
class Expression:
    """An expression as read. `refs` are the questions and repeats that it speaks of; `columns`
    those of a list of choices; `unknown` the functions that nobody here can work out.
    """

    text: str
    root: Node
    refs: frozenset[str]
    columns: frozenset[str]
    unknown: tuple[str, ...]


def nodes_in(node: Node) -> Iterator[Node]:
    """A node and all that stand under it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Negative):
            waiting.append(one.of)
        elif isinstance(one, Two):
            waiting += [one.right, one.left]
        elif isinstance(one, Call):
            waiting += reversed(one.given)
