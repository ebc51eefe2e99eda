"""What the contractors' register does by itself: warns of papers that end, and really erases."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.purchasing.actions.contractor_notes import remind_of_insurance
from spinney.purchasing.actions.contractors import erase_contractor
from spinney.purchasing.queries.contractors import papers_to_remind, to_erase

BY = Actor.system("contractors")


@duty("purchasing: tell of contractors’ insurances that end", daily_at=time(9, 25))
def remind_of_papers(now: datetime) -> None:
    """Once for each paper, some weeks before it ends."""
    for paper in papers_to_remind(localdate(now)):
        remind_of_insurance(paper=paper, by=BY, now=now)


@duty("purchasing: erase contractors that were removed", daily_at=time(3, 35))
def erase_removed(now: datetime) -> None:
    """What was removed and not brought back goes for good, with all that was noted of it."""
    for contractor in to_erase(now):
        erase_contractor(contractor=contractor, by=BY, now=now)
