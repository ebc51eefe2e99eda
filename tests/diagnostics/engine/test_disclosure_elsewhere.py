"""Figures of two surveys that asked the same, and of answers sent again: nothing of anybody is left
when one is taken from the other, whoever takes the others' answers as unchanged.
"""

import pytest

from spinney.diagnostics.engine.disclosure.elsewhere import (
    Elsewhere,
    Group,
    Shape,
    There,
    stands_clear,
)
from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Kind,
    Question,
    Reason,
    Respondent,
    Statistic,
)
from tests.diagnostics.engine.attacker import Puzzle, Seen, attack, pin_down
from tests.diagnostics.engine.disclosure_surveys import CASES, Published, check, given_away

SCALE = Question("need", Kind.SCALE, levels=4)
COSTS = Question("need", Kind.AMOUNT, edges=(1, 2, 3))
TOTAL = Shape(Statistic.TOTAL, 4)
MIDDLE = Shape(Statistic.MEDIAN, 4)


def of(letters):
    return Group(frozenset(letters), len(letters))


@pytest.mark.parametrize(
    ("now", "then", "anew", "expected"),
    [
        ("abcdef", "abcdef", True, True),
        ("abcdef", "abcdef", False, False),
        ("abcde", "abcdef", True, False),
        ("abcdefghi", "abcdef", True, False),
        ("uvwxyz", "abcdef", False, True),
    ],
)
def test_groups_are_the_same_or_have_nobody_in_common(now, then, anew, expected):
    assert stands_clear(of(now), of(then), anew=anew) is expected


def test_of_whom_nobody_may_know_is_not_the_same():
    five = Group(frozenset("abcdef"), 5)
    assert not stands_clear(five, five, anew=True), "another may have left it blank"
    assert stands_clear(of("mnopqr"), five, anew=True)


def shown_there(people, low, high, shape=TOTAL):
    return There("spring", of(people), low, high, shape)


def plan_of(people, *there, question=SCALE, breakdowns=(), elsewhere=None):
    elsewhere = elsewhere or Elsewhere({"need": frozenset(there)}, {one: one for one in people})
    respondents = {"need": [Respondent(one) for one in people]}
    return plan_release([question], respondents, breakdowns, elsewhere=elsewhere)


def done(plan, truth):
    answers = {"need": {Respondent(one): level for one, level in truth.items()}}
    return {cell.group: cell for cell in release(plan, answers).cells}


def bands_of(people, *there):
    (cell,) = plan_of(people, *there).cells()
    return cell.bands.all() if cell.bands else cell.reason


ENDS = [(at, at) for at in range(5, 11)]


@pytest.mark.parametrize(
    ("people", "low", "high", "expected"),
    [
        ("abcdef", 14, 18, [(0, 4), *ENDS, (11, 11), (12, 12), (13, 13), (14, 18)]),
        ("abcdefg", 14, 18, [(0, 4), *ENDS, (11, 21)]),
        ("abcdefg", 9, 9, [(0, 4), (5, 5), (6, 15), (16, 16), (17, 21)]),
        ("abcde", 14, 18, [(0, 4), (5, 5), (6, 6), (7, 7), (8, 15)]),
        ("abcde", 9, 9, Reason.ELSEWHERE),
    ],
)
def test_one_more_or_less_is_shown_in_wider_bands(people, low, high, expected):
    found = bands_of(people, shown_there("abcdef", low, high))
    assert found == (tuple(expected) if isinstance(expected, list) else expected)


@pytest.mark.parametrize("shape", [None, Shape(Statistic.TOTAL, 5), MIDDLE])
def test_what_cannot_be_reckoned_with_keeps_figures_back(shape):
    truth = dict.fromkeys("abcdef", 3)
    cell = done(plan_of("abcdef", shown_there("abcdef", 3, 3, shape)), truth)[""]
    assert cell.suppressed
    assert cell.reason is Reason.ELSEWHERE
    assert not done(plan_of("abcdef", shown_there("uvwxyz", 3, 3, shape)), truth)[""].suppressed


@pytest.mark.parametrize(("people", "is_shown"), [("abcdef", True), ("abcde", False)])
def test_medians_are_shown_again_of_just_the_same(people, is_shown):
    truth = {one: at % 4 for at, one in enumerate(people)}
    there = shown_there("abcdef", 2, 2, MIDDLE)
    cell = done(plan_of(people, there, question=COSTS), truth)[""]
    assert cell.suppressed is not is_shown


