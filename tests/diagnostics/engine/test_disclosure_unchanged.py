"""A year of surveys that ask the same, against somebody who is right to take the others' answers as
unchanged: she alone changed hers.
"""

import random

import pytest

from spinney.diagnostics.engine.disclosure.rules import Respondent
from tests.diagnostics.engine.attacker import attack
from tests.diagnostics.engine.disclosure_clusters import (
    QUESTIONS,
    TOPICS,
    Cluster,
    answers,
    make,
    members,
    puzzles,
)
from tests.diagnostics.engine.disclosure_surveys import Published, publish

QUICK, ALL = 20, 60


def year_of(seed):
    """A generated cluster, its waves handed out to two surveys, or all to one."""
    chance = random.Random(seed)
    cluster = make(seed)
    surveys = chance.choice(("AAAA", "ABAB", "AABB", "ABBA"))
    year = [
        Published(survey, wave.people, wave.breakdowns)
        for survey, wave in zip(surveys, cluster.waves, strict=True)
    ]
    owners = sorted({one.owner for wave in cluster.waves for one in wave.people})
    return cluster, year, chance.choice(owners), chance


def sent_as(survey, one, by):
    """Who answers, as the attacker reckons: herself each time anew, everybody else always as is."""
    return Respondent(one.owner, f"{survey}{one.sent}" if one.owner == by else "")


def unchanged(cluster, year, by, chance):
    """Ways of answering by topic: the attacker's differ from time to time."""
    people = sorted({sent_as(one.survey, each, by) for one in year for each in one.people})
    first = {one.owner: one for one in sorted(cluster.truth["hr"], reverse=True)}
    return {
        topic: {
            one: chance.randrange(len(ways))
            if one.owner == by
            else cluster.truth[topic][first[one.owner]]
            for one in people
        }
        for topic, ways in TOPICS.items()
    }


def world_of(truth, year, by):
    """Each organisation's answers to every question, as they were sent to each survey."""
    asked = Cluster(truth, ())
    people = next(iter(truth.values()))
    given = answers(asked, people)
    said = {one: tuple(given[each.key].get(one) for each in QUESTIONS) for one in people}
    return {
        (one.survey, each): said[sent_as(one.survey, each, by)]
        for one in year
        for each in one.people
    }


def withstands(seed, *, apart=False):
    cluster, year, by, chance = year_of(seed)
    truth = unchanged(cluster, year, by, chance)
    seen = publish(QUESTIONS, year, world_of(truth, year, by), apart=apart)
    shown = [
        (cell, frozenset(sent_as(one.survey, each, by) for each in members(cell, one)))
        for one, (cells, _fresh) in zip(year, seen, strict=True)
        for cell in cells
    ]
    found = []
    for topic, puzzle in puzzles(Cluster(truth, ()), shown).items():
        check_all_shown_is_true(puzzle)
        found += [(topic, one) for one in attack(puzzle, lambda one: one.owner) if one.by == by]
    return found


def check_all_shown_is_true(puzzle):
    for one in puzzle.seen:
        figure = sum(one.weights[puzzle.truth[person]] for person in one.people)
        assert one.low <= figure <= one.high


@pytest.mark.parametrize("tens", range(QUICK // 10))
def test_nobody_works_out_what_is_unchanged(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        assert withstands(seed) == [], f"cluster {seed}"


@pytest.mark.slow
@pytest.mark.parametrize("twenty", range(QUICK // 20, ALL // 20))
def test_nobody_does_in_many_more(twenty):
    for seed in range(20 * twenty, 20 * twenty + 20):
        assert withstands(seed) == [], f"cluster {seed}"


def test_somebody_would_if_no_survey_knew_of_another():
    assert any(withstands(seed, apart=True) for seed in range(QUICK))
