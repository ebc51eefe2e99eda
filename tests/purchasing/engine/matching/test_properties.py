"""What holds of matching whatever the names are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.matching.match import match_names
from spinney.purchasing.engine.matching.seen import Judged, Seen

WORDS = [
    "varnholt",
    "copperbeck",
    "joinery",
    "heating",
    "services",
    "foods",
    "leeds",
    "ltd",
    "limited",
    "trust",
    "12",
    "&",
    "the",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
NUMBERS = st.sampled_from(["", "", "", "01234567", "07654321", "1012345"])
SEEN = st.builds(Seen, st.sampled_from(["ash", "birch"]), TEXTS, NUMBERS, st.integers(1, 3))
LISTS = st.lists(SEEN, min_size=1, max_size=12)


def _suppliers(found):
    return {one.key: (one.name, one.number, one.names, one.parent) for one in found.suppliers}


def _whole(found):
    whole = found.whole_of()
    of = {}
    for one in found.suppliers:
        for member in one.names:
            of.setdefault(member.name, set()).add(whole[one.key])
    return of


@given(LISTS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_makes_no_difference(seen, chance):
    shuffled = list(seen)
    chance.shuffle(shuffled)
    assert match_names(shuffled) == match_names(seen)


@given(LISTS, st.data())
@settings(max_examples=40, deadline=None)
def test_a_name_seen_once_more_changes_no_supplier_and_no_id(seen, data):
    again = data.draw(st.sampled_from(seen))
    first, second = match_names(seen), match_names([*seen, again])
    assert {key: one[1:] for key, one in _suppliers(first).items()} == {
        key: one[1:] for key, one in _suppliers(second).items()
    }


@given(LISTS)
@settings(max_examples=40, deadline=None)
def test_every_name_is_in_one_supplier_and_ids_are_unique(seen):
    found = match_names(seen)
    keys = [one.key for one in found.suppliers]
    assert len(keys) == len(set(keys))
    placed = [(member.source, member.name) for one in found.suppliers for member in one.names]
    assert set(placed) == {(one.source, one.name) for one in seen}
    parents = {one.key for one in found.suppliers if one.parent is None}
    assert all(one.parent in parents for one in found.suppliers if one.parent)


@given(st.lists(TEXTS, min_size=2, max_size=8, unique=True), st.data())
@settings(max_examples=40, deadline=None)
def test_answers_are_obeyed_and_never_asked_again(names, data):
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names), st.booleans())
    judged = [Judged(*one) for one in data.draw(st.lists(pairs, max_size=4))]
    judged = [one for one in judged if one.one != one.other]
    found = match_names([Seen("ash", name) for name in names], judged)
    of = _whole(found)
    given_up = [one.given_up for one in found.contradictions]
    for answer in judged:
        if answer not in given_up:
            assert (of[answer.one] == of[answer.other]) is answer.same
    answered = {frozenset((one.one, one.other)) for one in judged}
    assert not answered & {frozenset((pair.one, pair.other)) for pair in found.doubtful}
