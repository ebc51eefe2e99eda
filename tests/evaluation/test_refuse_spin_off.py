"""Somebody else's word that it is not so, and why: it is not counted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.evaluation.actions.spin_offs import refuse_spin_off
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON
from tests.evaluation.test_confirm_spin_off import link_for

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_link_with_a_reason(wood):
    one = a_new_thing(wood)
    url = link_for(wood, one)
    assert "What is not so" in Client().get(f"{url}no/").content.decode()
    Client().post(f"{url}no/", {"why": "It was ours before."})
    one.refresh_from_db()
    assert (one.confirmed, one.answer_words) == ("no", "It was ours before.")


def test_by_another_member(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    with pytest.raises(BadInput):
        refuse_spin_off(spin_off=one, why="", by=wood.actor("maple"), now=NOON)
    url = reverse("evaluation:refuse-spin-off", args=[wood.cluster.pk, one.pk])
    told = client_of(wood, "maple").post(url, {"why": "Not yet."}, follow=True).content.decode()
    assert "Not yet." in told
