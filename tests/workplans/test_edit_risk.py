"""A risk is changed by whoever looks after it; another day is reminded of anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.workplans.actions.risks import edit_risk
from spinney.workplans.policies.risks import RiskText
from tests.agreements.making import another_member
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_its_owner_changes_it(wood: Wood) -> None:
    another_member(wood, "maple")
    birch = wood.organisations["birch"]
    found = a_risk(wood.cluster, organisation=birch, reminded_on=TODAY, made_by="person:0")
    text = RiskText("It rains", 2, 2, organisation=birch, review_on=TODAY + timedelta(days=30))
    with pytest.raises(NotAllowed):
        edit_risk(risk=found, text=text, by=wood.actor("maple"), now=NOON)
    done = edit_risk(risk=found, text=text, by=wood.birch, now=NOON)
    assert (done.title, done.reminded_on) == ("It rains", None)
