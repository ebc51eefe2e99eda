"""Whether it is reached is said by whoever it belongs to, signed in or by a link."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.workplans.actions.milestones import note_milestone
from spinney.workplans.letters.milestones import errand_of
from tests.agreements.making import another_member
from tests.workplans.making import a_milestone
from tests.workplans.planning import LATER, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def counted(wood):
    plan = agreed(wood)
    return a_milestone(
        plan, activity=one_of(plan, "Recruit"), target=Decimal(12), unit="people trained"
    )


def say(one, by, **how):
    return note_milestone(milestone=one, by=by, now=LATER, **how)


def test_how_far_and_reached_by_those_whose_activity_it_is(wood, counted):
    one = say(counted, wood.birch, is_reached=False, reached=Decimal("7.5"))
    assert (one.reached, one.reached_on) == (Decimal("7.5"), None)
    one = say(one, wood.birch, is_reached=True, reached=Decimal(12), on=date(2026, 4, 1))
    assert one.reached_on == date(2026, 4, 1)
    assert say(one, wood.ash, is_reached=False).reached_on is None
    another_member(wood, "maple")
    with pytest.raises(NotAllowed, match="for Birch House to say"):
        say(one, wood.actor("maple"), is_reached=True, reached=Decimal(12))


def test_what_cannot_have_been_is_refused(wood, counted):
    plain = a_milestone(counted.workplan)
    for one, how in (
        (counted, {"is_reached": True}),
        (counted, {"is_reached": False, "reached": Decimal(-1)}),
        (counted, {"is_reached": True, "reached": Decimal(12), "on": date(2026, 4, 3)}),
        (plain, {"is_reached": True, "reached": Decimal(1)}),
    ):
        with pytest.raises(BadInput):
            say(one, wood.ash, **how)


def test_by_a_link(wood, counted):
    now = timezone.now()
    _, secret = links.issue(
        errand_of(counted), by=wood.ash, now=now, expires_at=now + timedelta(days=9),
        email="someone@example.org", organisation_id=wood.organisations["birch"].pk,
    )  # fmt: skip
    client, url = Client(), f"/do/{secret}/"
    assert "How many people trained are there now?" in client.get(url).content.decode()
    page = client.post(url, {"is_reached": "yes", "reached": "12"}, follow=True)
    assert "12 of 12 people trained" in page.content.decode()
    counted.refresh_from_db()
    assert counted.reached_on == timezone.localdate()
