"""A contact is taken off: from then on nobody sees it; after a while it is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions.contacts import remove_contact
from spinney.agreements.models import Contact, Look
from spinney.agreements.tasks.sharing import forget_contacts
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.contacts import add
from tests.agreements.making import NOON
from tests.agreements.protocols import a_protocol

pytestmark = pytest.mark.django_db


def test_gone_for_others_at_the_next_click(wood):
    a_protocol(wood)
    contact = add(wood)
    there = reverse("agreements:directory", args=[wood.cluster.pk])
    reader = client_of(wood, "alder")
    assert "Robin Marsh" in reader.get(there).content.decode()
    birch = wood.organisations["birch"].pk
    url = reverse("agreements:remove-contact", args=[birch, contact.pk])
    page = client_of(wood, "birch").post(url, follow=True).content.decode()
    assert "off your list" in page
    assert "Undo" in page
    assert "Robin Marsh" not in reader.get(there).content.decode()


def test_not_twice_and_by_nobody_else(wood):
    contact = add(wood)
    with pytest.raises(NotAllowed):
        remove_contact(contact=contact, by=wood.ash, now=NOON)
    remove_contact(contact=contact, by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        remove_contact(contact=contact, by=wood.birch, now=NOON)


def test_after_a_month_it_is_forgotten_and_after_six_years_who_looked(wood):
    now = timezone.now()
    kept, gone = add(wood), add(wood)
    remove_contact(contact=kept, by=wood.birch, now=now - timedelta(days=29))
    remove_contact(contact=gone, by=wood.birch, now=now - timedelta(days=31))
    for days in (1, 6 * 366):
        Look.objects.create(
            cluster=wood.cluster, field="a.b", purpose="p", of=wood.organisations["birch"],
            at=now - timedelta(days=days),
        )  # fmt: skip
    forget_contacts(now)
    assert list(Contact.objects.all()) == [kept]
    assert Look.objects.count() == 1
