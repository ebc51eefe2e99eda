"""No way leads to a release before approval and conditions."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.releases import Asked, Part, Standing, second_needed, split, why_not

KINDS = ("ground_rules", "mou")
CONDITIONS = st.lists(
    st.one_of(
        st.builds(Asked, st.just("agreement"), st.sampled_from(KINDS)),
        st.builds(Asked, st.just("programme"), st.sampled_from(("", "0", "2", "4"))),
        st.builds(Asked, st.just("spent"), st.sampled_from(("0", "33", "75", "100"))),
        st.builds(Asked, st.just("report"), st.sampled_from(("1", "2"))),
        st.builds(Asked, st.just("words"), words=st.just("insured"), noted=st.booleans()),
        st.builds(Asked, st.just("something new"), st.just("1"), noted=st.booleans()),
    ),
    max_size=4,
).map(tuple)
PARTS = st.builds(
    Part, st.integers(1, 4), st.integers(1, 2_000_000), st.booleans(), CONDITIONS
)  # fmt: skip
STANDINGS = st.builds(
    Standing,
    approved=st.booleans(),
    made_elsewhere=st.booleans(),
    in_force=st.frozensets(st.sampled_from(KINDS)),
    unmet=st.lists(st.tuples(st.integers(0, 4), st.just("signed")), max_size=3).map(tuple),
    accepted=st.frozensets(st.integers(1, 3)),
    open_before=st.lists(st.integers(1, 3), max_size=2).map(tuple),
    awarded=st.integers(0, 3_000_000),
    released=st.integers(0, 2_000_000),
    spent=st.integers(0, 2_000_000),
)


def holds(condition: Asked, standing: Standing) -> bool:
    """Said a second time, in another way."""
    match condition.kind, condition.value:
        case "agreement", kind:
            return kind in standing.in_force
        case "programme", "":
            return not standing.unmet
        case "programme", place:
            return all(at > int(place) for at, _ in standing.unmet)
        case "spent", percent:
            return standing.spent * 100 >= standing.released * int(percent)
        case "report", number:
            return int(number) in standing.accepted
        case "words", _:
            return condition.noted
    return False


@given(PARTS, STANDINGS)
def test_released_only_when_everything_holds(part, standing):
    may = (
        standing.approved
        and not standing.made_elsewhere
        and part.is_open
        and not standing.open_before
        and standing.released + part.pence <= standing.awarded
        and all(holds(one, standing) for one in part.conditions)
    )
    assert (why_not(part, standing) == ()) is may


@given(PARTS, STANDINGS, CONDITIONS)
def test_a_further_condition_takes_no_reason_away(part, standing, more):
    stricter = Part(part.number, part.pence, part.is_open, part.conditions + more)
    assert set(why_not(part, standing)) <= set(why_not(stricter, standing))


def test_spent_is_reckoned_to_the_penny():
    part = Part(2, 1, True, (Asked("spent", "75"),))
    just = Standing(approved=True, awarded=1_000, released=999, spent=750)
    assert why_not(part, just) == ()
    [why] = why_not(part, Standing(approved=True, awarded=1_000, released=999, spent=749))
    assert (why.code, why.found, why.needed) == ("too_little_spent", 749, 750)


def test_what_is_spent_beyond_what_was_released_does_not_count():
    part = Part(2, 1, True, (Asked("spent", "120"),))
    [why] = why_not(part, Standing(approved=True, awarded=2_000, released=1_000, spent=1_500))
    assert (why.code, why.found, why.needed) == ("too_little_spent", 1_000, 1_200)


def test_nothing_released_before_is_not_spent_either():
    part = Part(2, 1, True, (Asked("spent", "50"),))
    waiting = Standing(approved=True, awarded=1_000, open_before=(1,))
    assert [why.code for why in why_not(part, waiting)] == ["earlier_open", "nothing_released"]
    first = Part(1, 1, True, (Asked("spent", "50"),))
    assert why_not(first, Standing(approved=True, awarded=1_000)) == ()


def test_a_second_person_above_the_limit_and_not_at_it():
    assert [second_needed(pence, 50_000) for pence in (49_999, 50_000, 50_001)] == [
        False, False, True,
    ]  # fmt: skip


def test_instalments_add_up_to_the_penny():
    for awarded, percents in itertools.product((1, 99, 1_500_001), ([60, 30, 10], [1, 1, 1])):
        assert sum(split(awarded, percents)) == awarded
