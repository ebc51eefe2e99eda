"""Something is done, by whoever has to do it; what comes again is due again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.duties import finish_duty
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, a_leaver

pytestmark = pytest.mark.django_db


def a_duty(wood, agreement=None, **given):
    given = {"kind": "report", "title": "Report", "due_on": date(2026, 3, 31)} | given
    agreement = agreement or a_leaver(wood)
    return Duty.objects.create(agreement=agreement, **given)


def test_by_those_who_run_it(wood):
    done = finish_duty(duty=a_duty(wood), note="Sent by post.", by=wood.ash, now=NOW)
    assert (done.state, done.done_on, done.note) == ("done", TODAY, "Sent by post.")
    assert done.done_by == wood.ash.label
    assert Duty.objects.count() == 1


def test_by_the_people_of_the_organisation_whose_it_is_and_no_other(wood):
    agreement = a_leaver(wood)
    mine = a_duty(wood, agreement, organisation=wood.organisations["birch"])
    theirs = a_duty(wood, agreement, organisation=wood.organisations["maple"])
    assert finish_duty(duty=mine, by=wood.birch, now=NOW).state == "done"
    with pytest.raises(NotAllowed, match="Maple House"):
        finish_duty(duty=theirs, by=wood.birch, now=NOW)


@pytest.mark.parametrize(
    ("due", "following"),
    [(date(2026, 3, 31), date(2026, 6, 30)), (date(2025, 8, 31), date(2026, 5, 31))],
)
def test_what_comes_again_is_due_again_on_its_day_of_the_month(wood, due, following):
    finish_duty(duty=a_duty(wood, due_on=due, every_months=3), by=wood.ash, now=NOW)
    assert Duty.objects.get(state="open").due_on == following


def test_not_again_after_the_end_of_the_agreement(wood):
    agreement = a_leaver(wood, until=date(2026, 5, 31))
    finish_duty(duty=a_duty(wood, agreement, every_months=3), by=wood.ash, now=NOW)
    assert not Duty.objects.filter(state="open").exists()


def test_not_again_when_it_is_noted_already(wood):
    agreement = a_leaver(wood)
    a_duty(wood, agreement, due_on=date(2026, 6, 15), every_months=3)
    finish_duty(duty=a_duty(wood, agreement, every_months=3), by=wood.ash, now=NOW)
    assert Duty.objects.filter(state="open").count() == 1


def test_not_twice_and_not_tomorrow(wood):
    duty = a_duty(wood)
    with pytest.raises(BadInput):
        finish_duty(duty=duty, on=TODAY + timedelta(days=1), by=wood.ash, now=NOW)
    finish_duty(duty=duty, by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        finish_duty(duty=duty, by=wood.ash, now=NOW)


def test_from_its_page_with_a_way_back(wood):
    duty = a_duty(wood, organisation=wood.organisations["birch"])
    page = f"/clusters/{wood.cluster.pk}/agreements/duties/{duty.pk}/"
    client = client_of(wood, "birch")
    assert b"It is done" in client.get(page).content
    sent = {"on_day": "20", "on_month": "3", "on_year": "2026", "note": ""}
    done = client.post(f"{page}finish-duty/", sent, follow=True)
    assert b"Done: Report." in done.content
    assert f"{page}reopen-duty/".encode() in done.content
