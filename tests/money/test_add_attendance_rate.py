"""A rate for coming to meetings is written down."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.attendance import RateSaid, add_attendance_rate
from spinney.money.models import AttendanceRate
from tests.money.attending import FIRST
from tests.money.keeping import ash, at, day_parts
from tests.money.making import NOON, a_fund, a_ring_fence

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_says_for_whom_and_where_it_was_agreed(wood):
    fence, birch = a_ring_fence(a_fund(wood.cluster)), wood.organisations["birch"]
    sent = {
        "per": "hour", "pence": "20", **day_parts("from_day", FIRST),
        "income_at_most_pence": "100,000", "organisations": [birch.pk], "agreed_in": "decision 7",
    }  # fmt: skip
    page = ash(wood).post(at(wood, "add-attendance-rate", fence.pk), sent, follow=True)
    rate = AttendanceRate.objects.get()
    assert (rate.pence, rate.per, rate.income_at_most_pence) == (2_000, "hour", 10_000_000)
    assert list(rate.organisations.all()) == [birch]
    assert "decision 7" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"pence": 0}, "pence"), ({"per": "day"}, "per"), ({"to_day": FIRST.replace(year=2025)},
      "to_day")],
)  # fmt: skip
def test_what_cannot_be_is_refused(wood, changes, field):
    fence = a_ring_fence(a_fund(wood.cluster))
    said = RateSaid(**{"pence": 5, "per": "meeting", "from_day": FIRST} | changes)
    with pytest.raises(BadInput) as refused:
        add_attendance_rate(ring_fence=fence, said=said, by=wood.ash, now=NOON)
    assert field in refused.value.fields
    outside = RateSaid(5, "meeting", FIRST, organisations=[wood.organisations["sorrel"]])
    with pytest.raises(BadInput, match="members of this cluster"):
        add_attendance_rate(ring_fence=fence, said=outside, by=wood.ash, now=NOON)
