"""Answers of people: what holds, what gives way, what is learnt."""

import pytest

from spinney.purchasing.engine.matching.clustering import SETTLED
from spinney.purchasing.engine.matching.judging import settle
from spinney.purchasing.engine.matching.match import match_names
from spinney.purchasing.engine.matching.seen import Judged, Seen


def _of(found):
    whole = found.whole_of()
    return {member.name: whole[one.key] for one in found.suppliers for member in one.names}


def test_the_latest_of_contradicting_answers_holds_and_is_named():
    answers = settle(
        [Judged("A", "B", True), Judged("B", "C", True), Judged("A", "C", False)],
    )
    assert answers.apart == [("A", "C")]
    assert answers.together == [("B", "C")]
    assert [(one.given_up, one.because) for one in answers.contradictions] == [
        (Judged("A", "B", True), Judged("A", "C", False))
    ]


def test_not_the_same_parts_even_what_a_third_joins_and_what_reads_alike():
    names = ["Varnholt Joinery Ltd", "VARNHOLT JOINERY", "Varnholt Joinery Limited"]
    found = match_names([Seen("a", name) for name in names], [Judged(names[0], names[1], False)])
    of = _of(found)
    assert of[names[0]] != of[names[1]]
    assert of[names[2]] in (of[names[0]], of[names[1]])


WEAK = ["Varnholt Joinery", "Varnholt Regional Joinery"]
AROUND = ["Ash Heating", "Elm Foods", "Oak Joinery", "Oak Services", "Elm Services Ltd"]


def _asked(found, names):
    return [one for one in found.doubtful if {one.one, one.other} == set(names)]


@pytest.mark.parametrize("same", [True, False])
def test_a_weak_join_stands_until_a_person_looks_at_it(same):
    seen = [Seen("a", name) for name in (*WEAK, *AROUND)]
    before = match_names(seen)
    (asked,) = _asked(before, WEAK)
    assert asked.joined
    assert asked.confidence < SETTLED
    assert _of(before)[WEAK[0]] == _of(before)[WEAK[1]]
    after = match_names(seen, [Judged(*WEAK, same)])
    assert (_of(after)[WEAK[0]] == _of(after)[WEAK[1]]) is same
    assert not _asked(after, WEAK)


def test_a_no_parts_what_was_joined_weakly_with_all_its_spellings():
    seen = [Seen("a", name) for name in (*WEAK, *AROUND)]
    seen += [Seen("b", name.upper() + " LTD") for name in WEAK]
    of = _of(match_names(seen, [Judged(*WEAK, False)]))
    assert of[WEAK[0]] == of["VARNHOLT JOINERY LTD"] != of[WEAK[1]]
    assert of[WEAK[1]] == of["VARNHOLT REGIONAL JOINERY LTD"]


def test_a_sure_join_is_asked_of_nobody():
    names = ["Varnholt Joinery Ltd", "VARNHOLT JOINERY LIMITED", "Varnholt Jonery Ltd"]
    found = match_names([Seen("a", name) for name in (*names, *AROUND)])
    assert len({_of(found)[name] for name in names}) == 1
    assert not [one for one in found.doubtful if {one.one, one.other} <= set(names)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Varnholt Trust", "Varnholts Trust"),
        ("Varnholt Joinery", "Varnholt Joinery (Holdings) Ltd"),
        ("Varnholt Joinery (Moulding) Ltd", "Varnholt Joinery Ltd (Veneer)"),
        ("Varnholt Church", "Church Varnholt"),
        ("St Varnholt Hospice", "St Varnholt Hospice Leeds"),
        ("Varnholt Trust 1986", "Varnholt Trust"),
        ("Varnholt CVS", "Varnholt Council for Voluntary Service"),
        ("Varnholt for Joinery", "Joinery Varnholt"),
        ("Varnholt in Joinery", "Varnholt Joinery"),
        ("Varnholt Joinery Charity", "Varnholt Joinery Charities"),
        ("J Varnholt Joinery", "John Varnholt Joinery"),
    ],
)
def test_what_may_tell_two_apart_is_asked_though_they_are_one_for_now(one, other):
    found = match_names([Seen("a", name) for name in (one, other, *AROUND)])
    (asked,) = _asked(found, (one, other))
    assert asked.joined
    assert asked.confidence < SETTLED
    assert _of(found)[one] == _of(found)[other]
    after = match_names(
        [Seen("a", name) for name in (one, other, *AROUND)], [Judged(one, other, False)]
    )
    assert _of(after)[one] != _of(after)[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Varnholt Joinery Ltd", "Varnholt Joinery Ltd (Leeds)"),
        ("Varnholt Regional Joinery Ltd", "Varnholt Regional Joinery (VRJ) Ltd"),
        ("Varnholt Joinery Ltd", "Varnholt Joinery (UK) Ltd"),
        ("Varnholt Service Ltd", "Varnholt Services Ltd"),
        ("Joinery Varnholt Copperbeck", "Varnholt Copperbeck Joinery"),
        ("Varnholt and Copperbeck", "Varnholt & Copperbeck"),
        ("Friends of the Varnholt Regional Joinery", "Friends Varnholt Regional Joinery"),
        ("N.V. Varnholt", "Varnholt N. V."),
        ("Naamloze Vennootschap Varnholt", "Varnholt NV"),
    ],
)
def test_what_tells_nobody_apart_is_asked_of_nobody(one, other):
    found = match_names([Seen("a", name) for name in (one, other, *AROUND)])
    assert _of(found)[one] == _of(found)[other]
    assert not _asked(found, (one, other))


