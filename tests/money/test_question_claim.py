"""Those who keep the money ask; the claim comes back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.claim_payments import question_claim
from tests.money.claiming import drafted, sent
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_asked_in_words(wood):
    claim = sent(wood)
    with pytest.raises(BadInput):
        question_claim(claim=claim, question=" ", by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed):
        question_claim(claim=claim, question="Why?", by=wood.birch, now=NOW)
    assert question_claim(claim=claim, question="Why?", by=wood.ash, now=NOW).state == "questioned"
    with pytest.raises(WrongState):
        question_claim(claim=drafted(wood), question="Why?", by=wood.ash, now=NOW)
