"""Nothing is given away in any world: every set of answers is released and all are compared."""

from itertools import combinations

import pytest

from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Rules
from tests.diagnostics.engine.disclosure_worlds import (
    Wave,
    by_kind,
    everybody,
    given_away,
    publish,
    sent_again,
)

pytestmark = pytest.mark.slow

YES_NO = [Question("hr", Kind.YES_NO)]
EITHER = [(0,), (1,)]


def scale(levels):
    return [Question("need", Kind.SCALE, levels)], [(level,) for level in range(levels)]


@pytest.mark.parametrize("people", range(3, 10))
def test_a_yes_or_no(people):
    assert given_away(YES_NO, [Wave(everybody(people))], EITHER) == []


@pytest.mark.parametrize("people", range(4, 10))
def test_a_yes_or_no_against_two_together(people):
    assert given_away(YES_NO, [Wave(everybody(people))], EITHER, Rules(coalition=2)) == []


@pytest.mark.parametrize(("people", "levels"), [(3, 3), (3, 4), (4, 4), (5, 3), (6, 3), (5, 4)])
def test_a_scale(people, levels):
    questions, domain = scale(levels)
    assert given_away(questions, [Wave(everybody(people))], domain) == []


@pytest.mark.parametrize(("people", "levels"), [(3, 4), (4, 4), (5, 4)])
def test_a_scale_with_three_answers_left_open(people, levels):
    questions, domain = scale(levels)
    assert given_away(questions, [Wave(everybody(people))], domain, Rules(least_possible=3)) == []


@pytest.mark.parametrize("kinds", ["AAABBB", "AAAABB", "AAAAAB", "AAABBBB", "AAAABBBC", "AAABBCCC"])
def test_a_yes_or_no_by_kind(kinds):
    people = everybody(len(kinds))
    assert given_away(YES_NO, [Wave(people, (by_kind(people, kinds),))], EITHER) == []


def test_a_yes_or_no_by_kind_against_two_together():
    people = everybody(8)
    wave = Wave(people, (by_kind(people, "AAAABBBB"),))
    assert given_away(YES_NO, [wave], EITHER, Rules(coalition=2)) == []


@pytest.mark.parametrize(("one", "other"), [("AAAABBBB", "CCDDCCDD"), ("AAABBBBB", "CCCCCCDD")])
def test_two_breakdowns(one, other):
    people = everybody(8)
    both = (by_kind(people, one), by_kind(people, other, "area"))
    assert given_away(YES_NO, [Wave(people, both)], EITHER) == []


@pytest.mark.parametrize("kinds", ["AAABBB", "AAAAB"])
def test_a_scale_by_kind(kinds):
    questions, domain = scale(3)
    people = everybody(len(kinds))
    assert given_away(questions, [Wave(people, (by_kind(people, kinds),))], domain) == []


@pytest.mark.parametrize(("before", "after"), [(6, 7), (5, 6), (5, 8), (7, 6), (8, 5), (6, 9)])
def test_some_join_or_leave(before, after):
    waves = [Wave(everybody(before)), Wave(everybody(after))]
    assert given_away(YES_NO, waves, EITHER) == []


@pytest.mark.parametrize("again", [(0,), (0, 1), (0, 1, 2), (0, 1, 2, 3)])
def test_some_send_again(again):
    people = everybody(5)
    assert given_away(YES_NO, [Wave(people), Wave(sent_again(people, again))], EITHER) == []


def test_some_leave_while_others_join_and_others_send_again():
    people = everybody(7)
    waves = [Wave(people[:6]), Wave(sent_again(people[1:], (4,))), Wave(people[2:])]
    assert given_away(YES_NO, waves, EITHER) == []


def test_by_kind_again_after_one_joined():
    people = everybody(8)
    kinds = by_kind(people, "AAAABBBB")
    waves = [Wave(people[:7], (kinds,)), Wave(people, (kinds,))]
    assert given_away(YES_NO, waves, EITHER) == []


def test_a_scale_again_after_one_joined():
    questions, domain = scale(3)
    assert given_away(questions, [Wave(everybody(5)), Wave(everybody(6))], domain) == []


@pytest.mark.parametrize(("people", "options"), [(3, 3), (4, 3), (5, 3), (6, 3), (7, 3), (5, 4)])
def test_a_choice(people, options):
    questions = [Question("lead", Kind.CHOICE, options)]
    domain = [(option,) for option in range(options)]
    assert given_away(questions, [Wave(everybody(people))], domain) == []


@pytest.mark.parametrize(("people", "options"), [(5, 3), (6, 3), (5, 4)])
def test_a_choice_against_two_together(people, options):
    questions = [Question("lead", Kind.CHOICE, options)]
    domain = [(option,) for option in range(options)]
    assert given_away(questions, [Wave(everybody(people))], domain, Rules(coalition=2)) == []


def test_a_choice_with_three_options_left_open():
    questions = [Question("lead", Kind.CHOICE, 4)]
    domain = [(option,) for option in range(4)]
    assert given_away(questions, [Wave(everybody(5))], domain, Rules(least_possible=3)) == []


def test_a_choice_again_after_one_joined():
    questions = [Question("lead", Kind.CHOICE, 3)]
    domain = [(option,) for option in range(3)]
    assert given_away(questions, [Wave(everybody(5)), Wave(everybody(6))], domain) == []


def subsets(options, least=0, most=0):
    sizes = range(least, (most or options) + 1)
    return [(frozenset(one),) for size in sizes for one in combinations(range(options), size)]


