"""Two organisations turn out to be one: who came to meetings goes along, and comes back."""

from types import SimpleNamespace

import pytest

from spinney.base.kernel.actors import Actor
from spinney.decisions.actions.meeting_merges import (
    follow_merge_at_meetings,
    follow_unmerge_at_meetings,
)
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.decisions.making import a_meeting
from tests.decisions.meeting import NOON

BY = Actor.system("merges")


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "fern")
    both, alone = a_meeting(wood), a_meeting(wood)
    both.presences.create(organisation=kept)
    both.presences.create(organisation=aside, how="remote", late_minutes=10, tier="Core")
    alone.presences.create(organisation=aside, how="in_person")
    row = Merge(kept=kept, aside=aside)
    row.pk = 1
    return SimpleNamespace(row=row, both=both, alone=alone, kept=kept, aside=aside)


def told(meeting):
    return set(meeting.presences.values_list("organisation__name", "how", "late_minutes"))


def test_the_kept_one_stands_once_with_what_is_known(merge):
    follow_merge_at_meetings(merge=merge.row, by=BY, now=NOON)
    assert told(merge.both) == {("Birch House", "remote", 10)}
    assert told(merge.alone) == {("Birch House", "in_person", 0)}
    follow_unmerge_at_meetings(merge=merge.row, by=BY, now=NOON)
    assert told(merge.both) == {("Birch House", "", 0), ("Fern House", "remote", 10)}
    assert told(merge.alone) == {("Fern House", "in_person", 0)}


def test_what_was_noted_of_the_kept_one_stays(merge):
    merge.both.presences.filter(organisation=merge.kept).update(how="apologies")
    follow_merge_at_meetings(merge=merge.row, by=BY, now=NOON)
    assert told(merge.both) == {("Birch House", "apologies", 0)}
    follow_unmerge_at_meetings(merge=merge.row, by=BY, now=NOON)
    assert told(merge.both) == {("Birch House", "apologies", 0), ("Fern House", "remote", 10)}
