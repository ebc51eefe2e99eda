"""Names, numbers, places and services of an organisation as the record keeps them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from spinney.base.kernel.errors import WrongState
from spinney.register.models import Identifier, OtherName, Place, Postcode, Service

Row = OtherName | Identifier | Place | Service
PLACE_FIELDS = ("name", "address", "postcode", "source")
SERVICE_FIELDS = ("name", "description", "for_whom", "place_id", "is_running", "source")
FIELDS: dict[type[Row], tuple[str, ...]] = {
    OtherName: ("name", "kind", "source"),
    Identifier: ("scheme", "value", "source"),
    Place: PLACE_FIELDS,
    Service: SERVICE_FIELDS,
}
MODELS: dict[str, type[Row]] = {model._meta.label: model for model in FIELDS}
"""By the name that the record has for them: "register.Place"."""


def fields_of(row: Row) -> dict[str, Any]:
    """What the record keeps of a row, so that it can be put back."""
    return {name: getattr(row, name) for name in FIELDS[type(row)]}


def locate(place: Place) -> None:
    """Set where a place is from its postcode. Not saved."""
    code = "".join(place.postcode.upper().split())
    where = Postcode.objects.filter(code=code).first() if code else None
    place.latitude = where.latitude if where else None
    place.longitude = where.longitude if where else None


def turn_back(
    model: type[Row],
    pk: int,
    *,
    organisation_id: int,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    today: date,
) -> None:
    """Make a row what it was `before` it became `after` (None: it was not there).

    Raises WrongState when it is no longer as the change left it.
    """
    row: Any = model._default_manager.filter(pk=pk, organisation_id=organisation_id).first()
    if after is not None and (row is None or fields_of(row) != dict(after)):
        raise WrongState("This was changed again since. Undo the later change first.")
    if before is None:
        row.delete()
        return
    if row is None:
        row = model(organisation_id=organisation_id, checked_on=today)
    for name, value in before.items():
        setattr(row, name, value)
    _mend(row)
    row.save()


def _mend(row: Row) -> None:
    """What may be gone or taken meanwhile: a service's place, a number's or name's being free."""
    if isinstance(row, Place):
        locate(row)
    elif isinstance(row, Service):
        if row.place_id and not Place.objects.filter(pk=row.place_id).exists():
            row.place_id = None
    elif isinstance(row, Identifier):
        taken = Identifier.objects.filter(scheme=row.scheme, value=row.value)
        if taken.exclude(pk=row.pk).exists():
            raise WrongState(f"Another organisation has the number {row.org_id} by now.")
    elif (
        OtherName.objects.filter(organisation_id=row.organisation_id, name=row.name)
        .exclude(pk=row.pk)
        .exists()
    ):
        raise WrongState(f"The name “{row.name}” is there again already.")
