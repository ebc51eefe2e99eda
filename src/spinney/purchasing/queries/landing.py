"""The first page of purchasing in a cluster: what there is, in a line each, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import counted, money
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.models import SpendCell
from spinney.purchasing.queries import contractors, contracts, opportunities, purchases
from spinney.purchasing.queries.amounts import band_words
from spinney.purchasing.queries.reviewing import waiting_for
from spinney.purchasing.queries.savings import ledger_of
from spinney.purchasing.queries.seeing import Seeing, seeing
from spinney.purchasing.states import OpportunityState, PurchaseState, SavingKind

SOON = timedelta(days=90)
"""Contracts whose last day for notice comes within so many days are counted."""
BEST = 3


@dataclass(frozen=True)
class Way:
    """A page of the room: `line` says what is there, `now` how it stands."""

    words: str
    url: str
    line: str
    now: str = ""


@dataclass(frozen=True)
class Landing:
    """What the first page shows: one step for whoever looks (or none), the best ways to save that
    she sees, and every page with how it stands.
    """

    step: Link | None
    why: str
    best: list[opportunities.Seen]
    ways: list[Way]


class _Look:
    """One look at a cluster, by one actor."""

    def __init__(self, by: Actor, cluster: clusters.Cluster, now: datetime, on: date) -> None:
        self.by, self.cluster, self.now, self.on = by, cluster, now, on
        self.seen: Seeing = seeing(by, cluster, on)
        self.members = clusters.members(cluster, at=on)
        found = opportunities.visible_to(by, self.seen)
        self.best = [one for one in found if one.state == OpportunityState.OPEN]
        self.pairs = len(waiting_for(by, cluster, on, self.seen))
        own = sorted(self.seen.own & {one.organisation_id for one in self.members})
        self.own = own[0] if own else None
        self.is_member = by.has(Role.MEMBER, cluster_scope(cluster.pk))

    def url(self, view: str, *more: object) -> str:
        return reverse(f"purchasing:{view}", args=[self.cluster.pk, *more])


def landing(by: Actor, cluster: clusters.Cluster, now: datetime, on: date) -> Landing:
    """How purchasing stands in a cluster, as the actor sees it."""
    look = _Look(by, cluster, now, on)
    step, why = _step(look)
    return Landing(step, why, look.best[:BEST], list(_ways(look)))


def _step(look: _Look) -> tuple[Link | None, str]:
    """The one thing that helps most now."""
    own = look.own
    if own is not None and look.is_member and own not in look.seen.shared:
        if SpendCell.objects.filter(organisation=own).exists():
            return Link("See what others would see", look.url("preview-share")), (
                "Your payments are in. The others see nothing of them until you share them."
            )
        return Link("Give in a file", reverse("purchasing:spending", args=[own])), (
            "It begins with what you pay: a file from your accounts or your bank, as it is."
        )
    if own is not None and (waiting := purchases.waiting_for_word([look.cluster.pk], own)):
        return Link("Say whether you are in", look.url("pledge", waiting[0].pk)), (
            f"“{waiting[0].title}”: the others wait for your word."
        )
    if look.pairs:
        return Link("Look at the names", look.url("review-suppliers")), (
            f"{counted(look.pairs, 'pair')} of names may be one supplier. It takes a minute or two."
        )
    asks = may(policies.MAY, "ask_for_spend", by=look.by, scope=cluster_scope(look.cluster.pk))
    if asks and len(look.seen.shared) < len(look.members):
        return Link("Ask members for their files", look.url("ask-for-spend")), (
            "The more of you share, the more there is to compare."
        )
    return None, ""


def _ways(look: _Look) -> Iterator[Way]:
    told = {
        "spend_shares": _sharing, "opportunities": _chances, "purchases": _buying,
        "contracts": _notices, "savings": _saved, "contractors": _known, "suppliers": _doubts,
    }  # fmt: skip
    scope = cluster_scope(look.cluster.pk)
    for view, words, line in PAGES:
        if may(policies.MAY, view, by=look.by, scope=scope):
            now = told[view](look) if view in told else ""
            yield Way(words, look.url(view.replace("_", "-")), line, now)


#: view · words · what is there
PAGES: tuple[tuple[str, str, str], ...] = (
    ("spend", "What you buy", "What members spend on what, and with whom, as far as they share it"),
    ("spend_shares", "Who shares its spending", "Whose figures are there; see and share your own"),
    ("opportunities", "Where you could save", "Switch, buy or ask together, stop: the best first"),
    ("purchases", "Buying together", "What you buy together: who is in, quotes, who is appointed"),
    ("suppliers", "Suppliers", "Many spellings, one supplier; and the names that need your eyes"),
    ("contracts", "Contracts ending", "By when notice must be given, and who could leave together"),
    ("savings", "Savings", "What buying together and comparing saved, and how it is known"),
    ("contractors", "Contractors", "Who does good work near you, is insured, and was used by whom"),
)


def _sharing(look: _Look) -> str:
    return f"{len(look.seen.shared)} of {counted(len(look.members), 'member')}"


def _chances(look: _Look) -> str:
    if not look.best:
        return ""
    return f"{counted(len(look.best), 'way')}, together {opportunities.in_all(look.best)} a year"


def _doubts(look: _Look) -> str:
    return f"{counted(look.pairs, 'pair')} to look at" if look.pairs else ""


def _buying(look: _Look) -> str:
    over = (PurchaseState.ENDED, PurchaseState.CONTRACTED)
    rows = purchases.purchases_of(look.by, look.cluster.pk).exclude(state__in=over)
    return f"{number} under way" if (number := rows.count()) else ""


def _notices(look: _Look) -> str:
    members = {one.organisation_id for one in look.members}
    number = contracts.ending_in(look.by, look.cluster, members, look.on, look.on + SOON)
    return f"Notice within three months: {number}" if number else ""


def _saved(look: _Look) -> str:
    ledger = ledger_of(look.by, look.cluster, look.on, look.seen)
    for one in ledger.totals:
        if one.kind == SavingKind.CASHABLE and one.sure.high != 0:
            exact = one.sure.is_exact
            return f"Cash: {money(one.sure.low) if exact else band_words(one.sure)}"
    return counted(len(ledger.counted), "saving") if ledger.counted else ""


def _known(look: _Look) -> str:
    number = contractors.visible_to(look.by).filter(cluster=look.cluster, removed_at=None).count()
    return counted(number, "contractor") if number else ""
