"""Reminders: two weeks before, and once more when it is overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.duties import remind_of_duty
from spinney.agreements.models import Duty
from spinney.agreements.tasks.life import warn_and_remind
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from tests.agreements.life import NOW, TODAY, a_leaver

pytestmark = pytest.mark.django_db


def a_duty(wood, days, **given):
    return Duty.objects.create(
        agreement=a_leaver(wood), kind="report", title="Report on the year",
        due_on=TODAY + timedelta(days=days), **given,
    )  # fmt: skip


def told():
    return [(m.person.name, m.subject) for m in Message.objects.select_related("person")]


def test_its_people_are_reminded_once_before_and_once_after(wood):
    a_duty(wood, 20, organisation=wood.organisations["birch"])
    for day in range(40):
        warn_and_remind(NOW + timedelta(days=day))
    assert [name for name, _ in told()] == ["Birch", "Birch"]
    assert all("Report on the year" in subject for _, subject in told())


def test_of_what_is_for_all_those_who_run_it_are_reminded(wood):
    a_duty(wood, 3)
    warn_and_remind(NOW)
    assert [name for name, _ in told()] == ["Ash"]


def test_where_an_organisation_has_nobody_those_who_run_it_are(wood):
    a_duty(wood, 3)
    Duty.objects.update(organisation=wood.organisations["maple"])
    wood.organisations["maple"].mandates.update(ends_on=date(2026, 1, 2))
    warn_and_remind(NOW)
    assert [name for name, _ in told()] == ["Ash"]


def test_not_of_what_is_done(wood):
    a_duty(wood, 3, state="done")
    warn_and_remind(NOW)
    assert told() == []


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        remind_of_duty(duty=a_duty(wood, 3), by=wood.ash, now=NOW)
