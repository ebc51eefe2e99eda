"""The terms in force on a day are those of a simple replay: whatever versions there are, and on
whatever day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spinney.agreements.engine.terms import (
    CATALOGUE,
    ClauseRef,
    Stated,
    changed,
    conflicts,
    in_force,
    read,
    turning_days,
    write,
)
from tests.agreements.term_values import said_of

FIRST = date(2026, 1, 1)
SOME = ("meeting_notice", "ends", "outputs", "lead_body", "quorum")
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def versions(draw):
    """Versions of a few agreements, each with some terms, in the order of their numbers."""
    made = []
    for pk in range(draw(st.integers(0, 6))):
        since = draw(DAYS)
        until = draw(st.none() | st.integers(0, 20).map(lambda n, s=since: s + timedelta(days=n)))
        keys = draw(st.lists(st.sampled_from(SOME), unique=True, max_size=4))
        terms = {key: draw(said_of(key)) for key in keys}
        instead = tuple(key for key in keys if draw(st.booleans()))
        agreement = draw(st.integers(1, 3))
        made.append(
            Stated(agreement, pk, 1, since, until, terms, instead_of=instead, title=f"No. {pk}")
        )
    return made


def replayed(made, key, on):
    """Read like a person would: one paper after the other, in the order in which they came into
    force, crossing out what a later one says otherwise.
    """
    value, sources = CATALOGUE[key].default, []
    for day in sorted({one.since for one in made}):
        for one in made:
            if one.since != day or key not in one.terms:
                continue
            if one.until is not None and one.until < on or one.since > on:
                continue
            said = read(key, one.terms[key])
            if sources and CATALOGUE[key].adds_up and key not in one.instead_of:
                value = replace(said, outputs=value.outputs + said.outputs)
                sources.append(one.version)
            elif CATALOGUE[key].of_its_own and key not in one.instead_of:
                value, sources = said, [*sources, one.version]
            else:
                value, sources = said, [one.version]
    return value, sources


@given(made=versions(), on=DAYS)
@calmly
def test_terms_in_force_are_those_of_a_replay(made, on):
    now = in_force(made, on)
    for key in SOME:
        value, sources = replayed(made, key, on)
        assert now.value(key) == value
        assert [one.version for one in now.sources(key)] == sources
        assert getattr(now, key) == value
    for key in set(CATALOGUE) - set(SOME):
        assert now.value(key) == CATALOGUE[key].default
        assert now.source(key) is None


@given(made=versions())
@calmly
def test_terms_change_on_turning_days_alone(made):
    turns = set(turning_days(made))
    for n in range(-2, 64):
        day = FIRST + timedelta(days=n)
        before, now = in_force(made, day - timedelta(days=1)), in_force(made, day)
        if day not in turns:
            assert changed(before, now) == ()


def notice(days, **more):
    given_ = {"agreement": 1, "version": 1, "number": 1, "since": FIRST, "until": None} | more
    return Stated(terms={"meeting_notice": {"days": days}}, **given_)


@calmly
@given(made=versions())
@example(made=[notice(7), notice(14, agreement=2, version=2, instead_of=("meeting_notice",))])
def test_a_conflict_is_two_that_say_different_things_on_one_day(made):
    for new in made:
        found = {(one.key, one.other.version) for one in conflicts(new, made)}
        for other in made:
            together = any(
                new.holds(FIRST + timedelta(days=n)) and other.holds(FIRST + timedelta(days=n))
                for n in range(70)
            )
            for key in set(new.terms) & set(other.terms):
                same = write(key, read(key, new.terms[key])) == write(
                    key, read(key, other.terms[key])
                )
                later_says_so = key in other.instead_of and other.since > new.since
                clash = (
                    together
                    and not same
                    and other.agreement != new.agreement
                    and not CATALOGUE[key].adds_up
                    and not CATALOGUE[key].of_its_own
                    and key not in new.instead_of
                    and not later_says_so
                )
                assert ((key, other.version) in found) == clash


def test_a_value_that_cannot_be_read_leaves_what_held_before_and_is_told():
    now = in_force([notice(14), notice(9999, agreement=2, version=2)], FIRST)
    assert now.meeting_notice.days == 14
    assert now.unreadable["meeting_notice"].version == 2
    assert now.source("meeting_notice").version == 1


def test_a_source_has_the_clause():
    clause = ClauseRef("notice", "4", "Notice of meetings")
    now = in_force([notice(14, clauses={"meeting_notice": clause}, title="Rules")], FIRST)
    assert now.source("meeting_notice").clause == clause
    assert now.agreed() == ("meeting_notice",)
    with pytest.raises(KeyError):
        now.value("nothing_of_the_kind")
