"""A risk is looked at again; how it was judged before stays readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.workplans.actions.risks import Looked, remind_of_risk, review_risk
from spinney.workplans.models import RiskReview
from tests.clusters.inviting import last_message, path_in
from tests.personas import NOON, TODAY, Wood
from tests.visitor import Visitor
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_what_was_judged_before_stays(wood: Wood) -> None:
    found = a_risk(wood.cluster)
    looked = Looked(2, 4, note="A second funder is interested.")
    review_risk(risk=found, found=looked, by=wood.ash, now=NOON)
    review_risk(risk=found, found=Looked(1, 4, "closed"), by=wood.ash, now=NOON)
    found.refresh_from_db()
    assert (found.likelihood, found.state) == (1, "closed")
    assert [one.likelihood for one in RiskReview.objects.order_by("pk")] == [2, 1]


def test_what_happened_is_said_in_words(wood: Wood) -> None:
    found = a_risk(wood.cluster)
    with pytest.raises(BadInput) as refused:
        review_risk(
            risk=found, found=Looked(3, 4, "happened", review_on=TODAY), by=wood.ash, now=NOON
        )
    assert set(refused.value.fields) == {"note", "review_on"}


def test_a_closed_risk_does_not_happen(wood: Wood) -> None:
    found = a_risk(wood.cluster, state="closed")
    with pytest.raises(WrongState):
        review_risk(risk=found, found=Looked(3, 4, "happened", "x"), by=wood.ash, now=NOON)


def test_from_the_link_of_the_reminder_without_an_account(wood: Wood) -> None:
    found = a_risk(wood.cluster, organisation=wood.organisations["birch"], review_on=TODAY)
    remind_of_risk(risk=found, by=Actor.system("reminders"), now=now())
    guest = Visitor(Client())
    guest.open(path_in(last_message("birch@example.org", "workplans.review_risk")))
    again = TODAY + timedelta(days=9000)
    guest.fill(guest.path, likelihood="1", impact="4", state="open", note="Less", review_on=again)
    assert guest.says("Noted")
    found.refresh_from_db()
    assert (found.likelihood, found.review_on) == (1, again)
