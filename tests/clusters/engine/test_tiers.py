"""The criteria engine: examples a trustee could check by hand, and what holds for every case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.clusters.engine.tiers import (
    Case,
    Held,
    Need,
    Reason,
    Rung,
    Step,
    foresee,
    from_json,
    judge,
    period_of,
    to_json,
)

ACCOUNTS = Need("accounts 18", "accounts", max_age_months=18)
LIABILITY = Need("cover 1m", "public_liability", min_cover_pence=100_000_000)
LADDER = (
    Rung("core", (ACCOUNTS, LIABILITY)),
    Rung("full", (ACCOUNTS,)),
    Rung("associate"),
)
STATEMENT = Held("statement", "accounts", date(2025, 3, 31))
POLICY = Held("policy", "public_liability", date(2025, 7, 1), date(2026, 6, 30), 200_000_000)
ON = date(2026, 3, 20)


def case(*held: Held, admitted_to: str = "core", on: date = ON) -> Case:
    return Case(LADDER, admitted_to, held, on)


def test_all_needs_met_holds_the_tier_admitted_to():
    judgement = judge(case(STATEMENT, POLICY))
    assert judgement.rung == "core"
    assert [(f.reason, f.evidence, f.day) for f in judgement.findings] == [
        (Reason.MET, "statement", date(2026, 9, 30)),
        (Reason.MET, "policy", date(2026, 6, 30)),
    ]
    assert judgement.above == ()


def test_falls_to_the_first_tier_whose_needs_are_met_and_says_what_is_missing():
    judgement = judge(case(STATEMENT))
    assert judgement.rung == "full"
    (passed_over,) = judgement.above
    assert [f.reason for f in passed_over.unmet] == [Reason.MISSING]
    assert passed_over.unmet[0].need is LIABILITY


def test_never_rises_above_the_tier_admitted_to():
    assert judge(case(STATEMENT, POLICY, admitted_to="full")).rung == "full"
    assert judge(case(STATEMENT, POLICY, admitted_to="associate")).rung == "associate"


@pytest.mark.parametrize(
    ("held", "reason", "day"),
    [
        (replace(STATEMENT, issued_on=date(2024, 9, 19)), Reason.TOO_OLD, date(2026, 3, 19)),
        (replace(STATEMENT, issued_on=date(2024, 9, 20)), Reason.MET, date(2026, 3, 20)),
        (replace(STATEMENT, expires_on=date(2026, 3, 19)), Reason.EXPIRED, date(2026, 3, 19)),
        (replace(STATEMENT, expires_on=date(2026, 3, 20)), Reason.MET, date(2026, 3, 20)),
        (replace(STATEMENT, issued_on=date(2026, 3, 21)), Reason.NOT_YET, date(2026, 3, 21)),
        (replace(STATEMENT, kind="quality_mark"), Reason.MISSING, None),
    ],
)
def test_the_days_at_the_edges(held, reason, day):
    (finding,) = judge(Case((Rung("full", (ACCOUNTS,)),), "full", (held,), ON)).findings
    assert (finding.reason, finding.day) == (reason, day)


@pytest.mark.parametrize(
    ("cover", "rung"), [(99_999_999, "full"), (100_000_000, "core"), (None, "full")]
)
def test_enough_cover_to_the_penny(cover, rung):
    judgement = judge(case(STATEMENT, replace(POLICY, cover_pence=cover)))
    assert judgement.rung == rung
    if rung == "full":
        assert judgement.above[0].unmet[0].reason is Reason.COVER_TOO_LOW


def test_the_evidence_that_lasts_longest_is_named():
    newer = Held("newer", "accounts", date(2025, 12, 31))
    (finding, _) = judge(case(STATEMENT, newer, POLICY)).findings
    assert (finding.evidence, finding.day) == ("newer", date(2027, 6, 30))


def test_foresees_every_change_in_order():
    assert foresee(case(STATEMENT, POLICY)) == (
        Step(date(2026, 7, 1), "full"),
        Step(date(2026, 10, 1), "associate"),
    )


def test_foresees_what_begins_and_sees_no_gap_where_policies_follow_one_another():
    renewal = Held("renewal", "public_liability", date(2026, 7, 1), date(2027, 6, 30), 200_000_000)
    assert foresee(case(STATEMENT, POLICY, renewal)) == (Step(date(2026, 10, 1), "associate"),)
    late = replace(renewal, issued_on=date(2026, 7, 15))
    assert foresee(case(STATEMENT, POLICY, late)) == (
        Step(date(2026, 7, 1), "full"),
        Step(date(2026, 7, 15), "core"),
        Step(date(2026, 10, 1), "associate"),
    )


def test_the_lowest_tier_holds_whoever_meets_none():
    strict = (Rung("full", (ACCOUNTS,)), Rung("associate", (LIABILITY,)))
    judgement = judge(Case(strict, "full", (), ON))
    assert judgement.rung == "associate"
    assert [f.reason for f in judgement.findings] == [Reason.MISSING]


def test_refuses_a_case_that_makes_no_sense():
    with pytest.raises(BadInput, match="not one of these tiers"):
        Case(LADDER, "patron", (), ON)
    with pytest.raises(BadInput, match="same key"):
        Case((Rung("a"), Rung("a")), "a", (), ON)
    with pytest.raises(BadInput, match="cannot expire before"):
        Held("e", "accounts", ON, ON - timedelta(days=1))
    with pytest.raises(BadInput, match="not a case of tiers"):
        from_json({"ladder": 3})


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
KINDS = st.sampled_from(["accounts", "public_liability", "safeguarding"])
NEEDS = st.builds(
    Need,
    key=st.uuids().map(str),
    kind=KINDS,
    max_age_months=st.none() | st.integers(0, 36),
    min_cover_pence=st.none() | st.integers(0, 500),
)


@st.composite
def held(draw):
    issued_on = draw(DAYS)
    lasts = draw(st.none() | st.integers(0, 900))
    return Held(
        draw(st.uuids().map(str)),
        draw(KINDS),
        issued_on,
        None if lasts is None else issued_on + timedelta(days=lasts),
        draw(st.none() | st.integers(0, 500)),
    )


@st.composite
def cases(draw):
    needs = draw(st.lists(st.lists(NEEDS, max_size=3), min_size=1, max_size=4))
    ladder = tuple(Rung(f"rung {i}", tuple(some)) for i, some in enumerate(needs))
    admitted_to = draw(st.sampled_from(ladder)).key
    return Case(ladder, admitted_to, tuple(draw(st.lists(held(), max_size=5))), draw(DAYS))


def place(case: Case, rung: str) -> int:
    return [r.key for r in case.ladder].index(rung)


@given(cases(), held())
def test_more_evidence_never_lowers_the_tier(case, more):
    with_more = replace(case, held=(*case.held, more))
    assert place(case, judge(with_more).rung) <= place(case, judge(case).rung)


@given(cases())
def test_the_tier_is_the_first_that_is_met_and_never_above_the_one_admitted_to(case):
    """Against the rule written out plainly, day by day, without periods or findings."""

    def meets(need: Need, one: Held) -> bool:
        if one.kind != need.kind or one.issued_on > case.on:
            return False
        if one.expires_on and one.expires_on < case.on:
            return False
        if need.min_cover_pence is not None and (one.cover_pence or 0) < need.min_cover_pence:
            return False
        last = period_of(need, one).last
        return last is None or case.on <= last

    rungs = case.ladder[place(case, case.admitted_to) :]
    met = [r.key for r in rungs if all(any(meets(n, e) for e in case.held) for n in r.needs)]
    assert judge(case).rung == (met[0] if met else case.ladder[-1].key)


@given(cases(), st.integers(1, 1500))
def test_what_was_foreseen_is_what_is_judged_on_that_day(case, days_on):
    later = case.on + timedelta(days=days_on)
    due = [step for step in foresee(case) if step.on <= later]
    expected = due[-1].rung if due else judge(case).rung
    assert judge(replace(case, on=later)).rung == expected


@given(cases())
def test_steps_are_in_order_and_each_changes_the_tier(case):
    steps = foresee(case)
    assert [s.on for s in steps] == sorted({s.on for s in steps})
    rungs = [judge(case).rung, *(s.rung for s in steps)]
    assert all(a != b for a, b in zip(rungs, rungs[1:], strict=False))


@given(cases())
def test_met_needs_name_evidence_of_their_kind_and_a_day_that_has_not_passed(case):
    by_key = {e.key: e for e in case.held}
    for rung in judge(case).considered:
        for finding in rung.findings:
            if finding.is_met:
                assert by_key[finding.evidence].kind == finding.need.kind
                assert finding.day is None or finding.day >= case.on


@given(cases())
def test_a_case_comes_back_from_json_as_it_was(case):
    assert from_json(to_json(case)) == case
