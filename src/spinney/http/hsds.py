"""Organisations in the Human Services Data Specification 3.1 (Open Referral), for anybody to read.

`/api/hsds/` says which version this is, `organizations` lists them in pages (plain), and
`organizations/{id}` gives one with its numbers, phones, places and services; what they offer stands
at `services` (http/hsds_services.py). Ids are UUIDs. Only
public facts (`register/queries/public_facts.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.web.guard import public
from spinney.http.reconciliation import cross_origin
from spinney.register.models import Organisation, Place, Service
from spinney.register.queries.find import by_name
from spinney.register.queries.identifiers import name_of
from spinney.register.queries.public_facts import (
    identifiers_of,
    public_fact,
    public_id,
    public_rows,
)
from spinney.register.queries.search import every_match

OPEN = "public facts of organisations, in an open standard"
VERSION = "3.1"
STANDARD = "https://raw.githubusercontent.com/openreferral/specification/3.1/"
PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_MATCHES = 2_000

Fields = dict[str, Any]


@public(OPEN)
@cross_origin
def hsds(request: HttpRequest) -> HttpResponse:
    """What this interface is."""
    return JsonResponse(
        {
            "version": VERSION,
            "profile": "https://docs.openreferral.org/en/3.1/hsds/schema_reference.html",
            "openapi_url": STANDARD + "schema/openapi.json",
            "description": "Organisations of the register kept on this site, and what they offer.",
        }
    )


@public(OPEN)
@cross_origin
def hsds_organizations(request: HttpRequest) -> HttpResponse:
    """A page of organisations; `search` finds by name or number, `page` and `per_page` turn it."""
    rows = public_rows()
    text = request.GET.get("search", "").strip()
    if text:
        rows = rows.filter(pk__in=every_match(text, MOST_MATCHES)[0])
    return page_of(request, rows.annotate(by_name=by_name()).order_by("by_name", "pk"), plain)


def page_of[Row: Model](
    request: HttpRequest, rows: QuerySet[Row], shown: Callable[[Row], Fields]
) -> JsonResponse:
    """The page of a list that `page` and `per_page` ask for, as the standard has pages.

    Raises BadInput for a number that cannot be.
    """
    size = _whole_number(request, "per_page", PER_PAGE, MOST_PER_PAGE)
    page = _whole_number(request, "page", 1, 10**9)
    total = rows.count()
    pages = max(1, -(-total // size))
    first = (page - 1) * size
    contents = [shown(one) for one in rows[first : first + size]]
    return JsonResponse(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": page,
            "size": len(contents),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


@public(OPEN)
@cross_origin
def hsds_organization(request: HttpRequest, organization_id: str) -> HttpResponse:
    """One organisation with everything that hangs on it."""
    uid = uid_of(organization_id, "An organisation's id here is a UUID.")
    rows = public_rows().prefetch_related("places", "services", "services__place")
    one = rows.filter(uid=uid).first()
    if one is None:
        raise NotFound("There is no organisation with this id.")
    return JsonResponse(whole(one))


def uid_of(text: str, told: str) -> UUID:
    """The id that stands in an address. Raises BadInput with what is told."""
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(told) from error


def plain(one: Organisation) -> Fields:
    """The fields of an organisation that have one value. Those unknown are left out; `description`
    is required by the standard, and so may be empty.
    """
    names = [row.name for row in one.other_names.all()]
    numbers = identifiers_of(one)
    fields: Fields = {
        "id": str(one.uid),
        "name": one.name,
        "alternate_name": names[0] if names else None,
        "description": one.summary,
        "email": public_fact(one, "email"),
        "website": _address_of(one.website),
        "year_incorporated": one.registered_on.year if one.registered_on else None,
        "legal_status": one.legal_form or one.get_kind_display(),
        "uri": f"http://org-id.guide/{public_id(one)}" if numbers else None,
        "parent_organization_id": str(one.parent.uid) if one.parent else None,
    }
    return _known(fields)


def whole(one: Organisation) -> Fields:
    """An organisation with its numbers, phones, locations and services."""
    phone = public_fact(one, "phone")
    places = [_registered_place(one), *(public_place(one, place) for place in one.places.all())]
    return plain(one) | {
        "organization_identifiers": [
            {
                "id": str(uuid5(one.uid, row.org_id)),
                "organization_id": str(one.uid),
                "identifier_scheme": row.scheme,
                "identifier_type": name_of(row.scheme),
                "identifier": row.value,
            }
            for row in identifiers_of(one)
        ],
        "phones": [
            {
                "id": str(uuid5(one.uid, "phone")),
                "organization_id": str(one.uid),
                "number": phone,
                "type": "voice",
            }
        ]
        if phone
        else [],
        "locations": [place for place in places if place],
        "services": [plain_service(one, service) for service in one.services.all()],
    }


def _registered_place(one: Organisation) -> Fields | None:
    """Where its register says it is, or None when it does not, or that is nobody's business."""
    postcode = public_fact(one, "postcode")
    if not postcode:
        return None
    place_id = uuid5(one.uid, "registered address")
    lines = [line.strip(" ,") for line in (public_fact(one, "address") or "").splitlines()]
    return _location(place_id, one, one.name, lines, one.town, postcode) | _known(
        {"latitude": public_fact(one, "latitude"), "longitude": public_fact(one, "longitude")}
    )


def public_place(one: Organisation, place: Place) -> Fields | None:
    """A place as a location, or None for a group on no register: it may be somebody's home."""
    if not identifiers_of(one):
        return None
    lines = [line.strip(" ,") for line in place.address.splitlines()]
    known = _known({"latitude": place.latitude, "longitude": place.longitude})
    return _location(place.uid, one, place.name, lines, "", place.postcode) | known


def _location(
    place_id: UUID, one: Organisation, name: str, lines: list[str], town: str, postcode: str
) -> Fields:
    address = {
        "id": str(uuid5(place_id, "address")),
        "location_id": str(place_id),
        "address_1": ", ".join(line for line in lines if line),
        "city": town,
        "state_province": "",
        "postal_code": postcode,
        "country": "GB",
        "address_type": "physical",
    }
    return {
        "id": str(place_id),
        "location_type": "physical",
        "organization_id": str(one.uid),
        "name": name,
        "addresses": [address],
    }


def plain_service(one: Organisation, service: Service) -> Fields:
    """The fields of a service that have one value; those unknown are left out."""
    fields = {
        "id": str(service.uid),
        "organization_id": str(one.uid),
        "name": service.name,
        "description": service.description or None,
        "eligibility_description": service.for_whom or None,
        "status": "active" if service.is_running else "inactive",
        "assured_date": service.checked_on.isoformat() if service.checked_on else None,
    }
    return _known(fields)


def _address_of(website: str) -> str | None:
    """A website as a full address: registers often leave the beginning out."""
    text = website.strip()
    if not text or " " in text:
        return None
    return text if "://" in text else f"https://{text}"


def _known(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def _whole_number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= most):
        raise BadInput(f"“{name}” must be a whole number from 1 to {most}.")
    return int(text)
