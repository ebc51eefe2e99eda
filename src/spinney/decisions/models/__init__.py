"""Tables of the decisions room, one file a noun."""

from spinney.decisions.models.ballots import Ballot, Option, OptionFile
from spinney.decisions.models.book import Decision, NextStep, OutlineLine, Review
from spinney.decisions.models.meetings import (
    ActionItem,
    AgendaItem,
    Meeting,
    MeetingPaper,
    Minutes,
    Presence,
)
from spinney.decisions.models.voting import (
    Elector,
    Entry,
    ObjectionAnswer,
    Proxy,
    Reply,
    SealedVote,
    Vote,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Ballot",
    "Decision",
    "Elector",
    "Entry",
    "Meeting",
    "MeetingPaper",
    "Minutes",
    "NextStep",
    "ObjectionAnswer",
    "Option",
    "OptionFile",
    "OutlineLine",
    "Presence",
    "Proxy",
    "Reply",
    "Review",
    "SealedVote",
    "Vote",
]
