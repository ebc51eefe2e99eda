"""An event is called off, and whoever was told of it is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.evaluation.actions.learning_events import (
    call_off_event,
    invite_to_event,
    note_who_came,
)
from tests.access import client_of
from tests.evaluation.learning import an_event
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_whoever_was_told_is_told(wood):
    quiet, told = an_event(wood), an_event(wood)
    invite_to_event(event=told, by=wood.rowan, now=NOON)
    before = Message.objects.count()
    call_off_event(event=quiet, by=wood.rowan, now=NOON)
    assert Message.objects.count() == before
    url = reverse("evaluation:call-off-event", args=[wood.programme.pk, told.pk])
    client_of(wood, "rowan").post(url)
    assert Message.objects.count() == before + 2


def test_not_once_it_was_held(wood):
    event = note_who_came(event=an_event(wood), came=[], by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        call_off_event(event=event, by=wood.rowan, now=NOON)
