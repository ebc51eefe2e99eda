"""The door of the decisions room: the only module other rooms may import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.clusters.api import Cluster
from spinney.decisions.actions.ballots import draft_ballot
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.events.ballots import ballot_ended
from spinney.decisions.events.book import decision_ended, decision_entered, decision_superseded
from spinney.decisions.events.minutes import meeting_ended, minutes_approved
from spinney.decisions.events.steps import outline_changed, step_taken
from spinney.decisions.models import ActionItem, Ballot, Decision, Meeting, OutlineLine
from spinney.decisions.queries.attendance import Attended, attendance
from spinney.decisions.queries.book import Decided, decisions
from spinney.decisions.queries.book_chain import BookFault, verify_book
from spinney.decisions.queries.grounds import add_grounds_source
from spinney.decisions.queries.leads import lead_of
from spinney.decisions.queries.onward import add_outline_source
from spinney.decisions.queries.outline import Priority, outline
from spinney.decisions.queries.settled import Settled, settled_by
from spinney.decisions.queries.signs import signs

__all__ = [
    "ActionItem",
    "Attended",
    "Ballot",
    "BookFault",
    "Decided",
    "Decision",
    "Meeting",
    "OptionText",
    "OutlineLine",
    "Priority",
    "Settled",
    "add_grounds_source",
    "add_outline_source",
    "attendance",
    "ballot_ended",
    "begin_ballot",
    "decision_ended",
    "decision_entered",
    "decision_superseded",
    "decisions",
    "lead_of",
    "meeting_ended",
    "minutes_approved",
    "outline",
    "outline_changed",
    "settled_by",
    "step_taken",
    "verify_book",
    "signs",
]


def begin_ballot(
    cluster: Cluster, title: str, options: Iterable[OptionText] = (), *, background: str = "",
    by: Actor, now: datetime,
) -> Ballot:  # fmt: skip
    """Begin a ballot from another room, with what can be chosen: one of two, an order of more; with
    no options, whether the members agree to it, by their rule. Those who run the cluster see it,
    change it and open it.

    Raises BadInput for what cannot be a ballot, NotAllowed to whoever may not write one.
    """
    choices = list(options)
    way = "motion" if not choices else "choose" if len(choices) <= 2 else "rank"
    text = BallotText(title=title, way=way, background=background)
    return draft_ballot(cluster=cluster, text=text, options=choices, by=by, now=now)
