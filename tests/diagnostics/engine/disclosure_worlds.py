"""Every possible set of answers, each released: what somebody who knows the rule can tell apart.

This is the strongest attacker there is. She runs the whole program on every way in which everybody
may have answered and keeps those for which all tables, of every wave, come out as she saw them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Question,
    Respondent,
    Rules,
)


@dataclass(frozen=True)
class Wave:
    """Who had answered at one publication, and how they were divided."""

    people: tuple[Respondent, ...]
    breakdowns: tuple[Breakdown, ...] = ()


NOT_ASKED = None


def answers_of(
    questions: Sequence[Question], world: dict[Respondent, tuple[object, ...]]
) -> dict[str, dict[Respondent, object]]:
    """Question, respondent, answer; those not asked are left out."""
    found: dict[str, dict[Respondent, object]] = {}
    for at, question in enumerate(questions):
        found[question.key] = {
            person: answers[at] for person, answers in world.items() if answers[at] is not NOT_ASKED
        }
    return found


def publish(
    questions: Sequence[Question],
    waves: Sequence[Wave],
    world: dict[Respondent, tuple[object, ...]],
    rules: Rules | None = None,
):
    """All that is shown over the waves."""
    ledger, seen = Ledger(), []
    for at, wave in enumerate(waves):
        respondents = {question.key: wave.people for question in questions}
        plan = plan_release(
            questions, respondents, wave.breakdowns, ledger=ledger, rules=rules, when=str(at)
        )
        done = release(plan, answers_of(questions, world))
        ledger = done.after(ledger)
        seen.append((done.cells, tuple(sorted(done.fresh_needed.items()))))
    return tuple(seen)


def given_away(
    questions: Sequence[Question],
    waves: Sequence[Wave],
    domain: Sequence[tuple[object, ...]],
    rules: Rules | None = None,
    whole: bool = False,
) -> list[str]:
    """Answers that some coalition can be sure of, in any world at all.

    `domain`: the ways in which one person may answer all questions. `whole`: only a person's
    answers taken together have to stay open, not the answer to each question.
    """
    rules = rules or Rules()
    people = sorted({person for wave in waves for person in wave.people})
    classes = defaultdict(list)
    for answers in product(domain, repeat=len(people)):
        world = dict(zip(people, answers, strict=True))
        classes[publish(questions, waves, world, rules)].append(world)
    owners = sorted({person.owner for person in people})
    found = []
    for worlds in classes.values():
        for together in combinations(owners, min(rules.coalition, len(owners) - 1)):
            own = [person for person in people if person.owner in together]
            others = [person for person in people if person.owner not in together]
            alike = defaultdict(list)
            for world in worlds:
                alike[tuple(world[person] for person in own)].append(world)
            for mine, possible in alike.items():
                for other in others:
                    found.extend(_certain(other, possible, questions, rules, whole, domain, mine))
    return found


def _certain(other, possible, questions, rules, whole, domain, mine):
    parts = [None] if whole else range(len(questions))
    for at in parts:
        values = {world[other] if at is None else repr_of(world[other][at]) for world in possible}
        all_values = {one if at is None else repr_of(one[at]) for one in domain}
        if len(values) < min(rules.least_possible, len(all_values)):
            yield f"{other} answered {values} to {at}, says somebody who answered {mine}"


def repr_of(answer: object) -> object:
    """Sets of options as they are; everything else as it is."""
    return answer


def everybody(number: int, sent: str = "") -> tuple[Respondent, ...]:
    """So many respondents."""
    return tuple(Respondent(f"o{at}", sent) for at in range(number))


def sent_again(people: Sequence[Respondent], which: Sequence[int]) -> tuple[Respondent, ...]:
    """The same, some of whom have sent their answers again."""
    return tuple(
        person._replace(sent=person.sent + "+") if at in which else person
        for at, person in enumerate(people)
    )


def by_kind(people: Sequence[Respondent], kinds: str, key: str = "kind") -> Breakdown:
    """A breakdown by one letter a person."""
    pairs = zip((person.owner for person in people), kinds, strict=True)
    return Breakdown(key, tuple(pairs))
