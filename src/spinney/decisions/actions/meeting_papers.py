"""Papers that are read before or at a meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.uploads import check
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import lock_meeting
from spinney.decisions.letters import meetings as letters
from spinney.decisions.models import AgendaItem, Meeting, MeetingPaper
from spinney.decisions.policies import meetings as rules
from spinney.decisions.states import MeetingState

MOST_PAPERS = 40


@transaction.atomic
def add_meeting_paper(
    *,
    meeting: Meeting,
    file: File[Any],
    item: AgendaItem | None = None,
    by: Actor,
    now: datetime,
) -> MeetingPaper:
    """Keep a paper for a meeting, for one of its items if it is about one. Raises BadInput or
    TooLarge for what cannot be taken.
    """
    require(policies.MAY, "add_meeting_paper", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_agenda_open(meeting)
    if item is not None and item.meeting_id != meeting.pk:
        raise BadInput("That item is not on this agenda.", {"item": ["Choose another."]})
    if meeting.papers.count() >= MOST_PAPERS:
        raise WrongState(f"A meeting has at most {MOST_PAPERS} papers. Take one away first.")
    checked = check(file)
    paper = MeetingPaper(
        meeting=meeting, item=item, name=checked.name, size=checked.size, added_at=now
    )
    # On disk a file has no name of its own, so that two of one name never meet.
    paper.file.save(f"{paper.uid}.{checked.name.rpartition('.')[2].lower()}", file, save=False)
    paper.save()
    record(
        "decisions.add_meeting_paper", by=by, on=paper, at=now, scope=meeting.scope,
        title=meeting.title, name=paper.name, sha256=checked.sha256,
    )  # fmt: skip
    return paper


@transaction.atomic
def remove_meeting_paper(*, paper: MeetingPaper, by: Actor, now: datetime) -> None:
    """Take a paper away from a meeting."""
    meeting = lock_meeting(paper.meeting)
    require(policies.MAY, "remove_meeting_paper", by=by, scope=meeting.scope)
    rules.check_agenda_open(meeting)
    record(
        "decisions.remove_meeting_paper", by=by, on=paper, at=now, scope=meeting.scope,
        title=meeting.title, name=paper.name,
    )  # fmt: skip
    kept, storage = str(paper.file.name), paper.file.storage
    paper.delete()
    transaction.on_commit(lambda: storage.delete(kept))


@transaction.atomic
def send_papers(*, meeting: Meeting, by: Actor, now: datetime) -> Meeting:
    """Tell everybody who is invited that the papers can be read."""
    require(policies.MAY, "send_papers", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    if meeting.state != MeetingState.CALLED:
        raise WrongState("Call the meeting first. Whoever is invited can read its papers then.")
    if not meeting.papers.exists():
        raise WrongState("There are no papers yet. Add one first.")
    meeting.papers_sent_at = now
    meeting.save(update_fields=["papers_sent_at"])
    record(
        "decisions.send_papers", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, papers=meeting.papers.count(),
    )  # fmt: skip
    letters.papers_are_there(meeting, by=by, now=now)
    return meeting
