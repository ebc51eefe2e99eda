"""The record told in sentences. Each room gives a sentence for each of its verbs that others may
read of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from string import Formatter

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.record.models import Entry
from spinney.base.record.prepared import Prepared


@dataclass(frozen=True)
class Sentence:
    """How one verb is told: a text with {names} from the entry's detail, and who may read it.
    `without` is (a name, the text for an entry whose detail has nothing under it).
    """

    text: str
    readers: frozenset[Role]
    without: tuple[str, str] | None = None

    def text_for(self, detail: Mapping[str, object]) -> str:
        """The text that fits an entry's detail."""
        if self.without and not detail.get(self.without[0]):
            return self.without[1]
        return self.text


@dataclass(frozen=True)
class Told:
    """One line of a timeline."""

    at: datetime
    text: str
    verb: str


_SENTENCES: dict[str, Sentence] = {}
_READABLE: dict[frozenset[Role] | None, tuple[str, ...]] = {}
"""The verbs that may be read with these roles (None: all), found when first asked for."""
_LABEL = re.compile(r"person:\d+").fullmatch
Namer = Callable[[set[str]], Mapping[str, str]]
_NAMERS: list[Namer] = []


def add_namer(namer: Namer) -> Namer:
    """Called by whoever knows people: their names today, by label, in one query at the most."""
    _NAMERS.append(namer)
    return namer


def tell(sentences: Mapping[str, Sentence]) -> None:
    """Called by a room when it starts: its verbs, and how each is told."""
    _SENTENCES.update(sentences)
    _READABLE.clear()


def readable_verbs(by: Actor, scope: Scope) -> list[str]:
    """The verbs that the actor may read of in a scope."""
    held = None if by.is_system else by.roles_in(scope)
    if held not in _READABLE:
        told = _SENTENCES.items()
        _READABLE[held] = tuple(verb for verb, s in told if held is None or held & s.readers)
    return list(_READABLE[held])


def entries_for(by: Actor, scope: Scope) -> QuerySet[Entry]:
    """The entries of a scope that the actor may read, newest first."""
    return Entry.objects.filter(book=str(scope), verb__in=readable_verbs(by, scope)).order_by(
        "-at", "-number"
    )


def newest_for(by: Actor, scope: Scope, most: int) -> list[Entry]:
    """The newest entries of a scope that the actor may read."""
    verbs = readable_verbs(by, scope)
    return _newest(most)(book=str(scope), verbs=verbs) if verbs else []


@cache
def _newest(most: int) -> Prepared[Entry]:
    def newest(book: str, verbs: list[str]) -> QuerySet[Entry]:
        rows = Entry.objects.filter(book=book, verb__in=verbs)
        return rows.order_by("-at", "-number")[:most]

    return Prepared(newest)


def timeline(entries: Iterable[Entry]) -> list[Told]:
    """Entries as sentences; what an old entry does not know is left as "…".

    Where an entry names people by their labels ("person:7"), nothing in the record says who they
    were once they have left; here they get the names that they have today.
    """
    told = list(entries)
    labels = {v for e in told for v in e.detail.values() if isinstance(v, str) and _LABEL(v)}
    names = {k: name for namer in _NAMERS if labels for k, name in namer(labels).items()}
    return [Told(entry.at, _say(entry, names), entry.verb) for entry in told]


def _say(entry: Entry, names: Mapping[str, str]) -> str:
    text = _SENTENCES[entry.verb].text_for(entry.detail)
    wanted = {name for _, name, _, _ in Formatter().parse(text) if name}
    said = {name: entry.detail.get(name, "…") for name in wanted}
    return text.format(**{k: names.get(v, v) if isinstance(v, str) else v for k, v in said.items()})
