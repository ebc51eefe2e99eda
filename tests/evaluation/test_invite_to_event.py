"""Facilitators and members of every cluster are told, each once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.evaluation.actions.learning_events import call_off_event, invite_to_event
from tests.access import client_of
from tests.evaluation.learning import an_event
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_once_with_the_way_to_the_event(wood):
    event = an_event(wood)
    url = reverse("evaluation:invite-to-event", args=[wood.programme.pk, event.pk])
    client_of(wood, "rowan").post(url)
    told = Message.objects.all()
    assert {one.person for one in told} == {wood.people["ash"], wood.people["birch"]}
    there = reverse("evaluation:learning-event", args=[wood.programme.pk, event.pk])
    assert all(there in one.body for one in told)


def test_not_to_what_is_called_off(wood):
    event = call_off_event(event=an_event(wood), by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        invite_to_event(event=event, by=wood.rowan, now=NOON)
