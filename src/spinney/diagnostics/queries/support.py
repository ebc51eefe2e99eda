"""Reading the support directory and requests for help, by who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.models import Support, SupportRequest, TakeUp
from spinney.diagnostics.policies.support import RUNS_IT
from spinney.diagnostics.states import RequestState

#: An entry that nobody has checked for so long is shown as perhaps out of date.
OLD_AFTER_DAYS = 365
WAITS_ON_US = (RequestState.ASKED,)


def in_place(place: Scope, programme_id: int | None = None) -> Q:
    """Rows of a cluster with those of its programme, or of a programme alone."""
    if place.kind == "programme":
        return Q(programme=place.id)
    here = Q(cluster=place.id)
    return here | Q(programme=programme_id) if programme_id else here


def supports_in(place: Scope, programme_id: int | None = None) -> QuerySet[Support]:
    """The help to be found from a place: its own, and for a cluster its programme's; with how many
    took it up (`n_took_up`) and how many are taking it up now (`n_going`).
    """
    counted = Q(take_up__taken_back_at=None)
    return (
        Support.objects.filter(in_place(place, programme_id))
        .select_related("provider", "cluster", "programme")
        .annotate(
            n_took_up=Count("take_up", filter=counted),
            n_going=Count("take_up", filter=counted & Q(take_up__ended_on=None)),
        )
    )


def support_for(place: Scope, support_id: int, programme_id: int | None = None) -> Support:
    """One entry of the directory, as found from a place. Raises NotFound."""
    found = supports_in(place, programme_id).filter(pk=support_id).first()
    if found is None:
        raise NotFound("There is no such entry in the directory.")
    return found


def is_old(support: Support, today: date) -> bool:
    """Whether nobody has checked the entry for a year."""
    return support.ended_at is None and (today - support.checked_on).days > OLD_AFTER_DAYS


def take_up_of(support: Support) -> QuerySet[TakeUp]:
    """Who took up some help, the latest first; what was taken back is left out."""
    found = TakeUp.objects.filter(support=support, taken_back_at=None)
    return found.select_related("organisation").order_by("-began_on", "-pk")


def take_up_in(place: Scope, programme_id: int | None = None) -> QuerySet[TakeUp]:
    """Everything that was taken up from what a place offers."""
    supports = Support.objects.filter(in_place(place, programme_id))
    found = TakeUp.objects.filter(support__in=supports, taken_back_at=None)
    return found.select_related("support__provider", "organisation").order_by("-began_on", "-pk")


def take_up_for(place: Scope, take_up_id: int) -> TakeUp:
    """One of them. Raises NotFound."""
    found = TakeUp.objects.filter(Q(support__in=Support.objects.filter(in_place(place))))
    one = found.select_related("support__provider", "organisation").filter(pk=take_up_id).first()
    if one is None:
        raise NotFound("There is no such entry.")
    return one


def requests_in(actor: Actor, place: Scope) -> QuerySet[SupportRequest]:
    """Requests of a place: all of them for whoever runs it, else those of the actor's own
    organisation. The holder of a link sees the one that it is for.
    """
    found = SupportRequest.objects.filter(in_place(place)).select_related(
        "organisation", "intermediary", "cluster", "programme", "support"
    )
    if actor.is_system or actor.roles_in(place) & RUNS_IT:
        return found
    return found.filter(organisation=actor.organisation_id or 0)


def request_for(actor: Actor, place: Scope, request_id: int) -> SupportRequest:
    """One request. Raises NotFound."""
    found = requests_in(actor, place).filter(pk=request_id).first()
    if found is None:
        raise NotFound("There is no such request, or it is another organisation's.")
    return found


def request_of_link(subject: str) -> SupportRequest:
    """The request that a task link is about. Raises NotFound."""
    found = SupportRequest.objects.select_related(
        "organisation", "intermediary", "cluster", "programme", "support"
    ).filter(pk=int(subject.rsplit(":", 1)[1]))
    one = found.first()
    if one is None:
        raise NotFound("This request is no longer kept.")
    return one


@add_ask_source
def asked_to_route(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Those who run a place: to pass on what members ask for."""
    clusters_ = actor.ids_of("cluster", Role.FACILITATOR)
    programmes = actor.ids_of("programme", Role.PROGRAMME_MANAGER)
    if not clusters_ and not programmes:
        return
    waiting = SupportRequest.objects.filter(
        Q(cluster__in=clusters_) | Q(programme__in=programmes), state__in=WAITS_ON_US
    ).select_related("organisation", "cluster", "programme")
    for one in waiting:
        yield Ask(
            f"Find help for {one.organisation.name}: {one.what}",
            reverse("diagnostics:request", args=[one.scope, one.pk]),
            minutes=5,
            cluster=one.place_name,
            cluster_id=one.cluster_id,
            waits="whoever runs it",
        )
