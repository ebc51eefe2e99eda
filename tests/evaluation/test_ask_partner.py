"""A partner is asked by a link; one that was sent before ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.evaluation.actions.spin_offs import ask_partner, confirm_spin_off
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_mail_that_tells_nothing_and_again(wood):
    one = a_new_thing(wood)
    url = reverse("evaluation:ask-partner", args=[wood.cluster.pk, one.pk])
    client = client_of(wood, "birch")
    assert client.post(url, {"email": "not an address"}).status_code in (200, 422)
    for address in ("larch@example.org", "ada@larch.example.org"):
        client.post(url, {"email": address})
    assert TaskLink.objects.filter(revoked_at=None).get().email == "ada@larch.example.org"
    told = Message.objects.latest("pk")
    assert "help line" not in f"{told.subject}{told.headline}{told.body}"


def test_not_for_what_is_answered_nor_to_what_is_no_address(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    with pytest.raises(BadInput):
        ask_partner(spin_off=one, email="x", by=wood.birch, now=NOON)
    confirm_spin_off(spin_off=one, by=wood.actor("maple"), now=NOON)
    with pytest.raises(WrongState):
        ask_partner(spin_off=one, email="larch@example.org", by=wood.birch, now=NOON)
