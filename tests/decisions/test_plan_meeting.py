"""A meeting is planned: nobody is told before it is called."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.post.models import Message
from spinney.decisions.actions.meetings import plan_meeting
from spinney.decisions.queries.meetings import visible_to
from spinney.decisions.states import MeetingState
from tests.decisions.meeting import ENDS, NOON, STARTS, plan


def test_it_is_seen_by_those_who_run_the_cluster_alone_and_nobody_is_told(wood):
    meeting = plan(wood)
    assert meeting.state == MeetingState.DRAFT
    assert [visible_to(one).filter(pk=meeting.pk).exists() for one in (wood.ash, wood.birch)] == [
        True, False,
    ]  # fmt: skip
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("title", "starts", "ends", "told"),
    [
        (" ", STARTS, ENDS, "Say what the meeting is"),
        ("Meeting", None, ENDS, "Say when it begins"),
        ("Meeting", STARTS, STARTS, "ends after it begins"),
        ("Meeting", STARTS, STARTS + timedelta(hours=25), "longer than a day"),
    ],
)
def test_what_cannot_be(wood, title, starts, ends, told):
    with pytest.raises(BadInput, match=told):
        plan_meeting(
            cluster=wood.cluster, title=title, starts_at=starts, ends_at=ends, by=wood.ash, now=NOON
        )


def test_members_do_not_plan_and_neighbours_see_no_such_page(wood):
    for by, error in ((wood.birch, NotAllowed), (wood.willow, NotFound)):
        with pytest.raises(error):
            plan_meeting(cluster=wood.cluster, title="Meeting", by=by, now=NOON)
