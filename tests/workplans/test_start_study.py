"""A study begins with its question, and keeps who was in the cluster then."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.studies import start_study
from spinney.workplans.policies.studies import StudyText
from tests.agreements.making import another_member
from tests.personas import NOON, Wood

pytestmark = pytest.mark.django_db


def test_who_was_in_it_is_kept(wood: Wood) -> None:
    another_member(wood, "maple")
    text = StudyText("Sharing HR staff", 2027)
    made = start_study(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)
    (event,) = made.events.all()
    assert event.state == "draft"
    assert [one["name"] for one in event.members] == ["Birch House", "Maple House"]


def test_what_is_no_study_is_refused(wood: Wood) -> None:
    text = StudyText("", 27, sharing="by height")
    with pytest.raises(BadInput) as refused:
        start_study(cluster=wood.cluster, text=text, by=wood.ash, now=NOON)
    assert set(refused.value.fields) == {"title", "first_year", "sharing"}