@pytest.mark.parametrize(
    ("letters", "council"),
    [
        ("LCC", "Leeds City Council"),
        ("CMBC", "Calderdale Council"),
        ("LBH", "London Borough of Hackney"),
    ],
)
def test_letters_of_a_council_are_asked_about_and_join_nothing_before(letters, council):
    seen = [Seen("a", name) for name in (letters, council, *AROUND)]
    before = match_names(seen)
    (asked,) = _asked(before, (letters, council))
    assert not asked.joined
    assert _of(before)[letters] != _of(before)[council]
    after = _of(match_names(seen, [Judged(letters, council, True)]))
    assert after[letters] == after[council]


def test_letters_that_two_councils_share_join_neither_of_them():
    names = ["LCC", "Leeds City Council", "Liverpool City Council"]
    found = match_names([Seen("a", name) for name in names])
    assert len({_of(found)[name] for name in names}) == 3
    assert {(one.one, one.other) for one in found.doubtful} == {
        ("LCC", "Leeds City Council"),
        ("LCC", "Liverpool City Council"),
    }


def test_a_yes_teaches_a_short_name_and_a_spelling():
    names = [
        "VRJ", "Varnholt Regional Joinery", "VRJ Leeds", "Varnholt Regional Joinery Leeds",
        "Copperbeck Foods", "Ruddlesax Foods", "Ruddlesax Catering", "Copperbeck Catering",
    ]  # fmt: skip
    seen = [Seen("a", name) for name in names]
    before = _of(match_names(seen))
    answers = [Judged(names[0], names[1], True), Judged(names[4], names[5], True)]
    after = _of(match_names(seen, answers))
    assert before["Ruddlesax Catering"] != before["Copperbeck Catering"]
    assert after["VRJ Leeds"] == after["Varnholt Regional Joinery Leeds"]
    assert after["Ruddlesax Catering"] == after["Copperbeck Catering"]
    assert after["Copperbeck Catering"] != after["Copperbeck Foods"]


def test_a_yes_about_a_common_word_teaches_nothing():
    names = [
        "Heating",
        "Varnholt Joinery",
        *(f"{word} Heating" for word in ["Ash", "Birch", "Elm", "Oak"]),
    ]
    answers = [Judged("Heating", "Varnholt Joinery", True)]
    of = _of(match_names([Seen("a", name) for name in names], answers))
    assert of["Heating"] == of["Varnholt Joinery"]
    assert of["Ash Heating"] != of["Varnholt Joinery"]


def test_a_yes_about_a_trading_name_teaches_nothing_of_others():
    names = [
        "Varnholt Ltd t/a Copperbeck Foods", "Copperbeck Foods Ltd",
        "Varnholt Roofing", "Copperbeck Foods Roofing", "Oldroyd Roofing",
    ]  # fmt: skip
    answers = [Judged(names[0], names[1], True)]
    of = _of(match_names([Seen("a", name) for name in names], answers))
    assert of[names[0]] == of[names[1]]
    assert of["Varnholt Roofing"] != of["Copperbeck Foods Roofing"]
