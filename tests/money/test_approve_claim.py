"""A claim is approved by somebody else than whoever sent it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.claim_payments import approve_claim
from spinney.money.actions.claims import send_claim
from spinney.money.models import Fund
from spinney.register.models import Mandate
from tests.money.claiming import sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_not_by_whoever_sent_it(wood):
    claim = send_claim(claim=with_line(wood), by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed, match="sent this claim yourself"):
        approve_claim(claim=claim, by=wood.ash, now=NOW)
    assert approve_claim(claim=claim, by=wood.rowan, now=NOW).state == "approved"
    with pytest.raises(NotAllowed):
        approve_claim(claim=sent(wood), by=wood.birch, now=NOW)


def test_nor_by_a_colleague_who_keeps_the_money(wood):
    claim = sent(wood)
    claim.organisation.mandates.update(spend_limit_pence=1_000_000)
    Fund.objects.filter(cluster=wood.cluster).update(holder=claim.organisation)
    colleague = Person.objects.create_user("colleague@example.org", "Colleague")
    Mandate.objects.create(
        organisation=claim.organisation, person=colleague, may_represent=True,
        spend_limit_pence=1_000_000, starts_on=date(2020, 1, 1), given_by="person:1",
        given_at=NOW,
    )  # fmt: skip
    by = actor_for(colleague, localdate(NOW), claim.organisation_id)
    with pytest.raises(NotAllowed):
        approve_claim(claim=claim, by=by, now=NOW)


def test_nor_while_acting_for_nobody_or_for_another(wood):
    """As by a token: who runs the cluster and represents the member has not chosen it just now."""
    claim = sent(wood)
    Mandate.objects.create(
        organisation=claim.organisation, person=wood.people["ash"], may_represent=True,
        starts_on=date(2020, 1, 1), given_by="person:1", given_at=NOW,
    )  # fmt: skip
    by = actor_for(wood.people["ash"], localdate(NOW), None, [])
    assert by.organisation_id is None
    with pytest.raises(NotAllowed, match="You speak for"):
        approve_claim(claim=claim, by=by, now=NOW)
