"""A vote is announced, and opens by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import announce_ballot, open_ballot
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.models import Ballot
from spinney.decisions.tasks.ballots import open_announced_ballots
from tests.access import client_of
from tests.decisions.making import NOON
from tests.decisions.writing import SOON, a_draft, address, agreed, members
from tests.personas import Wood

pytestmark = pytest.mark.django_db

OPENS = NOON + timedelta(days=7)


def announced(wood: Wood, **said) -> Ballot:
    return announce_ballot(
        ballot=a_draft(wood, **said), opens_at=OPENS, closes_at=SOON, by=wood.ash, now=NOON
    )


def test_members_are_told_and_it_opens_at_its_moment(wood: Wood) -> None:
    ballot = announced(wood)
    told = Message.objects.get(kind="decisions.vote_announced")
    assert "27 March 2026" in told.body
    assert not ballot.electors.exists()
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert "Voting opens on Friday 27 March 2026" in page
    open_announced_ballots(OPENS - timedelta(minutes=1))
    ballot.refresh_from_db()
    assert ballot.state == "announced"
    members(wood, "fern")  # joins between the announcement and the opening
    before = ballot.rule
    open_announced_ballots(OPENS)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.opened_at, ballot.closes_at) == ("open", OPENS, SOON)
    assert ballot.electors.count() == 2
    assert ballot.rule["tie_sealed"] == before["tie_sealed"]


def test_the_rule_is_that_of_the_day_on_which_it_opens(wood: Wood) -> None:
    rule = {"rule": "consensus", "fallback": "majority", "fallback_after_days": 10}
    agreed(wood, decision_rule=rule)
    kept = rule_of(announced(wood))
    assert kept.assent.fallback_on == (OPENS + timedelta(days=10)).date()


def test_with_the_notice_that_was_agreed(wood: Wood) -> None:
    agreed(wood, voting={"secret": "nothing", "notice_days": 8})
    with pytest.raises(BadInput, match="announced 8 days before it begins. The first day is 28"):
        announced(wood)


def test_not_for_a_moment_that_has_passed(wood: Wood) -> None:
    with pytest.raises(BadInput, match="still to come"):
        announce_ballot(
            ballot=a_draft(wood), opens_at=NOON - timedelta(hours=1), closes_at=SOON, by=wood.ash,
            now=NOON,
        )  # fmt: skip


def test_nobody_opens_it_before(wood: Wood) -> None:
    with pytest.raises(WrongState, match="It is announced for 27 March 2026"):
        open_ballot(ballot=announced(wood), by=wood.ash, now=NOON)


def test_one_that_cannot_open_does_not_stop_the_others(wood: Wood, caplog) -> None:
    late, ballot = announced(wood), announced(wood)
    Ballot.objects.filter(pk=late.pk).update(closes_at=OPENS)
    with pytest.raises(RuntimeError, match=f"Not opened: ballots {late.pk};"):
        open_announced_ballots(OPENS)
    ballot.refresh_from_db()
    assert ballot.state == "open"


def test_its_form_knows_the_notice(wood: Wood) -> None:
    agreed(wood, voting={"secret": "nothing", "notice_days": 3})
    ballot = a_draft(wood)
    page = client_of(wood, "ash").get(address(ballot, "announce_ballot")).content.decode()
    assert "announced 3 days before" in page
