"""Files of payments given in for tests, by the actions and the jobs that a person would start."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile

from spinney.base.access.links import actor_of, issue
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.purchasing.actions.adding import add_lines
from spinney.purchasing.actions.uploads import give_file
from spinney.purchasing.letters.shares import errand_of
from spinney.purchasing.models import SpendAsked, SpendUpload
from spinney.register.models import Organisation
from tests.harness.work import do_waiting_work
from tests.personas import Wood
from tests.purchasing.making import NOON

XERO = """\
Birch House
Payable Invoice Detail
For the period 1 April 2025 to 31 March 2026

Date,Source,Contact,Description,Reference,Account,Net,VAT,Gross
12/05/2025,Invoice,BT Group plc,Phones in May,BT-0512,Telephone,400.00,80.00,480.00
12/08/2025,Invoice,BT Group plc,Phones in August,BT-0812,Telephone,420.00,84.00,504.00
02/06/2025,Invoice,Larch Office Machines,Copier,L-77,Printing,612.50,122.50,735.00
02/06/2025,Invoice,Larch Office Machines,Copier,L-77,Printing,612.50,122.50,735.00
15/06/2025,Credit Note,Larch Office Machines,For June,L-78,Printing,-50.00,-10.00,-60.00
03/07/2025,Spend Money,Mrs Jane Example,Expenses: travel,EXP-3,Staff expenses,23.45,0.00,23.45
,,,,,Total,2018.45,399.00,2417.45
"""
"""Six payments as an accounts package exports them: two alike, a credit, and one to a person."""

LATER = """\
Date,Source,Contact,Description,Reference,Account,Net,VAT,Gross
12/08/2025,Invoice,BT Group plc,Phones in August,BT-0812,Telephone,420.00,84.00,504.00
12/11/2025,Invoice,BT Group plc,Phones in November,BT-1112,Telephone,430.00,86.00,516.00
"""
"""A later export of the same package that goes back over August."""


def a_file(text: str = XERO, name: str = "payments.csv") -> ContentFile:
    """A file as a browser sends it."""
    return ContentFile(text.encode(), name=name)


def given(
    organisation: Organisation, by: Actor, text: str = XERO, *, name: str = "payments.csv",
    now: datetime = NOON,
) -> SpendUpload:  # fmt: skip
    """A file that was given in, and read."""
    done = give_file(organisation=organisation, file=a_file(text, name), by=by, now=now)
    do_waiting_work()
    done.upload.refresh_from_db()
    return done.upload


def added(
    organisation: Organisation, by: Actor, text: str = XERO, *, now: datetime = NOON
) -> SpendUpload:
    """A file whose payments were added, whoever sees them by that."""
    upload = given(organisation, by, text, now=now)
    add_lines(upload=upload, share_too=True, by=by, now=now)
    do_waiting_work()
    upload.refresh_from_db()
    return upload


def asked(wood: Wood, name: str = "birch") -> SpendAsked:
    """A member that was asked for its file."""
    return SpendAsked.objects.create(
        cluster=wood.cluster, organisation=wood.organisations[name], asked_at=NOON, asked_by="x"
    )


def link_for(row: SpendAsked, wood: Wood, now: datetime = NOON) -> tuple[TaskLink, str]:
    """A link for what was asked, as it goes to a bookkeeper without an account, with its secret."""
    return issue(
        errand_of(row), by=wood.ash, now=now, expires_at=now.replace(year=now.year + 1),
        email="books@example.org", organisation_id=row.organisation_id,
    )  # fmt: skip


def bookkeeper(row: SpendAsked, wood: Wood) -> Actor:
    """The holder of such a link."""
    return actor_of(link_for(row, wood)[0])
