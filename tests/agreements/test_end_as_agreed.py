"""What those who were asked agreed to is done by the site itself, and by nobody's hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.agreements.actions.approvals import close_approval
from spinney.agreements.actions.ending import ask_to_end, end_as_agreed
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.agreements.agreeing import say
from tests.agreements.life import NOW, TODAY
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
ON = TODAY + timedelta(days=30)


@pytest.fixture
def asked(wood):
    return ask_to_end(
        agreement=an_agreement(wood), on=ON, reason="The work is done.",
        closes_on=TODAY + timedelta(days=20), by=wood.ash, now=NOW,
    )  # fmt: skip


def test_not_before_they_agreed_and_not_by_hand(wood, asked):
    with pytest.raises(WrongState):
        end_as_agreed(approval=asked, by=Actor.system("agreeing"), now=NOW)
    for by in (wood.ash, wood.rowan, wood.birch):
        with pytest.raises(NotAllowed):
            end_as_agreed(approval=asked, by=by, now=NOW)


def test_it_ends_on_the_day_that_they_agreed_to_once(wood, asked):
    say(wood, asked, "birch", now=NOW)
    close_approval(approval=asked, by=wood.ash, now=NOW)
    agreement = asked.about.agreement
    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.end_reason) == (ON, "The work is done.")
    entry = Entry.objects.get(verb="agreements.end_as_agreed")
    assert (entry.detail["on_day"], entry.actor) == (ON.isoformat(), "system:agreeing")
    asked.refresh_from_db()
    with pytest.raises(WrongState):
        end_as_agreed(approval=asked, by=Actor.system("agreeing"), now=NOW)
