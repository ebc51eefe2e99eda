"""The door of the decisions room: the only module other rooms may import."""

from __future__ import annotations

from spinney.decisions.events.book import decision_ended, decision_entered, decision_superseded
from spinney.decisions.events.steps import outline_changed, step_taken
from spinney.decisions.models import ActionItem, Ballot, Decision, Meeting, OutlineLine
from spinney.decisions.queries.book import Decided, decisions
from spinney.decisions.queries.book_chain import BookFault, verify_book
from spinney.decisions.queries.leads import lead_of
from spinney.decisions.queries.outline import Priority, outline

__all__ = [
    "ActionItem",
    "Ballot",
    "BookFault",
    "Decided",
    "Decision",
    "Meeting",
    "OutlineLine",
    "Priority",
    "decision_ended",
    "decision_entered",
    "decision_superseded",
    "decisions",
    "lead_of",
    "outline",
    "outline_changed",
    "step_taken",
    "verify_book",
]
