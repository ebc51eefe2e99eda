"""What tests of voting share: a ballot that is open now, links to it, votes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from spinney.base.access import links
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.ballot_box import Cast
from spinney.decisions.letters.voting import ends_at, errand_of
from spinney.decisions.models import Ballot
from spinney.decisions.states import VotedHow
from tests.decisions.making import a_ballot
from tests.personas import Wood


def open_now(wood: Wood, way: str = "motion", options: Any = (), **more: Any) -> Ballot:
    """A ballot that was opened an hour ago, and closes in a week."""
    now = timezone.now()
    times = {"opened_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=7)}
    return a_ballot(wood, way, options, **(times | more))


def close_now(ballot: Ballot) -> None:
    """Let its time be over: it is not closed yet, and takes no votes."""
    now = timezone.now()
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=now - timedelta(minutes=1))


def link_for(wood: Wood, ballot: Ballot, who: str = "birch") -> str:
    """The address of a link to vote, as a letter would have it."""
    until = ends_at(ballot)
    assert until is not None
    with transaction.atomic():
        _, secret = links.issue(
            errand_of(ballot), by=wood.ash, now=timezone.now(), expires_at=until,
            email=f"{who}@example.org", person=wood.people[who],
            organisation_id=wood.organisations[who].pk,
        )  # fmt: skip
    return f"/do/{secret}/"


def vote_now(wood: Wood, ballot: Ballot, who: str = "birch", **said: Any) -> Cast:
    """A vote of somebody, for her own organisation unless `of` names another."""
    fields: dict[str, Any] = {"marks": {}, "how": VotedHow.SITE, "now": timezone.now()} | said
    of = wood.organisations[fields.pop("of", who)]
    return cast_vote(ballot=ballot, organisation_id=of.pk, by=wood.actor(who), **fields)
