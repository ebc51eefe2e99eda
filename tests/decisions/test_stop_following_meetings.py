"""The secret address of a calendar ends."""

from django.test import Client
from django.utils import timezone

from spinney.decisions.actions.meeting_feeds import follow_meetings, stop_following_meetings
from spinney.decisions.queries.following_meetings import follows


def test_nothing_is_found_there_any_more(wood):
    now = timezone.now()
    secret = follow_meetings(
        cluster=wood.cluster, person=wood.people["birch"], by=wood.birch, now=now
    )
    assert follows(wood.birch, wood.cluster, now)
    stop_following_meetings(cluster=wood.cluster, by=wood.birch, now=now)
    assert not follows(wood.birch, wood.cluster, now)
    assert Client().get(f"/meetings-calendar/{secret}/").status_code == 410
