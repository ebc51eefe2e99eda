"""The ballots of a cluster, side by side, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import day_and_time, days_away
from spinney.decisions.bridge import counted as codes
from spinney.decisions.bridge.outcome_words import SHORT
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot
from spinney.decisions.policies.ballots import UNDO_DAYS, writes
from spinney.decisions.queries.ballots import visible_to
from spinney.decisions.states import BallotState

#: Those on which something can be done come first; those that are over last.
ORDER = (
    BallotState.OPEN, BallotState.ANNOUNCED, BallotState.DRAFT, BallotState.CLOSED,
    BallotState.WITHDRAWN, BallotState.REPLACED,
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One ballot in a list."""

    ballot: Ballot
    asked: int
    voted: int
    now: datetime

    @property
    def pk(self) -> int:
        return int(self.ballot.pk)

    @property
    def title(self) -> str:
        return self.ballot.title

    @property
    def way(self) -> str:
        return WAYS[self.ballot.way].label

    @property
    def state(self) -> str:
        return str(self.ballot.state)

    @property
    def is_counting(self) -> bool:
        """Whether voting has ended, and it is not closed yet."""
        closes = self.ballot.closes_at
        return self.state == BallotState.OPEN and closes is not None and closes <= self.now

    @property
    def state_words(self) -> str:
        return "Being counted" if self.is_counting else self.ballot.get_state_display()

    @property
    def closes(self) -> datetime | None:
        return self.ballot.closed_at or self.ballot.closes_at

    @property
    def took_part(self) -> str:
        """How many have voted, of how many; "" before it opens."""
        return f"{self.voted} of {self.asked}" if self.asked else ""

    @property
    def outcome(self) -> str:
        """What it came to, or what comes next, in a few words."""
        ballot = self.ballot
        if ballot.outcome == codes.CHOSEN:
            return "Elected" if WAYS[ballot.way].elects else "Chosen"
        if ballot.outcome:
            return SHORT.get(ballot.outcome, "").capitalize()
        if self.state == BallotState.ANNOUNCED:
            return f"Opens on {day_and_time(ballot.opens_at)}"
        if self.state == BallotState.OPEN and not self.is_counting:
            return f"Closes {days_away(ballot.closes_at, localdate(self.now))}"
        return ""


def ballots_of(by: Actor, cluster_id: int, now: datetime) -> list[Listed]:
    """The ballots of a cluster that somebody may see: what is open first, then the newest. One
    query.
    """
    rows = (
        visible_to(by)
        .filter(cluster=cluster_id)
        .exclude(state=BallotState.DISCARDED)
        .annotate(
            asked=Count("electors", filter=Q(electors__recused_at=None)),
            voted=Count("electors", filter=~Q(electors__voted_at=None)),
        )
        .order_by(F("opened_at").desc(nulls_first=True), "-made_at", "-pk")
    )
    found = [Listed(one, one.asked, one.voted, now) for one in rows]
    return sorted(found, key=lambda one: ORDER.index(BallotState(one.state)))


def thrown_away(by: Actor, cluster_id: int, now: datetime) -> list[Ballot]:
    """Drafts thrown away lately that whoever asks can bring back, the latest first."""
    lately = visible_to(by).filter(
        cluster=cluster_id, state=BallotState.DISCARDED,
        discarded_at__gt=now - timedelta(days=UNDO_DAYS),
    )  # fmt: skip
    return [one for one in lately.order_by("-discarded_at") if writes(by, one)]


def with_dates(by: Actor, cluster_id: int) -> list[Ballot]:
    """The ballots of a cluster that have a day on which they close, for a calendar."""
    states = (BallotState.ANNOUNCED, BallotState.OPEN, BallotState.CLOSED)
    rows = visible_to(by).filter(cluster=cluster_id, state__in=states).exclude(closes_at=None)
    return list(rows.order_by("closes_at", "pk"))
