"""What signing asks of somebody now: to sign, to see to one that is stuck, to confirm scans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.bridge.signatures import minutes_to_sign
from spinney.agreements.models import AskedToSign, Signing
from spinney.agreements.queries.signing import standing_of, with_everything
from spinney.agreements.states import AskedState, ScanState, SigningState
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.record.prepared import prepared

DECIDE_MINUTES = 5
CONFIRM_MINUTES = 3


@add_ask_source
def asked_of_signatories(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To sign what her organisation is asked to sign, if it is its turn and she has not."""
    mine = actor.organisation_id
    if mine is None or Role.SIGNATORY not in actor.roles_in(organisation_scope(mine)):
        return
    waiting = _waiting(organisation=mine, today=localdate(now))
    in_order = {one.signing_id for one in waiting if one.signing.in_order}
    turns = _turns(in_order)
    for one in waiting:
        if one.signing_id in in_order and one.pk not in turns:
            continue
        if actor.person_id in {s.person_id for s in one.signatures.all()}:
            continue
        agreement = one.signing.signs.agreement
        yield Ask(
            f"Sign “{agreement.title}”",
            reverse("agreements:sign", args=[agreement.cluster_id, agreement.pk]),
            minutes=minutes_to_sign(one.signing.signs),
            organisation=actor.organisation_name,
            cluster=agreement.cluster.name,
            cluster_id=agreement.cluster_id,
            by_when=one.signing.deadline,
            waits=actor.organisation_name,
        )


@prepared
def _waiting(organisation: int, today: date) -> QuerySet[AskedToSign]:
    rows = AskedToSign.objects.filter(
        party__organisation=organisation,
        state=AskedState.WAITING,
        signing__state=SigningState.OPEN,
        signing__deadline__gte=today,
    )
    found = rows.select_related("signing__signs__agreement__cluster")
    return found.prefetch_related("signatures").order_by("signing__deadline", "pk")


def _turns(signings: set[int]) -> frozenset[int]:
    if not signings:
        return frozenset()
    found = with_everything(Signing.objects.filter(pk__in=signings))
    return frozenset(pk for one in found for pk in standing_of(one).turn)


@add_ask_source
def asked_of_those_who_look_after_it(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To see to a signing that was not finished in time, or that somebody declined; to confirm the
    scans that came. In a cluster that is its facilitators'.
    """
    clusters = list(actor.ids_of("cluster", Role.FACILITATOR))
    if not clusters:
        return
    for signing in _to_see_to(clusters=clusters, today=localdate(now)):
        agreement = signing.signs.agreement
        lapsed = signing.state == SigningState.LAPSED or signing.deadline < localdate(now)
        what = "was not signed in time" if lapsed else "will not be signed by somebody"
        yield _ask(f"“{agreement.title}” {what}: decide how to go on", signing, DECIDE_MINUTES)
    for signing in _with_scans(clusters=clusters, me=actor.label):
        agreement = signing.signs.agreement
        yield _ask(f"Confirm scans of “{agreement.title}”", signing, CONFIRM_MINUTES)


def _ask(what: str, signing: Signing, minutes: int) -> Ask:
    agreement = signing.signs.agreement
    return Ask(
        what,
        reverse("agreements:signing", args=[agreement.cluster_id, agreement.pk]),
        minutes=minutes,
        cluster=agreement.cluster.name,
        cluster_id=agreement.cluster_id,
        waits="the facilitator",
    )


@prepared
def _to_see_to(clusters: list[int], today: date) -> QuerySet[Signing]:
    late = Q(state=SigningState.LAPSED) | Q(state=SigningState.OPEN, deadline__lt=today)
    declined = AskedToSign.objects.filter(state=AskedState.DECLINED, is_required=True)
    stuck = Q(state=SigningState.OPEN, pk__in=declined.values("signing"))
    found = Signing.objects.filter(late | stuck, signs__agreement__cluster__in=clusters)
    return found.select_related("signs__agreement__cluster").order_by("deadline", "pk")


@prepared
def _with_scans(clusters: list[int], me: str) -> QuerySet[Signing]:
    waiting = AskedToSign.objects.filter(scans__state=ScanState.WAITING).exclude(
        scans__first_confirmed_by=me
    )
    found = Signing.objects.filter(
        state=SigningState.OPEN, signs__agreement__cluster__in=clusters, pk__in=waiting.values(
            "signing"
        )
    )  # fmt: skip
    return found.select_related("signs__agreement__cluster").order_by("deadline", "pk")
