"""The support directory: help is put in, checked, taken off; who took it up is noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import listed
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.models import Support, TakeUp
from spinney.diagnostics.states import Area, SupportKind
from spinney.register import api as register


@dataclass(frozen=True)
class SupportText:
    """What the directory says of some help. `places` is how many it can take; None: not said."""

    kind: str
    title: str
    area: str
    detail: str = ""
    for_whom: str = ""
    where: str = ""
    cost: str = ""
    email: str = ""
    website: str = ""
    places: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


NAMES = {
    "kind": "what kind it is",
    "title": "what it is",
    "area": "the area",
    "detail": "the detail",
    "for_whom": "for whom it is",
    "where": "where it is",
    "cost": "what it costs",
    "email": "the address",
    "website": "the website",
    "places": "how many places there are",
    "starts_on": "from when",
    "ends_on": "until when",
}


@transaction.atomic
def add_support(
    *,
    place: clusters.Cluster | clusters.Programme,
    provider: register.Organisation,
    text: SupportText,
    by: Actor,
    now: datetime,
) -> Support:
    """Put help into the directory of a cluster or programme."""
    here = Support(
        cluster=place if isinstance(place, clusters.Cluster) else None,
        programme=place if isinstance(place, clusters.Programme) else None,
        provider=provider,
        **vars(text),
        added_at=now,
        checked_on=localdate(now),
    )
    require(policies.MAY, "add_support", by=by, scope=here.scope)
    _check(text)
    here.save()
    _record("diagnostics.add_support", here, by, now)
    return here


def _check(text: SupportText) -> None:
    told: dict[str, list[str]] = {}
    if not text.title.strip():
        told["title"] = ["Say what help it is, like “Payroll clinic”."]
    if text.area not in Area.values:
        told["area"] = ["Choose an area from the list."]
    if text.kind not in SupportKind.values:
        told["kind"] = ["Choose what kind of help it is."]
    if text.starts_on and text.ends_on and text.ends_on < text.starts_on:
        told["ends_on"] = ["This is before the day it starts."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def _record(verb: str, support: Support, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=support, at=now, scope=support.scope, title=support.title,
        provider=support.provider.name, **more,
    )  # fmt: skip


def _held(support: Support, verb: str, by: Actor) -> Support:
    require(policies.MAY, verb, by=by, scope=support.scope)
    locked = Support.objects.select_for_update(of=("self",)).select_related("provider")
    return locked.get(pk=support.pk)


@transaction.atomic
def edit_support(
    *, support: Support, text: SupportText, version: int | None, by: Actor, now: datetime
) -> Support:
    """Change what the directory says; it counts as checked. Raises ChangedMeanwhile."""
    support = _held(support, "edit_support", by)
    check_unchanged(support, version, "this entry")
    _check(text)
    changed = take_over(support, vars(text))
    support.checked_on = localdate(now)
    support.save()
    if changed:
        _record(
            "diagnostics.edit_support", support, by, now,
            what=listed(NAMES[name] for name in changed),
            before=changed.before, after=changed.after,
            version=support.version,
        )  # fmt: skip
    return support


@transaction.atomic
def check_support(*, support: Support, by: Actor, now: datetime) -> Support:
    """Say that an entry is still right today."""
    support = _held(support, "check_support", by)
    support.checked_on = localdate(now)
    support.save(update_fields=["checked_on"])
    _record("diagnostics.check_support", support, by, now)
    return support


@transaction.atomic
def end_support(*, support: Support, by: Actor, now: datetime) -> Support:
    """Take help out of the directory; who took it up stays known."""
    support = _held(support, "end_support", by)
    if support.ended_at is not None:
        raise WrongState("This is out of the directory already.")
    support.ended_at = now
    support.save(update_fields=["ended_at"])
    _record("diagnostics.end_support", support, by, now)
    return support


@transaction.atomic
def reopen_support(*, support: Support, by: Actor, now: datetime) -> Support:
    """Put help back into the directory."""
    support = _held(support, "reopen_support", by)
    if support.ended_at is None:
        raise WrongState("This is in the directory.")
    support.ended_at, support.checked_on = None, localdate(now)
    support.save(update_fields=["ended_at", "checked_on"])
    _record("diagnostics.reopen_support", support, by, now)
    return support


@transaction.atomic
def note_take_up(
    *,
    support: Support,
    organisation: register.Organisation,
    began_on: date,
    outcome: str = "",
    by: Actor,
    now: datetime,
) -> TakeUp:
    """Note that an organisation took up some help."""
    support = _held(support, "note_take_up", by)
    if began_on > localdate(now):
        told = "This day is still to come."
        raise BadInput(told, {"began_on": [told]})
    going = TakeUp.objects.filter(
        support=support, organisation=organisation, ended_on=None, taken_back_at=None
    )
    if going.exists():
        told = f"{organisation.name} has taken this up already, and it goes on."
        raise BadInput(told, {"organisation": [told]})
    made = TakeUp.objects.create(
        support=support, organisation=organisation, began_on=began_on, outcome=outcome.strip(),
        noted_at=now, noted_by=by.label,
    )  # fmt: skip
    _record_take_up("diagnostics.note_take_up", made, by, now)
    return made


def _record_take_up(verb: str, made: TakeUp, by: Actor, now: datetime) -> None:
    record(
        verb, by=by, on=made, at=now, scope=made.support.scope, title=made.support.title,
        organisation=made.organisation.name,
    )  # fmt: skip


@transaction.atomic
def end_take_up(
    *, take_up: TakeUp, ended_on: date, outcome: str = "", by: Actor, now: datetime
) -> TakeUp:
    """Note that it came to its end, and what came of it."""
    require(policies.MAY, "end_take_up", by=by, scope=take_up.support.scope)
    if not take_up.began_on <= ended_on <= localdate(now):
        told = "Give a day between its beginning and today."
        raise BadInput(told, {"ended_on": [told]})
    take_up.ended_on, take_up.outcome = ended_on, outcome.strip()
    take_up.version += 1
    take_up.save(update_fields=["ended_on", "outcome", "version"])
    _record_take_up("diagnostics.end_take_up", take_up, by, now)
    return take_up


@transaction.atomic
def take_back_take_up(*, take_up: TakeUp, by: Actor, now: datetime) -> TakeUp:
    """Take back what was noted by mistake."""
    require(policies.MAY, "take_back_take_up", by=by, scope=take_up.support.scope)
    if take_up.taken_back_at is not None:
        raise WrongState("This was taken back already.")
    take_up.taken_back_at = now
    take_up.save(update_fields=["taken_back_at"])
    _record_take_up("diagnostics.take_back_take_up", take_up, by, now)
    return take_up
