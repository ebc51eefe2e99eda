"""The plan of a meeting is thrown away."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.meetings import discard_meeting
from spinney.decisions.queries.meetings import meetings_of, put_away
from tests.decisions.meeting import NOON, call, plan


def test_it_is_off_the_list_and_nobody_is_told(wood):
    meeting = discard_meeting(meeting=plan(wood), by=wood.ash, now=NOON)
    assert not meetings_of(wood.ash, wood.cluster.pk, NOON).exists()
    assert put_away(wood.ash, wood.cluster.pk) == [meeting]
    assert not Message.objects.exists()


def test_what_is_called_is_cancelled_instead(wood):
    with pytest.raises(WrongState, match="Cancel it instead"):
        discard_meeting(meeting=call(wood), by=wood.ash, now=NOON)
