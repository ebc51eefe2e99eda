"""A step that was put aside is wanted after all."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.steps import decline_step, want_step
from tests.access import client_of
from tests.decisions.registering import LATER, chosen

pytestmark = pytest.mark.django_db


def test_it_can_be_taken_again(wood):
    step = chosen(wood).steps.get()
    with pytest.raises(WrongState):
        want_step(step=step, by=wood.ash, now=LATER)
    decline_step(step=step, by=wood.ash, now=LATER)
    assert want_step(step=step, by=wood.ash, now=LATER).state == "offered"


def test_from_the_page_of_the_decision(wood):
    decision = chosen(wood)
    here = [wood.cluster.pk, decision.number, "outline"]
    client = client_of(wood, "ash")
    aside = client.post(reverse("decisions:decline-step", args=here), follow=True)
    assert b"Take it up again" in aside.content
    back = client.post(reverse("decisions:want-step", args=here), follow=True)
    assert b"That step can be taken again." in back.content
