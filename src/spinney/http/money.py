"""Money over the API: the ledger, its funds and balances; what came in and went out."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Query, Schema, Status
from pydantic import Field

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.api import Cluster
from spinney.http.auth import Token
from spinney.http.inside import Amount, Id, check_chosen, chosen, cluster_in
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page
from spinney.money import policies
from spinney.money.actions import funds as fund_actions
from spinney.money.actions import ledger as actions
from spinney.money.models import Account, Entry, Fund, Posting
from spinney.money.queries import entries as read
from spinney.money.queries.balances import FundState, balances_by, fund_states
from spinney.money.queries.choices import choices_for
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.register.api import Organisation

router = Router(tags=["money"])
READ, WRITE = Token("money:read"), Token("money:write")
Words = Annotated[str, Field(min_length=1, max_length=300)]
ABOUT = ("fund_id", "activity_id", "budget_line_id", "organisation_id")
#: Who was paid for coming tells who has little.
WHOSE = "Null for whoever does not keep the ledger."


class FundOut(Schema):
    """Money from one funder for one purpose, and how it stands."""

    id: int
    uid: UUID
    name: str
    funder: str
    purpose: str
    restriction: str = Field(description="restricted, designated or unrestricted.")
    holder_id: int | None = Field(description="The organisation in whose account it is.")
    closed_on: date | None
    received_pence: int
    spent_pence: int
    bank_pence: int = Field(description="What of it lies in the bank.")
    due_pence: int = Field(description="What is still to come.")
    left_pence: int


class FundIn(Sent):
    """A fund to be set up."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    funder: Annotated[str, Field(max_length=200)] = ""
    purpose: Annotated[str, Field(max_length=300)] = ""
    restriction: Literal["restricted", "designated", "unrestricted"] = "restricted"
    holder_id: Id | None = None


class AccountOut(Schema):
    """An account and what it adds up to: above nought a debit, below a credit."""

    code: str
    number: int
    name: str
    kind: str
    balance_pence: int


class LineOut(Schema):
    """One line of an entry. Of `came_in_pence` and `went_out_pence` one is null."""

    entry_id: int
    entry_number: int
    day: date
    words: str
    account: str
    fund_id: int | None
    activity_id: int | None
    budget_line_id: int | None
    organisation_id: int | None = Field(description=WHOSE)
    came_in_pence: int | None
    went_out_pence: int | None
    taken_back: bool = Field(description="Whether another entry takes this one back.")


class Ledger(Page[LineOut]):
    """Lines of the ledger, with the totals of all that was asked for, not of this page only."""

    came_in_pence: int
    went_out_pence: int


class EntryLineOut(Schema):
    """One side of an entry: above nought to the account, below from it."""

    account: str
    amount_pence: int
    fund_id: int | None
    activity_id: int | None
    budget_line_id: int | None
    organisation_id: int | None = Field(description=WHOSE)


class EntryOut(Schema):
    """Something that happened to money on a day. Its lines add up to nought."""

    id: int
    uid: UUID
    number: int
    day: date
    words: str
    digest: str = Field(description="SHA-256 over what it says and the entry before.")
    reverses_number: int | None = Field(description="The number of the entry that it takes back.")
    lines: list[EntryLineOut]


class Narrowed(Sent):
    """How the ledger is narrowed: nothing said, what passed the bank."""

    first: date | None = None
    last: date | None = None
    account: str | None = Field(None, max_length=30, description="An account by its code.")
    fund_id: Id | None = None
    activity_id: Id | None = None
    budget_line_id: Id | None = None
    organisation_id: Id | None = Field(None, description="For those who keep the ledger.")
    every_account: bool = Field(False, description="All lines, not those of the bank only.")
    offset: Offset = 0
    limit: Limit = 50


class WrittenIn(Sent):
    """What happened to money."""

    day: date
    words: Words
    amount_pence: Amount
    fund_id: Id | None = None
    activity_id: Id | None = None
    budget_line_id: Id | None = Field(None, description="A line of the budget in force.")
    organisation_id: Id | None = None
    note: Annotated[str, Field(max_length=300)] = ""


class IncomeIn(WrittenIn):
    """Money that came into the bank."""

    account: Literal["grant_income", "member_income", "other_income", "opening"]


