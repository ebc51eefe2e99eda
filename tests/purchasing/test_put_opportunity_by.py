"""Putting an opportunity by: with a reason, by those who run the cluster, and brought back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.opportunities import put_opportunity_by
from tests.access import client_of
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def switch(wood):
    return next(one for one in look(wood_that_buys(wood)) if one.kind == "switch")


def test_it_goes_off_the_list_and_comes_back_by_undo(wood, switch):
    client = client_of(wood, "ash")
    url = reverse("purchasing:put-opportunity-by", args=[wood.cluster.pk, switch.pk])
    answer = client.post(url, {"why": "We moved last year.", "read": switch.version}, follow=True)
    assert switch.pk not in [one.pk for one in answer.context["listing"].found]
    everything = client.get(answer.wsgi_request.path, {"all": 1}).context["listing"].found
    assert switch.pk in [one.pk for one in everything]
    back = reverse("purchasing:bring-back-opportunity", args=[wood.cluster.pk, switch.pk])
    client.post(back)
    switch.refresh_from_db()
    assert (switch.state, switch.why_put_by) == ("open", "")
    # A supplier's name is the members' own for as long as they share it; the record is for ever.
    told = Entry.objects.filter(verb="purchasing.put_opportunity_by").get()
    assert "Rook" not in str(told.detail)


def test_it_needs_a_reason_somebody_who_runs_it_and_the_state_that_was_seen(wood, switch):
    def put_by(why="Later.", by=wood.ash, read=None):
        put_opportunity_by(opportunity=switch, why=why, by=by, now=NOON, read=read)

    for wrong, refused in (
        ({"why": " "}, BadInput),
        ({"why": "x" * 301}, BadInput),
        ({"by": wood.birch}, NotAllowed),
        ({"read": 99}, ChangedMeanwhile),
    ):
        with pytest.raises(refused):
            put_by(**wrong)
    put_by()
    with pytest.raises(WrongState):
        put_by()
