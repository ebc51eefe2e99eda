"""What the register of decisions says of what was decided elsewhere than in a ballot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from spinney.agreements.api import Asking, how_decided
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.decisions.bridge.ballot_facts import sources_of
from spinney.decisions.bridge.facts import Asked, Facts
from spinney.decisions.models import AgendaItem, Decision, Meeting
from spinney.decisions.states import CameHow, Origin

HERE = (CameHow.IN_PERSON, CameHow.REMOTE, CameHow.DEPUTY)


@dataclass(frozen=True)
class Noted:
    """A decision as somebody notes it: what was asked and decided, why, and who did not agree.
    `decided_by`, `given_by` and `given_in` are for what was given to somebody to decide: who, by
    which term or other words, and by which decision; `corrects` is the number of the entry that it
    puts right.
    """

    title: str
    outcome: str
    origin: Origin
    decided_on: date
    question: str = ""
    reasons: str = ""
    dissent: str = ""
    decided_by: str = ""
    given_by: str = ""
    given_in: Decision | None = field(default=None, compare=False)
    carried: bool = True
    meeting: Meeting | None = field(default=None, compare=False)
    item: AgendaItem | None = field(default=None, compare=False)
    review_on: date | None = None
    corrects: int | None = None


def facts_of_noted(cluster: clusters.Cluster, noted: Noted) -> Facts:
    """The facts of a decision that somebody notes. Of one at a meeting: the rule in force that day,
    and who was there of those whom it asks.
    """
    asking = _asking(cluster, noted) if noted.origin == Origin.MEETING else None
    return Facts(
        title=" ".join(noted.title.split()),
        origin=noted.origin,
        decided_on=noted.decided_on.isoformat(),
        question=noted.question.strip(),
        outcome=noted.outcome.strip(),
        carried=noted.carried,
        way=Origin(noted.origin).label,
        reasons=noted.reasons.strip(),
        dissent_words=noted.dissent.strip(),
        decided_by=" ".join(noted.decided_by.split()),
        given_by=_given_by(noted),
        given_in=noted.given_in.number if noted.given_in else None,
        meeting=meeting_words(noted.meeting) if noted.meeting else "",
        item=noted.item.title if noted.item else "",
        corrects=noted.corrects,
        rule=asking.words if asking else (),
        sources=sources_of(asking.sources) if asking else (),
        electorate=_electorate(asking, noted.meeting) if asking else (),
    )


def _given_by(noted: Noted) -> str:
    decision = f"Decision {noted.given_in.number}" if noted.given_in else ""
    return "; ".join(one for one in (decision, " ".join(noted.given_by.split())) if one)


def meeting_words(meeting: Meeting) -> str:
    """A meeting and its day: "Members’ meeting, 3 April 2026"."""
    return f"{meeting.title}, {day(meeting.starts_at)}" if meeting.starts_at else meeting.title


def _asking(cluster: clusters.Cluster, noted: Noted) -> Asking | None:
    """How the members decided on that day; None where nobody could be asked."""
    meeting = noted.meeting
    held = localdate(meeting.starts_at) if meeting and meeting.starts_at else noted.decided_on
    try:
        return how_decided(cluster, held)
    except WrongState:
        return None


def _electorate(asking: Asking, meeting: Meeting | None) -> tuple[Asked, ...]:
    """Those whom the rule asks; at a meeting with who of them was there (of those that nothing is
    noted of yet it is not told).
    """
    rows = meeting.presences.select_related("organisation") if meeting else ()
    came = {str(one.organisation.uid): one.how in HERE for one in rows if one.how}
    return tuple(
        Asked(one.uid, one.name, "".join(one.classes), one.weight, came.get(one.uid))
        for one in asking.electors
    )
