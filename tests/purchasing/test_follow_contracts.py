"""Days of notice of a cluster in one's own calendar, by a secret address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from spinney.purchasing.actions.contract_feeds import follow_contracts
from tests.access import client_of
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def follow(wood, who="birch"):
    secret = follow_contracts(
        cluster=wood.cluster, person=wood.people[who], by=wood.actor(who), now=timezone.now()
    )
    return reverse("purchasing:contracts-feed", args=[secret])


def test_what_members_show_stands_there_without_supplier_or_amount(wood):
    birch = wood.organisations["birch"]
    a_contract(birch, shown_to=wood.cluster, category="energy")
    a_contract(birch, title="Not shown", category="legal")
    a_contract(cluster=wood.cluster, category="telecoms")
    answer = Client().get(follow(wood))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    said = {str(one["SUMMARY"]).split(": ")[1] for one in events}
    assert len(said) == 2
    assert any("Birch House" in one for one in said)
    told = answer.content.decode()
    assert "£" not in told
    assert "Not shown" not in told
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert Client().get("/contracts-feed/made-up/").status_code == 404


def test_a_newer_address_ends_the_older_and_leavers_get_nothing(wood):
    older, newer = follow(wood), follow(wood)
    assert Client().get(older).status_code == 410
    assert Client().get(newer).status_code == 200
    wood.memberships["birch"].delete()
    assert Client().get(newer).status_code == 410


def test_the_page_shows_the_address_once(wood):
    url = reverse("purchasing:follow-contracts", args=[wood.cluster.pk])
    client = client_of(wood, "birch")
    assert "Make an address" in client.get(url).content.decode()
    assert "/contracts-feed/" in client.post(url).content.decode()
    again = client.get(url).content.decode()
    assert "/contracts-feed/" not in again
    assert "End the address" in again
