"""The lives of ballots, votes, meetings and decisions, as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class BallotState(models.TextChoices):
    DRAFT = "draft", "Being written"
    ANNOUNCED = "announced", "Announced"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Taken back"
    REPLACED = "replaced", "Replaced by a new version"
    DISCARDED = "discarded", "Thrown away"


class VotedHow(models.TextChoices):
    SITE = "site", "On the site"
    LINK = "link", "By link"
    REPLY = "reply", "By answering the e-mail"
    PAPER = "paper", "On paper"
    PHONE = "phone", "By phone"
    PROXY = "proxy", "By a proxy"
    API = "api", "Through a program of theirs"


class EntryState(models.TextChoices):
    WAITING = "waiting", "Waits for a second person"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Not confirmed"


class ReplyState(models.TextChoices):
    TAKEN = "taken", "Counted as a vote"
    UNDONE = "undone", "Undone"
    REFUSED = "refused", "Not understood"


class MeetingState(models.TextChoices):
    DRAFT = "draft", "Being planned"
    CALLED = "called", "Called"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class MinutesState(models.TextChoices):
    NONE = "none", "Not written yet"
    DRAFT = "draft", "Being written"
    SENT = "sent", "Sent to be approved"
    APPROVED = "approved", "Approved"


class CameHow(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    REMOTE = "remote", "By phone or video"
    DEPUTY = "deputy", "Sent a deputy"
    APOLOGIES = "apologies", "Sent apologies"
    NO_WORD = "no_word", "Did not come, no word"


CAME = frozenset({CameHow.IN_PERSON, CameHow.REMOTE, CameHow.DEPUTY})
"""The ways of having been there."""


class ItemKind(models.TextChoices):
    TALK = "talk", "To talk about"
    DECIDE = "decide", "To decide"
    NOTE = "note", "To note"


class ActionState(models.TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "No longer needed"


class DecisionState(models.TextChoices):
    STANDS = "stands", "Stands"
    NOT_CARRIED = "not_carried", "Not carried"
    SUPERSEDED = "superseded", "Superseded"
    ENDED = "ended", "No longer stands"


class Origin(models.TextChoices):
    BALLOT = "ballot", "By ballot"
    MEETING = "meeting", "At a meeting"
    DELEGATED = "delegated", "By somebody who was given it to decide"
    ELSEWHERE = "elsewhere", "Before it came here"


class StepKind(models.TextChoices):
    LEAD = "lead", "The elected lead becomes the lead body"
    AGREEMENT = "agreement", "The agreement goes out for signature"
    OUTLINE = "outline", "The chosen priorities become the outline of a workplan"
    MEETING = "meeting", "The chosen date becomes a meeting"
    MOTION = "motion", "What was chosen is put to the members by your rule"


class StepState(models.TextChoices):
    OFFERED = "offered", "Can be done"
    DONE = "done", "Done"
    DECLINED = "declined", "Not wanted"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    BallotState: {
        BallotState.DRAFT: frozenset(
            {BallotState.ANNOUNCED, BallotState.OPEN, BallotState.DISCARDED}
        ),
        BallotState.ANNOUNCED: frozenset(
            {BallotState.OPEN, BallotState.DRAFT, BallotState.WITHDRAWN, BallotState.REPLACED}
        ),
        BallotState.OPEN: frozenset(
            {BallotState.CLOSED, BallotState.WITHDRAWN, BallotState.REPLACED}
        ),
        BallotState.CLOSED: frozenset(),
        BallotState.WITHDRAWN: frozenset(),
        BallotState.REPLACED: frozenset(),
        BallotState.DISCARDED: frozenset({BallotState.DRAFT}),
    },
    EntryState: {
        EntryState.WAITING: frozenset({EntryState.CONFIRMED, EntryState.REFUSED}),
        EntryState.CONFIRMED: frozenset(),
        EntryState.REFUSED: frozenset(),
    },
    ReplyState: {
        ReplyState.TAKEN: frozenset({ReplyState.UNDONE}),
        ReplyState.UNDONE: frozenset(),
        ReplyState.REFUSED: frozenset(),
    },
    MeetingState: {
        MeetingState.DRAFT: frozenset(
            {MeetingState.CALLED, MeetingState.HELD, MeetingState.CANCELLED}
        ),
        MeetingState.CALLED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
        MeetingState.HELD: frozenset(),
        MeetingState.CANCELLED: frozenset({MeetingState.CALLED, MeetingState.DRAFT}),
    },
    MinutesState: {
        MinutesState.NONE: frozenset({MinutesState.DRAFT}),
        MinutesState.DRAFT: frozenset({MinutesState.SENT}),
        MinutesState.SENT: frozenset({MinutesState.DRAFT, MinutesState.APPROVED}),
        MinutesState.APPROVED: frozenset(),
    },
    ActionState: {
        ActionState.OPEN: frozenset({ActionState.DONE, ActionState.DROPPED}),
        ActionState.DONE: frozenset({ActionState.OPEN}),
        ActionState.DROPPED: frozenset({ActionState.OPEN}),
    },
    DecisionState: {
        DecisionState.STANDS: frozenset({DecisionState.SUPERSEDED, DecisionState.ENDED}),
        DecisionState.NOT_CARRIED: frozenset({DecisionState.SUPERSEDED}),
        DecisionState.SUPERSEDED: frozenset(),
        DecisionState.ENDED: frozenset({DecisionState.STANDS}),
    },
    StepState: {
        StepState.OFFERED: frozenset({StepState.DONE, StepState.DECLINED}),
        StepState.DONE: frozenset(),
        StepState.DECLINED: frozenset({StepState.OFFERED}),
    },
}
