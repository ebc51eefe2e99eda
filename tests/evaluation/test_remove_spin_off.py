"""It is removed, with a way back; a link that asks a partner about it ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.spin_offs import ask_partner, remove_spin_off
from tests.access import client_of
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nobody_is_asked_any_more(wood):
    one = a_new_thing(wood)
    ask_partner(spin_off=one, email="larch@example.org", by=wood.birch, now=NOON)
    args = [wood.cluster.pk, one.pk]
    told = client_of(wood, "birch").post(
        reverse("evaluation:remove-spin-off", args=args), follow=True
    )
    assert reverse("evaluation:restore-spin-off", args=args) in told.content.decode()
    assert TaskLink.objects.get().revoked_at is not None
    with pytest.raises(WrongState):
        remove_spin_off(spin_off=one, by=wood.birch, now=NOON)
