"""What the page of one joint purchase shows to whoever asks, and which step comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.models import Entry
from spinney.base.record.timeline import Told, readable_verbs, timeline
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import clock, counted, day
from spinney.purchasing.bridge.quotes import plain_number
from spinney.purchasing.engine.pledges import Waiting
from spinney.purchasing.models import InvitedSupplier, JointPurchase, Pledge
from spinney.purchasing.policies.purchases import TAKES_PLEDGES, runs, takes_quotes
from spinney.purchasing.queries.purchases import (
    Group,
    criteria_of,
    group_of,
    invited_of,
    members_of,
    opened_quotes,
)
from spinney.purchasing.states import InvitedState, PledgeState, PurchaseState

TONES = {
    PurchaseState.PLEDGING: Tone.PLAIN,
    PurchaseState.QUOTING: Tone.WAITS,
    PurchaseState.COMPARING: Tone.WAITS,
    PurchaseState.DECIDING: Tone.WAITS,
    PurchaseState.APPOINTED: Tone.GO,
    PurchaseState.CONTRACTED: Tone.GO,
    PurchaseState.ENDED: Tone.QUIET,
}
MOST_TOLD = 30


def status_of(purchase: JointPurchase) -> Status:
    """Where it stands, in words."""
    return Status(str(purchase.get_state_display()), TONES[PurchaseState(purchase.state)])


@dataclass(frozen=True)
class Member:
    """What one member said, as others see it: never the most it would pay."""

    name: str
    words: str
    tone: Tone
    quantity: str
    note: str


@dataclass(frozen=True)
class PurchaseShown:
    """The page of a purchase. `says` is where it stands, in a sentence; `group_says` who is in, as
    counts; `own` what the actor's own member said.
    """

    purchase: JointPurchase
    status: Status
    says: str
    members: list[Member]
    group: Group
    group_says: str
    silent: list[str]
    own: Pledge | None
    invited: list[InvitedSupplier]
    criteria: list[tuple[str, int]]
    quotes: int
    runs: bool
    is_member: bool
    takes_pledges: bool
    takes_quotes: bool
    can_open: bool

    @property
    def came_in(self) -> int:
        """How many suppliers have sent a quote."""
        return sum(one.state == InvitedState.ANSWERED for one in self.invited)


def shown(by: Actor, purchase: JointPurchase, now: datetime) -> PurchaseShown:
    """The page of a purchase, in some ten queries, however many members and suppliers."""
    quotes = opened_quotes(purchase)
    group = group_of(purchase, quotes)
    names = members_of(purchase, localdate(now))
    waiting = {one.member: one for one in group.standing.waiting}
    said = {one.organisation_id for one in group.pledges}
    own = by.organisation_id
    quoting = takes_quotes(purchase, now)
    return PurchaseShown(
        purchase=purchase,
        status=status_of(purchase),
        says=_says(purchase, now),
        members=[_member(one, waiting.get(str(one.organisation_id))) for one in group.pledges],
        group=group,
        group_says=_group_says(group, purchase),
        silent=[name for pk, name in names.items() if pk not in said],
        own=next((one for one in group.pledges if one.organisation_id == own), None),
        invited=invited_of(purchase),
        criteria=[(one.title, one.weight) for one in criteria_of(purchase)],
        quotes=len(quotes),
        runs=runs(by, purchase),
        is_member=own in names and by.has(Role.MEMBER, purchase.scope),
        takes_pledges=purchase.state in TAKES_PLEDGES,
        takes_quotes=quoting,
        can_open=purchase.state == PurchaseState.QUOTING and not quoting,
    )


def _says(purchase: JointPurchase, now: datetime) -> str:
    until = purchase.quotes_by
    sentences = {
        PurchaseState.PLEDGING: "Members say whether they are in.",
        PurchaseState.COMPARING: "The quotes are open, to be read and compared.",
        PurchaseState.DECIDING: "The members decide by ballot.",
        PurchaseState.APPOINTED: "A supplier is appointed. The contract comes next.",
        PurchaseState.CONTRACTED: "There is a contract.",
        PurchaseState.ENDED: f"It was ended: {purchase.ended_why}",
    }
    if purchase.state == PurchaseState.PLEDGING and purchase.pledge_by:
        return f"Members say by {day(purchase.pledge_by)} whether they are in."
    if purchase.state == PurchaseState.QUOTING and until is not None:
        if now < until:
            return (
                f"Suppliers can send quotes until {clock(until)} on {day(until)}. They are sealed:"
                " the site shows them to nobody before."
            )
        return "The time for quotes is over. They are opened within minutes."
    return sentences[PurchaseState(purchase.state)]


def _group_says(group: Group, purchase: JointPurchase) -> str:
    inside = len(group.standing.members)
    if not inside:
        return "Nobody is in yet." if not group.pledges else "So far nobody is in."
    bought = plain_number(group.quantity)
    unit = f" ({bought} in all: {purchase.unit})" if purchase.unit else f" ({bought} in all)"
    at = " at the price known now" if group.price_is_known else ", by their numbers"
    return f"{counted(inside, 'member')} in{at}{unit}."


def _member(pledge: Pledge, waits: Waiting | None) -> Member:
    quantity = plain_number(pledge.quantity) if pledge.state == PledgeState.IN else ""
    words, tone = "In", Tone.GO
    if pledge.state == PledgeState.OUT:
        words, tone = "Not this time", Tone.QUIET
    elif waits is not None:
        words, tone = waiting_words(pledge, waits), Tone.WAITS
    return Member(pledge.organisation.name, words, tone, quantity, pledge.note)


def waiting_words(pledge: Pledge, waits: Waiting) -> str:
    """What a member that is not in waits for."""
    if waits.members_short:
        return f"In if {pledge.at_least} join"
    if waits.units_short:
        return "In if more is bought together"
    return "Not in at this price"


def history_of(by: Actor, purchase: JointPurchase) -> list[Told]:
    """What happened to a purchase, as far as the actor may read of it, the newest first."""
    told = Entry.objects.filter(
        book=str(purchase.scope), detail__purchase=purchase.pk,
        verb__in=[one for one in readable_verbs(by, purchase.scope) if
            one.startswith("purchasing.")],
    )  # fmt: skip
    return timeline(told.order_by("-at", "-number")[:MOST_TOLD])
