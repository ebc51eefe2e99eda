"""A reader from outside is given longer, or asked again."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.states import ReaderState
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.record import subject_of
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, a_reader, change

LATER = date(2026, 5, 1)


def test_her_link_works_on_and_is_sent_again(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version)
    change(version)
    reader = actions.renew_outside_reader(reader=reader, until=LATER, by=wood.ash, now=NOON)
    assert reader.content["clauses"][0]["text"] == "We share what we can."
    links = TaskLink.objects.filter(subject=subject_of(reader), revoked_at=None)
    assert {one.expires_at.date() for one in links} <= {LATER, LATER + timedelta(days=1)}
    assert Message.objects.filter(kind="agreements.outside_reading").count() == 2


def test_whoever_was_asked_no_longer_reads_again(wood):
    reader = a_reader(wood, a_draft(wood))
    actions.withdraw_outside_reader(reader=reader, by=wood.ash, now=NOON)
    reader = actions.renew_outside_reader(reader=reader, until=LATER, by=wood.ash, now=NOON)
    assert (reader.state, reader.until) == (ReaderState.ASKED, LATER)
    live = TaskLink.objects.filter(subject=subject_of(reader), revoked_at=None)
    assert live.count() == 1


def test_not_to_a_day_that_has_passed_nor_by_others(wood):
    reader = a_reader(wood, a_draft(wood))
    with pytest.raises(BadInput):
        actions.renew_outside_reader(reader=reader, until=NOON.date(), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        actions.renew_outside_reader(reader=reader, until=LATER, by=wood.birch, now=NOON)
