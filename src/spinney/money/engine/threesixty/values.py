"""A grant as the standard sees it, with amounts in whole pence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Body:
    """An organisation: its org-id ("GB-CHC-1117513"), name, and numbers where it has them."""

    org_id: str
    name: str
    charity_number: str = ""
    company_number: str = ""
    postcode: str = ""
    url: str = ""


@dataclass(frozen=True)
class Paid:
    """One instalment that was paid (a disbursement): its own id, the day, pence, and what for."""

    id: str
    day: date
    pence: int
    words: str = ""


@dataclass(frozen=True)
class Award:
    """One grant that was awarded.

    `regrant_type` is a code of the standard's list when the money is to be granted on, else "".
    `starts` and `ends` are when the work was planned; `planned` the days instalments were promised.
    """

    identifier: str
    title: str
    description: str
    pence: int
    awarded: date
    funder: Body
    recipient: Body
    applied_pence: int | None = None
    starts: date | None = None
    ends: date | None = None
    months: int | None = None
    programme_code: str = ""
    programme_title: str = ""
    open_call: bool | None = None
    regrant_type: str = ""
    paid: tuple[Paid, ...] = ()
    place: str = ""
    modified: datetime | None = None
    source: str = ""

    @property
    def paid_pence(self) -> int:
        """What was paid of it until now."""
        return sum(one.pence for one in self.paid)


@dataclass(frozen=True)
class Publisher:
    """Who publishes the file, where, and under which open licence (web addresses)."""

    name: str
    org_id: str = ""
    website: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that is not as the standard asks.

    `where` is a path into the file ("grants/0/awardDate"), `code` names the rule, and `found` is
    what was there, cut to 80 characters.
    """

    where: str
    code: str
    found: str = ""


@dataclass(frozen=True)
class Reading:
    """What a file held: the grants taken, those left out with the reason, and what else was not
    understood: columns that the standard does not have, values against its rules.
    """

    awards: tuple[Award, ...] = ()
    left_out: tuple[Fault, ...] = ()
    noted: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = field(default=())
