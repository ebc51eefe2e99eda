"""Requests for help: asked by a member, passed to an intermediary, taken on, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.clusters import api as clusters
from spinney.diagnostics import letters, policies
from spinney.diagnostics.models import Support, SupportRequest, TakeUp
from spinney.diagnostics.policies import support as rules
from spinney.diagnostics.states import Area, RequestState, SupportKind
from spinney.register import api as register

MOST_DAYS = Decimal(999)


@transaction.atomic
def ask_for_support(
    *,
    place: clusters.Cluster | clusters.Programme,
    organisation: register.Organisation,
    area: str,
    what: str,
    detail: str = "",
    by: Actor,
    now: datetime,
) -> SupportRequest:
    """Ask for help for an organisation: by itself, or by whoever runs the place, on its behalf."""
    asked = SupportRequest(
        cluster=place if isinstance(place, clusters.Cluster) else None,
        programme=place if isinstance(place, clusters.Programme) else None,
        organisation=organisation,
        area=area,
        what=what.strip(),
        detail=detail.strip(),
        asked_at=now,
        asked_by=by.label,
    )
    require(policies.MAY, "ask_for_support", by=by, scope=asked.scope)
    rules.check_for_organisation(organisation.pk, by, _runs(asked, by))
    told: dict[str, list[str]] = {}
    if not asked.what:
        told["what"] = ["Say in a few words what you need, like “A staff handbook”."]
    if area not in Area.values:
        told["area"] = ["Choose an area from the list."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)
    asked.save()
    _record("diagnostics.ask_for_support", asked, by, now)
    letters.support.asked(asked, by=by, now=now)
    return asked


def _runs(asked: SupportRequest, by: Actor) -> bool:
    held = by.roles_in(asked.scope)
    return by.is_system or bool(held & {Role.FACILITATOR, Role.PROGRAMME_MANAGER})


def _record(verb: str, asked: SupportRequest, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=asked, at=now, scope=asked.scope, what=asked.what,
        organisation=asked.organisation.name, **more,
    )  # fmt: skip


def _locked(asked: SupportRequest, verb: str, by: Actor) -> SupportRequest:
    require(policies.MAY, verb, by=by, scope=asked.scope, subject=subject_of(asked))
    rows = SupportRequest.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "cluster", "programme", "intermediary").get(
        pk=asked.pk
    )


@dataclass(frozen=True)
class Route:
    """Where a request goes: to whom, as what kind of help, and from which entry, if one."""

    intermediary: register.Organisation
    kind: str
    email: str
    support: Support | None = None


@transaction.atomic
def route_request(
    *, asked: SupportRequest, route: Route, by: Actor, now: datetime
) -> SupportRequest:
    """Pass a request to an intermediary, which answers from a link, without an account."""
    asked = _locked(asked, "route_request", by)
    rules.check_request_can_become(asked, RequestState.ROUTED)
    told: dict[str, list[str]] = {}
    if route.kind not in SupportKind.values:
        told["kind"] = ["Choose what kind of help is wanted."]
    if not route.email.strip():
        told["email"] = ["Give the address of somebody there who can say yes or no."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)
    asked.state, asked.kind = RequestState.ROUTED, route.kind
    asked.intermediary, asked.support, asked.reason = route.intermediary, route.support, ""
    asked.routed_at = now
    asked.version += 1
    asked.save()
    _record(
        "diagnostics.route_request", asked, by, now, to=route.intermediary.name,
        kind=asked.get_kind_display().lower(),
    )  # fmt: skip
    letters.support.routed(asked, route.email.strip(), by=by, now=now)
    letters.support.moved(asked, by=by, now=now)
    return asked


@transaction.atomic
def answer_request(
    *, asked: SupportRequest, takes_on: bool, reason: str = "", by: Actor, now: datetime
) -> SupportRequest:
    """Say for the intermediary whether it takes the request on. If not, it goes back, with why."""
    asked = _locked(asked, "answer_request", by)
    state = RequestState.ACCEPTED if takes_on else RequestState.ASKED
    rules.check_request_can_become(asked, state)
    if not takes_on:
        rules.check_reason(reason)
    to = asked.intermediary.name if asked.intermediary else ""
    asked.state, asked.reason, asked.answered_at = state, reason.strip(), now
    asked.version += 1
    asked.save()
    verdict = "takes it on" if takes_on else "cannot take it on"
    _record("diagnostics.answer_request", asked, by, now, to=to, verdict=verdict)
    letters.support.answered(asked, to, takes_on=takes_on, by=by, now=now)
    return asked


@transaction.atomic
def finish_request(
    *, asked: SupportRequest, outcome: str, days: Decimal | None = None, by: Actor, now: datetime
) -> SupportRequest:
    """Say that the help was given, what came of it, and the days it took. Take-up is noted."""
    asked = _locked(asked, "finish_request", by)
    rules.check_request_can_become(asked, RequestState.DONE)
    if not outcome.strip():
        told = "Say in a few words what came of it."
        raise BadInput(told, {"outcome": [told]})
    if days is not None and not 0 <= days <= MOST_DAYS:
        told = "Give the days as a number, like 1.5."
        raise BadInput(told, {"days": [told]})
    asked.state, asked.outcome, asked.days = RequestState.DONE, outcome.strip(), days
    asked.closed_at = now
    asked.version += 1
    asked.save()
    if asked.support is not None:
        began = asked.answered_at or asked.routed_at or now
        TakeUp.objects.create(
            support=asked.support, organisation=asked.organisation, began_on=localdate(began),
            ended_on=localdate(now), outcome=asked.outcome, noted_at=now, noted_by=by.label,
        )  # fmt: skip
    _record("diagnostics.finish_request", asked, by, now)
    letters.support.moved(asked, by=by, now=now)
    return asked


@transaction.atomic
def close_request(
    *, asked: SupportRequest, reason: str, by: Actor, now: datetime
) -> SupportRequest:
    """Close a request without help: turned down, or no longer wanted by its organisation."""
    asked = _locked(asked, "close_request", by)
    rules.check_for_organisation(asked.organisation_id, by, _runs(asked, by))
    rules.check_request_can_become(asked, RequestState.CLOSED)
    rules.check_reason(reason)
    asked.state, asked.reason, asked.closed_at = RequestState.CLOSED, reason.strip(), now
    asked.version += 1
    asked.save()
    letters.support.withdraw_links(asked, now=now)
    _record("diagnostics.close_request", asked, by, now)
    if _runs(asked, by):
        letters.support.moved(asked, by=by, now=now)
    return asked


@transaction.atomic
def reopen_request(*, asked: SupportRequest, by: Actor, now: datetime) -> SupportRequest:
    """Take a request up again: asked anew, or still being done."""
    asked = _locked(asked, "reopen_request", by)
    rules.check_for_organisation(asked.organisation_id, by, _runs(asked, by))
    rules.check_has_ended(asked)
    state = RequestState.ACCEPTED if asked.state == RequestState.DONE else RequestState.ASKED
    asked.state, asked.closed_at = state, None
    asked.version += 1
    asked.save()
    _record("diagnostics.reopen_request", asked, by, now)
    return asked
