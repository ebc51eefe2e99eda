"""What the members decide by ballot is noted by itself."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.decisions.events.book import decision_entered
from spinney.decisions.models import Decision
from spinney.money.actions.reallocations import put_reallocation_to_vote
from spinney.money.events import underspend as events
from tests.decisions.making import a_decision
from tests.money.reallocating import LATER, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(("outcome", "state"), [("stands", "decided"), ("not_carried", "declined")])
def test_the_decision_of_its_ballot_settles_it(wood, outcome, state):
    one = proposed(wood, partners(wood))
    ballot = put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)
    decision = a_decision(wood, ballot=ballot, state=outcome)
    decision_entered.send(
        Decision, decision=decision, by=Actor.system("tests"), now=LATER
    )  # fmt: skip
    one.refresh_from_db()
    assert (one.state, one.decision_number) == (state, decision.number)
    assert "money.follow_reallocation_ballot" in events.TOLD


def test_another_decision_changes_nothing(wood):
    one = proposed(wood, partners(wood))
    put_reallocation_to_vote(reallocation=one, by=wood.ash, now=LATER)
    decision = a_decision(wood)
    decision_entered.send(Decision, decision=decision, by=Actor.system("tests"), now=LATER)
    one.refresh_from_db()
    assert one.state == "proposed"
