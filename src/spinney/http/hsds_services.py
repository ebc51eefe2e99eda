"""What organisations offer, as HSDS 3.1 has services: `services` in pages, `services/{id}` whole.

Of the organisation behind a service, and of where it is, only public facts are given: the rules are
those of organisations (http/hsds.py).
"""

from __future__ import annotations

from uuid import uuid5

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, JsonResponse

from spinney.base.kernel.errors import NotFound
from spinney.base.web.guard import public
from spinney.http.hsds import (
    OPEN,
    Fields,
    page_of,
    plain,
    plain_service,
    public_place,
    uid_of,
)
from spinney.http.reconciliation import cross_origin
from spinney.register.models import Organisation, Service
from spinney.register.queries.public_facts import public_rows


@public(OPEN)
@cross_origin
def hsds_services(request: HttpRequest) -> JsonResponse:
    """A page of services; `search` finds words of them or of who offers them, `organization_id`
    those of one organisation; `page` and `per_page` turn it.
    """
    rows = _public_services().order_by(Lower("name"), "pk")
    for word in request.GET.get("search", "").replace("\x00", " ").split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(description__icontains=word)
            | Q(for_whom__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    if owner := request.GET.get("organization_id", ""):
        uid = uid_of(owner, "“organization_id” must be a UUID.")
        rows = rows.filter(organisation__uid=uid)
    return page_of(request, rows, _with_organisation)


@public(OPEN)
@cross_origin
def hsds_service(request: HttpRequest, service_id: str) -> JsonResponse:
    """One service with who offers it and, when that is public, where."""
    uid = uid_of(service_id, "A service's id here is a UUID.")
    one = _public_services().filter(uid=uid).first()
    if one is None:
        raise NotFound("There is no service with this id.")
    return JsonResponse(_with_organisation(one) | {"service_at_locations": _where(one)})


def _public_services() -> QuerySet[Service]:
    """Services of organisations that anybody may read of, in a fixed number of queries."""
    organisations: Prefetch[str, QuerySet[Organisation], str] = Prefetch(
        "organisation", queryset=public_rows()
    )
    return (
        Service.objects.filter(organisation__merged_into=None)
        .select_related("place")
        .prefetch_related(organisations)
    )


def _with_organisation(service: Service) -> Fields:
    one = service.organisation
    return plain_service(one, service) | {"organization": plain(one)}


def _where(service: Service) -> list[Fields]:
    place = service.place
    location = public_place(service.organisation, place) if place else None
    if location is None:
        return []
    return [
        {
            "id": str(uuid5(service.uid, location["id"])),
            "service_id": str(service.uid),
            "location_id": location["id"],
            "location": location,
        }
    ]
