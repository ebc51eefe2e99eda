"""An organisation asks to join a cluster that lets organisations ask."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.members import admit_member, ask_to_join
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import MembershipState
from tests.access import client_of


@pytest.fixture
def open_wood(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(join_rule=Cluster.JoinRule.ASK)
    wood.cluster.refresh_from_db()
    return wood


def ask(wood, by="sorrel"):
    return ask_to_join(cluster=wood.cluster, brings="A van.", by=wood.actor(by), now=timezone.now())


def test_the_facilitators_are_asked_to_decide(open_wood):
    membership = ask(open_wood)
    assert membership.state == MembershipState.APPLIED
    letter = Message.objects.get(kind="clusters.asked_to_join")
    assert letter.person == open_wood.people["ash"]
    assert "> A van." in letter.body
    # Asking gives no access yet.
    url = reverse("clusters:cluster", args=[open_wood.cluster.pk])
    assert client_of(open_wood, "sorrel").get(url).status_code == 404


def test_asking_twice_is_told(open_wood):
    ask(open_wood)
    with pytest.raises(WrongState):
        ask(open_wood)


def test_a_member_cannot_ask(open_wood):
    with pytest.raises(WrongState, match="Birch House is “Member” now"):
        ask(open_wood, by="birch")


def test_somebody_who_represents_nobody_cannot(open_wood):
    with pytest.raises(NotAllowed, match="act for no organisation"):
        ask(open_wood, by="elm")


def test_a_cluster_by_invitation_stays_hidden(wood):
    with pytest.raises(NotFound):
        ask(wood)


def test_through_the_pages_from_asking_to_belonging(open_wood):
    wood = open_wood
    sorrel, ash = client_of(wood, "sorrel"), client_of(wood, "ash")
    offered = sorrel.get(reverse("clusters:clusters")).content.decode()
    url = reverse("clusters:ask-to-join", args=[wood.cluster.pk])
    assert url in offered
    done = sorrel.post(url, {"brings": "A van and a kitchen."})
    assert "You have asked" in done.content.decode()
    assert "Those who run the cluster decide." in sorrel.get(url).content.decode()
    membership = Membership.objects.get(
        cluster=wood.cluster, organisation=wood.organisations["sorrel"]
    )
    page = ash.get(reverse("clusters:member", args=[wood.cluster.pk, membership.pk]))
    assert "A van and a kitchen." in page.content.decode()
    ash.post(
        reverse("clusters:admit-member", args=[wood.cluster.pk, membership.pk]),
        {"tier": wood.tiers["core"].pk},
    )
    cluster_page = sorrel.get(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert cluster_page.status_code == 200
    assert "Sorrel Street Kitchen joined as Core" in cluster_page.content.decode()


def test_one_that_was_declined_may_ask_again(open_wood):
    membership = ask(open_wood)
    Membership.objects.filter(pk=membership.pk).update(state=MembershipState.DECLINED)
    again = ask(open_wood)
    assert again.pk == membership.pk
    admit_member(
        membership=again, tier=open_wood.tiers["core"], by=open_wood.ash, now=timezone.now()
    )
    states = [c.to_state for c in again.changes.all()]
    assert states == ["applied", "applied", "active"]
