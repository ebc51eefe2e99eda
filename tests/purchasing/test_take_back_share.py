"""What a member shares is taken back, and hidden at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.clusters.api import membership_changed
from spinney.purchasing.actions.shares import take_back_share
from spinney.purchasing.events.shares import spend_taken_back
from spinney.purchasing.models import SpendShare
from spinney.purchasing.queries.seeing import seeing
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import DAY, NOON, a_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(wood):
    a_share(wood.cluster, wood.organisations["birch"])
    return wood


def test_from_this_moment_nobody_sees_it(shared):
    heard = []

    def hear(share, **more):
        heard.append(share.state)

    spend_taken_back.connect(hear)
    client = client_of(shared, "birch")
    page = client.post(reverse("purchasing:take-back-share", args=[shared.cluster.pk]), follow=True)
    spend_taken_back.disconnect(hear)
    assert "Taken back" in page.content.decode()
    assert heard == ["taken_back"]
    assert not seeing(shared.ash, shared.cluster, DAY).visible
    with pytest.raises(WrongState):
        take_back_share(
            cluster=shared.cluster, organisation=shared.organisations["birch"], by=shared.birch,
            now=NOON,
        )  # fmt: skip


def test_who_leaves_the_cluster_shares_nothing_and_shares_anew_if_it_returns(shared):
    membership = shared.memberships["birch"]
    membership.state = "left"
    membership.save()
    membership_changed.send(type(membership), membership=membership, change=None, now=NOON)
    assert SpendShare.objects.get().state == "taken_back"


def test_nobody_takes_back_what_is_another_s(shared):
    maple = another_member(shared, "Maple Centre")
    a_share(shared.cluster, maple)
    with pytest.raises(NotFound):
        take_back_share(cluster=shared.cluster, organisation=maple, by=shared.birch, now=NOON)
    with pytest.raises(NotAllowed):
        take_back_share(cluster=shared.cluster, organisation=maple, by=shared.ash, now=NOON)
