"""The door of the decisions room: the only module other rooms may import."""

from __future__ import annotations

from spinney.decisions.events.book import decision_ended, decision_entered, decision_superseded
from spinney.decisions.events.minutes import meeting_ended, minutes_approved
from spinney.decisions.events.steps import outline_changed, step_taken
from spinney.decisions.models import ActionItem, Ballot, Decision, Meeting, OutlineLine
from spinney.decisions.queries.attendance import Attended, attendance
from spinney.decisions.queries.book import Decided, decisions
from spinney.decisions.queries.book_chain import BookFault, verify_book
from spinney.decisions.queries.leads import lead_of
from spinney.decisions.queries.outline import Priority, outline

__all__ = [
    "ActionItem",
    "Attended",
    "Ballot",
    "BookFault",
    "Decided",
    "Decision",
    "Meeting",
    "OutlineLine",
    "Priority",
    "attendance",
    "decision_ended",
    "decision_entered",
    "decision_superseded",
    "decisions",
    "lead_of",
    "meeting_ended",
    "minutes_approved",
    "outline",
    "outline_changed",
    "step_taken",
    "verify_book",
]
