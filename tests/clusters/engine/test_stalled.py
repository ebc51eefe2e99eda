"""The rule that says whether a cluster has stalled."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spinney.clusters.engine.stalled import Code, Rule, Situation, judge

TODAY = date(2026, 6, 1)
days = st.dates(date(2025, 1, 1), date(2027, 1, 1))
rules = st.builds(Rule, st.integers(0, 400), st.integers(0, 400))
situations = st.builds(Situation, st.none() | days, st.none() | days, st.booleans())


def test_on_the_day_of_the_limit_it_is_stalled_and_the_day_before_not():
    rule = Rule(idle_days=42, late_days=0)
    active = Situation(TODAY, None)
    assert not judge(rule, active, today=TODAY + timedelta(days=41)).is_stalled
    verdict = judge(rule, active, today=TODAY + timedelta(days=42))
    assert [(r.code, r.days, r.allowed) for r in verdict.reasons] == [(Code.IDLE, 42, 42)]


def test_both_reasons_are_given_when_both_hold():
    verdict = judge(
        Rule(10, 10), Situation(TODAY - timedelta(days=11), TODAY - timedelta(days=12)), today=TODAY
    )
    assert [(r.code, r.days) for r in verdict.reasons] == [(Code.IDLE, 11), (Code.LATE, 12)]


@given(rules, situations, days)
def test_a_verdict_always_says_why_and_only_by_the_halves_in_force(rule, situation, today):
    verdict = judge(rule, situation, today=today)
    assert verdict.is_stalled == bool(verdict.reasons)
    allowed = {Code.IDLE: rule.idle_days, Code.LATE: rule.late_days}
    for reason in verdict.reasons:
        assert allowed[reason.code] > 0
        assert reason.days >= allowed[reason.code] == reason.allowed
        assert not situation.is_over


@given(rules, situations, days, st.integers(0, 300))
def test_a_cluster_where_nothing_happens_never_stops_being_stalled(rule, situation, today, more):
    now = {r.code for r in judge(rule, situation, today=today).reasons}
    later = {r.code for r in judge(rule, situation, today=today + timedelta(days=more)).reasons}
    assert now <= later


@given(situations, days)
def test_a_programme_without_a_rule_has_no_stalled_clusters(situation, today):
    assert not judge(Rule(0, 0), situation, today=today).is_stalled
