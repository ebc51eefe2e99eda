"""What is still to be done is changed; two people who change it do not overwrite each other."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.agreements.actions.duties import DutyText, edit_duty, finish_duty
from spinney.agreements.models import Duty
from spinney.agreements.states import DutyKind
from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
LATER = DutyText(DutyKind.REVIEW, "Look at it again", date(2026, 7, 1))


@pytest.fixture
def duty(wood):
    return Duty.objects.create(
        agreement=an_agreement(wood), kind="review", title="Look at it", due_on=date(2026, 6, 1),
        reminded_on=date(2026, 5, 20),
    )  # fmt: skip


def test_it_is_changed_and_reminded_of_anew(wood, duty):
    changed = edit_duty(duty=duty, text=LATER, read=1, by=wood.ash, now=NOW)
    assert (changed.title, changed.due_on, changed.version) == (
        "Look at it again", date(2026, 7, 1), 2,
    )  # fmt: skip
    assert changed.reminded_on is None


def test_the_second_of_two_is_told(wood, duty):
    edit_duty(duty=duty, text=LATER, read=1, by=wood.ash, now=NOW)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_duty(duty=duty, text=LATER, read=1, by=wood.rowan, now=NOW)
    assert told.value.changes["title"] == ("Look at it", "Look at it again")


def test_not_what_is_done(wood, duty):
    finish_duty(duty=duty, by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        edit_duty(duty=duty, text=LATER, by=wood.ash, now=NOW)


def test_not_by_a_party(wood, duty):
    with pytest.raises(NotAllowed):
        edit_duty(duty=duty, text=LATER, by=wood.birch, now=NOW)


def test_from_its_page(wood, duty):
    url = f"/clusters/{wood.cluster.pk}/agreements/duties/{duty.pk}/edit-duty/"
    client = client_of(wood, "ash")
    assert b'value="Look at it"' in client.get(url).content
    sent = {
        "title": "Look at it again", "kind": "review", "due_on_day": "1", "due_on_month": "7",
        "due_on_year": "2026", "read": "1", "organisation": "", "every_months": "6",
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    duty.refresh_from_db()
    assert (duty.title, duty.every_months) == ("Look at it again", 6)
