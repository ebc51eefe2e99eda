"""A suspension is over after the months agreed, by its day, whether a job ran on it or not."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import get_default_timezone

from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.clusters import api
from spinney.clusters.actions.leaving import leave_cluster
from spinney.clusters.actions.suspending import (
    end_suspension,
    propose_suspension,
    reinstate_member,
)
from spinney.clusters.tasks.members import keep_memberships_true
from tests.clusters.cases import in_days, joined, last_entry, set_aside, today


def on(day):
    return datetime.combine(day, time(1), get_default_timezone())


def test_it_counts_again_on_the_day_though_nobody_noticed(wood):
    until = set_aside(wood, joined(wood)).set_aside_until
    assert api.voters(wood.cluster, until - timedelta(days=1)) == []
    assert len(api.voters(wood.cluster, until)) == 1
    scope = cluster_scope(wood.cluster.pk)
    before = actor_for(wood.people["birch"], until - timedelta(days=1))
    assert Role.MEMBER not in before.roles_in(scope)
    assert Role.MEMBER in actor_for(wood.people["birch"], until).roles_in(scope)


def test_the_site_ends_it_and_tells_both_sides(wood):
    membership = joined(wood)
    until = set_aside(wood, membership).set_aside_until
    keep_memberships_true(on(until - timedelta(days=1)))
    membership.refresh_from_db()
    assert membership.state == "suspended"
    keep_memberships_true(on(until + timedelta(days=3)))
    membership.refresh_from_db()
    assert (membership.state, membership.set_aside_until) == ("active", None)
    one = membership.suspensions.get()
    assert (one.state, one.ends_on) == ("ended", until)
    assert membership.changes.order_by("pk").last().effective_on == until
    assert last_entry(membership).verb == "clusters.end_suspension"
    told = Message.objects.filter(subject__contains="again").values_list("email", flat=True)
    assert set(told) == {"birch@example.org", "ash@example.org"}
    assert len(api.voters(wood.cluster, until)) == 1


def test_not_before_its_day_and_by_nobodys_hand(wood):
    membership = set_aside(wood, joined(wood))
    with pytest.raises(NotAllowed):
        end_suspension(membership=membership, by=wood.ash, now=in_days(400))
    assert end_suspension(membership=membership, by=Actor.system("t"), now=in_days(1)).state == (
        "suspended"
    )


def test_lifted_before_it_does_not_end_again(wood):
    membership = joined(wood)
    until = set_aside(wood, membership).set_aside_until
    reinstate_member(membership=membership, by=wood.ash, now=in_days(2))
    one = membership.suspensions.get()
    assert (one.state, one.ends_on) == ("ended", today() + timedelta(days=2))
    keep_memberships_true(on(until))
    assert membership.changes.count() == 3


def test_whoever_leaves_is_set_aside_no_longer(wood):
    membership = joined(wood)
    set_aside(wood, membership)
    leave_cluster(membership=membership, by=wood.ash, now=in_days(0))
    membership.refresh_from_db()
    assert (membership.state, membership.set_aside_until) == ("left", None)
    assert membership.suspensions.get().state == "ended"


def test_nor_is_it_proposed_any_more(wood):
    membership = joined(wood)
    propose_suspension(membership=membership, reason="Late.", by=wood.ash, now=in_days(0))
    leave_cluster(membership=membership, by=wood.ash, now=in_days(0))
    assert membership.suspensions.get().state == "dropped"
