"""What was called off is planned again, and has to be told anew."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.learning_events import call_off_event, plan_event_again
from tests.access import client_of
from tests.evaluation.learning import an_event
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_after_all(wood):
    event = an_event(wood)
    with pytest.raises(WrongState):
        plan_event_again(event=event, by=wood.rowan, now=NOON)
    call_off_event(event=event, by=wood.rowan, now=NOON)
    url = reverse("evaluation:plan-event-again", args=[wood.programme.pk, event.pk])
    page = client_of(wood, "rowan").post(url, follow=True).content.decode()
    assert "Tell the clusters" in page
    event.refresh_from_db()
    assert (event.state, event.told_clusters_at) == ("planned", None)
