"""What a membership was on a day, against the rule written out day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spinney.clusters.engine.history import Change, Rights, standing_on

RIGHTS = st.builds(Rights, st.booleans(), st.booleans(), st.booleans(), st.booleans())
CHANGES = st.lists(
    st.builds(
        Change,
        effective_on=st.dates(date(2026, 1, 1), date(2026, 3, 1)),
        number=st.integers(1, 99),
        state=st.sampled_from(["active", "suspended", "left"]),
        tier=st.sampled_from(["Full", "Associate"]),
        rights=RIGHTS,
    ),
    max_size=8,
    unique_by=lambda c: c.number,
)


@given(CHANGES, st.dates(date(2025, 12, 25), date(2026, 3, 8)))
def test_the_last_change_made_of_the_last_day_with_one_is_in_effect(changes, day):
    expected = None
    for ago in range(400):
        of_that_day = [c for c in changes if c.effective_on == day - timedelta(days=ago)]
        if of_that_day:
            expected = sorted(of_that_day, key=lambda c: c.number)[-1]
            break
    assert standing_on(changes, day) == expected


def test_a_suspended_member_neither_votes_nor_is_counted():
    rights = Rights(is_member=True, may_vote=True, may_see=True, in_quorum=True)
    change = Change(date(2026, 1, 1), 1, "suspended", "Full", rights)
    assert not change.belongs
    assert not change.may_vote
    assert not change.in_quorum
