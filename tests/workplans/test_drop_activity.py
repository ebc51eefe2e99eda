"""What is not going to be done is marked, with why; what waits for it is shown."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.activities import drop_activity
from spinney.workplans.queries.plan_page import look_at, would_stop_without_activity
from tests.workplans.making import DAY
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_a_reason_and_what_waited_needs_another_way(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    (stops,) = would_stop_without_activity(look_at(wood.ash, plan, DAY), one)
    assert (stops.title, stops.why) == ("Train", "needs “Recruit” itself")
    with pytest.raises(BadInput, match="why it is dropped"):
        drop_activity(activity=one, why=" ", by=wood.ash, now=NOW)
    drop_activity(activity=one, why="Nobody can host.", by=wood.ash, now=NOW)
    assert one.notes.get().words == "Nobody can host."
    look = look_at(wood.ash, plan, DAY)
    train = next(row for row in look.rows if row.title == "Train")
    assert train.waits == "Needs another way: “Recruit” was dropped."
    assert train.status.text == "Needs another way"
    assert [row.title for row in look.counted] == ["Train"]
