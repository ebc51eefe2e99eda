"""A programme manager sets up a cluster in her programme."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.clusters.actions.clusters import ClusterText, add_cluster
from spinney.clusters.models import Cluster
from tests.access import client_of


def add(wood, by="rowan", facilitator="", **text):
    given = {"place": "Bolton", **text}
    return add_cluster(
        programme=wood.programme,
        text=ClusterText(**given),
        facilitator=facilitator,
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_its_name_comes_from_the_brand_pattern(wood):
    assert add(wood).name == "Together in Bolton"
    assert add(wood, name="Bolton’s own").name == "Bolton’s own"
    assert add(wood, place="", theme="women’s housing").name == "Together in women’s housing"


def test_it_goes_by_the_programmes_tiers(wood):
    assert not add(wood).tiers.exists()


def test_a_programme_without_tiers_gets_the_usual_ones(wood):
    wood.memberships["birch"].delete()
    wood.memberships["cedar"].delete()
    wood.programme.tiers.all().delete()
    add(wood)
    assert wood.programme.tiers.count() == 6


def test_the_facilitator_is_told_and_gets_an_account(wood):
    cluster = add(wood, facilitator="New.Helper@example.org")
    helper = cluster.facilitators.get()
    assert helper.person.email == "new.helper@example.org"
    assert Message.objects.get(kind="clusters.facilitator_appointed").person == helper.person


def test_two_clusters_of_a_programme_cannot_have_one_name(wood):
    add(wood)
    with pytest.raises(BadInput) as told:
        add(wood, place="BOLTON")
    assert "name" in told.value.fields


def test_it_stands_in_the_books_of_programme_and_cluster(wood):
    cluster = add(wood)
    books = set(Entry.objects.filter(verb="clusters.add_cluster").values_list("book", flat=True))
    assert books == {f"programme:{wood.programme.pk}", f"cluster:{cluster.pk}"}


@pytest.mark.parametrize(("by", "error"), [("ash", NotAllowed), ("elm", NotFound)])
def test_only_a_programme_manager_may(wood, by, error):
    with pytest.raises(error):
        add(wood, by=by)


def test_through_the_page(wood):
    sent = {"place": "Bolton", "join_rule": "invited", "notice_to_leave_days": "28"}
    sent["facilitator"] = "ash@example.org"
    url = reverse("clusters:add-cluster", args=[wood.programme.pk])
    client_of(wood, "rowan").post(url, sent)
    cluster = Cluster.objects.get(name="Together in Bolton")
    assert cluster.facilitators.get().person == wood.people["ash"]
