"""Counting signatures, for any number of parties in any order."""

from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.signing import Place, replace, signatories_needed, standing

PLACES = st.lists(
    st.builds(
        Place,
        key=st.integers(0, 0),
        step=st.integers(1, 3),
        signatories=st.integers(1, 2),
        signed=st.integers(0, 2),
        is_required=st.booleans(),
        declined=st.booleans(),
        left_out=st.booleans(),
    ),
    min_size=1,
    max_size=8,
).map(lambda places: [replace(one, key=key) for key, one in enumerate(places, start=1)])
NEEDED = st.none() | st.integers(1, 8)


@given(PLACES, NEEDED, st.booleans())
def test_it_is_complete_just_when_a_plain_count_says_so(places, needed, in_order):
    here = [one for one in places if not one.left_out]
    signed = [one for one in here if not one.declined and one.signed >= one.signatories]
    required = [one for one in here if one.is_required]
    enough = len(signed) >= min(needed or 0, len(here))
    expected = bool(signed) and enough and all(one in signed for one in required)
    assert standing(places, needed=needed, in_order=in_order).is_complete == expected


@given(PLACES, NEEDED)
def test_whoever_waits_has_a_turn_or_somebody_before_her(places, needed):
    found = standing(places, needed=needed, in_order=True)
    waiting = {one.key for one in places if one.waits}
    assert found.turn | set(found.first) == waiting
    assert not found.turn & set(found.first)
    step = {one.key: one.step for one in places}
    assert all(step[b] < step[key] for key, before in found.first.items() for b in before)


@given(PLACES, NEEDED)
def test_without_an_order_all_who_wait_have_their_turn(places, needed):
    found = standing(places, needed=needed)
    assert found.turn == {one.key for one in places if one.waits}
    assert found.first == {}


@given(PLACES, NEEDED, st.data())
def test_one_more_signature_never_undoes_what_is_complete(places, needed, data):
    found = standing(places, needed=needed)
    at = data.draw(st.integers(0, len(places) - 1))
    more = [replace(p, signed=p.signed + 1) if i == at else p for i, p in enumerate(places)]
    after = standing(more, needed=needed)
    assert after.missing <= found.missing
    assert after.is_complete or not found.is_complete


@given(PLACES, NEEDED, st.data())
def test_when_one_is_left_out_no_more_are_missing_than_before(places, needed, data):
    at = data.draw(st.integers(0, len(places) - 1))
    if places[at].has_signed:
        return
    less = [replace(p, left_out=True) if i == at else p for i, p in enumerate(places)]
    assert standing(less, needed=needed).missing <= standing(places, needed=needed).missing


def test_a_step_waits_for_a_required_party_that_declined_and_not_for_another():
    first = Place(1, step=1, declined=True)
    second = Place(2, step=2)
    assert standing([first, second], in_order=True).first == {2: (1,)}
    optional = replace(first, is_required=False)
    assert standing([optional, second], in_order=True, needed=1).turn == {2}


def test_it_is_stuck_when_too_few_are_left_who_could_sign():
    places = [Place(n, is_required=False, declined=n < 3) for n in range(1, 5)]
    assert standing(places, needed=2).stuck == ()
    assert standing(places, needed=3).stuck == (1, 2)


def test_a_second_signatory_above_the_limits_of_those_who_signed():
    assert signatories_needed(1, 100, [99]) == 2
    assert signatories_needed(1, 100, [99, 100]) == 1
    assert signatories_needed(3, 100, [99]) == 3
    assert signatories_needed(1, None, [None]) == 1
