"""A decision no longer stands, with a reason, and a way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions.actions.reviews import end_decision
from tests.access import client_of
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def test_with_a_reason_once(wood):
    decision = noted(wood)
    with pytest.raises(BadInput):
        end_decision(decision=decision, reason=" ", by=wood.ash, now=LATER)
    done = end_decision(decision=decision, reason="The grant ended.", by=wood.ash, now=LATER)
    assert (done.state, done.reviews.get().note) == ("ended", "The grant ended.")
    with pytest.raises(WrongState):
        end_decision(decision=done, reason="Again", by=wood.ash, now=LATER)


def test_from_its_page_with_a_way_back(wood):
    noted(wood)
    url = reverse("decisions:end-decision", args=[wood.cluster.pk, 1])
    done = client_of(wood, "ash").post(url, {"reason": "The grant ended."}, follow=True)
    told = done.content.decode()
    assert "no longer stands" in told
    assert reverse("decisions:restore-decision", args=[wood.cluster.pk, 1]) in told
