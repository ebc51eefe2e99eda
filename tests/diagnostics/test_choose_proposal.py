"""It is said which groups it shall be; each card then leads to a cluster and its invitations."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.proposals import choose_proposal
from tests.access import client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_one_is_chosen_and_no_more(wood):
    locality(wood)
    grouping = asked(wood)
    first, second, *_ = proposed(wood, grouping)
    chosen = choose_proposal(proposal=first, by=wood.ash, now=NOON)
    grouping.refresh_from_db()
    assert (chosen.chosen_at, grouping.state) == (NOON, "chosen")
    with pytest.raises(WrongState):
        choose_proposal(proposal=second, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    with pytest.raises(NotAllowed):
        choose_proposal(proposal=first, by=wood.birch, now=NOON)


def test_clusters_are_set_up_and_asked_from_the_cards(wood):
    here = locality(wood)
    here["Alder"].email = "alder@example.org"
    here["Alder"].save()
    grouping = asked(wood)
    proposed(wood, grouping)
    there = f"/clusters/{wood.cluster.pk}/groupings/{grouping.pk}/proposals/1/"
    client = client_of(wood, "ash")
    page = client.post(f"{there}choose-proposal/", follow=True)
    cards = page.context["cards"]
    form = client.get(cards[0]["cluster_url"]).context["form"]
    assert form.initial["name"] == "Spring groups, group 1"
    assert any("Alder Trust, alder@example.org" in item["lines"] for item in cards)
    made = client.post(
        reverse("clusters:make-cluster"),
        {"name": "New one", "place": "Leeds", "join_rule": "invited", "notice_to_leave_days": "28"},
    )
    assert made.status_code == 302
    page = client.get(there)
    (name, url), *_ = page.context["cards"][0]["clusters"]
    lines = page.context["cards"][0]["lines"]
    assert "@" not in url, "people are named in no address"
    asked_list = client.post(url, {"brought": lines}).context["form"]
    assert name == "New one"
    assert asked_list.initial["pasted"] == lines
    assert not asked_list.errors
