"""Costs over three years, and what each member would bear."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.workplans.engine import studies
from spinney.workplans.engine.studies import (
    FORMS,
    KINDS,
    RULES,
    Bearer,
    CostLine,
    shares,
    totals,
    unknown,
)

pence = st.integers(0, 10**10)
some_lines = st.lists(
    st.builds(
        CostLine, st.text(max_size=5), st.sampled_from(KINDS), st.tuples(pence, pence, pence)
    ),
    max_size=8,
)
some_members = st.lists(
    st.builds(Bearer, st.text(max_size=3), st.integers(0, 10**9), st.integers(0, 500)),
    min_size=1, max_size=9,
)  # fmt: skip


def test_the_example_runs() -> None:
    assert doctest.testmod(studies).failed == 0


def test_commitment_and_formality_rise_with_the_group() -> None:
    highest = [max(one.commitment for one in FORMS if one.group == group) for group in range(1, 5)]
    formal = [max(one.formality for one in FORMS if one.group == group) for group in range(1, 5)]
    assert highest == sorted(highest)
    assert formal == sorted(formal)


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="beginning"):
        totals([CostLine("x", "other", (1, 1, 1))])


@given(some_lines, some_members, st.sampled_from(RULES))
def test_parts_add_up_to_the_penny_in_every_year(lines, members, rule) -> None:  # type: ignore[no-untyped-def]
    net = totals(lines).net
    found = shares(net, members, rule)
    if unknown(members, rule):
        assert found == []
        return
    assert tuple(sum(one.pence[year] for one in found) for year in range(3)) == net


def test_who_is_not_known_is_named() -> None:
    members = [Bearer("ash", 100, 2), Bearer("elm", None, 3)]
    assert unknown(members, "income") == ["elm"]
    assert unknown(members, "staff") == []
    assert unknown([Bearer("ash", 0), Bearer("elm", 0)], "income") == ["ash", "elm"]
