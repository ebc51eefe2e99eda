"""Everybody who is invited is told that the papers are there."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.meeting_papers import add_meeting_paper, send_papers
from tests.decisions.meeting import NOON, call, plan
from tests.decisions.test_add_meeting_paper import paper


def test_each_is_told_once(wood):
    meeting = call(wood)
    add_meeting_paper(meeting=meeting, file=paper(), by=wood.ash, now=NOON)
    assert send_papers(meeting=meeting, by=wood.ash, now=NOON).papers_sent_at == NOON
    told = Message.objects.filter(kind="decisions.meeting_papers")
    assert {one.email for one in told} == {"birch@example.org", "cedar@example.org"}


def test_not_without_papers_nor_before_it_is_called(wood):
    for meeting, why in ((call(wood), "no papers"), (plan(wood), "Call the meeting first")):
        with pytest.raises(WrongState, match=why):
            send_papers(meeting=meeting, by=wood.ash, now=NOON)
