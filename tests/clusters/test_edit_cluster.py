"""Changing what a cluster says of itself, also when two people do so at once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.clusters.actions.clusters import ClusterText, edit_cluster
from spinney.clusters.models import Cluster
from tests.access import client_of
from tests.clusters.cases import last_entry


def edit(wood, by="ash", version=None, **text):
    given = {"name": "The Spinney", "place": "The Spinney", **text}
    return edit_cluster(
        cluster=wood.cluster,
        text=ClusterText(**given),
        version=version or wood.cluster.version,
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_the_record_says_what_changed(wood):
    cluster = edit(wood, summary="We share a hall.", colour="#1f4d3a")
    assert cluster.version == 2
    entry = last_entry(cluster)
    assert entry.detail["what"] == "description and colour"
    assert entry.detail["before"] == {"summary": "", "colour": ""}
    assert entry.detail["after"] == {"summary": "We share a hall.", "colour": "#1f4d3a"}


def test_the_second_of_two_is_told_what_the_first_changed(wood):
    edit(wood, summary="First.", version=1)
    with pytest.raises(ChangedMeanwhile) as told:
        edit(wood, summary="Second.", version=1)
    assert told.value.changes == {"summary": ("", "First.")}
    wood.cluster.refresh_from_db()
    assert wood.cluster.summary == "First."


def test_members_may_not(wood):
    with pytest.raises(NotAllowed):
        edit(wood, by="birch")


def test_through_the_page_nothing_that_was_typed_is_lost(wood):
    url = reverse("clusters:edit-cluster", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    sent = {
        "name": "The Spinney", "place": "The Spinney", "summary": "Mine.", "version": "1",
        "join_rule": "invited", "notice_to_leave_days": "0",
    }  # fmt: skip
    edit(wood, by="rowan", summary="Hers.")
    page = client.post(url, sent).content.decode()
    assert "Somebody else changed The Spinney" in page
    assert "Hers." in page
    assert "Mine." in page
    # What she sees now is what she saves next.
    assert 'name="version" value="2"' in page
    answer = client.post(url, {**sent, "version": "2"})
    assert answer.status_code == 302
    wood.cluster.refresh_from_db()
    assert (wood.cluster.summary, wood.cluster.version) == ("Mine.", 3)


def test_a_logo_can_only_be_taken_away_where_there_is_one(wood):
    url = reverse("clusters:edit-cluster", args=[wood.cluster.pk])
    ash = client_of(wood, "ash")
    assert "Take the present logo away" not in ash.get(url).content.decode()
    Cluster.objects.filter(pk=wood.cluster.pk).update(logo="logos/spinney.png")
    assert "Take the present logo away" in ash.get(url).content.decode()
