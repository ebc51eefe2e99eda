"""A change says what is to be different, and why."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.money.actions.grant_changes import ask_grant_change
from spinney.money.policies.grants import ChangeText
from tests.money.granting import NOW, applied, approved
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def ask(wood, grant, *said, **more):
    return ask_grant_change(grant=grant, text=ChangeText(*said, **more), by=wood.ash, now=NOW)


def test_what_and_why_stand_in_the_record(wood):
    grant = approved(wood)
    change = ask(wood, grant, "timetable", "The trainer is ill.", ends_on=date(2026, 9, 30))
    assert change.before["ends_on"] is None
    assert change.after["ends_on"] == "2026-09-30"
    noted = Entry.objects.get(verb="money.ask_grant_change").detail
    assert noted["what"] == "end on 30 September 2026 instead of no set day"


def test_what_cannot_be_asked(wood):
    grant = approved(wood)
    budget = a_budget(wood.next_door)
    for said, more in (
        (("timetable", "Why"), {}),
        (("timetable", " "), {"ends_on": date(2026, 9, 30)}),
        (("timetable", "Why"), {"starts_on": date(2026, 9, 2), "ends_on": date(2026, 9, 1)}),
        (("budget", "Why"), {"budget_id": budget.pk}),
        (("instalments", "Why"), {"days": {}}),
        (("instalments", "Why"), {"days": {9: date(2026, 9, 1)}}),
    ):
        with pytest.raises(BadInput):
            ask(wood, grant, *said, **more)
    with pytest.raises(WrongState):
        ask(wood, applied(wood), "timetable", "Why", ends_on=date(2026, 9, 30))
