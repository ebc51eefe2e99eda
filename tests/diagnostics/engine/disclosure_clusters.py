"""Invented clusters over a year, published as Spinney does and as a naive table would."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Cell,
    Kind,
    Question,
    Respondent,
    Rules,
    Statistic,
)
from tests.diagnostics.engine.attacker import Puzzle, Seen

QUESTIONS = (
    Question("hr", Kind.YES_NO),
    Question("need", Kind.SCALE, 4),
    Question("lead", Kind.CHOICE, 3),
    Question("help", Kind.SEVERAL, 2),
    Question("cost", Kind.AMOUNT, edges=(1, 2, 3)),
    Question("shares", Kind.YES_NO),
    Question("with", Kind.CHOICE, 2, asked_if=("shares", frozenset({1}))),
)
TOPICS: dict[str, tuple[tuple[object, ...], ...]] = {
    "hr": ((0,), (1,)),
    "need": ((0,), (1,), (2,), (3,)),
    "lead": ((0,), (1,), (2,)),
    "help/0": ((0,), (1,)),
    "help/1": ((0,), (1,)),
    "cost": ((0,), (1,), (2,), (3,)),
    "shares": ((0, None), (1, 0), (1, 1)),
}
"""Ways of answering each topic, as the labels that have to stay open."""


@dataclass(frozen=True)
class Wave:
    """Who had answered, and how they were divided."""

    people: tuple[Respondent, ...]
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True)
class Cluster:
    """Everybody's ways of answering, by topic, and four publications."""

    truth: dict[str, dict[Respondent, int]]
    waves: tuple[Wave, ...]


ALIKE = (0.5, 0.8, 0.95, 1.0)
MIXED = (0.0, 0.3)
"""Shares of a cluster that give a topic's usual answer, one of which is picked for each topic."""


def make(seed: int, size: int | None = None, shares: Sequence[float] = ALIKE) -> Cluster:
    """A cluster of 3 to 15 organisations, some of which join, leave or send again in the year.

    With `ALIKE`, answers are often nearly all the same: that is when something can be given away.
    """
    chance = random.Random(seed)
    size = size or chance.randint(3, 15)
    names = [f"o{at:02}" for at in range(size + 6)]
    kinds = {name: chance.choice("AAABBC") for name in names}
    areas = {name: chance.choice("NNSS") for name in names}
    people = [Respondent(name) for name in names[:size]]
    waiting = names[size:]
    waves, everyone = [], set(people)
    for _ in range(4):
        breakdowns = tuple(
            Breakdown(key, tuple((one.owner, groups[one.owner]) for one in people))
            for key, groups in (("kind", kinds), ("area", areas))[: chance.choice((0, 1, 1, 2))]
        )
        waves.append(Wave(tuple(people), breakdowns))
        people = _a_quarter_later(people, waiting, chance)
        everyone |= set(people)
    truth = {}
    for topic, ways in TOPICS.items():
        usual, share = chance.randrange(len(ways)), chance.choice(shares)
        truth[topic] = {
            one: usual if chance.random() < share else chance.randrange(len(ways))
            for one in sorted(everyone)
        }
    return Cluster(truth, tuple(waves))


def _a_quarter_later(
    people: list[Respondent], waiting: list[str], chance: random.Random
) -> list[Respondent]:
    kept = [one for one in people if chance.random() > 0.06 or len(people) < 4]
    sent = [o._replace(sent=o.sent + "+") if chance.random() < 0.12 else o for o in kept]
    joined = [Respondent(waiting.pop()) for _ in range(chance.choice((0, 0, 1, 2))) if waiting]
    return sent + joined


def answers(cluster: Cluster, people: Sequence[Respondent]) -> dict[str, dict]:
    """As the engine takes them."""
    truth = cluster.truth
    shares = {one: TOPICS["shares"][truth["shares"][one]] for one in people}
    return {
        "hr": {one: truth["hr"][one] for one in people},
        "need": {one: truth["need"][one] for one in people},
        "lead": {one: truth["lead"][one] for one in people},
        "help": {one: frozenset(o for o in (0, 1) if truth[f"help/{o}"][one]) for one in people},
        "cost": {one: truth["cost"][one] for one in people},
        "shares": {one: shares[one][0] for one in people},
        "with": {one: shares[one][1] for one in people if shares[one][0]},
    }


type Shown = list[tuple[Cell, frozenset]]


