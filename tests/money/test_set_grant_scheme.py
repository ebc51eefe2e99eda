"""A programme's rules add up, and bind what is approved from then on."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.money.actions.grant_decisions import set_grant_scheme
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.queries.grants import scheme_of
from tests.money.granting import NOW, RULES, rules_set

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_kept_and_read_again(wood):
    assert scheme_of(wood.programme).instalments[0]["percent"] == 100
    assert [one["value"] for one in scheme_of(wood.programme).instalments[0]["conditions"]] == [
        "ground_rules", "2",
    ]  # fmt: skip
    rules_set(wood)
    assert [one["percent"] for one in scheme_of(wood.programme).instalments] == [60, 40]


@pytest.mark.parametrize(
    "parts",
    [
        (), ((60, ()), (39, ())), ((100, (ConditionText("spent", "0"),)),),
        ((100, (ConditionText("words"),)),), ((100, (ConditionText("luck", "1"),)),),
        ((100, (ConditionText("report", "x"),)),), ((100, (ConditionText("agreement"),)),),
    ],
)  # fmt: skip
def test_what_cannot_be(wood, parts):
    with pytest.raises(BadInput):
        set_grant_scheme(
            programme=wood.programme, text=SchemeText(50_000, parts), by=wood.rowan, now=NOW
        )


def test_by_the_manager(wood):
    text = SchemeText(0, ((100, (RULES,)),))
    with pytest.raises(NotAllowed):
        set_grant_scheme(programme=wood.programme, text=text, by=wood.ash, now=NOW)
