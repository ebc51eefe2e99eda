"""The door of the decisions room: the only module other rooms may import."""

from __future__ import annotations

from spinney.decisions.models import ActionItem, Ballot, Decision, Meeting, OutlineLine

__all__ = ["ActionItem", "Ballot", "Decision", "Meeting", "OutlineLine"]