class PaymentIn(WrittenIn):
    """Money that went out of the bank."""

    account: Literal[
        "activity_cost", "attendance_cost", "microgrant_cost", "shared_cost", "other_cost"
    ]
    sure: bool = Field(False, description="Write it though it is more than its fund has.")


class CorrectIn(Sent):
    """What was wrong; members can read it."""

    why: Annotated[str, Field(min_length=1, max_length=200)]


def _fund(fund: Fund, states: dict[int | None, FundState]) -> dict[str, Any]:
    stands = states.get(fund.pk, FundState())
    facts = [n for n in FundOut.model_fields if not n.endswith("_pence")]
    sums = ("received", "spent", "bank", "due", "left")
    return {n: getattr(fund, n) for n in facts} | {f"{n}_pence": getattr(stands, n) for n in sums}


def _about(row: Posting, *, keeper: bool) -> dict[str, Any]:
    """What a line is about; of which member, for those who keep the ledger."""
    found = {name: getattr(row, name) for name in ABOUT}
    return found if keeper else found | {"organisation_id": None}


def _line(row: Any, *, keeper: bool) -> dict[str, Any]:
    entry = row.entry
    return _about(row, keeper=keeper) | {
        "entry_id": entry.pk,
        "entry_number": entry.number,
        "day": entry.day,
        "words": entry.words,
        "account": row.account.code,
        "came_in_pence": row.came_in,
        "went_out_pence": row.went_out,
        "taken_back": hasattr(entry, "reversed_by"),
    }


def _side(row: Posting, *, keeper: bool) -> dict[str, Any]:
    own = {"account": row.account.code, "amount_pence": row.pence}
    return own | _about(row, keeper=keeper)


def _entry(entry: Entry, *, keeper: bool = True) -> dict[str, Any]:
    rows = Posting.objects.filter(entry=entry).select_related("account").order_by("pk")
    facts = ("id", "uid", "number", "day", "words", "digest")
    return {n: getattr(entry, n) for n in facts} | {
        "reverses_number": entry.reverses.number if entry.reverses else None,
        "lines": [_side(row, keeper=keeper) for row in rows],
    }


