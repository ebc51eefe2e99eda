"""Decisions that a member's coming in or being set aside can name, as the rooms above know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.actors import Actor


@dataclass(frozen=True)
class NamedDecision:
    """A decision of a cluster that was carried and stands: its uid, what it is called, when it was
    made, and where it stands.
    """

    uid: str
    words: str
    on: date
    url: str


type DecisionSource = Callable[[Actor, int], Iterable[NamedDecision]]
_sources: list[DecisionSource] = []


def add_decision_source(source: DecisionSource) -> DecisionSource:
    """Let a room above tell which decisions of a cluster (by its number) somebody may name."""
    _sources.append(source)
    return source


def named_decisions(
    actor: Actor, cluster_id: int, since: date | None = None
) -> list[NamedDecision]:
    """The decisions of a cluster that the actor may see, the newest first; `since`: of that day or
    later.
    """
    told = (one for source in _sources for one in source(actor, cluster_id))
    found = [one for one in told if since is None or one.on >= since]
    return sorted(found, key=lambda one: one.on, reverse=True)
