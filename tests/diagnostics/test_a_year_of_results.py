"""A year of real publications, attacked: a member with every figure that was ever shown here, and
her own answers, works out nobody else's.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.engine.disclosure.rules import Cell
from spinney.diagnostics.models import Publication
from spinney.diagnostics.queries.published import cells_of
from spinney.register.models import Organisation
from tests.diagnostics.engine.attacker import Puzzle, Seen, attack
from tests.diagnostics.findings import answered, answers_of, make_survey, organisation, publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WAVES = 4
COSTS = 8  # did not say, and seven bands
POSTS = (0, 1, 2)
#: Every way of answering a topic, as its questions' levels.
TOPICS = {
    ("need_hr",): [(at,) for at in range(4)],
    ("need_ict",): [(at,) for at in range(4)],
    ("backup",): [(0,), (1,)],
    ("post_hr", "cost_hr"): [
        (post, cost) for post in POSTS for cost in (range(COSTS) if post < 2 else [None])
    ],
}


def a_wave(wood, survey, chance, senders):
    """Some send their answers for the first time, some send others than before; often alike."""
    alike = chance.choice(["0", "3"])
    for number in senders:
        said = answers_of(
            number,
            need_hr=alike if chance.random() < 0.8 else str(chance.randrange(4)),
            need_ict=str(chance.randrange(4)),
            backup=chance.choice(["yes", "no"]),
            post_hr=chance.choice(["post", "post", "bought", "nobody"]),
        )
        said.pop("cost_hr", None)
        if said["post_hr"] != "nobody" and chance.random() < 0.7:
            said["cost_hr"] = chance.choice([0, 1_000_00, 9_000_00])
        answered(survey, organisation(wood, number), said)


def truth_of(survey):
    """What each organisation had answered, by topic, under the key and revision it had then."""
    findings = findings_of(survey)
    return {
        (person.owner, person.sent): {
            topic: tuple(sheet.get(key) for key in topic) for topic in TOPICS
        }
        for person, sheet in findings.sheets.items()
    }


def groups_of(survey):
    findings = findings_of(survey)
    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    return {key: kinds[organisation] for key, organisation in findings.owners.items()}


def weights(cell: Cell, topic):
    """What each way of answering adds to a figure."""
    at = topic.index(cell.question)
    if cell.option is not None:
        return tuple(int(way[at] == cell.option) for way in TOPICS[topic])
    return tuple(way[at] or 0 for way in TOPICS[topic])


def seen_in(publication, here, kinds):
    """The figures of one publication, with the people that they are of."""
    for topic in TOPICS:
        people = [person for person, said in here.items() if said[topic] in TOPICS[topic]]
        for cell in cells_of(publication):
            if cell.question not in topic or cell.suppressed:
                continue
            of = frozenset(p for p in people if not cell.group or kinds[p[0]] == cell.group)
            assert len(of) == cell.size, cell
            yield topic, Seen(of, weights(cell, topic), cell.low, cell.high)


def a_year(wood, seed):
    """What each organisation had answered when it was shown, and every figure of a year."""
    chance = Random(seed)
    survey = make_survey(wood, state="open")
    size = chance.randint(4, 12)
    truth: dict = {topic: {} for topic in TOPICS}
    figures: dict = {topic: set() for topic in TOPICS}
    senders = list(range(size))
    for wave in range(WAVES):
        a_wave(wood, survey, chance, senders)
        here = truth_of(survey)
        try:
            shown = publish(survey, wood.ash, *chance.choice([(), ("kind",)]))
        except WrongState:
            shown = None
        if shown is not None:
            for topic, figure in seen_in(shown, here, groups_of(survey)):
                figures[topic].add(figure)
                truth[topic] |= {person: here[person][topic] for person in figure.people}
        again = chance.sample(range(size + wave), chance.randint(0, 3))
        senders = [*again, size + wave]
    assert Publication.objects.filter(survey=survey).exists()
    return truth, figures


def puzzle_of(topic, truth, figures):
    ways = TOPICS[topic]
    return Puzzle(
        len(ways),
        tuple(tuple(zip(topic, way, strict=True)) for way in ways),
        {person: ways.index(said) for person, said in sorted(truth.items())},
        tuple(sorted(figures, key=lambda one: (sorted(one.people), one.weights))),
    )


def worked_out(topic, truth, figures):
    return list(attack(puzzle_of(topic, truth, figures), lambda person: person[0]))


@pytest.mark.parametrize("seed", range(8))
def test_nobody_s_answer_can_be_worked_out(wood, seed):
    truth, figures = a_year(wood, seed)
    assert any(figures.values())
    for topic in TOPICS:
        assert worked_out(topic, truth[topic], figures[topic]) == [], topic


def test_the_same_figures_shown_exactly_would_give_answers_away(wood):
    given_away = 0
    for seed in range(3):
        truth, figures = a_year(wood, seed)
        for topic, ways in TOPICS.items():
            exact = set()
            for one in figures[topic]:
                total = sum(one.weights[ways.index(truth[topic][p])] for p in one.people)
                exact.add(replace(one, low=total, high=total))
            given_away += len(worked_out(topic, truth[topic], exact))
    assert given_away
