"""Grants as 360Giving publishes them: ours into the engine's words, others' into ours.

A cluster's grant stands with whoever holds its money. Where micro-grants are given out of it, it is
marked as granted on in part (FRG070), and each micro-grant that was paid to an organisation is
published as a grant of the holder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.timezone import localdate

from spinney.base.kernel.canonical import plain
from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import money
from spinney.clusters import api as clusters
from spinney.money.engine.threesixty.checking import check_package
from spinney.money.engine.threesixty.codes import REGRANT_TYPES
from spinney.money.engine.threesixty.reading import read_file
from spinney.money.engine.threesixty.values import Award, Body, Fault, Paid, Publisher, Reading
from spinney.money.engine.threesixty.writing import org_id, package
from spinney.money.models import Grant, MicroGrant
from spinney.money.states import InstalmentState, MicroGrantState
from spinney.register.api import Organisation

__all__ = [
    "Reading", "award_words", "awards_of", "body_of", "fault_words", "from_text", "own_uid",
    "prefix_of", "publisher_of", "read_file", "recipients", "regrant_words", "to_text",
    "whole_file",
]  # fmt: skip

_OWN = re.compile(r"360G-[^-]*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.I).fullmatch
PAID = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
ONWARD = "FRG070"
SCHEMES = {"GB-CHC": "charity", "GB-SC": "scottish", "GB-NIC": "northern", "GB-COH": "company"}


def prefix_of(programme: clusters.Programme, asked: str = "") -> str:
    """The publisher's prefix: as 360Giving gave it (letters and digits), else from its name."""
    wanted = "".join(one for one in asked if one.isascii() and one.isalnum())[:30]
    return wanted or slugify(programme.funder or programme.name).replace("-", "")[:30] or "spinney"


def publisher_of(programme: clusters.Programme, licence: str = "") -> Publisher:
    """Who publishes a programme's grants."""
    return Publisher(programme.funder or programme.name, licence=licence)


def body_of(organisation: Organisation, prefix: str) -> Body:
    """An organisation with its org-id; one on no register gets an id of the publisher's."""
    numbers = {one.scheme: one.value for one in organisation.identifiers.all()}
    known = {SCHEMES[scheme]: value for scheme, value in numbers.items() if scheme in SCHEMES}
    return Body(
        org_id=org_id(**known, own=f"360G-{prefix}-org-{organisation.uid.hex[:12]}"),
        name=organisation.name,
        charity_number=next(
            (numbers[one] for one in ("GB-CHC", "GB-SC", "GB-NIC") if one in numbers), ""
        ),
        company_number=numbers.get("GB-COH", ""),
        postcode=organisation.postcode,
    )


def awards_of(
    programme: clusters.Programme, grants: Iterable[Grant], micro: Iterable[MicroGrant], prefix: str
) -> Iterator[Award]:
    """The grants of a programme as awards, and the micro-grants given out of them."""
    funder = Body(f"360G-{prefix}", programme.funder or programme.name)
    onward = list(micro)
    funds = {one.round.ring_fence.fund_id for one in onward}
    for grant in grants:
        if grant.holder is not None and grant.awarded_pence and grant.decided_at:
            yield _award(grant, programme, funder, prefix, regrants=grant.fund_id in funds)
    for one in onward:
        if _is_told(one):
            yield _onward(one, prefix)


def whole_file(
    programme: clusters.Programme, grants: Iterable[Grant], micro: Iterable[MicroGrant], *,
    prefix: str, licence: str = "", now: datetime,
) -> dict[str, object]:  # fmt: skip
    """The grants of a programme as a file of 360Giving. Raises BadInput while there is nothing that
    can be published.
    """
    awards = list(awards_of(programme, grants, micro, prefix))
    whole = package(
        awards, publisher=publisher_of(programme, licence), title=f"Grants of {programme.name}",
        issued=now,
    )  # fmt: skip
    if check_package(whole):
        raise BadInput(
            "Nothing can be published yet: approve a grant whose money goes to an organisation."
        )
    return whole


def _award(
    grant: Grant, programme: clusters.Programme, funder: Body, prefix: str, *, regrants: bool
) -> Award:
    holder, decided = grant.holder, grant.decided_at
    if holder is None or decided is None:
        raise LookupError("a grant without holder or decision is not published")
    return Award(
        identifier=f"360G-{prefix}-{grant.uid}",
        title=grant.title,
        description=grant.description or grant.title,
        pence=grant.awarded_pence or 0,
        awarded=localdate(decided),
        funder=funder,
        recipient=body_of(holder, prefix),
        applied_pence=grant.asked_pence,
        starts=grant.starts_on,
        ends=grant.ends_on,
        programme_code=str(programme.uid),
        programme_title=programme.name,
        open_call=False,
        regrant_type=ONWARD if regrants else "",
        paid=tuple(
            Paid(str(one.uid), one.released_on, one.pence, f"Instalment {one.number}")
            for one in grant.instalments.all()
            if one.state in PAID and one.released_on
        ),
        place=grant.cluster.place,
    )


