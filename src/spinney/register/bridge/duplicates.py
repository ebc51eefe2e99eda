"""Organisations as the engine of duplicates sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from spinney.register.engine.duplicates import Body
from spinney.register.engine.matching import Reason
from spinney.register.models import Identifier, Organisation, OtherName
from spinney.register.models.organisations import Status

_SHARED_SITES = frozenset(
    {"facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "linktr.ee"}
)
_COLUMNS = ("id", "name", "postcode", "town", "website", "email", "phone", "parent_id", "status")


def bodies_of(organisation_ids: Iterable[int]) -> dict[int, Body]:
    """The organisations of these ids that were not put aside, by id. Three statements."""
    ids = set(organisation_ids)
    rows = list(Organisation.objects.filter(pk__in=ids, merged_into=None).values(*_COLUMNS))
    names: dict[int, list[str]] = {row["id"]: [row["name"]] for row in rows}
    for pk, name in OtherName.objects.filter(organisation__in=names).values_list(
        "organisation_id", "name"
    ):
        names[pk].append(name)
    numbers: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, scheme, value in Identifier.objects.filter(organisation__in=names).values_list(
        "organisation_id", "scheme", "value"
    ):
        numbers[pk].add((scheme, value))
    return {
        row["id"]: Body(
            id=row["id"],
            names=tuple(names[row["id"]]),
            numbers=frozenset(numbers[row["id"]]),
            postcode=row["postcode"],
            town=row["town"],
            site=site_of(row["website"]),
            email=row["email"].casefold(),
            phone=phone_of(row["phone"]),
            parent=row["parent_id"],
            closed=row["status"] == Status.CLOSED,
        )
        for row in rows
    }


def site_of(website: str) -> str:
    """The host name of a website, or "" for none and for sites that everybody has a page on."""
    text = website.strip().casefold()
    host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    host = host.removeprefix("www.")
    return "" if host in _SHARED_SITES else host


def phone_of(phone: str) -> str:
    """The digits of a British phone number, without the country's."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return digits.removeprefix("44").removeprefix("0") if len(digits) > 8 else ""


def reasons_as_rows(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as JSON, for `Duplicate.reasons`."""
    return [{"code": reason.code, "words": list(reason.words)} for reason in reasons]


def reasons_from_rows(rows: Iterable[dict[str, list[str]]]) -> list[Reason]:
    """Reasons as the engine has them, from `Duplicate.reasons`."""
    return [Reason(str(row["code"]), tuple(row.get("words", ()))) for row in rows]
