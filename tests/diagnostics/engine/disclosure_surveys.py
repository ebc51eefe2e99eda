"""Surveys that ask the same over a year, in every world that somebody thinks possible who takes the
others' answers as unchanged, whoever she is and whether or not she changed her own.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product

from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, Group, Shape, There
from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import Breakdown, Kind, Question, Respondent, Rules
from tests.diagnostics.engine.disclosure_worlds import NOT_ASKED, answers_of

CASES = (
    ((Question("q", Kind.YES_NO),), [(0,), (1,)], 8),
    ((Question("q", Kind.SCALE, 3),), [(0,), (1,), (2,)], 6),
    ((Question("q", Kind.SEVERAL, 2),), [(frozenset(one),) for one in ((), (0,), (1,), (0, 1))], 5),
    ((Question("q", Kind.CHOICE, 3),), [(0,), (1,), (2,)], 6),
    ((Question("q", Kind.AMOUNT, edges=(1, 2)),), [(0,), (1,), (2,)], 6),
    (
        (Question("q", Kind.YES_NO), Question("w", Kind.CHOICE, 2, asked_if=("q", frozenset({1})))),
        [(0, NOT_ASKED), (1, 0), (1, 1)],
        6,
    ),
)


@dataclass(frozen=True)
class Published:
    """One publication: of which survey, who had answered (owner, how often), and how divided."""

    survey: str
    people: tuple[Respondent, ...]
    breakdowns: tuple[Breakdown, ...] = ()


def other_surveys(survey, ledgers, questions):
    """What the ledgers of the other surveys hold of the same questions."""
    found = {
        (
            entry.question,
            There(
                one,
                Group(frozenset(each.owner for each in entry.respondents), len(entry.respondents)),
                entry.low,
                entry.high,
                Shape(entry.statistic, entry.levels, entry.option)
                if set(entry.related) <= {entry.question}
                else None,
                frozenset((each.owner, each.sent) for each in entry.respondents),
            ),
        )
        for one, ledger in ledgers.items()
        if one != survey
        for entry in ledger.shown
    }
    return Elsewhere(
        {
            each.key: frozenset(figure for key, figure in found if key == each.key)
            for each in questions
        }
    )


def publish(questions, year, world, rules=None, *, apart=False):
    """All that is shown in a year. `apart`: as if no survey knew of another."""
    ledgers = defaultdict(Ledger)
    seen = []
    for at, one in enumerate(year):
        elsewhere = Elsewhere() if apart else other_surveys(one.survey, ledgers, questions)
        plan = plan_release(
            questions, {each.key: one.people for each in questions}, one.breakdowns,
            ledger=ledgers[one.survey],
            elsewhere=elsewhere, rules=rules, when=str(at),
        )  # fmt: skip
        given = {each: world[one.survey, each] for each in one.people}
        done = release(plan, answers_of(questions, given))
        ledgers[one.survey] = done.after(ledgers[one.survey])
        seen.append((done.cells, tuple(sorted(done.fresh_needed.items()))))
    return tuple(seen)


def given_away(questions, year, domain, rules=None, *, apart=False):
    """Answers that somebody would be sure of who takes all but her own as unchanged."""
    rules = rules or Rules()
    sent = sorted({(one.survey, each) for one in year for each in one.people})
    owners = sorted({each.owner for _survey, each in sent})
    found = []
    for held in combinations(owners, min(rules.coalition, len(owners) - 1)):
        mine = [one for one in sent if one[1].owner in held]
        others = [owner for owner in owners if owner not in held]
        classes = defaultdict(list)
        for answers in product(domain, repeat=len(mine) + len(others)):
            own, theirs = answers[: len(mine)], dict(zip(others, answers[len(mine) :], strict=True))
            world = dict(zip(mine, own, strict=True))
            world |= {one: theirs[one[1].owner] for one in sent if one[1].owner in theirs}
            classes[publish(questions, year, world, rules, apart=apart), own].append(theirs)
        for (_seen, own), worlds in classes.items():
            for other in others:
                for at in range(len(questions)):
                    values = {world[other][at] for world in worlds}
                    if len(values) < min(rules.least_possible, len({one[at] for one in domain})):
                        found.append(f"{held} with {own} know that {other} said {values}")
    return found


def drawn_year(chance, most):
    """Two or three publications of one to three surveys, of at most so many organisations."""
    owners = [f"o{at}" for at in range(most - chance.randrange(2))]
    again = dict.fromkeys(owners, "")
    year = []
    for _ in range(chance.choice((2, 2, 3))):
        survey = chance.choice("AAB" if year else "A")
        share = chance.choice((0.7, 0.9, 1.0))
        people = tuple(Respondent(one, again[one]) for one in owners if chance.random() < share)
        divided = tuple((one, chance.choice("AB")) for one in owners)
        breakdowns = (Breakdown("kind", divided),) * chance.choice((0, 0, 1))
        year.append(Published(survey, people, breakdowns))
        for one in owners:
            again[one] += "+" * (chance.random() < chance.choice((0.0, 0.2, 1.0)))
    return [one for one in year if one.people]


def check(seed, *, apart=False):
    """Draw a year and go through it; how many copies of answers there are is kept small."""
    chance = random.Random(seed)
    questions, domain, most = CASES[seed % len(CASES)]
    year = drawn_year(chance, most - 1)
    return given_away(questions, year, domain, apart=apart)
