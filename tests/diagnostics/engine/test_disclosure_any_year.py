"""Years of any shape, each gone through in every world: who answers when, divided how, is drawn."""

import random

import pytest

from spinney.diagnostics.engine.disclosure import adding
from spinney.diagnostics.engine.disclosure.rules import Breakdown, Kind, Question, Respondent, Rules
from tests.diagnostics.engine.disclosure_worlds import Wave, given_away

CASES = (
    (Question("q", Kind.YES_NO), [(0,), (1,)], 9),
    (Question("q", Kind.SCALE, 3), [(0,), (1,), (2,)], 6),
    (Question("q", Kind.SEVERAL, 2), [(frozenset(one),) for one in ((), (0,), (1,), (0, 1))], 5),
    (Question("q", Kind.CHOICE, 3), [(0,), (1,), (2,)], 6),
    (Question("q", Kind.AMOUNT, edges=(1, 2)), [(0,), (1,), (2,)], 6),
)


def drawn_year(chance, most):
    """Two or three waves of at most so many different answers sent."""
    owners = [f"o{at}" for at in range(most)]
    sent = [Respondent(owner) for owner in owners[: most - chance.randrange(3)]]
    if chance.random() < 0.6:
        sent[-1] = sent[0]._replace(sent="+")
    waves = []
    for _ in range(chance.choice((2, 2, 3))):
        people = {}
        for one in sent:
            if chance.random() < 0.85:
                people[one.owner] = one
        breakdowns = tuple(
            Breakdown(key, tuple((owner, chance.choice("AAB")) for owner in owners))
            for key in ("kind", "area")[: chance.choice((0, 1, 2))]
        )
        waves.append(Wave(tuple(people.values()), breakdowns))
    return [wave for wave in waves if wave.people]


def check(seed):
    chance = random.Random(seed)
    question, domain, most = CASES[seed % len(CASES)]
    rules = Rules(
        coalition=chance.choice((1, 1, 2)),
        least_possible=chance.choice((2, 2, 3)),
        large_part=chance.choice((3, 12)),
    )
    waves = drawn_year(chance, most)
    whole = question.kind is Kind.SEVERAL
    assert given_away([question], waves, domain, rules, whole) == [], seed


@pytest.mark.parametrize("tens", range(2))
def test_nothing_is_given_away_in_a_drawn_year(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(2, 20))
def test_nor_in_many(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        check(seed)


def test_the_check_finds_a_forgotten_ledger(monkeypatch):
    """Were earlier tables left out of the reckoning, years would give answers away."""
    monkeypatch.setattr(adding, "_connected", lambda *_: [])
    with pytest.raises(AssertionError):
        check_all(range(0, 50, 5))


def check_all(seeds):
    for seed in seeds:
        check(seed)
