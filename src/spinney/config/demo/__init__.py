"""The demonstration: Collaborate 2, with the facts of its report and everything else illustrative;
and Meadowbridge, a cluster that is illustrative altogether, which shows what members say, beside
three that did not come as far.

Everything is done through the rooms' own actions, by the people who would do it, on invented days
before today, so that the record, the mailbox and the pages are those of a real programme.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from spinney.base.post.models import Message
from spinney.clusters.models import Programme
from spinney.config.demo.clusters import play_cluster
from spinney.config.demo.meadowbridge import play_meadowbridge
from spinney.config.demo.neighbours import play_neighbours
from spinney.config.demo.people import make_people
from spinney.config.demo.programme import change_plans, make_programme
from spinney.config.demo.today import leave_things_open
from spinney.config.demo.told import facts

__all__ = ["load_demonstration"]


@transaction.atomic
def load_demonstration(*, now: datetime) -> bool:
    """Load both programmes, their clusters and their people; False when all are there."""
    if Programme.objects.filter(name=facts()["programme"]["name"]).exists():
        return False
    people = make_people()
    programme = make_programme(people, now)
    change_plans(programme, people, now)
    clusters = [play_cluster(programme, told, people, now) for told in facts()["clusters"]]
    leave_things_open(programme, clusters, people, now)
    play_neighbours(play_meadowbridge(now), now)
    _nothing_waits_to_be_sent()
    return True


def _nothing_waits_to_be_sent() -> None:
    """The demonstration mails nobody: its messages are read in the mailbox, and none has failed."""
    waiting = Message.objects.exclude(state=Message.State.UNWANTED)
    waiting.update(state=Message.State.SENT, sent_at=F("made_at"), next_try_at=None)
