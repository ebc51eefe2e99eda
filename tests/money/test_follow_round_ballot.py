"""Whom the members choose in the ballot of a round is approved, as far as the money goes."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Decision
from spinney.money.actions.microgrants import (
    apply_micro_grant,
    follow_round_ballot,
    withdraw_micro_grant,
)
from spinney.money.actions.rounds import put_round_to_vote
from spinney.money.events import microgrants as events
from spinney.money.models import MicroGrant, RingFence
from spinney.money.policies.microgrants import ApplicationSaid
from tests.agreements.making import another_member
from tests.decisions.making import a_decision
from tests.decisions.voting import close_now, open_now, vote_now
from tests.money.micro_grants import NOW, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SYSTEM = Actor.system("decisions")
GROUPS = (("Larch Lane Choir", 25_000), ("Moss Lane Cooks", 20_000), ("Rook Readers", 15_000))
NAMES = tuple(f"{n}. {name}" for n, (name, _) in enumerate(GROUPS, start=1))


@pytest.fixture
def round_(wood):
    """A round with three applications, put to the vote."""
    one = opened(wood)
    for name, pence in GROUPS:
        said = ApplicationSaid(f"Hall for {name}", pence, name, "group@example.org")
        apply_micro_grant(round_=one, said=said, by=wood.ash, now=NOW)
    put_round_to_vote(round_=one, by=wood.ash, now=NOW)
    one.refresh_from_db()
    return one


def left(one, pence):
    """So much is left in its ring-fence."""
    RingFence.objects.filter(pk=one.ring_fence_id).update(remaining_pence=pence)


def voted(wood, one, marks, seats=2, **others):
    """The members vote in the ballot of the round, and it is closed."""
    said_by = {"birch": marks, **others}
    ballot = open_now(
        wood, "approve", NAMES, replaces=one.ballot, settings=Settings(seats=seats), voters=said_by
    )
    for who, said in said_by.items():
        vote_now(wood, ballot, who, marks=said)
    close_now(ballot)
    close_ballot(ballot=ballot, by=SYSTEM, now=timezone.now())


def states():
    return list(MicroGrant.objects.order_by("pk").values_list("state", flat=True))


def test_whom_they_choose_is_approved_and_told(wood, round_):
    voted(wood, round_, {"1": 1, "3": 1})
    assert states() == ["approved", "applied", "approved"]
    first = MicroGrant.objects.order_by("pk")[0]
    decision = Decision.objects.get()
    assert (first.given_pence, first.decision_number) == (25_000, decision.number)
    assert f"decision {decision.number}" in first.reasons
    round_.ring_fence.refresh_from_db()
    assert round_.ring_fence.remaining_pence == 100_000 - 25_000 - 15_000
    assert Message.objects.filter(email="group@example.org").count() == 2
    assert "money.follow_round_ballot" in events.TOLD


def test_it_goes_no_further_than_the_money(wood, round_):
    left(round_, 30_000)
    voted(wood, round_, {"1": 1, "2": 1, "3": 1}, seats=3)
    assert sorted(states()) == ["applied", "applied", "approved"]
    told = Entry.objects.get(verb="money.follow_round_ballot").detail
    assert (told["approved"], told["left"]) == (1, 2)
    assert "there is not enough left for more" in told["outcome"]


def test_nobody_is_passed_over_for_who_asks_for_less(wood, round_):
    another_member(wood, "maple")
    left(round_, 24_000)
    voted(wood, round_, {"1": 1, "2": 1}, maple={"1": 1})
    assert states() == ["applied"] * 3


def test_what_was_taken_back_meanwhile_stays_so(wood, round_):
    withdraw_micro_grant(grant=MicroGrant.objects.order_by("pk")[0], by=wood.ash, now=NOW)
    voted(wood, round_, {"1": 1, "2": 1})
    assert states() == ["withdrawn", "approved", "applied"]


def test_an_option_that_was_called_otherwise_approves_nothing(wood, round_):
    MicroGrant.objects.update(put_as="another name")
    voted(wood, round_, {"1": 1, "2": 1})
    assert states() == ["applied"] * 3


def test_other_decisions_change_nothing_and_nobody_does_it_by_hand(wood, round_):
    decision = a_decision(wood)
    assert follow_round_ballot(decision=decision, by=SYSTEM, now=NOW) is None
    voted(wood, round_, {"1": 1})
    with pytest.raises(NotAllowed):
        follow_round_ballot(
            decision=Decision.objects.exclude(pk=decision.pk).get(), by=wood.ash, now=NOW
        )
