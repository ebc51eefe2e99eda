"""The agenda of an earlier meeting is taken over, without what was said there."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.decisions.actions.agenda import add_agenda_item, copy_agenda
from tests.decisions.making import a_meeting
from tests.decisions.meeting import NOON, plan


def test_standing_items_alone_or_all_and_nothing_twice(wood):
    earlier = plan(wood, "Earlier")
    standing = add_agenda_item(
        meeting=earlier, title="Safeguarding", standing=True, minutes=10, by=wood.ash, now=NOON
    )
    earlier.items.update(notes="What was said")
    new = a_meeting(wood, "draft")
    copy_agenda(meeting=new, source=earlier, by=wood.ash, now=NOON)
    item = new.items.get()
    assert (item.title, item.minutes, item.standing, item.notes) == (standing.title, 10, True, "")
    copy_agenda(meeting=new, source=earlier, everything=True, by=wood.ash, now=NOON)
    assert [one.title for one in new.items.all()] == ["Safeguarding", "What we share first"]


def test_not_of_another_cluster(wood):
    with pytest.raises(BadInput, match="another meeting of this cluster"):
        copy_agenda(
            meeting=plan(wood), source=a_meeting(wood, cluster=wood.next_door), by=wood.ash,
            now=NOON,
        )  # fmt: skip
