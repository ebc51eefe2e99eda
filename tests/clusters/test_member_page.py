"""A member's page: your tier, why, what would change it, and when."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from spinney.base.web.components.words import day
from tests.access import client_of
from tests.clusters.cases import asked, asks_for, joined, set_aside, shown, today
from tests.clusters.test_adjust_tiers import adjust


def page(wood, name, of="birch") -> str:
    url = reverse("clusters:member", args=[wood.cluster.pk, wood.memberships[of].pk])
    return client_of(wood, name).get(url).content.decode()


def test_why_and_what_is_missing(wood):
    joined(wood)
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    asks_for(wood.tiers["core"], "public_liability", min_cover_pence=100_000_000)
    shown(wood, wood.organisations["birch"], "public_liability", cover_pence=50_000_000)
    adjust(wood)
    told = page(wood, "birch")
    assert "It was admitted to Core, and is Associate while something is missing." in told
    assert "Annual accounts or financial statement not older than 18 months" in told
    assert "Nothing of this kind is shared with the cluster." in told
    assert "What is shared covers less than that." in told
    assert "Only evidence that the organisation shares with The Spinney counts." in told


def test_until_when_and_what_then(wood):
    joined(wood)
    asks_for(wood.tiers["core"], "accounts")
    last = today() + timedelta(days=30)
    shown(wood, wood.organisations["birch"], expires_on=last)
    told = page(wood, "birch")
    assert f"Shared, and good until {day(last)}." in told
    assert f"On {day(last + timedelta(days=1))} the tier becomes Associate" in told


def test_other_members_read_the_tier_and_not_why(wood):
    joined(wood)
    wood.memberships["cedar"].tier = wood.memberships["cedar"].admitted_to = wood.tiers["core"]
    wood.memberships["cedar"].save()
    asks_for(wood.tiers["core"], "accounts")
    shown(wood, wood.organisations["birch"])
    told = page(wood, "cedar")
    assert "<strong>Core</strong> in The Spinney" in told
    assert "Annual accounts" not in told
    assert "Annual accounts" in page(wood, "ash")


def test_the_history_is_all_there(wood):
    joined(wood)
    asks_for(wood.tiers["core"], "accounts")
    adjust(wood)
    told = page(wood, "birch")
    assert "Joined as Core." in told
    assert "Changed from Core to Associate, by the criteria." in told


def test_other_members_read_what_happened_and_not_why(wood):
    joined(wood)
    wood.memberships["cedar"].tier = wood.memberships["cedar"].admitted_to = wood.tiers["core"]
    wood.memberships["cedar"].save()
    set_aside(wood, wood.memberships["birch"], reason="Two fees are late.")
    assert "Was suspended." in page(wood, "cedar")
    assert "Two fees are late." not in page(wood, "cedar")
    assert "Two fees are late." in page(wood, "birch")


def test_who_asked_to_join_is_known_to_those_who_run_the_cluster_only(wood):
    membership = asked(wood)
    wood.memberships["asked"] = membership
    url = reverse("clusters:members", args=[wood.cluster.pk])
    assert "Elder Row" in client_of(wood, "ash").get(url).content.decode()
    assert "Elder Row" not in client_of(wood, "birch").get(url).content.decode()
    theirs = reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    assert client_of(wood, "birch").get(theirs).status_code == 404


def test_who_speaks_for_it(wood):
    assert "Birch, Director" in page(wood, "birch")
