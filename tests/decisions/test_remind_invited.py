"""Those who have not said whether they come are asked again, by hand or three days before."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.invitations import remind_invited
from spinney.decisions.states import CameHow
from spinney.decisions.tasks.meetings import remind_of_meetings
from tests.decisions.meeting import NOON, STARTS, answer, call


def test_only_those_who_are_silent(wood):
    meeting = call(wood)
    answer(wood, meeting, CameHow.IN_PERSON)
    Message.objects.all().delete()
    assert remind_invited(meeting=meeting, by=wood.ash, now=NOON) == 1
    assert [one.email for one in Message.objects.all()] == ["cedar@example.org"]
    answer(wood, meeting, CameHow.APOLOGIES, name="cedar")
    with pytest.raises(WrongState, match="Everybody has said"):
        remind_invited(meeting=meeting, by=wood.ash, now=NOON)


def test_by_itself_three_days_before_and_on_no_other_day(wood):
    call(wood)
    before = Message.objects.count()
    for days, sent in ((5, 0), (3, 2), (2, 2)):
        remind_of_meetings(STARTS - timedelta(days=days))
        assert Message.objects.count() - before == sent