def test_a_group_alone_may_be_kept_back():
    """Everybody was shown before another survey showed some in a way not to be reckoned with."""
    people = "abcdefghijkl"
    kinds = Breakdown("kind", tuple((one, "x" if one < "f" else "y") for one in people))
    first = plan_of(people)
    answers = {"need": {Respondent(one): at % 4 for at, one in enumerate(people)}}
    ledger = release(first, answers).after(Ledger())
    beside = Elsewhere({"need": frozenset([shown_there("abcdef", 9, 9, None)])})
    plan = plan_release(
        [SCALE], {"need": first.topics[0].everybody.respondents}, [kinds], ledger=ledger,
        elsewhere=beside,
    )  # fmt: skip
    found = {cell.group: cell.reason for cell in release(plan, answers).cells}
    assert found == {"": None, "x": Reason.ELSEWHERE, "y": Reason.ELSEWHERE}


def test_the_answers_of_a_detached_survey_are_of_all_who_sent():
    people = [f"sheet{at}" for at in range(6)]
    truth = dict.fromkeys(people, 3)
    there = frozenset([shown_there("abcde", 11, 15)])
    apart = Elsewhere({"need": there}, {}, frozenset("abcdef"))
    alone = done(plan_of(people), truth)[""]
    cell = done(plan_of(people, elsewhere=apart), truth)[""]
    assert cell.low < alone.low, "of six, five were shown by the other survey"
    some = done(plan_of(people[:5], elsewhere=apart), dict.fromkeys(people[:5], 3))[""]
    assert some.reason is Reason.ELSEWHERE, "which five of the six is not known"


# -- in every world ---------------------------------------------------------------------------

YES = (Question("q", Kind.YES_NO),)
SIX = tuple(Respondent(f"o{at}") for at in range(6))


def test_the_check_finds_what_two_surveys_apart_give_away():
    year = [Published("A", SIX[:5]), Published("B", SIX)]
    assert given_away(YES, year, [(0,), (1,)], apart=True)
    assert given_away(YES, year, [(0,), (1,)]) == []


@pytest.mark.parametrize("survey", ["A", "B"])
@pytest.mark.parametrize("case", range(len(CASES)))
def test_the_same_people_who_answer_anew(case, survey):
    questions, domain, _most = CASES[case]
    again = tuple(one._replace(sent="+") for one in SIX[:5])
    year = [Published("A", SIX[:5]), Published(survey, again)]
    assert given_away(questions, year, domain) == []


def test_all_but_one_send_again():
    """None of the answers is of those shown before, and the one who is gone would be told."""
    again = tuple(one._replace(sent="+") for one in SIX[1:])
    assert given_away(YES, [Published("A", SIX), Published("A", again)], [(0,), (1,)]) == []


def test_answers_sent_again_to_the_other_survey_are_told_apart():
    again = tuple(one._replace(sent="+") for one in SIX[:1]) + SIX[1:]
    year = [Published("A", SIX), Published("A", again), Published("B", SIX[:5])]
    assert given_away(YES, year, [(0,), (1,)]) == []


@pytest.mark.parametrize("sixes", range(2))
def test_nothing_is_given_away_by_surveys_of_a_drawn_year(sixes):
    for seed in range(6 * sixes, 6 * sixes + 6):
        assert check(seed) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("sixes", range(2, 6))
def test_nor_by_many(sixes):
    for seed in range(6 * sixes, 6 * sixes + 6):
        assert check(seed) == [], seed


# -- the attacker who shares no code ----------------------------------------------------------


def exactly(people, truth):
    total = sum(truth[one] for one in people)
    return Seen(frozenset(people), (0, 1, 2, 3), total, total)


@pytest.mark.parametrize("people", ["abcde", "abcdefg", "abcdefghi"])
@pytest.mark.parametrize(("usual", "low", "high"), [(0, 0, 4), (2, 12, 12), (3, 14, 18)])
def test_the_attacker_finds_nothing_in_what_is_shown(people, usual, low, high):
    ways = tuple((at,) for at in range(4))
    truth = dict.fromkeys("abcdefghi", usual)
    then = Seen(frozenset("abcdef"), (0, 1, 2, 3), low, high)
    there = shown_there("abcdef", low, high)
    now = done(plan_of(people, there), {one: truth[one] for one in people})[""]
    seen = () if now.suppressed else (Seen(frozenset(people), (0, 1, 2, 3), now.low, now.high),)
    assert list(attack(Puzzle(4, ways, truth, (then, *seen)), lambda person: person)) == []


@pytest.mark.parametrize("people", ["abcde", "abcdefg"])
def test_the_attacker_finds_it_in_plain_figures(people):
    ways = tuple((at,) for at in range(4))
    truth = {one: 2 + at % 2 for at, one in enumerate("abcdefg")}
    seen = (exactly(people, truth), exactly("abcdef", truth))
    assert pin_down(Puzzle(4, ways, truth, seen), {"a"}), "the two tell the answer of one"
