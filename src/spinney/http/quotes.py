"""Quotes of a joint purchase over the API: asked for, sealed until their time, compared, marked.
Suppliers send theirs by their own links alone.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import AwareDatetime, Field

from spinney.base.kernel.errors import BadInput, NotFound
from spinney.http.inside import Id, named
from spinney.http.purchases import ONE, PurchaseWhole, purchase_in, whole
from spinney.http.routing import Router
from spinney.http.savings import READ, WRITE
from spinney.http.schemas import FAULTS, Sent, plain
from spinney.purchasing.actions import inviting
from spinney.purchasing.actions import quotes as actions
from spinney.purchasing.bridge.purchases import CriterionText
from spinney.purchasing.bridge.quotes import Ranked
from spinney.purchasing.models import JointPurchase, Quote
from spinney.purchasing.queries import purchases as read

router = Router(tags=["purchasing"])
Name = Annotated[str, Field(min_length=1, max_length=200)]
Mark = Annotated[int, Field(ge=0, le=5)]


class PriceOut(Schema):
    """The price of one, from so many on."""

    from_quantity: float
    pence: int


class SupplierSaidOut(Schema):
    """What a supplier says to a criterion."""

    criterion_id: int
    words: str


class QuoteOut(Schema):
    """A quote as its supplier wrote it, once it is open."""

    id: int
    supplier: str
    prices: list[PriceOut]
    one_off_pence: int
    includes_vat: bool
    months: int | None
    notice_days: int | None
    holds_until: date | None
    note: str
    answers: list[SupplierSaidOut]
    files: list[str] = Field(description="The names of the files that came with it.")


class MeanOut(Schema):
    """What a quote has for a criterion: the mean of marks from 0 to 5; null: not marked yet."""

    criterion_id: int
    mark: float | None
    members: int


class RankedOut(Schema):
    """A quote in its place; equal scores share one."""

    quote_id: int
    supplier: str
    place: int
    total_pence: int = Field(description="Over the months compared, with VAT.")
    score: float = Field(description="Of 100.")
    marks: list[MeanOut]


class OwnMarkOut(Schema):
    """What your own organisation marked."""

    quote_id: int
    criterion_id: int
    mark: int
    note: str


class ComparedOut(Schema):
    """Quotes compared. Until all have marked, marks are your own alone, and the order not final."""

    quantity: float = Field(description="For how many: what all who are in take together.")
    is_open: bool = Field(description="Whether everybody’s marks are counted.")
    have_marked: int
    to_mark: int
    ranked: list[RankedOut]
    unpriced: list[int] = Field(description="Ids of quotes without a price for so few.")
    cannot_be_opened: list[str]
    own_marks: list[OwnMarkOut]


class SupplierIn(Sent):
    """A supplier to be asked."""

    name: Name
    email: Annotated[str, Field(max_length=254, description="Where its link goes.")]


class CriterionIn(Sent):
    """What quotes are compared by; the price is one of them, and weights add up to 100."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    weight: Annotated[int, Field(ge=1, le=100)]
    question: Annotated[str, Field(max_length=500, description="Asked of suppliers.")] = ""
    is_price: bool = False


class CriteriaIn(Sent):
    """All of them, in their order."""

    criteria: Annotated[list[CriterionIn], Field(min_length=1, max_length=20)]


class UntilIn(Sent):
    """Until which moment suppliers can send quotes. It can be put off, never brought forward."""

    quotes_by: AwareDatetime


class MarkIn(Sent):
    """A mark from 0 to 5, with a word."""

    quote_id: Id
    criterion_id: Id
    mark: Mark
    note: Annotated[str, Field(max_length=300)] = ""


class MarksIn(Sent):
    """Marks of your own organisation. Those left out stay as they are."""

    marks: Annotated[list[MarkIn], Field(min_length=1, max_length=300)]


def opened(one: JointPurchase) -> list[Quote]:
    """The quotes that can be read. Raises NotFound while they are sealed."""
    if one.opened_at is None:
        raise NotFound("The quotes are still sealed.")
    return read.opened_quotes(one)


@router.post(
    ONE + "/suppliers",
    auth=WRITE,
    response={201: PurchaseWhole, **FAULTS},
    summary="Put a supplier on the list",
)
def invite_supplier(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: SupplierIn
) -> Status[dict[str, Any]]:
    """While quotes are coming in it is asked at once."""
    actor, one = purchase_in(request, "invite_supplier", cluster_id, purchase_id)
    said = payload.model_dump()
    inviting.invite_supplier(purchase=one, by=actor, now=now(), **said)
    return Status(201, whole(actor, one))


@router.delete(
    ONE + "/suppliers/{supplier_id}",
    auth=WRITE,
    response={204: None, **FAULTS},
    summary="Take a supplier off the list",
)
def remove_invited(
    request: HttpRequest, cluster_id: int, purchase_id: int, supplier_id: int
) -> Status[None]:
    """Its link ends. One that has sent a quote stays."""
    actor, one = purchase_in(request, "remove_invited", cluster_id, purchase_id)
    found = next((each for each in read.invited_of(one) if each.pk == supplier_id), None)
    if found is None:
        raise NotFound("There is no such supplier on the list.")
    found.purchase = one
    inviting.remove_invited(invited=found, by=actor, now=now())
    return Status(204, None)


