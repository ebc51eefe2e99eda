"""Words: for every code that there is, and good English for those that are read most."""

import ast
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine import rules
from spinney.decisions.engine.feeling import LeftOut, feeling
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem, TieBreak
from spinney.decisions.engine.result import Outcome, Tie
from spinney.decisions.engine.rules import RULES as COUNTED
from spinney.decisions.engine.rules import count, rules_for
from spinney.decisions.engine.saying import (
    CODES,
    RULES,
    left_out_words,
    near_words,
    other_words,
    outcome_in_a_sentence,
    satisfaction_words,
    sensitivity_words,
    spread_words,
    tie_words,
    voices_words,
    words_of,
)
from spinney.decisions.engine.saying.findings import SENSITIVITY, SPREADS, VOICES
from spinney.decisions.engine.saying.steps import PARTED_BY
from spinney.decisions.engine.voices import voices_feeling
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.engine.what_if import Near, Other, Sensitivity, what_if
from tests.decisions.engine.drawn import ballots, simple

NAMES = {"a": "Van", "b": "Shed", "c": "Fund"}
BALLOTS = st.sampled_from(Kind).flatmap(lambda kind: ballots(kind, most_options=3, most_papers=4))


PREFERRED = "Shed is chosen: it is preferred to every other option."


def strings_in_the_rules():
    """(codes that steps are made with, all strings), as the rules are written."""
    codes, strings = set(), set()
    for path in Path(rules.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Step":
                if isinstance(node.args[0], ast.Constant):
                    codes.add(node.args[0].value)
    return codes, strings


def test_every_code_has_words_and_every_word_has_a_code():
    codes, strings = strings_in_the_rules()
    assert codes <= set(CODES)
    assert set(CODES) - strings == {"tie_surplus", "tie_exclusion"}  # f"tie_{what}"
    assert {*map(str, TieBreak), "earlier_round"} == set(PARTED_BY)
    assert set(RULES) == set(COUNTED)


@settings(max_examples=60, deadline=None)
@given(BALLOTS, st.none() | st.integers(0, 9))
def test_every_step_of_every_count_can_be_said(problem, budget):
    names = {option.key: option.name for option in problem.options}
    problem = replace(problem, budget=budget)
    for rule in rules_for(problem):
        outcome = count(rule, problem)
        said = [outcome_in_a_sentence(outcome, names)]
        said += [words_of(step, names) for step in outcome.steps]
        said += [tie_words(tie, names) for tie in outcome.ties]
        found = what_if(problem, outcome, work=200)
        said += [other_words(other, names) for other in found.others]
        said += [near_words(found.near, names)] if found.near else []
        said += [sensitivity_words(found.changed, "changed", names)]
        said += [sensitivity_words(found.less, "less", names)]
        balance = feeling(problem, outcome.chosen)
        said += [spread_words(spread) for spread in balance.spreads.values()]
        said.append(left_out_words(balance.left_out))
        for words in said:
            assert words.endswith("."), words
            assert words[0].isupper() or words[0].isdigit() or words[0] == "£"
            assert not {"_", "Fraction", "  ", "None"} & {words, *words.split(" ")}
            assert "!" not in words


@pytest.mark.parametrize(
    ("rule", "problem", "words"),
    [
        ("plurality", simple(Kind.CHOOSE, [("a", 3), "b"]), "Van is chosen, with 3 votes."),
        ("plurality", simple(Kind.CHOOSE, ["b"]), "Shed is chosen, with 1 vote."),
        ("approval", simple(Kind.APPROVE, ["ab", "b"], seats=2), "Shed and Van are chosen."),
        ("score", simple(Kind.SCORE, [{"a": 3}]), "Van is chosen: its scores come to 3 points."),
        ("condorcet", simple(Kind.RANK, ["b a"]), PREFERRED),
        ("stv", simple(Kind.RANK, ["b a", "a"], seats=2), None),
        ("times", simple(Kind.TIMES, [{"a": 2}, {"a": 1}]), "Van is best: 2 people can come."),
        ("score", simple(Kind.SCORE, []), "Nobody voted, so nothing is chosen."),
        ("score", simple(Kind.SCORE, [{}]), "Nobody marked an option, so nothing is chosen."),
    ],
)  # fmt: skip
def test_outcomes(rule, problem, words):
    said = outcome_in_a_sentence(count(rule, problem), NAMES)
    assert said == (words or said)
    assert words or said.endswith("are elected.")


def test_money_is_said_in_pounds_or_as_a_file_counts():
    options = (Option("a", cost=600_000), Option("b", cost=900_000))
    papers = (Paper({"a": 1}, times=3), Paper({"b": 1}))
    outcome = count("greedy", Problem(Kind.APPROVE, options, papers, budget=1_000_000))
    assert outcome_in_a_sentence(outcome, NAMES) == "Van is chosen, for £6,000."
    said = [words_of(step, NAMES) for step in outcome.steps]
    assert said[:2] == [
        "Van is bought for £6,000: it has 3 votes. £4,000 is left.",
        "Shed costs £9,000, and £4,000 is left: too dear.",
    ]
    assert outcome_in_a_sentence(outcome, NAMES, lambda n: f"{n} zł") == (
        "Van is chosen, for 600000 zł."
    )


def test_a_transferred_vote_is_told_round_by_round():
    problem = simple(Kind.RANK, [("a b", 5), ("b", 2), ("c", 1)], seats=2, ties=(TieBreak.LOT,))
    outcome = count("stv", replace(problem, papers=(*problem.papers, Paper({}))))
    assert [words_of(step, NAMES) for step in outcome.steps] == [
        "9 voted. 1 paper was empty. There are 2 places.",
        "First choices: Van 5, Shed 2, Fund 1. To be elected takes 3 of 8 votes.",
        "Van has 5 votes and is elected.",
        "Van has 2 votes to spare. They go to the next choices. Now: Shed 4, Van 3, Fund 1.",
        "Shed has 4 votes and is elected.",
    ]


def test_ties():
    tie = Tie(("a", "b"), "lot", ("b", "a"))
    assert tie_words(tie, NAMES) == (
        "Van and Shed came out equal. A lot decides: Shed, then Van. This decided what is chosen."
    )
    assert tie_words(replace(tie, mattered=False), NAMES).endswith("This changed nothing.")


def test_feeling_and_voices():
    problem = simple(Kind.SCORE, [{"a": 5}, {"a": 5}, {"a": 0}, {"a": 0}], most_each=5)
    assert spread_words(feeling(problem, ["a"]).spreads["a"]) == (
        "You are divided about this. Marks go from 0 to 5; half of them are 2.5 or less."
    )
    points = simple(Kind.ALLOCATE, [{"a": 3}, {"a": 3}], most_points=3)
    spreads = feeling(points, ["a"]).spreads
    assert spread_words(spreads["a"]).endswith("All who marked it gave it 3.")
    assert spread_words(spreads["b"]).endswith("Nobody gave it more than 0.")
    approved = feeling(simple(Kind.APPROVE, ["a", "a", "a", "b"]), ["a"]).spreads["a"]
    assert spread_words(approved).endswith("3 of 4 voters marked it.")
    assert (
        left_out_words(LeftOut(0, 4)) == "Everybody who marked anything gets something they liked."
    )
    assert left_out_words(LeftOut(1, 4, ("x",)), {"x": "Alder Carers"}) == (
        "1 of 4 is left with nothing they liked: Alder Carers."
    )
    assert "67%" in satisfaction_words(Fraction(2, 3))
    assert satisfaction_words(None) == ""
    voices = voices_feeling(WAYS["consensus"], {"agree": 4, "block": 1, "abstain": 2})
    assert voices_words(voices) == (
        "Somebody says it must not be so. 4 of 5 agree, 1 is against. 2 stood aside."
    )
    levels = {"nobody", "one_voter", "agreed", "leaning", "mixed", "divided"}
    assert levels == set(SPREADS) <= set(VOICES)


@pytest.mark.parametrize(
    ("near", "words"),
    [
        (Near(Fraction(0), "a", "b", "chosen"), "Van and Shed had the same."),
        (Near(Fraction(2), "a", "b", "chosen"), "Shed came closest: 2 less than Van."),
        (Near(Fraction(1), "a", "b", "exclusion"), "Shed was out and Van stayed in by 1 vote."),
        (Near(Fraction(0), "a", "b", "exclusion"), "Shed was out and Van stayed in, on a tie."),
        (Near(Fraction(1), "a", "b", "pair"), "Shed came closest to Van: 1 vote between them."),
        (Near(Fraction(0), "a", "b", "pair"), "As many votes put Shed above Van as below."),
        (Near(Fraction(-2), "a", "b", "pair"), "More votes put Shed above Van than below, by 2."),
    ],
)
def test_near_ties(near, words):
    assert near_words(near, NAMES) == words


def test_other_rules_and_one_vote():
    other = Other("stv", "chosen", ("b",), ("b",), ("a",))
    assert other_words(other, NAMES) == ("By single transferable vote: Shed (instead of Van).")
    assert other_words(replace(other, gained=(), lost=()), NAMES).endswith(": the same.")
    assert other_words(replace(other, equal=("a", "b")), NAMES) == (
        "By single transferable vote: Van and Shed are equal, and a lot would decide."
    )
    assert other_words(Other("stv", "nobody_voted", (), (), ("a",)), NAMES).endswith(": nothing.")
    assert sensitivity_words(Sensitivity("could_change", ("b",)), "changed", NAMES) == (
        "It is close: one changed vote could have chosen Shed."
    )
    codes = {"could_change", "cannot_change", "not_tried"}
    assert set(SENSITIVITY) == {(what, code) for what in ("changed", "less") for code in codes}


def test_a_code_that_is_not_known_is_an_error():
    with pytest.raises(KeyError):
        outcome_in_a_sentence(Outcome("score", "whim"), NAMES)
