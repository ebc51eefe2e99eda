"""Leaving with the agreed notice: access stops on the day, and nothing of the record is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.sources import actor_for
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters import api
from spinney.clusters.actions.leaving import leave_cluster
from spinney.clusters.models import Cluster, EvidenceShare
from spinney.clusters.tasks.members import keep_memberships_true
from tests.access import client_of
from tests.clusters.cases import in_days, joined, shown, today


@pytest.fixture
def wood30(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(notice_to_leave_days=30)
    wood.cluster.refresh_from_db()
    joined(wood)
    joined(wood, "cedar")
    return wood


def leave(wood, name="birch", by=None, **more):
    return leave_cluster(
        membership=wood.memberships[name], by=wood.actor(by or name), now=timezone.now(), **more
    )


def test_it_belongs_until_the_day(wood30):
    wood = wood30
    membership = leave(wood, reason="We merge.")
    day = today() + timedelta(days=30)
    assert (membership.leaves_on, membership.state) == (day, "active")
    before = actor_for(wood.people["birch"], day - timedelta(days=1))
    on_the_day = actor_for(wood.people["birch"], day)
    assert wood.cluster.pk in before.ids_of("cluster")
    # On the day itself her access has stopped, whether or not the nightly work was done.
    assert on_the_day.ids_of("cluster") == frozenset()
    assert [b.organisation_name for b in api.voters(wood.cluster, day - timedelta(days=1))] == [
        "Birch House"
    ]
    assert api.voters(wood.cluster, day) == []


def test_both_sides_are_told(wood30):
    leave(wood30, reason="We merge.")
    letters = Message.objects.filter(kind="clusters.leaving")
    # Not to BIRCH, who did it.
    assert [m.email for m in letters] == ["ash@example.org"]
    assert "> We merge." in letters[0].body


def test_the_night_after_it_has_left_and_shares_nothing(wood30):
    wood = wood30
    shown(wood, wood.organisations["birch"])
    leave(wood)
    keep_memberships_true(in_days(29))
    wood.memberships["birch"].refresh_from_db()
    assert wood.memberships["birch"].state == "active"
    # Two days late, because nothing ran: the record still says the right day.
    keep_memberships_true(in_days(32))
    membership = wood.memberships["birch"]
    membership.refresh_from_db()
    assert (membership.state, membership.left_on) == ("left", today() + timedelta(days=30))
    assert membership.changes.last().effective_on == today() + timedelta(days=30)
    assert not EvidenceShare.objects.filter(cluster=wood.cluster, ended_at=None).exists()
    page = client_of(wood, "ash").get(
        reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    )
    assert "Left The Spinney on" in page.content.decode()
    assert "Joined as Core" in page.content.decode()


def test_a_member_keeps_the_notice_and_a_facilitator_may_agree_to_less(wood30):
    wood = wood30
    with pytest.raises(BadInput, match="the notice that was agreed"):
        leave(wood, leaves_on=today() + timedelta(days=3))
    membership = leave(wood, by="ash", leaves_on=today() + timedelta(days=3))
    assert membership.leaves_on == today() + timedelta(days=3)
    with pytest.raises(WrongState, match="is leaving already"):
        leave(wood)


def test_nobody_withdraws_another(wood30):
    with pytest.raises(NotAllowed):
        leave(wood30, "cedar", by="birch")


def test_without_notice_it_leaves_at_once(wood):
    membership = leave(wood)
    assert (membership.state, membership.left_on) == ("left", today())
    assert wood.birch.ids_of("cluster") == frozenset()


def test_through_the_page(wood30):
    wood = wood30
    url = reverse("clusters:leave-cluster", args=[wood.cluster.pk, wood.memberships["birch"].pk])
    client = client_of(wood, "birch")
    day = today() + timedelta(days=40)
    sent = {
        "leaves_on_day": day.day, "leaves_on_month": day.month, "leaves_on_year": day.year,
        "reason": "",
    }  # fmt: skip
    assert "The notice that was agreed is 30 days" in client.get(url).content.decode()
    assert client.post(url, sent).status_code == 302
    wood.memberships["birch"].refresh_from_db()
    assert wood.memberships["birch"].leaves_on == day