@router.put(
    ONE + "/criteria",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Say what quotes are compared by",
)
def set_criteria(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: CriteriaIn
) -> dict[str, Any]:
    """Before suppliers are asked: they are told."""
    actor, one = purchase_in(request, "set_criteria", cluster_id, purchase_id)
    wanted = [CriterionText(**each.model_dump()) for each in payload.criteria]
    if any(not each.title.strip() for each in wanted):
        raise BadInput("Name each criterion.", {"criteria": ["Name each criterion."]})
    inviting.set_criteria(purchase=one, criteria=wanted, by=actor, now=now())
    return whole(actor, one)


@router.post(
    ONE + "/request-quotes",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Ask suppliers for quotes",
)
def request_quotes(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: UntilIn
) -> dict[str, Any]:
    """All on the list, each by a link of its own. What comes in is sealed until that moment."""
    actor, one = purchase_in(request, "request_quotes", cluster_id, purchase_id)
    with named(quotes_by_on="quotes_by"):
        inviting.request_quotes(purchase=one, quotes_by=payload.quotes_by, by=actor, now=now())
    return whole(actor, one)


@router.post(
    ONE + "/extend-quotes",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Give suppliers longer",
)
def extend_quotes(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: UntilIn
) -> dict[str, Any]:
    """Those that were asked are told."""
    actor, one = purchase_in(request, "extend_quotes", cluster_id, purchase_id)
    with named(quotes_by_on="quotes_by"):
        inviting.extend_quotes(purchase=one, quotes_by=payload.quotes_by, by=actor, now=now())
    return whole(actor, one)


@router.post(
    ONE + "/open-quotes",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="Open the quotes",
)
def open_quotes(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """All at once. 409 before the moment that suppliers were told: nobody opens them earlier."""
    actor, one = purchase_in(request, "open_quotes", cluster_id, purchase_id)
    return whole(actor, actions.open_quotes(purchase=one, by=actor, now=now()))


@router.get(
    ONE + "/quotes",
    auth=READ,
    response={200: ComparedOut, **FAULTS},
    summary="Quotes compared",
)
def compare_quotes(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """In their order, by the criteria. 404 while they are sealed."""
    actor, one = purchase_in(request, "compare_quotes", cluster_id, purchase_id)
    opened(one)
    seen = read.compared(actor, one)
    by_uid = {str(each.uid): each for each in seen.quotes}
    ranked = [_ranked(by_uid[each.offer], each) for each in seen.ranking.ranked]
    return {
        "quantity": float(seen.quantity), "is_open": seen.is_open,
        "have_marked": seen.have_marked, "to_mark": seen.to_mark, "ranked": ranked,
        "unpriced": [by_uid[uid].pk for uid in seen.ranking.unpriced],
        "cannot_be_opened": read.cannot_be_opened(one),
        "own_marks": [plain(each, OwnMarkOut) for each in seen.own.values()],
    }  # fmt: skip


def _ranked(quote: Quote, ranked: Ranked) -> dict[str, Any]:
    marks = [
        {
            "criterion_id": int(one.criterion),
            "mark": None if one.mark is None else round(float(one.mark), 2),
            "members": one.by,
        }
        for one in ranked.marks
    ]
    return {
        "quote_id": quote.pk, "supplier": quote.invited.name, "place": ranked.place,
        "total_pence": ranked.total.with_vat_pence, "score": round(float(ranked.score), 2),
        "marks": marks,
    }  # fmt: skip


@router.get(
    ONE + "/quotes/{quote_id}",
    auth=READ,
    response={200: QuoteOut, **FAULTS},
    summary="Read a quote",
)
def read_quote(
    request: HttpRequest, cluster_id: int, purchase_id: int, quote_id: int
) -> dict[str, Any]:
    """As its supplier wrote it. 404 while it is sealed."""
    _, one = purchase_in(request, "quote", cluster_id, purchase_id)
    found = read.get_quote(one, quote_id)
    answers = [
        {"criterion_id": each.pk, "words": found.answers.get(str(each.position), "")}
        for each in read.criteria_of(one)
        if not each.is_price
    ]
    prices = [{"from_quantity": step["from"], "pence": step["pence"]} for step in found.prices]
    return plain(
        found, QuoteOut, supplier=found.invited.name, prices=prices, answers=answers,
        files=[each.name for each in found.files.all()],
    )  # fmt: skip


@router.put(
    ONE + "/marks",
    auth=WRITE,
    response={200: ComparedOut, **FAULTS},
    summary="Mark the quotes for your organisation",
)
def mark_quote(
    request: HttpRequest, cluster_id: int, purchase_id: int, payload: MarksIn
) -> dict[str, Any]:
    """If it is in. Others see your marks when all have marked."""
    actor, one = purchase_in(request, "mark_quote", cluster_id, purchase_id)
    marks = {(each.quote_id, each.criterion_id): (each.mark, each.note) for each in payload.marks}
    actions.mark_quote(purchase=one, marks=marks, by=actor, now=now())
    return compare_quotes(request, cluster_id, purchase_id)


@router.post(
    ONE + "/close-marking",
    auth=WRITE,
    response={200: PurchaseWhole, **FAULTS},
    summary="End the marking",
)
def close_marking(request: HttpRequest, cluster_id: int, purchase_id: int) -> dict[str, Any]:
    """Though not all have marked: marks can be seen by all members, and stay."""
    actor, one = purchase_in(request, "close_marking", cluster_id, purchase_id)
    return whole(actor, actions.close_marking(purchase=one, by=actor, now=now()))
