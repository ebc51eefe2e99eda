"""A contact that was taken off is put back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.agreements.actions.contacts import remove_contact, restore_contact
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.contacts import add
from tests.agreements.making import NOON

pytestmark = pytest.mark.django_db


def test_it_is_on_the_list_again(wood):
    contact = remove_contact(contact=add(wood), by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        restore_contact(contact=contact, by=wood.sorrel, now=NOON)
    url = reverse(
        "agreements:restore-contact", args=[wood.organisations["birch"].pk, contact.pk]
    )  # fmt: skip
    page = client_of(wood, "birch").post(url, follow=True).content.decode()
    assert "Robin Marsh is on your list again" in page


def test_what_is_there_cannot_come_back(wood):
    with pytest.raises(WrongState):
        restore_contact(contact=add(wood), by=wood.birch, now=NOON)
