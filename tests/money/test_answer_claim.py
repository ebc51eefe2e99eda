"""The member answers, and the claim is sent again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claim_payments import question_claim
from spinney.money.actions.claims import add_claim_line, answer_claim
from tests.money.claiming import LINE, a_picture, sent
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_lines_changed(wood):
    claim = question_claim(claim=sent(wood), question="Why?", by=wood.ash, now=NOW)
    add_claim_line(claim=claim, text=LINE, file=a_picture(), by=wood.birch, now=NOW)
    claim = answer_claim(claim=claim, answer="For the launch.", by=wood.birch, now=NOW)
    assert (claim.state, claim.answer, claim.lines.count()) == ("sent", "For the launch.", 2)
    with pytest.raises(WrongState):
        answer_claim(claim=claim, answer="Again.", by=wood.birch, now=NOW)
