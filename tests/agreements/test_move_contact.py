"""The organisation says in which order partners see its contacts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.agreements.actions.contacts import move_contact, remove_contact
from spinney.agreements.models import Contact
from spinney.base.kernel.errors import NotAllowed
from tests.access import client_of
from tests.agreements.contacts import ROBIN, add
from tests.agreements.making import NOON

pytestmark = pytest.mark.django_db


def order(wood) -> str:
    there = Contact.objects.filter(organisation=wood.organisations["birch"], removed_at=None)
    return "".join(there.values_list("name", flat=True))


def test_up_and_down_and_not_beyond_the_ends(wood):
    a, b, c = (add(wood, replace(ROBIN, name=name)) for name in "abc")
    for contact, up, wanted in (
        (c, True, "acb"),
        (c, True, "cab"),
        (c, True, "cab"),
        (a, False, "cba"),
        (a, False, "cba"),
        (b, True, "bca"),
    ):
        move_contact(contact=contact, up=up, by=wood.birch, now=NOON)
        assert order(wood) == wanted


def test_who_is_off_the_list_has_no_place(wood):
    a, b = (add(wood, replace(ROBIN, name=name)) for name in "ab")
    remove_contact(contact=a, by=wood.birch, now=NOON)
    move_contact(contact=a, up=False, by=wood.birch, now=NOON)
    move_contact(contact=b, up=True, by=wood.birch, now=NOON)
    assert order(wood) == "b"


def test_nobody_else_and_from_the_page(wood):
    a, _ = (add(wood, replace(ROBIN, name=name)) for name in "ab")
    with pytest.raises(NotAllowed):
        move_contact(contact=a, up=False, by=wood.ash, now=NOON)
    url = reverse("agreements:move-contact", args=[wood.organisations["birch"].pk, a.pk])
    client_of(wood, "birch").post(url, {"to": "down"})
    assert order(wood) == "ba"