def publish(cluster: Cluster, rules: Rules | None = None) -> Shown:
    """The year's cells as Spinney shows them, each with the people it is of."""
    ledger, found = Ledger(), []
    for at, wave in enumerate(cluster.waves):
        respondents = {question.key: wave.people for question in QUESTIONS}
        plan = plan_release(
            QUESTIONS, respondents, wave.breakdowns, ledger=ledger, rules=rules, when=str(at)
        )
        done = release(plan, answers(cluster, wave.people))
        ledger = done.after(ledger)
        found += [(cell, members(cell, wave)) for cell in done.cells]
    return found


def publish_naively(
    cluster: Cluster, *, filters: bool = True, repeated: bool = True, least: int = 3
) -> Shown:
    """Every figure exactly, of every group of at least so many."""
    found: Shown = []
    for wave in cluster.waves if repeated else cluster.waves[:1]:
        groups = [("", "", wave.people)]
        for breakdown in wave.breakdowns if filters else ():
            of = dict(breakdown.groups)
            for name in sorted(set(of.values())):
                inside = tuple(one for one in wave.people if of[one.owner] == name)
                groups.append((breakdown.key, name, inside))
        for key, name, people in groups:
            if len(people) >= least:
                cells = _naive_cells(answers(cluster, people), key, name, people)
                found += [(cell, frozenset(people)) for cell in cells]
    return found


def _naive_cells(given: dict[str, dict], key: str, name: str, people: Sequence) -> list[Cell]:
    cells = []
    for question in QUESTIONS:
        values = given[question.key]
        if question.kind is Kind.SCALE:
            figures = [(Statistic.TOTAL, None, sum(values.values()))]
        elif question.kind is Kind.AMOUNT:
            middle = sorted(values.values())[(len(values) + 1) // 2 - 1]
            figures = [(Statistic.MEDIAN, None, middle)]
        elif question.kind is Kind.YES_NO:
            figures = [(Statistic.COUNT, None, sum(values.values()))]
        else:
            figures = [
                (
                    Statistic.COUNT,
                    o,
                    sum(o in v if isinstance(v, frozenset) else o == v for v in values.values()),
                )
                for o in range(question.levels)
            ]
        for statistic, option, figure in figures:
            cells.append(
                Cell(question.key, statistic, len(people), figure, figure, None, option, key, name)
            )
    return cells


def members(cell: Cell, wave: Wave) -> frozenset:
    """The people a cell is of."""
    if not cell.group:
        return frozenset(wave.people)
    of = dict(next(one for one in wave.breakdowns if one.key == cell.breakdown).groups)
    return frozenset(one for one in wave.people if of.get(one.owner) == cell.group)


def puzzles(cluster: Cluster, shown: Shown) -> dict[str, Puzzle]:
    """What a member has before her, topic by topic."""
    seen: dict[str, set[Seen]] = {topic: set() for topic in TOPICS}
    for cell, people in shown:
        if not cell.suppressed:
            topic, figures = _read(cell, people)
            seen[topic].update(figures)
    found = {}
    for topic, ways in TOPICS.items():
        everyone = frozenset().union(*(one.people for one in seen[topic]))
        truth = {one: cluster.truth[topic][one] for one in sorted(everyone)}
        figures = tuple(sorted(seen[topic], key=lambda one: (sorted(one.people), one.weights)))
        found[topic] = Puzzle(len(ways), ways, truth, figures)
    return found


def _read(cell: Cell, people: frozenset) -> tuple[str, list[Seen]]:
    low, high = cell.range
    if cell.question == "need":
        return "need", [Seen(people, (0, 1, 2, 3), low, high)]
    if cell.question == "cost":
        return "cost", _places(cell, people)
    if cell.question == "lead":
        weights = tuple(int(way == cell.option) for way in range(3))
        return "lead", [Seen(people, weights, low, high)]
    if cell.question == "help":
        return f"help/{cell.option}", [Seen(people, (0, 1), low, high)]
    if cell.question == "shares":
        return "shares", [Seen(people, (0, 1, 1), low, high)]
    if cell.question == "with":
        weights = (0, int(cell.option == 0), int(cell.option == 1))
        return "shares", [Seen(people, weights, low, high)]
    return cell.question, [Seen(people, (0, 1), low, high)]


def _places(cell: Cell, people: frozenset) -> list[Seen]:
    """The person in a place is between two levels: so many up to one, so few below the other."""
    number = len(people)
    lower = max(3, -(-number // 4))
    place = {
        Statistic.MEDIAN: (number + 1) // 2,
        Statistic.LOWER: lower,
        Statistic.UPPER: number + 1 - lower,
    }[cell.statistic]
    low, high = cell.range
    up_to = tuple(int(level <= high) for level in range(4))
    below = tuple(int(level < low) for level in range(4))
    return [Seen(people, up_to, place, number), Seen(people, below, 0, place - 1)]
