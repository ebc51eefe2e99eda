"""What speaks for and against two organisations being one."""

import pytest

from spinney.base.kernel.names import read_name
from spinney.register.engine.duplicates import (
    POINTS,
    REASONS,
    Body,
    in_words,
    judge,
    without_town,
)
from spinney.register.engine.rarity import Rarity

RARITY = Rarity(5_000, {"alderby": 12, "mind": 80, "village": 90, "hall": 150, "woman": 60})
MIND = Body(1, ("ALDERBY MIND LIMITED",), frozenset({("GB-CHC", "9000001")}), "ZZ1 1AA", "Alderby")


@pytest.mark.parametrize(
    ("other", "likely"),
    [
        (Body(2, ("Alderby Mind",), postcode="ZZ1 1AA"), True),
        (Body(2, ("Mind in Alderby",), town="alderby"), True),
        (Body(2, ("Alderby Mind",), frozenset({("GB-COH", "1")})), True),
        (Body(2, ("Alderby Mind",), frozenset({("GB-CHC", "2")})), False),
        (Body(2, ("Alderby Mind",), frozenset({("GB-CHC", "2")}), closed=True), True),
        (Body(2, ("Birchford Mind",), postcode="ZZ1 1AA"), False),
        (Body(2, ("Alderby Mind",), parent=1), False),
        (Body(2, ("Something Else", "Alderby Mind"), town="Alderby"), True),
        (Body(1, ("ALDERBY MIND LIMITED",)), False),
    ],
)
def test_pairs(other, likely):
    assert (judge(MIND, other, RARITY) is not None) is likely
    assert (judge(other, MIND, RARITY) is not None) is likely


def test_a_common_name_says_little_by_itself():
    one, other = Body(1, ("Village Hall",)), Body(2, ("VILLAGE HALL",))
    assert judge(one, other, RARITY) is None
    near = Body(2, ("VILLAGE HALL",), postcode="ZZ1 1AA")
    same = Body(1, ("Village Hall",), postcode="ZZ1 1AA")
    assert judge(same, near, RARITY) is not None


def test_two_branches_of_one_parent_are_two():
    one, other = (Body(pk, ("Alderby Carers",), parent=9, postcode="ZZ1 1AA") for pk in (1, 2))
    assert judge(one, other, RARITY) is None


def test_every_sign_can_be_said():
    assert set(POINTS) <= set(REASONS)
    found = judge(MIND, Body(2, ("Alderby Mind",), postcode="ZZ1 1AA"), RARITY)
    assert [in_words(reason) for reason in found.reasons] == [
        "The same name apart from case, signs, “the” or its legal form.",
        "They have the same postcode.",
        "Only one of them has a number on a public register.",
    ]


def test_two_names_do_not_make_their_own_word_a_common_one():
    assert Rarity(10, {"base": 2}).of("base") < Rarity(10, {"base": 2}).of("base", besides=2) == 1
    one, other = Body(1, ("BASE",), town="Bolton"), Body(2, ("Base, Bolton",), town="Bolton")
    assert judge(one, other, Rarity(10, {"base": 2, "bolton": 6})) is not None
    assert judge(one, other, Rarity(190_000, {"base": 400, "bolton": 600})) is None
    one, other = (
        Body(1, ("Village Hall",), town="Ayle"),
        Body(2, ("Ayle Village Hall",), town="Ayle"),
    )
    assert judge(one, other, Rarity(190_000, {"village": 4_200, "hall": 5_900})) is None


@pytest.mark.parametrize(
    ("name", "town", "rest"),
    [
        ("BASE, Bolton", "Bolton", ("base",)),
        ("St Helens Carers", "St Helens", ("carer",)),
        ("Carers in Bolton", "Bolton", ("carer",)),
        ("Bolton", "Bolton", None),
        ("The Bolton", "Bolton", None),
        ("Boltons Bakery", "Leigh", None),
        ("BASE", "", None),
    ],
)
def test_a_name_without_its_town(name, town, rest):
    found = without_town(read_name(name), town)
    assert (found and found.words) == rest
