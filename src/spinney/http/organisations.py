"""The register over the API: find, read, add and change organisations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Query, Schema, Status
from pydantic import Field

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.http.auth import Token, actor_of
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page
from spinney.register.actions.profiles import add_organisation as add
from spinney.register.actions.profiles import change_profile as change
from spinney.register.models.organisations import Kind
from spinney.register.queries.find import Asked as Sought
from spinney.register.queries.find import find, visible_to
from spinney.register.queries.identifiers import read_number
from spinney.register.queries.places import KM_IN_MILE, where_is

router = Router(tags=["register"])


class IdentifierOut(Schema):
    """A number on a public list."""

    org_id: str = Field(description="As org-id.guide writes it: GB-CHC-1096829.")
    scheme: str
    value: str
    source: str
    checked_on: date | None


class OrganisationOut(Schema):
    """An organisation in a list."""

    id: int
    uid: UUID
    name: str
    kind: str
    status: str
    town: str
    postcode: str
    income_pence: int | None
    parent_id: int | None


class OrganisationWhole(OrganisationOut):
    """An organisation with everything that the register holds of it in public."""

    legal_form: str
    summary: str
    website: str
    year_end: date | None
    spending_pence: int | None
    full_time_staff: int | None
    staff: int | None
    volunteers: int | None
    trustees: int | None
    latitude: float | None
    longitude: float | None
    identifiers: list[IdentifierOut]
    other_names: list[str]
    activities: list[str]
    areas: list[str]
    source: str
    checked_on: date | None
    provenance: dict[str, Any]


class OrganisationIn(Sent):
    """An organisation that is not in the register yet."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    kind: str = "voluntary"
    summary: str = ""
    town: str = ""
    postcode: str = ""
    website: str = ""
    identifier: str | None = Field(None, description="An org-id such as GB-CHC-1096829, if any.")


class ProfileChange(Sent):
    """Facts that a representative states. Those left out stay as they are."""

    name: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    summary: str | None = None
    town: str | None = None
    postcode: str | None = None
    website: str | None = None
    income_pence: int | None = None
    full_time_staff: Annotated[int, Field(ge=0)] | None = None
    staff: Annotated[int, Field(ge=0)] | None = None
    volunteers: Annotated[int, Field(ge=0)] | None = None
    trustees: Annotated[int, Field(ge=0)] | None = None
    read: dict[str, Any] = Field(
        default_factory=dict,
        description="What stood there when you read it, fact by fact: if somebody else changed it"
        " since, the answer is 409 and says what changed.",
    )


class Asked(Sent):
    """How a list of organisations is narrowed."""

    q: str = Field("", description="Name, other name or number; typing errors are tolerated.")
    place: str = Field("", description="A town or area of work.")
    near: str = Field("", description="A postcode.")
    within_miles: float = Field(10.0, gt=0, le=500, description="Counts only with `near`.")
    kind: str = ""
    status: str = ""
    offset: Offset = 0
    limit: Limit = 50


def _line(organisation: Any) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in OrganisationOut.model_fields}


def _whole(organisation: Any) -> dict[str, Any]:
    listed = ("identifiers", "other_names", "activities", "areas")
    plain = [name for name in OrganisationWhole.model_fields if name not in listed]
    return {name: getattr(organisation, name) for name in plain} | {
        "identifiers": [
            {n: getattr(i, n) for n in IdentifierOut.model_fields}
            for i in organisation.identifiers.all()
        ],
        "other_names": [n.name for n in organisation.other_names.all()],
        "activities": [a.label for a in organisation.activities.all()],
        "areas": [a.name for a in organisation.areas.all()],
    }


def _the_organisation(request: HttpRequest, organisation_id: int) -> Any:
    rows = visible_to(actor_of(request))
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


@router.get(
    "/organisations",
    auth=Token("register:read"),
    response={200: Page[OrganisationOut], **FAULTS},
    summary="Find organisations",
)
def find_organisations(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Organisations by words, place, distance, kind and status; best first."""
    near = None
    if asked.near:
        near = where_is(asked.near)
        if near is None:
            told = "This postcode is not in the directory loaded here."
            raise BadInput(told, {"near": [told]})
    found = find(
        actor_of(request),
        Sought(
            text=asked.q,
            place=asked.place,
            near=near,
            within_km=asked.within_miles * KM_IN_MILE,
        ),
    )
    rows = found.rows
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.status:
        rows = rows.filter(status=asked.status)
    return page(rows, asked.offset, asked.limit, _line)


@router.get(
    "/organisations/{organisation_id}",
    auth=Token("register:read"),
    response={200: OrganisationWhole, **FAULTS},
    summary="Read an organisation",
)
def read_organisation(request: HttpRequest, organisation_id: int) -> dict[str, Any]:
    """One organisation, with its identifiers, names, activities and where each fact is from."""
    return _whole(_the_organisation(request, organisation_id))


@router.post(
    "/organisations",
    auth=Token("register:write"),
    response={201: OrganisationWhole, **FAULTS},
    summary="Add an organisation that is on no list",
)
def add_organisation(request: HttpRequest, payload: OrganisationIn) -> Status[dict[str, Any]]:
    """Unregistered groups are welcome. Look first whether it is there under another name."""
    facts = payload.model_dump(exclude={"identifier"})
    if facts["kind"] not in Kind.values:
        raise BadInput("That is no kind of organisation.", {"kind": [", ".join(Kind.values)]})
    identifier = None
    if payload.identifier:
        scheme, _, number = payload.identifier.rpartition("-")
        identifier = read_number(scheme, number)
    made = add(facts=facts, identifier=identifier, by=actor_of(request), now=now())
    return Status(201, _whole(made))


@router.patch(
    "/organisations/{organisation_id}",
    auth=Token("register:write"),
    response={200: OrganisationWhole, **FAULTS},
    summary="State facts as a representative",
)
def change_profile(
    request: HttpRequest, organisation_id: int, payload: ProfileChange
) -> dict[str, Any]:
    """Only for who represents the organisation; each fact keeps its source and date."""
    organisation = _the_organisation(request, organisation_id)
    facts = payload.model_dump(exclude={"read"}, exclude_unset=True)
    changed = change(
        organisation=organisation, facts=facts, read=payload.read, by=actor_of(request), now=now()
    )
    return _whole(changed)
