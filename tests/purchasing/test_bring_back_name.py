"""Bringing back a name that was taken for a person: counted again, and compared with others'."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.record.models import Entry
from spinney.purchasing.actions.aside import bring_back_name
from spinney.purchasing.events.aside import names_decided
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.naming import birch_that_spent, by_category, name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_counted_and_told_without_its_name(wood: Wood):
    birch = birch_that_spent(wood)
    heard = []
    names_decided.connect(hear := lambda **news: heard.append(news["organisation_id"]))
    name = name_of(birch, "Mrs J Example")
    assert bring_back_name(organisation=birch, names=[name], by=wood.birch, now=NOON) == 1
    assert by_category(birch)["other"] == 1_700
    assert Entry.objects.get(verb="purchasing.bring_back_name").detail == {"names": 1}
    assert heard == [birch.pk]
    assert bring_back_name(organisation=birch, names=[name], by=wood.birch, now=NOON) == 0
    assert heard == [birch.pk], "what changes nothing is no news"
    names_decided.disconnect(hear)


def test_the_page_says_who_is_left_out_and_why(wood: Wood):
    birch = birch_that_spent(wood)
    name = name_of(birch, "Mrs J Example")
    name.person_why = {"code": "title", "detail": "mrs"}
    name.person_sure = 97
    name.save()
    client = client_of(wood, "birch")
    page = reverse("purchasing:aside", args=[birch.pk])
    shown = client.get(page).content.decode()
    assert "The name has a title: Mrs." in shown
    assert "Larch" not in shown
    assert 'name="q"' not in shown, "a person's name never gets into an address"
    file = b"".join(client.get(page, {"as": "csv"})).decode("utf-8-sig")
    assert "Mrs J Example,Person,The name has a title: Mrs.,Sure,1,10" in file
    url = reverse("purchasing:bring-back-name", args=[birch.pk])
    assert client.post(url, {"chosen": [name.pk]})["Location"] == page
    shown = client.get(page).content.decode()
    assert "1 name is counted again." in shown
    assert f"set-name-aside/?chosen={name.pk}" in shown