@pytest.mark.parametrize(
    ("people", "options", "least"),
    [(5, 2, 0), (6, 2, 0), (5, 2, 1), (6, 2, 1), (7, 2, 1), (4, 3, 1)],
)
def test_several_options(people, options, least):
    """Each option stays open, also when everybody has to choose one at least."""
    questions = [Question("help", Kind.SEVERAL, options, least_chosen=least)]
    domain = [tuple(parts) for parts in subsets(options, least)]
    given = given_away(questions, [Wave(everybody(people))], domain, whole=True)
    assert given == []
    assert options_given_away(questions, people, domain) == []


def options_given_away(questions, people, domain):
    """As above, option by option."""
    from collections import defaultdict
    from itertools import product

    crowd = everybody(people)
    classes = defaultdict(list)
    for answers in product(domain, repeat=people):
        world = dict(zip(crowd, answers, strict=True))
        classes[publish(questions, [Wave(crowd)], world)].append(answers)
    found = []
    for worlds in classes.values():
        alike = defaultdict(list)
        for world in worlds:
            alike[world[0]].append(world)
        for mine, possible in alike.items():
            for other in range(1, people):
                for option in range(questions[0].levels):
                    if len({option in world[other][0] for world in possible}) < 2:
                        found.append((mine, other, option))
    return found


@pytest.mark.parametrize("people", [5, 6])
def test_at_most_one_of_several_stays_open_as_a_whole(people):
    questions = [Question("help", Kind.SEVERAL, 3, at_most=1)]
    assert given_away(questions, [Wave(everybody(people))], subsets(3, 0, 1), whole=True) == []


@pytest.mark.parametrize(("people", "levels"), [(3, 4), (4, 4), (5, 3), (6, 3), (5, 4)])
def test_an_amount(people, levels):
    edges = tuple(range(100, 100 * levels, 100))
    questions = [Question("cost", Kind.AMOUNT, edges=edges)]
    domain = [(100 * level,) for level in range(levels)]
    assert given_away(questions, [Wave(everybody(people))], domain) == []


def test_an_amount_leaves_every_level_open():
    questions = [Question("cost", Kind.AMOUNT, edges=(1, 2, 3))]
    domain = [(level,) for level in range(4)]
    waves = [Wave(everybody(5))]
    assert given_away(questions, waves, domain, Rules(least_possible=4)) == []


FAMILY = [
    Question("shares", Kind.YES_NO),
    Question("with", Kind.CHOICE, 2, asked_if=("shares", frozenset({1}))),
]
FAMILY_WAYS = [(0, None), (1, 0), (1, 1)]


@pytest.mark.parametrize("people", [3, 4, 5, 6, 7])
def test_a_question_asked_only_of_some(people):
    assert given_away(FAMILY, [Wave(everybody(people))], FAMILY_WAYS) == []


def test_a_question_asked_only_of_some_against_two_together():
    assert given_away(FAMILY, [Wave(everybody(6))], FAMILY_WAYS, Rules(coalition=2)) == []


@pytest.mark.parametrize("people", [4, 5])
def test_two_questions_asked_of_the_same(people):
    questions = [*FAMILY, Question("glad", Kind.YES_NO, asked_if=("shares", frozenset({1})))]
    ways = [(0, None, None), *((1, one, two) for one in (0, 1) for two in (0, 1))]
    assert given_away(questions, [Wave(everybody(people))], ways) == []


def test_a_question_whose_first_question_is_not_shown():
    questions = [Question("shares", Kind.YES_NO, shown=False), FAMILY[1]]
    assert given_away(questions, [Wave(everybody(6))], FAMILY_WAYS) == []


def test_a_chain_of_questions():
    questions = [
        Question("a", Kind.YES_NO),
        Question("b", Kind.YES_NO, asked_if=("a", frozenset({1}))),
        Question("c", Kind.YES_NO, asked_if=("b", frozenset({1}))),
    ]
    ways = [(0, None, None), (1, 0, None), (1, 1, 0), (1, 1, 1)]
    assert given_away(questions, [Wave(everybody(5))], ways) == []


def test_a_family_again_after_one_joined():
    assert given_away(FAMILY, [Wave(everybody(5)), Wave(everybody(6))], FAMILY_WAYS) == []


def test_a_calculated_question_and_its_parts():
    questions = [
        Question("rent", Kind.YES_NO),
        Question("rates", Kind.YES_NO),
        Question("both", Kind.SCALE, 3, calculated_from=("rent", "rates")),
    ]
    ways = [(a, b, a + b) for a in (0, 1) for b in (0, 1)]
    assert given_away(questions, [Wave(everybody(5))], ways) == []


def test_large_parts_come_first():
    questions = [Question("lead", Kind.CHOICE, 2)]
    people = everybody(8)
    wave = Wave(people, (by_kind(people, "AAAABBBB"),))
    assert given_away(questions, [wave], EITHER, Rules(large_part=4)) == []


def test_the_check_finds_what_is_wrong(monkeypatch):
    """The same check against bands that show every count: it must find what that gives away."""
    from spinney.diagnostics.engine.disclosure import adding
    from spinney.diagnostics.engine.disclosure.bands import Bands

    monkeypatch.setattr(adding, "finest", lambda *_: Bands((), (0, 5), ()))
    assert len(given_away(YES_NO, [Wave(everybody(5))], EITHER)) > 10
