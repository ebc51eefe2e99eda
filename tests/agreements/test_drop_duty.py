"""What is not needed any more is dropped, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.agreements.actions.duties import drop_duty
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import BadInput, NotAllowed
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


def test_it_does_not_come_again(wood, duty):
    dropped = drop_duty(duty=duty, reason="The funder asks no more.", by=wood.ash, now=NOW)
    assert (dropped.state, dropped.note) == ("dropped", "The funder asks no more.")
    assert Duty.objects.count() == 1


def test_not_without_a_reason(wood, duty):
    with pytest.raises(BadInput):
        drop_duty(duty=duty, reason="", by=wood.ash, now=NOW)


def test_not_by_the_one_that_owes_it(wood, duty):
    with pytest.raises(NotAllowed):
        drop_duty(duty=duty, reason="We would rather not.", by=wood.birch, now=NOW)


def test_from_its_page(wood, duty):
    url = f"/clusters/{wood.cluster.pk}/agreements/duties/{duty.pk}/drop-duty/"
    done = client_of(wood, "ash").post(url, {"reason": "No more."}, follow=True)
    assert b"No longer needed: Report." in done.content
