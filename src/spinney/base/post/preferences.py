"""What somebody wants by mail: how often, and from which cluster or about what not at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from spinney.base.access.models import Person
from spinney.base.post.letters import all_kinds, kind_of
from spinney.base.post.models import Message, Unwanted

AT_ONCE = Person.MailRhythm.AT_ONCE
NEEDED = Person.MailRhythm.NEEDED
SUMMARY = "post.summary"


def is_wanted(address: str, *, kind: str, scope: str) -> bool:
    """Whether an address wants mail of a kind from a scope."""
    here = Q(scope__in=["", scope]) & Q(kind__in=["", kind])
    return not Unwanted.objects.filter(here, address=address.lower()).exists()


def state_for(message: Message, person: Person | None) -> Message.State:
    """Whether a new message goes now, waits for a summary, or is not sent at all.

    What asks something goes at once whatever the rhythm; news keeps to it.
    """
    if not is_wanted(message.email, kind=message.kind, scope=message.scope):
        return Message.State.UNWANTED
    if message.needs_me or person is None or person.mail_rhythm == AT_ONCE:
        return Message.State.QUEUED
    if person.mail_rhythm == NEEDED or not is_wanted(message.email, kind=SUMMARY, scope="site"):
        return Message.State.UNWANTED
    return Message.State.HELD


@dataclass(frozen=True)
class Choice:
    """One line of the page on which somebody says what she wants."""

    name: str
    title: str
    is_wanted: bool
    asks: bool = False


@dataclass(frozen=True)
class Wishes:
    """All that somebody wants, as the one page shows it. `apart` are single kinds of one place."""

    address: str
    places: list[Choice]
    kinds: list[Choice]
    apart: list[Choice]
    nothing_at_all: bool


def wishes_of(address: str, *, places: dict[str, str] | None = None) -> Wishes:
    """What an address wants: of each place that ever wrote to it (and of `places`, scope: name)
    and of each kind that may be refused.
    """
    address = address.lower()
    refused = list(Unwanted.objects.filter(address=address))
    named = dict(
        Message.objects.filter(email=address)
        .exclude(scope="site")
        .order_by("made_at")
        .values_list("scope", "place")
    )
    named |= {u.scope: u.place for u in refused if u.scope and u.scope not in named and u.place}
    named |= places or {}
    off = {(u.scope, u.kind) for u in refused}
    kinds = [k for k in all_kinds() if k.may_be_refused]
    return Wishes(
        address=address,
        places=[
            Choice(scope, name, (scope, "") not in off)
            for scope, name in sorted(named.items(), key=lambda item: item[1].casefold())
        ],
        kinds=[
            Choice(k.name, k.title, ("", k.name) not in off, asks=k.example().asks) for k in kinds
        ],
        apart=[
            Choice(f"{u.scope}|{u.kind}", f"{_title(u.kind)}, from {u.place}", is_wanted=False)
            for u in refused
            if u.scope and u.kind
        ],
        nothing_at_all=("", "") in off,
    )


@transaction.atomic
def choose(
    shown: Wishes,
    *,
    now: datetime,
    places: Collection[str],
    kinds: Collection[str],
    apart: Collection[str] = (),
    nothing_at_all: bool = False,
) -> None:
    """Keep what was ticked on the page that showed the wishes: from now on these places and kinds,
    and none of the others shown. Of the single refusals those in `apart` stay.
    """
    hers = Unwanted.objects.filter(address=shown.address)
    hers.filter(Q(scope="") | Q(kind="")).delete()
    for ended in {c.name for c in shown.apart} - set(apart):
        scope, _, kind = ended.partition("|")
        hers.filter(scope=scope, kind=kind).delete()
    rows = [
        Unwanted(address=shown.address, scope=c.name, place=c.title, since=now)
        for c in shown.places
        if c.name not in places
    ]
    rows += [
        Unwanted(address=shown.address, kind=c.name, since=now)
        for c in shown.kinds
        if c.name not in kinds
    ]
    if nothing_at_all:
        rows.append(Unwanted(address=shown.address, since=now))
    Unwanted.objects.bulk_create(rows)


def stop(message: Message, *, now: datetime) -> None:
    """No more of this kind from this place to this address (what one click does, RFC 8058)."""
    Unwanted.objects.get_or_create(
        address=message.email,
        scope=message.scope,
        kind=message.kind,
        defaults={"since": now, "place": message.place},
    )


def stop_undone(message: Message) -> None:
    """Take back what `stop` did."""
    mine = Unwanted.objects.filter(address=message.email)
    mine.filter(scope=message.scope, kind=message.kind).delete()


def moved(old: str, new: str) -> None:
    """Somebody's address changed: her wishes go with her, and so does what waits for her."""
    have = set(Unwanted.objects.filter(address=new).values_list("scope", "kind"))
    for wish in Unwanted.objects.filter(address=old):
        if (wish.scope, wish.kind) not in have:
            Unwanted.objects.filter(pk=wish.pk).update(address=new)
    Unwanted.objects.filter(address=old).delete()
    waiting = [Message.State.HELD, Message.State.QUEUED]
    Message.objects.filter(email=old, state__in=waiting).update(email=new)


def _title(kind: str) -> str:
    try:
        return kind_of(kind).title
    except LookupError:
        return kind
