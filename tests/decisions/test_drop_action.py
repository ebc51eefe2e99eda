"""Something is not needed any more, and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.decisions.actions.action_list import drop_action
from tests.access import client_of
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


def test_with_a_reason_by_those_who_run_it(wood):
    item = an_action(wood, organisation=wood.organisations["birch"])
    with pytest.raises(NotAllowed):
        drop_action(action=item, note="No.", by=wood.birch, now=LATER)
    with pytest.raises(BadInput):
        drop_action(action=item, note="", by=wood.ash, now=LATER)
    url = reverse("decisions:drop-action", args=[wood.cluster.pk, item.pk])
    done = client_of(wood, "ash").post(url, {"note": "The firm closed."}, follow=True)
    assert b"No longer needed" in done.content
    item.refresh_from_db()
    assert (item.state, item.note) == ("dropped", "The firm closed.")
