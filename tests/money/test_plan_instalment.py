"""Planned anew before it is asked for, within the grant."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.instalments import meet_condition, plan_instalment
from spinney.money.bridge.schemes import ConditionText
from tests.money.granting import NOW, RULES, approved, part, released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def plan(wood, instalment, pence, *conditions):
    return plan_instalment(
        instalment=instalment, pence=pence, due_on=date(2026, 5, 1), conditions=conditions,
        by=wood.rowan, now=NOW,
    )  # fmt: skip


def test_within_the_grant(wood):
    grant = approved(wood)
    done = plan(wood, part(grant), 800_000, RULES)
    assert (done.pence, done.due_on) == (800_000, date(2026, 5, 1))
    with pytest.raises(BadInput, match="more than the grant"):
        plan(wood, part(grant), 900_001, RULES)
    with pytest.raises(BadInput):
        plan(wood, part(grant), 0)


def test_what_was_noted_of_a_condition_that_stays_is_kept(wood):
    grant, words = approved(wood), ConditionText("words", words="The room is insured")
    plan(wood, part(grant), 900_000, words)
    condition = part(grant).conditions.get()
    meet_condition(
        condition=condition, met_on=NOW.date(), shown_by="policy 12", by=wood.rowan, now=NOW
    )
    plan(wood, part(grant), 900_000, words, RULES)
    assert part(grant).conditions.get(kind="words").shown_by == "policy 12"


def test_not_once_it_is_released(wood):
    with pytest.raises(WrongState):
        plan(wood, part(released(wood)), 1)
