"""A contractor is removed: by those who run it or the member that added it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contractors import remove_contractor
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_whom(wood):
    another_member(wood, "maple")
    one = a_contractor(wood.cluster, added_by_organisation=wood.organisations["birch"])
    with pytest.raises(NotAllowed, match="Birch House"):
        remove_contractor(contractor=one, by=wood.actor("maple"), now=NOON)
    assert remove_contractor(contractor=one, by=wood.birch, now=NOON).removed_at == NOON
    with pytest.raises(WrongState):
        remove_contractor(contractor=one, by=wood.ash, now=NOON)


def test_it_is_gone_from_the_list_and_can_be_undone(wood):
    one = a_contractor(wood.cluster)
    client = client_of(wood, "ash")
    url = reverse("purchasing:remove-contractor", args=[wood.cluster.pk, one.pk])
    page = client.post(url, follow=True)
    assert page.context["listing"].count == 0
    assert reverse("purchasing:restore-contractor", args=[wood.cluster.pk, one.pk]) in (
        page.content.decode()
    )
