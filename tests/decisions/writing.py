"""Ballots as people write and open them, for tests of how they come about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from spinney.decisions.actions.ballots import draft_ballot
from spinney.decisions.actions.opening import open_ballot
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot
from tests.agreements.making import an_agreement, another_member
from tests.decisions.making import NOON
from tests.personas import Wood

SOON = NOON + timedelta(days=30)
"""Later than any fallback of the terms that tests agree on."""
HERE = {"title": "What do we share first?"}


def texts(*titles: str | Mapping[str, Any]) -> list[OptionText]:
    """Options by title, or by fields."""
    return [OptionText(**({"title": one} if isinstance(one, str) else one)) for one in titles]


def a_draft(
    wood: Wood,
    way: str = "motion",
    options: Iterable[str | Mapping[str, Any]] = (),
    *,
    by: str = "ash",
    settings: Settings | None = None,
    **said: Any,
) -> Ballot:
    """A draft as somebody began it."""
    text = BallotText(**(HERE | {"way": way, "settings": settings or Settings()} | said))
    return draft_ballot(
        cluster=wood.cluster, text=text, options=texts(*options), by=wood.actor(by), now=NOON
    )


def opened(
    wood: Wood, way: str = "motion", options: Iterable[str | Mapping[str, Any]] = (), *,
    closes_at: datetime = SOON, **said: Any,
) -> Ballot:  # fmt: skip
    """A ballot as it was opened at NOON."""
    draft = a_draft(wood, way, options, **said)
    return open_ballot(ballot=draft, closes_at=closes_at, by=wood.ash, now=NOON)


def agreed(wood: Wood, **terms: Mapping[str, Any]) -> None:
    """An agreement of the whole cluster in force, with these terms."""
    an_agreement(wood, ["birch"], terms=terms)


def members(wood: Wood, *names: str) -> None:
    """More core members that vote."""
    for name in names:
        another_member(wood, name)


CONSENSUS = {
    "rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 10, "answer_days": 7,
}  # fmt: skip
UNANIMOUS = {"rule": "unanimous"}


def address(ballot: Ballot, verb: str = "ballot", *more: object) -> str:
    """The address of a page of a ballot."""
    from django.urls import reverse

    return reverse(
        f"decisions:{verb.replace('_', '-')}", args=[ballot.cluster_id, ballot.pk, *more]
    )
