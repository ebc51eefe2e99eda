"""A member takes back what it said of a contractor; nobody else's can be touched."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.contractor_notes import remove_use
from spinney.purchasing.models import ContractorUse
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_its_own_alone(wood):
    another_member(wood, "maple")
    one = a_contractor(wood.cluster)
    use = ContractorUse.objects.create(
        contractor=one, organisation=wood.organisations["birch"], last_used_on=DAY, by=BY, at=NOON
    )
    for who in ("maple", "ash"):
        with pytest.raises(NotAllowed):
            remove_use(use=use, by=wood.actor(who), now=NOON)
    url = reverse("purchasing:remove-use", args=[wood.cluster.pk, one.pk, use.pk])
    assert client_of(wood, "maple").post(url).status_code == 403
    assert client_of(wood, "birch").post(url).status_code == 302
    assert not one.uses.exists()
