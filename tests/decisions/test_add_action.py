"""Something that somebody undertook is put on the list, and she is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.decisions.actions.action_list import add_action
from spinney.decisions.models import ActionItem
from tests.access import client_of
from tests.decisions.registering import LATER, an_action, noted

pytestmark = pytest.mark.django_db
SOON = date(2026, 4, 3)


def test_whoever_does_it_is_told_and_asked_on_home(wood):
    item = an_action(wood, organisation=wood.organisations["birch"], due_on=SOON)
    told = Message.objects.get(kind="decisions.action_undertaken")
    assert told.person == wood.people["birch"]
    assert [one.what for one in asked_of(wood.birch, LATER) if one.what == item.what]
    assert not [one for one in asked_of(wood.cedar, LATER) if one.what == item.what]


def test_what_is_nobodys_is_the_facilitators(wood):
    item = an_action(wood)
    assert [one for one in asked_of(wood.ash, LATER) if one.what == item.what]
    assert not [one for one in asked_of(wood.birch, LATER) if one.what == item.what]


@pytest.mark.parametrize("what", ["", "x" * 301, "See https://example.org"])
def test_words_that_cannot_stand(wood, what):
    with pytest.raises(BadInput):
        add_action(cluster=wood.cluster, what=what, by=wood.ash, now=LATER)


def test_only_for_those_who_belong_and_by_those_who_run_it(wood):
    with pytest.raises(BadInput, match="does not belong"):
        an_action(wood, organisation=wood.organisations["sorrel"])
    with pytest.raises(NotAllowed):
        add_action(cluster=wood.cluster, what="Ours", by=wood.birch, now=LATER)


def test_from_the_page_of_a_decision(wood):
    decision = noted(wood)
    url = reverse("decisions:add-action", args=[wood.cluster.pk])
    sent = {"what": "Ask three firms", "organisation": wood.organisations["birch"].pk}
    done = client_of(wood, "ash").post(f"{url}?decision=1", sent, follow=True)
    assert b"Ask three firms" in done.content
    item = ActionItem.objects.get()
    assert item.decision == decision
    page = client_of(wood, "birch").get(reverse("decisions:decision", args=[wood.cluster.pk, 1]))
    assert b"Ask three firms" in page.content
