"""Looking where a cluster could save: asked for, done in the background, and by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.purchasing.actions.opportunities import find_opportunities
from spinney.purchasing.bridge.starting_finding import FIND
from spinney.purchasing.events.suppliers import suppliers_matched
from spinney.purchasing.models import Opportunity, SpendShare
from spinney.purchasing.queries.finding import to_look_in
from spinney.purchasing.tasks.opportunities import look_each_night
from tests.access import client_of
from tests.purchasing.comparing import wood_that_buys
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_member_asks_and_it_is_done_in_the_background(wood, do_waiting_work):
    wood_that_buys(wood)
    client = client_of(wood, "birch")
    url = reverse("purchasing:find-opportunities", args=[wood.cluster.pk])
    answer = client.post(url)
    assert client.get(answer["Location"]).status_code == 200
    do_waiting_work()
    assert Opportunity.objects.filter(cluster=wood.cluster).count() == 3
    assert Entry.objects.filter(verb="purchasing.keep_opportunities").count() == 1
    assert Job.objects.get(kind=FIND).state == Job.State.DONE


def test_supporters_may_not(wood):
    with pytest.raises(NotAllowed):
        find_opportunities(cluster=wood.cluster, by=wood.cedar, now=NOON)


def test_it_is_begun_once_when_names_became_suppliers_and_each_night(wood):
    wood_that_buys(wood)
    suppliers_matched.send(None, cluster=wood.cluster, by=wood.ash, now=NOON)
    look_each_night(NOON + timedelta(days=1))
    assert Job.objects.filter(kind=FIND).count() == 1
    find_opportunities(cluster=wood.cluster, by=wood.birch, now=NOON)  # she sees only her own job
    assert Job.objects.filter(kind=FIND).count() == 2


def test_clusters_in_which_nobody_shares_are_left_alone(wood):
    assert to_look_in() == []
    wood_that_buys(wood)
    assert to_look_in() == [wood.cluster]
    SpendShare.objects.update(state="taken_back")
    assert to_look_in() == []
