"""The notice to leave that the members agreed is set by the agreement, and by nobody's hand."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters.actions.agreed_notice import agree_notice
from spinney.clusters.actions.clusters import ClusterText, edit_cluster
from spinney.clusters.actions.leaving import leave_cluster
from spinney.clusters.forms.clusters import ClusterForm
from spinney.clusters.models import Cluster
from tests.access import client_of
from tests.clusters.cases import joined, last_entry, today

WHERE = "“Ground rules”, version 1, clause 4"


def agree(wood, days=28, agreed_in=WHERE, by=None):
    return agree_notice(
        cluster=wood.cluster, days=days, agreed_in=agreed_in,
        by=by or Actor.system("agreements"), now=timezone.now(),
    )  # fmt: skip


def told(wood):
    scope = next(s for s in wood.ash.roles if s.kind == "cluster")
    return [one.text for one in timeline(entries_for(wood.ash, scope))]


def test_a_member_leaves_with_the_notice_that_was_agreed(wood):
    joined(wood)
    joined(wood, "cedar")
    agree(wood)
    url = reverse("clusters:leave-cluster", args=[wood.cluster.pk, wood.memberships["birch"].pk])
    page = html.unescape(client_of(wood, "birch").get(url).content.decode())
    assert f"The notice that was agreed in {WHERE} is 28 days" in page
    left = leave_cluster(
        membership=wood.memberships["birch"], by=wood.actor("birch"), now=timezone.now()
    )
    assert left.leaves_on == today() + timedelta(days=28)


def test_no_notice_can_be_agreed_too(wood):
    joined(wood)
    agree(wood, days=0)
    url = reverse("clusters:leave-cluster", args=[wood.cluster.pk, wood.memberships["birch"].pk])
    page = html.unescape(client_of(wood, "birch").get(url).content.decode())
    assert f"No notice is needed, as agreed in {WHERE}" in page


def test_it_is_recorded_once_and_told(wood):
    agree(wood)
    agree(wood)
    entry = last_entry(wood.cluster)
    assert (entry.verb, entry.detail["agreed_in"]) == ("clusters.agree_notice", WHERE)
    line = f"The notice to leave is 28 days, as agreed in {WHERE}."
    assert told(wood).count(line) == 1


def test_no_longer_agreed_it_stays_and_hands_may_change_it(wood):
    agree(wood)
    cluster = agree(wood, days=None, agreed_in="")
    assert (cluster.notice_to_leave_days, cluster.notice_agreed_in) == (28, "")
    assert "The notice to leave is no longer agreed, and can be changed by hand: 28 days." in told(
        wood
    )
    changed(wood, 7)
    assert Cluster.objects.get(pk=wood.cluster.pk).notice_to_leave_days == 7


def changed(wood, days):
    start = ClusterForm.initial_of(Cluster.objects.get(pk=wood.cluster.pk))
    text = ClusterText(**{name: start[name] for name in ClusterText.__dataclass_fields__})
    return edit_cluster(
        cluster=wood.cluster, text=replace(text, notice_to_leave_days=days), by=wood.ash,
        now=timezone.now(),
    )  # fmt: skip


def test_nobody_changes_it_by_hand(wood):
    agree(wood)
    with pytest.raises(BadInput, match="vary that agreement"):
        changed(wood, 0)
    changed(wood, 28)
    with pytest.raises(NotAllowed):
        agree(wood, days=3, by=wood.ash)
    page = client_of(wood, "ash").get(reverse("clusters:edit-cluster", args=[wood.cluster.pk]))
    assert f"It was agreed, in {WHERE}." in html.unescape(page.content.decode())
