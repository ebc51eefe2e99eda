"""Grants -> the JSON of a 360Giving package: pounds from pence, instalments as disbursements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from spinney.money.engine.threesixty.values import Award, Body, Publisher

VERSION = "1.4"
Json = dict[str, object]


def org_id(
    *, charity: str = "", scottish: str = "", northern: str = "", company: str = "", own: str = ""
) -> str:
    """The org-id of a body: by its charity number (England and Wales, Scotland, Northern Ireland),
    else its company number; a group on no register gets `own`, the publisher's own id for it.

    >>> org_id(charity="1117513", company="05273638")
    'GB-CHC-1117513'
    >>> org_id(scottish="SC009481")
    'GB-SC-SC009481'
    >>> org_id(own="360G-spinney-org-12")
    '360G-spinney-org-12'
    """
    for prefix, number in (
        ("GB-CHC", charity),
        ("GB-SC", scottish),
        ("GB-NIC", northern),
        ("GB-COH", company),
    ):
        if number:
            return f"{prefix}-{number}"
    return own


def package(awards: Sequence[Award], *, publisher: Publisher, title: str, issued: datetime) -> Json:
    """The whole file. `issued` is a moment with its time zone."""
    who: Json = {"name": publisher.name}
    _put(who, identifier=publisher.org_id, website=publisher.website)
    whole: Json = {
        "version": VERSION,
        "title": title,
        "issued": issued.date().isoformat(),
        "modified": issued.replace(microsecond=0).isoformat(),
        "publisher": who,
    }
    _put(whole, license=publisher.licence)
    return whole | {"grants": [grant(one) for one in awards]}


def grant(award: Award) -> Json:
    """One grant of the file."""
    told: Json = {
        "id": award.identifier,
        "title": award.title,
        "description": award.description or award.title,
        "currency": "GBP",
        "amountAwarded": pounds(award.pence),
        "awardDate": award.awarded.isoformat(),
        "fundingOrganization": [_body(award.funder)],
        "recipientOrganization": [_body(award.recipient)],
    }
    if award.applied_pence is not None:
        told["amountAppliedFor"] = pounds(award.applied_pence)
    if award.open_call is not None:
        told["fromOpenCall"] = "Yes" if award.open_call else "No"
    _put(told, regrantType=award.regrant_type, dataSource=award.source)
    if award.place:
        told["beneficiaryLocation"] = [{"name": award.place}]
    if award.modified is not None:
        told["dateModified"] = award.modified.replace(microsecond=0).isoformat()
    return told | _programme(award) | _dates(award) | _paid(award)


def pounds(pence: int) -> int | float:
    """Pence as the standard's number of pounds: whole where it is whole.

    >>> pounds(1_500_000), pounds(123450), pounds(5)
    (15000, 1234.5, 0.05)
    """
    return pence // 100 if pence % 100 == 0 else pence / 100


def _body(body: Body) -> Json:
    told: Json = {"id": body.org_id, "name": body.name}
    _put(
        told,
        charityNumber=body.charity_number,
        companyNumber=body.company_number,
        postalCode=body.postcode,
        url=body.url,
    )
    return told


def _programme(award: Award) -> Json:
    told: Json = {}
    _put(told, code=award.programme_code, title=award.programme_title)
    return {"grantProgramme": [told]} if told else {}


def _dates(award: Award) -> Json:
    told: Json = {}
    if award.starts:
        told["startDate"] = award.starts.isoformat()
    if award.ends:
        told["endDate"] = award.ends.isoformat()
    if award.months is not None:
        told["duration"] = award.months
    return {"plannedDates": [told]} if told else {}


def _paid(award: Award) -> Json:
    """Each instalment that was paid; the sum beside them, as the standard asks."""
    if not award.paid:
        return {}
    return {
        "amountDisbursed": pounds(award.paid_pence),
        "disbursementTransaction": [
            {
                "id": one.id,
                "transactionDate": one.day.isoformat(),
                "currency": "GBP",
                "value": pounds(one.pence),
                "description": one.words,
                "provider": award.funder.org_id,
                "recipient": award.recipient.org_id,
            }
            for one in award.paid
        ],
    }


def _put(told: Json, **values: str) -> None:
    """Add the values that there are: the standard leaves out what is empty."""
    told.update({name: value for name, value in values.items() if value})
