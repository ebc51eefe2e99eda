"""Whoever looks after a risk is reminded once, on its day; the letter does not say what it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.post.models import Message
from spinney.workplans.tasks.risks import remind_of_risks
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_it_is_reminded_of_once(wood: Wood) -> None:
    birch = wood.organisations["birch"]
    a_risk(wood.cluster, organisation=birch, review_on=TODAY)
    a_risk(wood.cluster, title="Later", review_on=TODAY + timedelta(days=1))
    a_risk(wood.cluster, title="Closed", review_on=TODAY, state="closed")
    remind_of_risks(NOON)
    remind_of_risks(NOON + timedelta(hours=1))
    letters = Message.objects.filter(kind="workplans.review_risk")
    assert [one.email for one in letters] == ["birch@example.org"]
    assert "funding fails" not in f"{letters[0].subject} {letters[0].body}".lower()
