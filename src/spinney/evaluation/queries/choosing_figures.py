"""The figures and pictures that a report may name, as whoever writes it chooses from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spinney.evaluation.bridge.figures import NOT_KNOWN, Gathered, Rows


@dataclass(frozen=True)
class Choice:
    """A figure or picture: the name to type, what it is, and what it says now."""

    name: str
    words: str
    now: str
    is_known: bool = True


@dataclass(frozen=True)
class Group:
    title: str
    choices: tuple[Choice, ...]


def groups_of(gathered: Gathered) -> list[Group]:
    """All there is to name, by where it belongs."""
    return [
        Group(title, tuple(_choice(gathered, key) for key in keys))
        for title, keys in gathered.groups
    ]


def _choice(gathered: Gathered, key: str) -> Choice:
    name = f"{{{{{key}}}}}"
    figure = gathered.figures.get(key)
    if figure is not None:
        return Choice(name, figure.words, figure.said or NOT_KNOWN, figure.is_known)
    picture = gathered.pictures[key]
    return Choice(name, picture.title, "a table" if isinstance(picture, Rows) else "a picture")


def choices_of(gathered: Gathered, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """Pictures and tables to choose by a tick; one that was chosen and is gone can be unticked."""
    known = [
        (key, f"{one.title} ({'table' if isinstance(one, Rows) else 'picture'})")
        for key, one in gathered.pictures.items()
    ]
    gone = [key for key in chosen if key not in gathered.pictures]
    return [*known, *((key, f"{key}: not there any more") for key in gone)]
