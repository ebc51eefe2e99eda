"""Agreed, it holds; refused, all stays; both stand in the record."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.money.actions.grant_changes import answer_grant_change, ask_grant_change
from spinney.money.models import Grant
from spinney.money.policies.grants import ChangeText
from tests.money.granting import NOW, approved, part, released
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(wood, grant, *said, **more):
    return ask_grant_change(grant=grant, text=ChangeText(*said, **more), by=wood.ash, now=NOW)


def answer(wood, change, agreed, words=""):
    return answer_grant_change(change=change, agreed=agreed, answer=words, by=wood.rowan, now=NOW)


def test_two_changes_of_the_timetable_stay_in_the_record(wood):
    grant = approved(wood)
    for month in (9, 12):
        change = asked(wood, grant, "timetable", "Late", ends_on=date(2026, month, 30))
        answer(wood, change, True)
    assert Grant.objects.get(pk=grant.pk).ends_on == date(2026, 12, 30)
    told = Entry.objects.filter(verb="money.answer_grant_change").order_by("number")
    assert [one.detail["after"]["ends_on"] for one in told] == ["2026-09-30", "2026-12-30"]
    assert told[1].detail["before"]["ends_on"] == "2026-09-30"


def test_refused_with_the_reason(wood):
    grant = approved(wood)
    change = asked(wood, grant, "timetable", "Late", ends_on=date(2026, 9, 30))
    with pytest.raises(BadInput, match="Say why not"):
        answer(wood, change, False)
    assert answer(wood, change, False, "Too late.").state == "refused"
    assert Grant.objects.get(pk=grant.pk).ends_on is None
    with pytest.raises(WrongState):
        answer(wood, change, True)


def test_the_budget_and_days_of_what_is_not_released(wood):
    grant = released(wood)
    budget = a_budget(wood.cluster)
    answer(wood, asked(wood, grant, "budget", "Rooms cost less", budget_id=budget.pk), True)
    days = {1: date(2026, 6, 1), 2: date(2026, 8, 1)}
    answer(wood, asked(wood, grant, "instalments", "Later", days=days), True)
    assert Grant.objects.get(pk=grant.pk).budget == budget
    assert (part(grant).due_on, part(grant, 2).due_on) == (None, date(2026, 8, 1))
