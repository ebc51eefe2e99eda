"""A payment that is taken back in the ledger is no payment."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claim_payments import pay_claim
from spinney.money.actions.posting import reverse_entry
from spinney.money.models import Claim
from spinney.money.queries.balances import spent
from tests.money.claiming import approved
from tests.money.granting import NOW, part, released
from tests.personas import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_waits_to_be_paid_again(wood):
    claim = pay_claim(claim=approved(wood), paid_on=TODAY, by=wood.ash, now=NOW)
    reverse_entry(entry=claim.entry, words="Not paid", by=wood.ash, now=NOW)
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.state, claim.entry, spent(wood.cluster)) == ("approved", None, 0)
    assert pay_claim(claim=claim, paid_on=TODAY, by=wood.ash, now=NOW).state == "paid"


def test_what_an_instalment_wrote_stands(wood):
    grant = released(wood)
    with pytest.raises(WrongState, match="follows from an instalment"):
        reverse_entry(entry=part(grant).release_entry, words="Not released", by=wood.ash, now=NOW)
    assert part(grant).state == "released"
