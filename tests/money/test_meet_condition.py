"""Only what is asked in words is met by a note."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.instalments import meet_condition, release_instalment
from spinney.money.bridge.schemes import ConditionText
from tests.money.granting import NOW, RULES, approved, part

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def meet(wood, condition, by="rowan"):
    return meet_condition(
        condition=condition, met_on=NOW.date(), shown_by="A letter", by=wood.actor(by), now=NOW
    )


def test_in_words(wood):
    words = ConditionText("words", words="The room is insured")
    grant = approved(wood, (100, (words,)), limit=2_000_000)
    with pytest.raises(WrongState, match="not noted as met: The room is insured"):
        release_instalment(instalment=part(grant), by=wood.rowan, now=NOW)
    with pytest.raises(NotAllowed):
        meet(wood, part(grant).conditions.get(), by="ash")
    meet(wood, part(grant).conditions.get())
    assert release_instalment(instalment=part(grant), by=wood.rowan, now=NOW).state == "released"


def test_nobody_says_that_an_agreement_is_signed(wood):
    grant = approved(wood, (100, (RULES,)))
    with pytest.raises(WrongState, match="sees it for itself"):
        meet(wood, part(grant).conditions.get())
