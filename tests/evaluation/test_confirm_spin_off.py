"""Somebody else's word that it is so: another member's, or a partner's by link."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.evaluation.actions.spin_offs import confirm_spin_off
from spinney.evaluation.letters.learning import errand_of
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def link_for(wood, one):
    now = timezone.now()
    _, secret = links.issue(
        errand_of(one), by=wood.birch, now=now, email="larch@example.org",
        expires_at=links.in_days(now, 5),
    )  # fmt: skip
    return f"/do/{secret}/"


def test_not_by_whoever_logged_it_nor_for_whom(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    for name in ("birch", "ash", "cedar"):
        with pytest.raises(NotAllowed):
            confirm_spin_off(spin_off=one, by=wood.actor(name), now=NOON)
    url = reverse("evaluation:spin-off", args=[wood.cluster.pk, one.pk])
    assert "Is it so?" not in client_of(wood, "birch").get(url).content.decode()
    client = client_of(wood, "maple")
    assert "Is it so?" in client.get(url).content.decode()
    confirm = reverse("evaluation:confirm-spin-off", args=[wood.cluster.pk, one.pk])
    assert "Maple House" in client.post(confirm, follow=True).content.decode()
    with pytest.raises(WrongState):
        confirm_spin_off(spin_off=one, by=wood.actor("maple"), now=NOON)


def test_by_a_partner_without_an_account(wood):
    one = a_new_thing(wood)
    url = link_for(wood, one)
    page = Client().get(url).content.decode()
    assert "A shared help line" in page
    assert "Partly: two of us" in page
    assert "You confirmed it" in Client().post(url).content.decode()
    one.refresh_from_db()
    assert (one.confirmed, one.confirmed_by_organisation) == ("yes", None)
    assert Client().post(url).status_code == 410
