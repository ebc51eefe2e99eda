"""How alike names are, why, and in which order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.names import read_name
from spinney.register.engine.alignment import align
from spinney.register.engine.matching import (
    FEATURES,
    REASONS,
    SIGNS,
    WEIGHTS,
    Candidate,
    compare,
    in_words,
    rank,
    shares,
    sure,
)
from spinney.register.engine.name_index import NameIndex
from spinney.register.engine.rarity import Rarity, count_words
from spinney.register.engine.spelling import nearest, slips

KNOWN = (
    "ALDERBY MIND LIMITED",
    "BIRCHFORD MIND",
    "The Alderby Women's Aid",
    "Home-Start Birchford",
    "VOLUNTARY ORGANISATIONS DISABILITY GROUP",
    "Alderby Village Hall",
    "Cherryton Healthcare",
    "Trust for Alderby",
)
CANDIDATES = [Candidate(str(at), (name,)) for at, name in enumerate(KNOWN)]
RARITY = count_words(read_name(name).words for name in KNOWN)
NAMES = st.lists(
    st.sampled_from(
        [
            "alderby",
            "birch",
            "mind",
            "women",
            "aid",
            "trust",
            "hall",
            "voluntary",
            "of",
            "and",
            "youth",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "meant", "code"),
    [
        ("Alderby Mind Ltd", "ALDERBY MIND LIMITED", "same_apart_from_form"),
        ("Mind - Alderby", "ALDERBY MIND LIMITED", "same_words"),
        ("WOMENSAID ALDERBY", "The Alderby Women's Aid", "joined"),
        ("Womens Aid Alderby outreach", "The Alderby Women's Aid", "missing"),
        ("Homestart Birchford", "Home-Start Birchford", "same_apart_from_form"),
        ("VODG", "VOLUNTARY ORGANISATIONS DISABILITY GROUP", "initials"),
        ("Cheryton Healthcare", "Cherryton Healthcare", "spelling"),
        ("Cherryton Health Care (Cherryton Hospital)", "Cherryton Healthcare", "aside"),
        ("Alderby Vill Hall", "Alderby Village Hall", "cut"),
    ],
)
def test_the_one_meant_comes_first_with_its_reason(written, meant, code):
    best = rank(written, CANDIDATES, RARITY)[0]
    assert best.name == meant
    assert code in {reason.code for reason in best.reasons}
    assert all(in_words(reason).endswith(".") for reason in best.reasons)


def test_another_branch_is_less_likely_than_the_same_one():
    found = {match.name: match for match in rank("Mind in Alderby", CANDIDATES, RARITY)}
    assert next(iter(found)) == "ALDERBY MIND LIMITED"
    assert found["ALDERBY MIND LIMITED"].sureness > 0.7 > found["BIRCHFORD MIND"].sureness


def test_two_of_one_name_share_the_sureness_and_standing_orders_them():
    pool = [Candidate("old", ("Alderby Mind",), 0.0), Candidate("new", ("Alderby Mind",), 1.0)]
    both = rank("Alderby Mind", pool, RARITY)
    alone = rank("Alderby Mind", pool[:1], RARITY)
    assert [match.id for match in both] == ["new", "old"]
    assert both[0].sureness < alone[0].sureness


def test_another_name_of_an_organisation_is_said_to_be_one():
    pool = [Candidate("1", ("Women in Secure Hospitals", "Wish"))]
    assert rank("WISH", pool, RARITY)[0].reasons[-1].words == ("Wish",)


def test_every_weight_has_its_feature_and_its_sign():
    assert len(FEATURES) == len(WEIGHTS) == len(SIGNS)
    assert all(weight * sign > 0 for weight, sign in zip(WEIGHTS, SIGNS, strict=True))


def test_every_reason_can_be_said():
    assert all(text.endswith(".") for text in REASONS.values())


@given(NAMES, NAMES)
def test_values_are_bounded_and_a_name_is_best_matched_by_itself(one, other):
    mine, theirs = read_name(one), read_name(other)
    compared = compare(mine, theirs, RARITY)
    assert all(0 <= value <= 1.0001 for value in compared.features)
    assert 0 <= compared.sureness <= 1
    assert compare(mine, mine, RARITY).score >= compared.score - 1e-9


@given(NAMES, NAMES)
def test_aligning_uses_each_word_once(one, other):
    left, right = read_name(one).words, read_name(other).words
    pairs = align(left, right)
    used_left = [at for pair in pairs for at in pair.left]
    used_right = [at for pair in pairs for at in pair.right]
    assert len(used_left) == len(set(used_left)) <= len(left)
    assert len(used_right) == len(set(used_right)) <= len(right)
    assert all(0 < pair.credit <= 1 for pair in pairs)


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_the_order_does_not_depend_on_the_order_given(names, wanted):
    pool = [Candidate(str(at), (name,)) for at, name in enumerate(names)]
    forwards = [match.id for match in rank(wanted, pool, RARITY)]
    assert forwards == [match.id for match in rank(wanted, pool[::-1], RARITY)]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_shares_of_the_odds_add_up(scores):
    assert sum(shares(scores)) == pytest.approx(1)
    assert sure(max(scores)) >= sure(min(scores))


@given(st.text(alphabet="abcdef", min_size=4, max_size=10), st.integers(0, 20))
def test_a_word_with_one_letter_left_out_is_found_again(word, at):
    shorter = word[: at % len(word)] + word[at % len(word) + 1 :]
    assert shorter in slips(word)
    assert word in nearest(shorter, [word, "zzzzzzzzzz"])


def test_rarity_goes_to_json_and_back_and_common_words_weigh_little_in_a_small_register():
    again = Rarity(**json.loads(json.dumps({"names": RARITY.names, "counts": RARITY.counts})))
    assert again.of("alderby") == RARITY.of("alderby")
    assert RARITY.of("trust") < RARITY.of("cherryton") / 2
    assert RARITY.of("of") < 0.05


def test_an_index_in_memory_finds_what_a_shortlist_should_hold():
    index = NameIndex(CANDIDATES)
    for written, meant in (
        ("alderby mnid", "ALDERBY MIND LIMITED"),
        ("vodg", "VOLUNTARY ORGANISATIONS DISABILITY GROUP"),
        ("cherryton health care", "Cherryton Healthcare"),
    ):
        assert index.find(written)[0].name == meant
    assert index.find("zzzz qqqq") == []
