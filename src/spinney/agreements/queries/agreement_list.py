"""The agreements of a cluster, side by side, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from spinney.agreements.bridge.kinds import kind_words
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.agreements import UNDO_DAYS
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.queries.agreements import versions_for, visible_to
from spinney.agreements.queries.standings import Standing, Where, signed_so_far, standing_of
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import counted, listed

NAMED = 3
"""So many parties are named in a line; of more, the first and how many there are."""


@dataclass(frozen=True)
class Listed:
    """One agreement in a list."""

    agreement: Agreement
    standing: Standing
    parties: Sequence[str]

    @property
    def pk(self) -> int:
        return int(self.agreement.pk)

    @property
    def title(self) -> str:
        return self.agreement.title

    @property
    def kind(self) -> str:
        return kind_words(self.agreement.kind)

    @property
    def where(self) -> Where:
        return self.standing.where

    @property
    def between(self) -> str:
        """Whom it is between, in a line."""
        if self.agreement.speaks_for == SpeaksFor.CLUSTER and len(self.parties) > NAMED:
            return f"The whole cluster, {counted(len(self.parties), 'party', 'parties')}"
        if len(self.parties) > NAMED:
            rest = counted(len(self.parties) - 2, "other")
            return f"{self.parties[0]}, {self.parties[1]} and {rest}"
        return listed(self.parties) or "No parties yet"

    @property
    def words(self) -> str:
        """All that a search looks in."""
        return " ".join([self.title, self.kind, *self.parties])


def agreements_of(by: Actor, cluster_id: int, on: date) -> list[Listed]:
    """The agreements of a cluster that somebody may see, the newest first. Four queries."""
    found = list(
        visible_to(by)
        .filter(cluster=cluster_id)
        .exclude(state=AgreementState.DISCARDED)
        .prefetch_related("versions", "parties__organisation")
        .order_by("-made_at", "-pk")
    )
    out = [v.pk for a in found for v in a.versions.all() if v.state == VersionState.SIGNING]
    signed = signed_so_far(out) if out else {}
    return [
        Listed(
            one,
            standing_of(one, on, versions=versions_for(by, one), signed=signed),
            [party.organisation.name for party in one.parties.all() if not _gone(party, on)],
        )
        for one in found
    ]


def _gone(party: object, on: date) -> bool:
    left = getattr(party, "left_on", None)
    return left is not None and left <= on


def thrown_away(by: Actor, cluster_id: int, now: datetime) -> list[Version]:
    """What was thrown away lately and can be brought back by whoever asks, the latest first:
    whole agreements (version 1), and variations of agreements that stay.
    """
    lately = Version.objects.filter(
        agreement__in=visible_to(by).filter(cluster=cluster_id),
        state=VersionState.DISCARDED,
        discarded_at__gt=now - timedelta(days=UNDO_DAYS),
    ).select_related("agreement")
    return [one for one in lately.order_by("-discarded_at") if drafts(by, one.agreement)]
