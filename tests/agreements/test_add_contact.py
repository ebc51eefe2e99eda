"""An organisation says whom partners should ask; nobody else does it for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.agreements.actions.contacts import ContactText
from spinney.agreements.models import Contact
from spinney.agreements.policies.sharing import MOST_CONTACTS
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.contacts import ROBIN, add

pytestmark = pytest.mark.django_db


def test_the_next_stands_below(wood):
    assert [add(wood).position, add(wood, replace(ROBIN, name="Kit")).position] == [0, 1]


def test_the_record_names_nobody(wood):
    add(wood)
    entry = Entry.objects.get(verb="agreements.add_contact")
    assert entry.book == f"organisation:{wood.organisations['birch'].pk}"
    assert entry.detail == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"email": "", "phone": " "}, "email")],
)
def test_what_cannot_be_is_refused(wood, wrong, field):
    with pytest.raises(BadInput) as caught:
        add(wood, replace(ROBIN, **wrong))
    assert list(caught.value.fields) == [field]


def test_there_is_an_end_to_it(wood):
    rows = [Contact(organisation=wood.organisations["birch"], name=str(n)) for n in range(99)]
    Contact.objects.bulk_create(rows[:MOST_CONTACTS])
    with pytest.raises(WrongState, match="Remove one"):
        add(wood)


def test_nobody_does_it_for_another(wood):
    for who in ("rowan", "ash", "cedar", "hazel", "elm", "willow", "sorrel"):
        with pytest.raises(NotAllowed):
            add(wood, who=who)


def test_from_the_page_where_ones_own_people_are_suggested(wood):
    birch = wood.organisations["birch"].pk
    client = client_of(wood, "birch")
    page = client.get(reverse("agreements:contacts", args=[birch])).content.decode()
    assert "No contacts yet" in page
    mandate = Mandate.objects.get(organisation=birch)
    there = reverse("agreements:add-contact", args=[birch])
    suggested = f"{there}?mandate={mandate.pk}"
    assert suggested in page
    form = client.get(suggested).content.decode()
    assert 'value="birch@example.org"' in form
    assert 'value="Director"' in form
    assert "There is a problem" in client.post(there, {"name": "Birch"}).content.decode()
    done = client.post(there, {"name": "Birch", "email": "birch@example.org"}, follow=True)
    page = done.content.decode()
    assert "Birch is on your list of contacts" in page
    assert "not listed" not in page  # everybody who acts for it is on the list now


def test_a_mandate_of_another_organisation_suggests_nothing(wood):
    birch = wood.organisations["birch"].pk
    other = Mandate.objects.get(organisation=wood.organisations["sorrel"])
    there = reverse("agreements:add-contact", args=[birch])
    page = client_of(wood, "birch").get(f"{there}?mandate={other.pk}").content.decode()
    assert "sorrel@example.org" not in page


def test_a_desk_needs_no_post(wood):
    desk = add(wood, ContactText("Duty desk", phone="01632 960 002"))
    assert (desk.name, desk.email) == ("Duty desk", "")
