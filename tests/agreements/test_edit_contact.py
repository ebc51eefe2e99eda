"""A contact is changed; two people who change it at once lose nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.agreements.actions.contacts import edit_contact
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.contacts import ROBIN, add
from tests.agreements.making import NOON

pytestmark = pytest.mark.django_db


def edit(wood, contact, version=1, who="birch", **changes):
    text = replace(ROBIN, **changes)
    return edit_contact(
        contact=contact, text=text, version=version, by=wood.actor(who), now=NOON
    )  # fmt: skip


def test_the_record_says_which_parts_and_no_more(wood):
    edit(wood, add(wood), email="marsh@birch.example.org", phone="01632 2")
    entry = Entry.objects.get(verb="agreements.edit_contact")
    assert entry.detail == {"changed": "the e-mail address and the telephone number", "version": 2}


def test_nothing_changed_is_not_told(wood):
    edit(wood, add(wood))
    assert not Entry.objects.filter(verb="agreements.edit_contact").exists()


def test_the_second_of_two_is_told(wood):
    contact = add(wood)
    edit(wood, contact, name="Robin Fen")
    with pytest.raises(ChangedMeanwhile):
        edit(wood, contact, name="Robin Heath")


def test_it_stays_reachable(wood):
    with pytest.raises(BadInput):
        edit(wood, add(wood), email="", phone="")


def test_nobody_does_it_for_another(wood):
    contact = add(wood)
    for who in ("ash", "sorrel", "hazel"):
        with pytest.raises(NotAllowed):
            edit(wood, contact, who=who)


def test_from_the_page(wood):
    contact = add(wood)
    birch = wood.organisations["birch"].pk
    there = reverse("agreements:edit-contact", args=[birch, contact.pk])
    client = client_of(wood, "birch")
    assert 'value="Robin Marsh"' in client.get(there).content.decode()
    typed = {"name": "Robin Fen", "email": ROBIN.email, "version": "1"}
    assert "Robin Fen is changed" in client.post(there, typed, follow=True).content.decode()
    stale = client.post(there, {**typed, "name": "Robin Heath"}).content.decode()
    assert "Somebody else changed this contact" in stale
    assert 'value="Robin Heath"' in stale
