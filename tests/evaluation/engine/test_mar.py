"""The MAR framework: positions follow from signs, and from nothing else."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel import signs as kernel
from spinney.base.kernel.signs import Sign
from spinney.evaluation.engine import mar
from spinney.evaluation.engine.mar import STEPS, Phase, StepState, beside, position

DAY = date(2026, 3, 2)
KEYS = sorted({key for step in STEPS for asks in step.asks for key in asks.keys})
some_signs = st.lists(
    st.builds(
        Sign, st.sampled_from(KEYS), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.just("x"),
        st.just(""), st.integers(1, 6),
    ),
    max_size=25,
)  # fmt: skip


def test_examples_of_the_engine_run() -> None:
    assert doctest.testmod(mar).failed == 0
    assert doctest.testmod(kernel).failed == 0


def test_there_are_fifteen_steps_in_three_phases() -> None:
    assert len(STEPS) == 15
    counts = [sum(step.phase == phase for step in STEPS) for phase in Phase]
    assert counts == [5, 6, 4]


def test_a_step_says_what_shows_it_and_what_is_missing() -> None:
    joined = [Sign("clusters.joined", DAY + timedelta(days=n), f"{n} joined") for n in range(3)]
    found = position(joined, date(2026, 4, 1))
    members = found.steps[1]
    assert (members.state, len(members.evidence)) == (StepState.BEGUN, 3)
    assert members.missing == ("a survey is done or themes are listed",)
    survey = Sign("diagnostics.survey", date(2026, 3, 20), "“Before we begin” was answered")
    now = position([*joined, survey], date(2026, 4, 1)).steps[1]
    assert (now.state, now.missing, now.since) == (StepState.DONE, (), date(2026, 3, 20))


def test_keeping_in_touch_is_a_step_that_can_be_lost() -> None:
    met = [Sign("decisions.met", DAY + timedelta(weeks=n), "met") for n in range(3)]
    together = [step.key for step in STEPS].index("together")
    assert position(met, date(2026, 4, 1)).steps[together].state == StepState.DONE
    assert position(met, date(2026, 9, 1)).steps[together].state == StepState.BEGUN


def test_nothing_new_for_eight_weeks_is_stuck() -> None:
    signs = [Sign("clusters.invited", DAY, "Birch House was invited")]
    assert not position(signs, DAY + timedelta(days=56)).is_stuck
    assert position(signs, DAY + timedelta(days=57)).is_stuck
    assert not position([], DAY).is_stuck


def test_all_steps_done_is_never_stuck() -> None:
    every = [Sign(key, DAY + timedelta(days=n), f"{n}", "", 3) for key in KEYS for n in range(3)]
    found = position(every, DAY + timedelta(days=30))
    assert (found.present, found.done, found.phase) == (None, 15, Phase.REALISATION)
    assert not position(every, DAY + timedelta(days=69)).is_stuck


@given(some_signs, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_signs_of_later_days_change_nothing(signs: list[Sign], at: date) -> None:
    assert position(signs, at) == position([one for one in signs if one.day <= at], at)


@given(some_signs, some_signs)
def test_more_signs_never_undo_a_step(signs: list[Sign], more: list[Sign]) -> None:
    before = position(signs, date(2026, 12, 31))
    after = position([*signs, *more], date(2026, 12, 31))
    for one, then in zip(before.steps, after.steps, strict=True):
        assert one.state != StepState.DONE or then.state == StepState.DONE


@given(some_signs, some_signs)
def test_others_are_counted_not_ranked(mine: list[Sign], theirs: list[Sign]) -> None:
    at = date(2026, 12, 31)
    rows = beside(position(mine, at), [position(theirs, at), position([], at)])
    assert [row.others for row in rows] == [2] * 15
    done = [one.state == StepState.DONE for one in position(theirs, at).steps]
    assert [row.others_done for row in rows] == [int(one) for one in done]
