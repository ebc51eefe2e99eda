"""How many queries a page takes: it must not grow with what there is to show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.register.actions.profile_lists import add_name, save_place, save_service
from tests.clusters.cases import asks_for
from tests.clusters.test_share_evidence import share
from tests.register.acting import browser_of, mandate, now, pdf, someone
from tests.register.evidence_cases import add
from tests.register.test_offer_mandate import offer

PAGES = ["list-evidence", "keep-profile", "profile-history", "list-mandates"]
MOST = 25


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def some_more(wood, round_: int) -> None:
    """A little more of everything that these pages show."""
    birch = wood.organisations["birch"]
    by = {"organisation": birch, "by": wood.birch, "now": now()}
    for number in range(3):
        name = f"{round_}-{number}"
        evidence = add(wood, pdf(), kind="other_policy", title=name)
        share(wood, evidence)
        add_name(name=name, kind="working", **by)
        save_place(facts={"name": name}, **by)
        save_service(facts={"name": name, "is_running": True}, **by)
        mandate(someone(f"Fern{name}"), birch)
        offer(wood, email=f"ivy{name}@example.org")


@pytest.mark.parametrize("name", PAGES)
def test_of_an_organisation(wood, name):
    asks_for(wood.tiers["core"], "accounts")
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk])
    client = browser_of(wood.people["birch"])
    some_more(wood, 1)
    few = queries(client, url)
    some_more(wood, 2)
    assert queries(client, url) <= min(few, MOST)


def test_what_a_cluster_sees(wood):
    url = reverse("clusters:shared-evidence", args=[wood.cluster.pk])
    client = browser_of(wood.people["ash"])
    some_more(wood, 1)
    few = queries(client, url)
    some_more(wood, 2)
    assert queries(client, url) <= min(few, MOST)


def test_who_sees_what_of_ours(wood):
    url = reverse("clusters:see-sharing", args=[wood.organisations["birch"].pk])
    client = browser_of(wood.people["birch"])
    some_more(wood, 1)
    few = queries(client, url)
    some_more(wood, 2)
    assert queries(client, url) <= min(few, MOST)
