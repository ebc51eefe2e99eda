"""Which row a supplier that is found is; and what follows from answers about names that left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.purchasing.bridge.matching import judged_among
from spinney.purchasing.bridge.supplier_rows import Known, rows_for
from spinney.purchasing.engine.matching.seen import FoundSupplier, Judged, Member, Reason


def found(key: str, *names: str) -> FoundSupplier:
    members = tuple(Member("1", name, 1.0, Reason("same_name")) for name in names)
    return FoundSupplier(key, names[0], "", members)


def known(pk: int, key: str, *names: str) -> Known:
    return Known(pk, key, frozenset((1, name) for name in names))


@pytest.mark.parametrize(
    ("suppliers", "rows", "expected"),
    [
        # The key alone, where no name is left.
        ([found("k", "B")], [known(1, "k", "A")], {"k": 1}),
        # Names before keys: of a supplier that was parted, who has the names has the row.
        (
            [found("k", "C"), found("m", "A", "B")],
            [known(1, "k", "A", "B"), known(2, "split-1", "C")],
            {"k": 2, "m": 1},
        ),
        # Two rows turn out to be one: the larger stays.
        ([found("k", "A", "B", "C")], [known(1, "x", "A"), known(2, "y", "B", "C")], {"k": 2}),
        ([found("k", "A")], [], {}),
    ],
)
def test_a_supplier_keeps_its_row(suppliers, rows, expected):
    assert rows_for(suppliers, rows) == expected


NAMES = st.sampled_from("ABCDEFXYZ")


@given(st.lists(st.builds(Judged, NAMES, NAMES, st.just(True)), max_size=12), st.sets(NAMES))
def test_what_was_one_through_names_that_left_is_still_one(answers, present):
    def groups(given):
        of = {name: {name} for name in "ABCDEFXYZ"}
        for one in given:
            both = of[one.one] | of[one.other]
            of.update(dict.fromkeys(both, both))
        return {frozenset(of[name] & present) for name in present}

    told = judged_among(answers, present)
    assert {name for one in told for name in (one.one, one.other)} <= present
    assert groups(told) == groups(answers)


def test_where_answers_contradict_each_other_nothing_is_made_up():
    told = [Judged("A", "X", True), Judged("X", "B", True), Judged("A", "B", False)]
    assert judged_among(told, {"A", "B"}) == [Judged("A", "B", False)]
