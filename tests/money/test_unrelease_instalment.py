"""A release that was a mistake is taken back, while nothing came in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.instalments import (
    ask_release,
    receive_instalment,
    release_instalment,
    unreceive_instalment,
    unrelease_instalment,
)
from spinney.money.actions.ledger import correct_entry
from spinney.money.models import Entry
from spinney.money.queries.balances import balance
from tests.access import client_of
from tests.money.granting import NOW, RULES, approved, part, released, sign_ground_rules

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def take_back(wood, instalment, by="rowan", why="Meant for another cluster"):
    return unrelease_instalment(instalment=instalment, why=why, by=wood.actor(by), now=NOW)


def test_the_ledger_is_as_it_was_and_says_why(wood):
    grant = released(wood)
    back = take_back(wood, part(grant))
    assert (back.state, back.released_on, back.released_by, back.asked_by) == (
        "planned", None, "", "",
    )  # fmt: skip
    assert part(grant).release_entry is None
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 0
    assert balance(wood.cluster, account="grant_income", fund=grant.fund) == 0
    assert Entry.objects.latest("number").words.endswith("is released: Meant for another cluster")
    assert Message.objects.filter(kind="money.grant_news", email="ash@example.org").exists()


def test_it_is_released_anew_by_two_people_and_under_the_same_conditions(wood):
    grant = released(wood)
    take_back(wood, part(grant))
    with pytest.raises(WrongState, match="two people"):
        release_instalment(instalment=part(grant), by=wood.rowan, now=NOW)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    release_instalment(instalment=part(grant), by=wood.rowan, now=NOW)
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 900_000


def test_only_by_the_funder_with_a_reason(wood):
    grant = released(wood)
    for by in ("ash", "birch"):
        with pytest.raises(NotAllowed):
            take_back(wood, part(grant), by=by)
    with pytest.raises(NotFound):
        take_back(wood, part(grant), by="willow")
    with pytest.raises(BadInput, match="Say why"):
        take_back(wood, part(grant), why="  ")
    assert part(grant).state == "released"


def test_not_once_it_came_in_nor_twice(wood):
    grant = released(wood)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="came in"):
        take_back(wood, part(grant))
    unreceive_instalment(instalment=part(grant), why="Another grant’s", by=wood.ash, now=NOW)
    take_back(wood, part(grant))
    with pytest.raises(WrongState, match="is not released"):
        take_back(wood, part(grant))


def test_the_last_one_first(wood):
    grant = approved(wood, (50, (RULES,)), (50, (RULES,)), limit=10**9)
    sign_ground_rules(wood)
    for number in (1, 2):
        release_instalment(instalment=part(grant, number), by=wood.rowan, now=NOW)
    with pytest.raises(WrongState, match="Instalment 2 was released after it"):
        take_back(wood, part(grant))
    take_back(wood, part(grant, 2))
    take_back(wood, part(grant))


def test_its_entry_is_not_corrected_by_itself(wood):
    grant = released(wood)
    with pytest.raises(WrongState, match="on the page of the grant"):
        correct_entry(entry=part(grant).release_entry, why="Wrong", by=wood.ash, now=NOW)
    assert part(grant).state == "released"


def test_on_its_page(wood):
    grant = released(wood)
    page = reverse("money:grant", args=[wood.cluster.pk, grant.pk])
    url = reverse("money:unrelease-instalment", args=[wood.cluster.pk, grant.pk, 1])
    client = client_of(wood, "rowan")
    assert url in client.get(page).text
    assert url not in client_of(wood, "ash").get(page).text
    asked = client.get(url)
    assert "Take the release of instalment 1 back" in asked.text
    empty = client.post(url, {"why": ""})
    assert "There is a problem" in empty.text
    assert client.post(url, {"why": "The wrong cluster"}).status_code == 302
    shown = client.get(page).text
    assert "was taken back: The wrong cluster" in shown
    assert url not in shown