def _is_told(one: MicroGrant) -> bool:
    """Only what was paid to an organisation: groups on no register may be a few neighbours."""
    paid = one.state in (MicroGrantState.PAID, MicroGrantState.REPORTED)
    return bool(
        paid and one.organisation and one.given_pence and one.decided_at
        and one.round.ring_fence.fund.holder
    )  # fmt: skip


def _onward(one: MicroGrant, prefix: str) -> Award:
    holder, to, decided = one.round.ring_fence.fund.holder, one.organisation, one.decided_at
    if holder is None or to is None or decided is None:
        raise LookupError("a micro-grant that is not paid to an organisation is not published")
    day = one.entry.day if one.entry else localdate(decided)
    return Award(
        identifier=f"360G-{prefix}-{one.uid}",
        title=one.round.title,
        description=one.purpose,
        pence=one.given_pence or 0,
        awarded=localdate(decided),
        funder=body_of(holder, prefix),
        recipient=body_of(to, prefix),
        applied_pence=one.asked_pence,
        programme_title=one.round.title,
        open_call=True,
        paid=(Paid(str(one.uid), day, one.given_pence or 0),),
    )


def recipients(
    awards: Iterable[Award], organisations: Sequence[Organisation]
) -> dict[str, Organisation]:
    """Whose each award is, by the award's identifier: by a number on a register, else by exactly
    the same name.
    """
    by_id = {str(one).upper(): each for each in organisations for one in each.identifiers.all()}
    by_name = {each.name.casefold(): each for each in organisations}
    found: dict[str, Organisation] = {}
    for award in awards:
        body = award.recipient
        numbers = (body.org_id, f"GB-CHC-{body.charity_number}", f"GB-COH-{body.company_number}")
        match = next((by_id[one.upper()] for one in numbers if one.upper() in by_id), None)
        match = match or by_name.get(body.name.casefold())
        if match is not None:
            found[award.identifier] = match
    return found


def own_uid(identifier: str) -> UUID | None:
    """The grant that an identifier would name if this site had written it, whatever the prefix.

    >>> own_uid("360G-meadow-6e0f2f0a-93a1-4c1c-9d0f-0a4a3c9d7b11")
    UUID('6e0f2f0a-93a1-4c1c-9d0f-0a4a3c9d7b11')
    >>> own_uid("360G-oak-1")
    """
    found = _OWN(identifier.strip())
    return UUID(found[1]) if found else None


def to_text(awards: Sequence[Award]) -> str:
    """Awards as JSON, to be kept between two pages."""
    return json.dumps([plain(asdict(one)) for one in awards])


def from_text(text: str) -> list[Award]:
    """The awards again."""
    return [_from_plain(one) for one in json.loads(text)]


def _from_plain(told: dict[str, Any]) -> Award:
    days = {name: _day(told[name]) for name in ("awarded", "starts", "ends")}
    return Award(
        **told
        | days
        | {
            "funder": Body(**told["funder"]),
            "recipient": Body(**told["recipient"]),
            "paid": tuple(Paid(**one | {"day": _day(one["day"])}) for one in told["paid"]),
            "modified": datetime.fromisoformat(told["modified"]) if told["modified"] else None,
        }
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


FAULTS: Mapping[str, str] = {
    "missing": "is missing",
    "no_value": "is there without a value: leave it out",
    "not_pounds": "is in another currency, and only pounds can be kept here",
    "not_in_list": "is not in the standard’s list",
    "not_text": "is not text",
    "not_a_number": "is not a number",
    "not_a_day": "is not a full date (2026-03-12)",
    "not_a_loose_day": "is not a date, a month or a year",
    "not_a_moment": "is not a date with a time",
    "not_a_link": "is not a full web address",
    "not_a_list": "should be a list",
    "not_an_object": "should have parts of its own",
    "not_a_version": "is not a version such as 1.4",
    "empty_list": "is empty",
    "told_twice": "is there twice",
    "two_recipients": "is there beside a person who receives the grant: only one of them can be",
    "to_a_person": "is a person: grants to people are not kept here",
    "below_nought": "is below nought",
    "too_large": "is larger than any grant",
}


def fault_words(fault: Fault) -> str:
    """A fault as one line: where in the file, what is wrong, what was found.

    >>> fault_words(Fault("grants/0/currency", "not_pounds", "EUR"))
    'Grant 1, currency: is in another currency, and only pounds can be kept here (“EUR”)'
    """
    parts = fault.where.split("/")
    at = ""
    if parts[0] == "grants" and len(parts) > 1 and parts[1].isdigit():
        at, parts = f"Grant {int(parts[1]) + 1}", parts[2:]
    named = ", ".join(
        one if not one.isdigit() else f"number {int(one) + 1}" for one in parts if one
    )
    place = ", ".join(one for one in (at, named) if one) or "The file"
    found = f" (“{fault.found}”)" if fault.found else ""
    return f"{place}: {FAULTS.get(fault.code, fault.code.replace('_', ' '))}{found}"


def regrant_words(code: str) -> str:
    """What a code of the standard's list of regrants says; "" for none."""
    return REGRANT_TYPES.get(code, "")


def award_words(award: Award) -> str:
    """An award in one line."""
    return f"{award.funder.name}: {money(award.pence)} to {award.recipient.name}, “{award.title}”"
