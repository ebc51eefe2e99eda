"""An unmerge of which nothing is known gives nothing away."""

from spinney.base.kernel.actors import Actor
from spinney.decisions.actions.meeting_merges import follow_unmerge_at_meetings
from tests.decisions.meeting import NOON
from tests.decisions.test_follow_merge_at_meetings import merge, told  # noqa: F401


def test_who_came_stays_as_it_is(merge):  # noqa: F811
    before = told(merge.both), told(merge.alone)
    follow_unmerge_at_meetings(merge=merge.row, by=Actor.system("merges"), now=NOON)
    assert (told(merge.both), told(merge.alone)) == before
