"""Something due is noted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import localdate

from spinney.agreements import api
from spinney.agreements.actions.duties import DutyText, note_duty
from spinney.agreements.models import Duty
from spinney.agreements.states import AgreementState, DutyKind
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.life import NOW, a_leaver
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
RENT = DutyText(DutyKind.PAYMENT, "Pay the rent", date(2026, 6, 1), every_months=3)


def test_for_all_the_parties(wood):
    agreement = an_agreement(wood)
    duty = note_duty(agreement=agreement, text=RENT, by=wood.ash, now=NOW)
    assert (duty.kind, duty.title, duty.every_months) == ("payment", "Pay the rent", 3)
    assert (
        Entry.objects.get(verb="agreements.note_duty").detail["organisation"] == "all the parties"
    )


def test_other_rooms_read_it(wood):
    agreement = an_agreement(wood)
    note_duty(agreement=agreement, text=RENT, by=wood.ash, now=NOW)
    due = api.duties(wood.cluster, date(2026, 6, 1))
    assert [(one.title, one.due_on, one.agreement) for one in due] == [
        ("Pay the rent", date(2026, 6, 1), "Ground rules")
    ]
    assert api.duties(wood.cluster, date(2026, 5, 31)) == []
    assert api.duties(wood.next_door, date(2026, 6, 1)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "See https://example.org"}, "title"),
        ({"organisation": "cedar"}, "organisation"),
    ],
)
def test_what_is_wrong_is_said(wood, changes, field):
    if "organisation" in changes:
        changes = {"organisation": wood.organisations[changes["organisation"]]}
    text = DutyText(**(vars(RENT) | changes))
    with pytest.raises(BadInput) as told:
        note_duty(agreement=an_agreement(wood), text=text, by=wood.ash, now=NOW)
    assert list(told.value.fields) == [field]


def test_not_under_a_draft(wood):
    agreement = an_agreement(wood, state=AgreementState.DRAFT)
    with pytest.raises(WrongState):
        note_duty(agreement=agreement, text=RENT, by=wood.ash, now=NOW)


def test_not_by_a_party_that_does_not_keep_the_list(wood):
    with pytest.raises(NotAllowed):
        note_duty(agreement=an_agreement(wood), text=RENT, by=wood.birch, now=NOW)


def test_from_its_page(wood):
    agreement = a_leaver(wood)
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/note-duty/"
    client = client_of(wood, "ash")
    assert b"Maple House" in client.get(url).content
    sent = {
        "title": "Pay the rent", "kind": "payment", "due_on_day": "1", "due_on_month": "6",
        "due_on_year": str(localdate().year + 1), "every_months": "",
        "organisation": wood.organisations["maple"].pk,
    }  # fmt: skip
    done = client.post(url, sent, follow=True)
    assert b"Noted: Pay the rent" in done.content
    assert Duty.objects.get().organisation == wood.organisations["maple"]
