"""What was done by mistake is to be done after all."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.agreements.actions.duties import drop_duty, finish_duty, reopen_duty
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(wood):
    return Duty.objects.create(
        agreement=an_agreement(wood), kind="report", title="Report", due_on=date(2026, 3, 31),
        every_months=3, organisation=wood.organisations["birch"],
    )  # fmt: skip


def test_it_is_open_again_and_the_next_one_goes(wood, duty):
    finish_duty(duty=duty, by=wood.birch, now=NOW)
    assert Duty.objects.count() == 2
    again = reopen_duty(duty=duty, by=wood.birch, now=NOW)
    assert (again.state, again.done_on, again.done_by) == ("open", None, "")
    assert Duty.objects.count() == 1


def test_a_next_one_that_somebody_touched_stays(wood, duty):
    finish_duty(duty=duty, by=wood.birch, now=NOW)
    following = Duty.objects.get(state="open")
    finish_duty(duty=following, by=wood.birch, now=NOW)
    reopen_duty(duty=duty, by=wood.birch, now=NOW)
    assert Duty.objects.filter(state="done").count() == 1


def test_what_was_dropped_is_put_back_by_those_who_keep_the_list(wood, duty):
    drop_duty(duty=duty, reason="Not needed.", by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed):
        reopen_duty(duty=duty, by=wood.birch, now=NOW)
    assert reopen_duty(duty=duty, by=wood.ash, now=NOW).state == "open"


def test_not_what_is_open(wood, duty):
    with pytest.raises(WrongState):
        reopen_duty(duty=duty, by=wood.ash, now=NOW)


def test_from_its_page(wood, duty):
    finish_duty(duty=duty, by=wood.birch, now=NOW)
    page = f"/clusters/{wood.cluster.pk}/agreements/duties/{duty.pk}/"
    client = client_of(wood, "birch")
    assert b"It is to be done after all" in client.get(page).content
    assert client.post(f"{page}reopen-duty/")["Location"] == page
