"""Agreed, it holds; refused, all stays; both stand in the record."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.money.actions.grant_changes import answer_grant_change, ask_grant_change
from spinney.money.actions.instalments import ask_release
from spinney.money.bridge.grant_words import what_words
from spinney.money.models import Grant
from spinney.money.policies.grants import ChangeText
from tests.money.granting import NOW, approved, part, released, sign_ground_rules
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


def test_two_changes_asked_side_by_side_both_hold(wood):
    grant = approved(wood)
    end = asked(wood, grant, "timetable", "Late", ends_on=date(2027, 12, 31))
    begin = asked(wood, grant, "timetable", "Late too", starts_on=date(2026, 12, 1))
    assert (end.before, end.after) == ({"ends_on": None}, {"ends_on": "2027-12-31"})
    answer(wood, end, True)
    answer(wood, begin, True)
    grant = Grant.objects.get(pk=grant.pk)
    assert (grant.starts_on, grant.ends_on) == (date(2026, 12, 1), date(2027, 12, 31))
    assert what_words(begin) == "begin on 1 December 2026 instead of no set day"


def test_a_day_that_was_moved_meanwhile_is_not_moved_again(wood):
    grant = approved(wood)
    first = asked(wood, grant, "timetable", "Late", ends_on=date(2027, 12, 31))
    second = asked(wood, grant, "timetable", "Later", ends_on=date(2028, 3, 31))
    answer(wood, first, True)
    with pytest.raises(WrongState, match="dates of the grant are not as they were"):
        answer(wood, second, True)
    assert Grant.objects.get(pk=grant.pk).ends_on == date(2027, 12, 31)
    assert answer(wood, second, False, "Ask again.").state == "refused"


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


def test_agreed_amounts_hold_at_once_and_more_money_needs_somebody_else(wood):
    grant = approved(wood)
    amounts = {1: 700_000, 2: 800_000}
    change = asked(wood, grant, "instalments", "Dearer", amounts=amounts)
    answer(wood, change, True)
    assert (part(grant).pence, part(grant, 2).pence) == (700_000, 800_000)
    assert part(grant).eased_by == ""
    assert part(grant, 2).eased_by == wood.rowan.label


def test_nobody_agrees_to_what_changed_meanwhile(wood):
    grant = approved(wood)
    change = asked(wood, grant, "instalments", "Dearer", amounts={1: 700_000, 2: 800_000})
    sign_ground_rules(wood)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="Instalment 1 is not as it was"):
        answer(wood, change, True)
    assert (part(grant).pence, part(grant, 2).pence) == (900_000, 600_000)
    change.refresh_from_db()
    assert change.state == "asked"
    assert answer(wood, change, False, "The first is asked for already.").state == "refused"


def test_what_was_planned_anew_meanwhile_is_not_overdrawn(wood):
    grant = approved(wood)
    change = asked(wood, grant, "instalments", "Later", amounts={2: 500_000})
    other = asked(wood, grant, "instalments", "More", amounts={1: 800_000, 2: 700_000})
    answer(wood, change, True)
    with pytest.raises(WrongState, match="Instalment 2 is not as it was"):
        answer(wood, other, True)
    assert part(grant).pence == 900_000
