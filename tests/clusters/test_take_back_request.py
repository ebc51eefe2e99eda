"""Whoever asked to join no longer does."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotFound, WrongState
from spinney.clusters.actions.members import take_back_request
from spinney.clusters.states import MembershipState
from spinney.register.models import Mandate
from tests.clusters.cases import asked, today


def test_only_whoever_asked(wood):
    membership = asked(wood)
    with pytest.raises(NotFound):
        take_back_request(membership=membership, by=wood.ash, now=timezone.now())
    Mandate.objects.create(
        organisation=membership.organisation, person=wood.people["elm"], starts_on=today(),
        given_by="t", given_at=timezone.now(),
    )  # fmt: skip
    taken = take_back_request(membership=membership, by=wood.elm, now=timezone.now())
    assert taken.state == MembershipState.DECLINED
    with pytest.raises(WrongState, match="does not wait for an answer"):
        take_back_request(membership=membership, by=wood.elm, now=timezone.now())
