"""What the rules find is said in words, whatever they name, and kept with what was decided."""

from __future__ import annotations

import pytest
from hypothesis import given

from spinney.money.bridge.underspend import WHYS, from_json, rule_rows, to_json, why_of_rule
from spinney.money.engine.reallocation import Rules, check
from spinney.money.models import Reallocation
from tests.money.engine.test_reallocation import MOVES, SHARES

NAMES, FUNDS = {"1": "Birch House", "2": "Elm Advice"}, {"8": "The trust", "9": "The council"}
WORDS = [
    ("income_not_known", ("Oak",), "The income of Oak is not known, so it does not count."),
    ("income_not_known", (), "Not every income is known; what is not known does not count."),
    ("works_there", ("Ash", "Elm"), "Ash and Elm work there."),
    ("works_there", ("Ash",), "Ash works there."),
    ("works_there", (), "Nobody does."),
    ("only_one", ("Elm",), "Only Elm."),
    ("only_one", (), "Only one does."),
    ("nobody_left", ("Elm",), "Nobody would: Elm would have nothing left to spend there."),
    ("nobody_left", (), "Nobody does."),
    ("bound", ("10000", "5000"), "£100 is spent and £50 promised."),
    ("bound", (), "Some of it is spent or promised."),
    ("other_fund", ("8", "9"), "It would go from The trust to The council."),
    ("other_fund", ("8", ""), "It would go from The trust to no fund."),
    ("other_fund", (), "It would go to another fund."),
    ("other_purpose", ("youth", ""), "It would be spent on another purpose."),
    ("other_purpose", (), "It would be spent on another purpose."),
    ("no_such_line", ("1", "7"), "One of the lines is in the budget no more."),
    ("no_such_line", (), "One of the lines is in the budget no more."),
    ("same_line", ("1", "1"), "“Birch House” cannot give to itself."),
    ("same_line", (), "A line cannot give to itself."),
    ("no_amount", ("1", "2"), "A move has no amount."),
    ("no_amount", (), "A move has no amount."),
    ("no_moves", (), "Nothing is moved yet."),
]


@pytest.mark.parametrize(("code", "values", "words"), WORDS)
def test_each_reason_is_a_sentence_with_and_without_what_it_names(code, values, words):
    assert why_of_rule(code, values, NAMES, FUNDS) == words


def test_no_reason_is_left_out_above():
    assert {code for code, values, _ in WORDS if not values} == set(WHYS)


@given(SHARES, MOVES)
def test_whatever_the_rules_find_is_said_and_comes_back_from_where_it_is_kept(lines, moves):
    found = check(lines, moves, Rules())
    assert {code for one in found for code, _ in one.why} <= set(WHYS)
    rows = rule_rows(found, Reallocation(small_share_percent=33), {}, {})
    assert [row.allows for row in rows] == [one.allows for one in found]
    assert all(row.title and row.verdict for row in rows)
    assert from_json(to_json(found)) == found
