"""The address of a calendar ends when its owner says so; nobody else's does."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access import client_of
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


def test_hers_ends_and_others_go_on(wood):
    an_agreement(wood)
    base = f"/clusters/{wood.cluster.pk}/agreements/"
    birch, ash = client_of(wood, "birch"), client_of(wood, "ash")
    hers = birch.post(f"{base}follow-duties/").context["address"]
    his = ash.post(f"{base}follow-duties/").context["address"]
    assert b"End the address" in birch.get(f"{base}follow-duties/").content
    birch.post(f"{base}stop-following-duties/")
    assert Client().get(hers).status_code == 410
    assert Client().get(his).status_code == 200
