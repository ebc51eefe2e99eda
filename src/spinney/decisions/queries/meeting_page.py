"""The page of a meeting, for whoever looks: when and where, agenda, papers, who comes, minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import clock, counted
from spinney.clusters import api as clusters
from spinney.decisions.bridge.meeting_quorum import QuorumShown, roll_of, rule_for_meeting, shown
from spinney.decisions.bridge.meeting_words import (
    answer_words,
    in_sentence,
    when_words,
    where_words,
)
from spinney.decisions.models import AgendaItem, Ballot, Meeting, MeetingPaper, Presence
from spinney.decisions.policies.meetings import runs
from spinney.decisions.queries.ballots import visible_to as ballots_visible_to
from spinney.decisions.queries.meetings import is_over, presences_of
from spinney.decisions.states import (
    CAME,
    BallotState,
    CameHow,
    ItemKind,
    MeetingState,
    MinutesState,
)
from spinney.register import api as register

TONES = {
    MeetingState.DRAFT: Tone.WAITS, MeetingState.CALLED: Tone.GO, MeetingState.HELD: Tone.QUIET,
    MeetingState.CANCELLED: Tone.LATE,
}  # fmt: skip


@dataclass(frozen=True)
class ItemShown:
    """An item of the agenda as a page shows it. `begins` is when, if every item before it has its
    minutes.
    """

    item: AgendaItem
    number: int
    begins: str
    ballot: Ballot | None
    papers: Sequence[MeetingPaper]

    @property
    def facts(self) -> str:
        said = [
            str(ItemKind(self.item.kind).label),
            counted(self.item.minutes, "minute") if self.item.minutes else "",
            self.item.leads,
        ]
        return " · ".join(one for one in said if one)


@dataclass(frozen=True)
class ComesShown:
    """An organisation that is invited, and what is known of it: what it said, or how it came."""

    presence: Presence
    words: str
    tone: str

    @property
    def status(self) -> Status:
        return Status(self.words, Tone(self.tone))


@dataclass(frozen=True)
class MeetingShown:
    """Everything on the page of a meeting."""

    meeting: Meeting
    status: Status
    when: str
    where: str
    items: Sequence[ItemShown]
    papers: Sequence[MeetingPaper]
    comes: Sequence[ComesShown]
    coming: str
    quorum: QuorumShown
    mine: Presence | None
    runs: bool
    is_over: bool
    can_begin: bool
    papers_by: date | None = None

    @property
    def has_papers(self) -> bool:
        return bool(self.papers) or any(one.papers for one in self.items)

    @property
    def is_called(self) -> bool:
        return self.meeting.state == MeetingState.CALLED

    @property
    def mine_words(self) -> str:
        if self.mine is None:
            return ""
        return in_sentence(answer_words(self.mine.expected, self.mine.person_name))

    @property
    def asks_me(self) -> bool:
        return self.mine is not None and self.is_called and not self.is_over

    @property
    def minutes_words(self) -> str:
        minutes = getattr(self.meeting, "minutes", None)
        return str(MinutesState(minutes.state).label) if minutes else ""

    @property
    def can_read_minutes(self) -> bool:
        minutes = getattr(self.meeting, "minutes", None)
        return minutes is not None and (self.runs or minutes.state != MinutesState.DRAFT)


def meeting_shown(by: Actor, meeting: Meeting, now: datetime) -> MeetingShown:
    """The page of a meeting for somebody who may see it. The same number of queries however many
    are invited.
    """
    rows = presences_of(meeting)
    held = meeting.state == MeetingState.HELD
    on = localdate(meeting.starts_at) if meeting.starts_at else localdate(now)
    rule, roll = rule_for_meeting(meeting, min(on, localdate(now))), roll_of(meeting, rows)
    here = roll.here(None) if held else roll.expected()
    verb, one = ("came", "came") if held else ("say that they come", "says that it comes")
    papers = list(meeting.papers.order_by("added_at", "pk"))
    starts_on = localdate(meeting.starts_at) if meeting.starts_at else None
    quorum = shown(roll.quorate(rule, here), rule, verb, one)
    return MeetingShown(
        meeting=meeting,
        status=Status(str(MeetingState(meeting.state).label), TONES[MeetingState(meeting.state)]),
        when=when_words(meeting),
        where=where_words(meeting),
        items=items_shown(by, meeting, papers),
        papers=[paper for paper in papers if paper.item_id is None],
        comes=[_comes(row, held) for row in rows],
        coming=_coming(rows, held, counted=quorum.met is not None),
        quorum=quorum,
        mine=next((row for row in rows if row.organisation_id == by.organisation_id), None),
        runs=runs(by, meeting),
        is_over=is_over(meeting, now),
        can_begin=meeting.state in (MeetingState.CALLED, MeetingState.DRAFT)
        and starts_on is not None
        and localdate(now) >= starts_on,
        papers_by=papers_due(meeting, now) if runs(by, meeting) else None,
    )


def items_shown(
    by: Actor, meeting: Meeting, papers: Sequence[MeetingPaper] | None = None
) -> list[ItemShown]:
    """The agenda in its order, with its papers, and the ballots that the actor may see. Two or
    three queries.
    """
    items = list(meeting.items.all())
    if papers is None:
        papers = list(meeting.papers.order_by("added_at", "pk"))
    of_item: dict[int, list[MeetingPaper]] = defaultdict(list)
    for paper in papers:
        of_item[paper.item_id or 0].append(paper)
    named = [one.ballot_id for one in items if one.ballot_id]
    ballots = ballots_visible_to(by).in_bulk(named) if named else {}
    found, at = [], meeting.starts_at
    for number, one in enumerate(items, start=1):
        begins = clock(at) if at else ""
        ballot = ballots.get(one.ballot_id) if one.ballot_id else None
        found.append(ItemShown(one, number, begins, ballot, of_item[one.pk]))
        at = at + timedelta(minutes=one.minutes) if at and one.minutes else None
    return found


def _comes(row: Presence, held: bool) -> ComesShown:
    if not held:
        words = answer_words(row.expected, row.person_name)
        tones = {CameHow.APOLOGIES: Tone.QUIET, "": Tone.WAITS}
        return ComesShown(row, words, str(tones.get(row.expected, Tone.GO)))
    words = str(CameHow(row.how).label) if row.how else "Nothing noted"
    return ComesShown(row, words, str(Tone.GO if row.how in CAME else Tone.QUIET))


def _coming(rows: Sequence[Presence], held: bool, *, counted: bool) -> str:
    """How many come or came, and how many have not said. Where the quorum is of all who are
    invited, and is `counted` beside this, its sentence says the first already.
    """
    if not rows:
        return ""
    told = counted and all(row.in_quorum for row in rows)
    if held:
        return "" if told else f"{sum(row.how in CAME for row in rows)} of {len(rows)} came."
    come = sum(row.expected in CAME for row in rows)
    silent = sum(not row.expected for row in rows)
    said = [] if told else [f"{come} of {len(rows)} come."]
    if silent:
        said.append(f"{silent} {'has' if silent == 1 else 'have'} not said yet.")
    return " ".join(said)


# What whoever plans one is offered --------------------------------------------------------------


@dataclass(frozen=True)
class Notice:
    """How long before meetings are called, as agreed (None: nothing is), and how it is for one."""

    days: int | None
    given: int | None
    words: str
    title: str = ""
    agreement: int | None = None

    @property
    def is_short(self) -> bool:
        return self.days is not None and self.given is not None and self.given < self.days


def notice_for(meeting: Meeting, now: datetime) -> Notice:
    """What was agreed about calling meetings, against the days that are left."""
    today = localdate(now)
    given = (localdate(meeting.starts_at) - today).days if meeting.starts_at else None
    held = agreements.terms(meeting.cluster, today)
    source = held.source("meeting_notice")
    words = held.meeting_notice.words({})
    if source is None:
        return Notice(None, given, "You have agreed nothing about how long before you call it.")
    return Notice(held.meeting_notice.days, given, words, source.title, source.agreement)


def usual_chair(cluster: clusters.Cluster, now: datetime) -> tuple[str, str]:
    """Who is in the chair by the terms in force, as far as they name anybody; and those terms in
    words.
    """
    today = localdate(now)
    held = agreements.terms(cluster, today)
    words = held.meetings.words({}) if held.source("meetings") else ""
    if not words:
        return "", ""
    if held.meetings.chair == "facilitator":
        people = clusters.people_who_run(cluster, today)
        return (str(people[0]) if people else ""), words
    if held.meetings.chair == "lead_body" and held.lead_body.organisation:
        lead = register.Organisation.objects.filter(uid=UUID(held.lead_body.organisation)).first()
        return (lead.name if lead else ""), words
    return "", words


def papers_due(meeting: Meeting, now: datetime) -> date | None:
    """The last day for sending the papers, as agreed; None where nothing is, or they are sent."""
    held = agreements.terms(meeting.cluster, localdate(now))
    days = held.meeting_notice.papers_days
    if meeting.papers_sent_at or not meeting.starts_at or days is None:
        return None
    if held.source("meeting_notice") is None or meeting.state != MeetingState.CALLED:
        return None
    return localdate(meeting.starts_at) - timedelta(days=days)


def ballots_for_items(by: Actor, meeting: Meeting) -> list[Ballot]:
    """The ballots that can be held at a meeting: those that are not over."""
    open_ones = (BallotState.DRAFT, BallotState.ANNOUNCED, BallotState.OPEN)
    found = ballots_visible_to(by).filter(cluster=meeting.cluster_id, state__in=open_ones)
    return list(found.order_by("-made_at"))
