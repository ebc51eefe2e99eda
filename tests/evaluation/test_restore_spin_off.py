"""What was removed comes back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.spin_offs import remove_spin_off, restore_spin_off
from tests.access import client_of
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_there_again(wood):
    one = a_new_thing(wood)
    with pytest.raises(WrongState):
        restore_spin_off(spin_off=one, by=wood.birch, now=NOON)
    remove_spin_off(spin_off=one, by=wood.birch, now=NOON)
    url = reverse("evaluation:restore-spin-off", args=[wood.cluster.pk, one.pk])
    assert "Larch Council" in client_of(wood, "ash").post(url, follow=True).content.decode()