@router.get(
    "/clusters/{cluster_id}/funds",
    auth=READ,
    response={200: Page[FundOut], **FAULTS},
    summary="Funds of a cluster",
)
def list_funds(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """By name, each with what came in, what was spent, and what is left of it."""
    _, cluster = cluster_in(request, policies, "money", cluster_id)
    states = fund_states(cluster)
    rows = Fund.objects.filter(cluster=cluster).order_by("name")
    return page(rows, offset, limit, lambda one: _fund(one, states))


@router.post(
    "/clusters/{cluster_id}/funds",
    auth=WRITE,
    response={201: FundOut, **FAULTS},
    summary="Set up a fund",
)
def add_fund(request: HttpRequest, cluster_id: int, payload: FundIn) -> Status[dict[str, Any]]:
    """For those who keep the money. No two funds of a cluster have one name."""
    actor, cluster = cluster_in(request, policies, "add_fund", cluster_id)
    check_keeps(actor, cluster, localdate())
    said = payload.model_dump()
    ids = [pk for pk, _ in choices_for(cluster, localdate()).organisations]
    holders = Organisation.objects.filter(pk__in=ids)
    holder = chosen(holders, said.pop("holder_id"), "holder_id")
    made = fund_actions.add_fund(
        cluster=cluster, said=fund_actions.FundSaid(**said, holder=holder), by=actor, now=now()
    )
    return Status(201, _fund(made, {}))


@router.get(
    "/clusters/{cluster_id}/balances",
    auth=READ,
    response={200: list[AccountOut], **FAULTS},
    summary="What each account adds up to",
)
def list_balances(request: HttpRequest, cluster_id: int) -> list[dict[str, Any]]:
    """All of them together come to nought."""
    _, cluster = cluster_in(request, policies, "account_balances", cluster_id)
    sums = balances_by(cluster, "account")
    rows = Account.objects.filter(cluster=cluster).order_by("number")
    facts = ("code", "number", "name", "kind")
    return [
        {n: getattr(one, n) for n in facts} | {"balance_pence": sums.get((one.code,), 0)}
        for one in rows
    ]


@router.get(
    "/clusters/{cluster_id}/ledger",
    auth=READ,
    response={200: Ledger, **FAULTS},
    summary="Read the ledger",
)
def read_ledger(request: HttpRequest, cluster_id: int, asked: Query[Narrowed]) -> dict[str, Any]:
    """The newest first, with what came in and went out in all."""
    actor, cluster = cluster_in(request, policies, "entries", cluster_id)
    keeper = keeps(actor, cluster, localdate())
    if asked.organisation_id is not None and not keeper:
        raise NotAllowed("Which member a line is about is for those who keep the ledger.")
    wanted = {name: getattr(asked, name) for name in ABOUT if getattr(asked, name) is not None}
    if asked.account is not None:
        wanted["account__code"] = asked.account
    narrowed = read.Narrowed(asked.first, asked.last, "", bool(wanted) or asked.every_account)
    rows = read.lines_for(actor, cluster, narrowed).filter(**wanted)
    came, went = read.total_of(rows)
    ordered = rows.order_by("-entry__day", "-entry__number", "pk")
    shown = partial(_line, keeper=keeper)
    return page(ordered, asked.offset, asked.limit, shown) | {
        "came_in_pence": came,
        "went_out_pence": went,
    }


@router.get(
    "/clusters/{cluster_id}/entries/{entry_id}",
    auth=READ,
    response={200: EntryOut, **FAULTS},
    summary="Read an entry",
)
def read_entry(request: HttpRequest, cluster_id: int, entry_id: int) -> dict[str, Any]:
    """With both its sides."""
    actor, cluster = cluster_in(request, policies, "entry", cluster_id)
    found = read.get_entry(actor, cluster_id, entry_id)
    return _entry(found, keeper=keeps(actor, cluster, localdate()))


def _said(actor: Actor, cluster: Cluster, payload: IncomeIn | PaymentIn) -> actions.Said:
    """What was sent, its ids looked up among what an entry can be about today."""
    check_keeps(actor, cluster, localdate())
    about = choices_for(cluster, localdate())
    if isinstance(payload, PaymentIn):
        about = about.of_costs()
    told = payload.model_dump(exclude={"amount_pence", "fund_id", "sure"})
    check_chosen(told["activity_id"], about.activities, "activity_id")
    check_chosen(told["budget_line_id"], about.budget_lines, "budget_line_id")
    check_chosen(told["organisation_id"], about.organisations, "organisation_id")
    fund = chosen(about.funds, payload.fund_id, "fund_id")
    return actions.Said(pence=payload.amount_pence, fund=fund, **told)


@router.post(
    "/clusters/{cluster_id}/income",
    auth=WRITE,
    response={201: EntryOut, **FAULTS},
    summary="Write what came in",
)
def add_income(request: HttpRequest, cluster_id: int, payload: IncomeIn) -> Status[dict[str, Any]]:
    """For those who keep the money. What is written is never changed, only taken back."""
    actor, cluster = cluster_in(request, policies, "add_income", cluster_id)
    said = _said(actor, cluster, payload)
    return Status(201, _entry(actions.add_income(cluster=cluster, said=said, by=actor, now=now())))


@router.post(
    "/clusters/{cluster_id}/payments",
    auth=WRITE,
    response={201: EntryOut, **FAULTS},
    summary="Write what went out",
)
def add_payment(
    request: HttpRequest, cluster_id: int, payload: PaymentIn
) -> Status[dict[str, Any]]:
    """422 with the field `sure` for more than its fund has: send it again with that."""
    actor, cluster = cluster_in(request, policies, "add_payment", cluster_id)
    said = _said(actor, cluster, payload)
    made = actions.add_payment(cluster=cluster, said=said, sure=payload.sure, by=actor, now=now())
    return Status(201, _entry(made))


@router.post(
    "/clusters/{cluster_id}/entries/{entry_id}/correct",
    auth=WRITE,
    response={201: EntryOut, **FAULTS},
    summary="Take an entry back",
)
def correct_entry(
    request: HttpRequest, cluster_id: int, entry_id: int, payload: CorrectIn
) -> Status[dict[str, Any]]:
    """Both stay and name each other. Then write what should stand."""
    actor, _ = cluster_in(request, policies, "correct_entry", cluster_id)
    found = read.get_entry(actor, cluster_id, entry_id)
    back = actions.correct_entry(entry=found, why=payload.why, by=actor, now=now())
    return Status(201, _entry(back))
