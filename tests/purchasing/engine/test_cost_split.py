"""A cost is shared to the penny, by each rule; what is missing is said."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.purchasing.engine.cost_split import RULES, Bearer, Split, split

BEARERS = st.lists(
    st.builds(
        Bearer,
        member=st.uuids().map(str),
        income_pence=st.none() | st.integers(0, 10**10),
        staff=st.none() | st.integers(0, 500),
        units=st.none() | st.decimals(0, 1000, places=2),
        parts=st.none() | st.integers(0, 20),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.member,
)


@given(st.integers(0, 10**9), st.sampled_from(RULES), BEARERS)
def test_parts_add_up_and_each_is_within_a_penny_of_its_share(pence, rule, bearers):
    found = split(pence, rule, bearers)
    assert bool(found.parts) != bool(found.missing)
    if found.is_whole:
        assert sum(one.pence for one in found.parts) == pence
        assert all(abs(one.pence * one.of - pence * one.weight) < one.of for one in found.parts)
    assert Split.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("equal", [5_000, 5_000]), ("income", [7_500, 2_500]), ("staff", [2_000, 8_000]),
        ("use", [3_333, 6_667]), ("fixed", [10_000, 0]),
    ],
)  # fmt: skip
def test_each_rule_goes_by_its_own_measure(rule, parts):
    ash = Bearer("ash", 300, 2, Decimal("1.5"), 3)
    elm = Bearer("elm", 100, 8, Decimal(3), 0)
    assert [one.pence for one in split(10_000, rule, [ash, elm]).parts] == parts


def test_who_has_nothing_to_go_by_is_named():
    found = split(100, "income", [Bearer("ash", 5), Bearer("elm")])
    assert [(one.member, one.what) for one in found.missing] == [("elm", "income")]
    assert split(100, "staff", [Bearer("ash", staff=0)]).missing


def test_another_rule_is_refused():
    with pytest.raises(ValueError, match="no rule"):
        split(1, "whim", [Bearer("ash")])
