"""Quotes once they are open: read, marked, compared."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web import uploads
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Empty
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import quotes as actions
from spinney.purchasing.bridge.quotes import marks_words, plain_number, swing_words, total_words
from spinney.purchasing.forms.quotes import MarksForm
from spinney.purchasing.models import JointPurchase, Quote
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries import purchases as read
from spinney.purchasing.states import PurchaseState
from spinney.purchasing.views.purchase_frames import around_purchase, purchase_in, purchase_url
from spinney.purchasing.views.quote_tables import (
    NOBODY_IS_IN,
    NONE_CAME,
    TOO_FEW,
    RankedRow,
    ranking_table,
)


@guard(policies, "open_quotes", scope="cluster")
@require_POST
def open_quotes(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open all of them, once the time that suppliers were told is over."""
    found = purchase_in(request, cluster_id, pk)
    actions.open_quotes(purchase=found, by=request.actor, now=now())
    say(request, "The quotes are open.")
    return redirect(purchase_url(found))


@guard(policies, "quote", scope="cluster")
@require_safe
def quote(request: SpinneyRequest, cluster_id: int, pk: int, quote_id: int) -> HttpResponse:
    """One quote, as the supplier wrote it."""
    found = purchase_in(request, cluster_id, pk)
    one = read.get_quote(found, quote_id)
    answers = [
        (each.title, one.answers.get(str(each.position), ""))
        for each in read.criteria_of(found)
        if not each.is_price
    ]
    compare = ("Quotes", purchase_url(found, "compare_quotes"))
    context = {
        "quote": one, "rows": _rows(found, one), "answers": answers, "files": one.files.all(),
        **around_purchase(found, compare, (one.invited.name, "")),
    }  # fmt: skip
    return render(request, "purchasing/quote.html", context)


def _rows(found: JointPurchase, one: Quote) -> list[SummaryRow]:
    what = found.unit or "one"
    rows = [
        SummaryRow(f"From {step['from']}", f"{money(step['pence'])} for {what}")
        for step in one.prices
    ]
    vat = "in the prices" if one.includes_vat else f"to be added ({found.vat_percent}%)"
    rows += [SummaryRow("Paid once", money(one.one_off_pence)), SummaryRow("VAT", vat)]
    if one.months:
        rows.append(SummaryRow("Contract runs", counted(one.months, "month")))
    if one.notice_days is not None:
        rows.append(SummaryRow("Notice", counted(one.notice_days, "day")))
    if one.holds_until:
        rows.append(SummaryRow("Offer holds until", day(one.holds_until)))
    return rows


@guard(policies, "quote_file", scope="cluster")
@require_safe
def quote_file(
    request: SpinneyRequest, cluster_id: int, pk: int, quote_id: int, file_id: int
) -> HttpResponseBase:
    """A file of a quote, to be kept or read."""
    one = read.get_quote(purchase_in(request, cluster_id, pk), quote_id)
    file = one.files.filter(pk=file_id).exclude(name="").first()
    if file is None:
        raise NotFound("There is no such file here.")
    ending = PurePath(file.name).suffix.lstrip(".").lower()
    content_type = uploads.KINDS.get(ending, ("application/octet-stream", None))[0]
    return uploads.download(file.file, name=file.name, content_type=content_type)


@guard(policies, "compare_quotes", scope="cluster")
@require_safe
def compare_quotes(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponseBase:
    """Quotes in their order, how each figure came about, and what other weights would change."""
    found = purchase_in(request, cluster_id, pk)
    if found.opened_at is None:
        raise NotFound("The quotes are still sealed.")
    seen = read.compared(request.actor, found)
    by_uid = {str(one.uid): one for one in seen.quotes}
    titles = {str(one.pk): one for one in seen.criteria}
    names = {key: one.invited.name for key, one in by_uid.items()}
    rows = [RankedRow(found, by_uid[one.offer], one) for one in seen.ranking.ranked]
    listing = ranking_table(found, seen.criteria, empty=_why_empty(seen)).listing(
        request, rows, file_name=f"{found.title} quotes"
    )
    context = {
        "listing": listing,
        "seen": seen,
        "quantity": plain_number(seen.quantity),
        "explained": [
            (one, total_words(one.ranked, found, seen.quantity), marks_words(one.ranked, titles))
            for one in rows
        ],
        "swings": swing_words(seen.ranking, titles, names),
        "shut": read.cannot_be_opened(found),
        "unpriced": [by_uid[key] for key in seen.ranking.unpriced],
        "runs": rules.runs(request.actor, found),
        **_deeds(request, found, seen),
        **around_purchase(found, ("Quotes", "")),
        "caption": found.cluster.name,  # the title names the purchase
    }
    return listing.export() or render(request, "purchasing/compare_quotes.html", context)


def _why_empty(seen: read.Compared) -> Empty:
    if not seen.quotes:
        return NONE_CAME
    return TOO_FEW if seen.quantity else NOBODY_IS_IN


def _deeds(request: SpinneyRequest, found: JointPurchase, seen: read.Compared) -> dict[str, Any]:
    comparing = found.state == PurchaseState.COMPARING
    to_mark = any(not one.is_price for one in seen.criteria)
    open_ = comparing and to_mark and found.marking_closed_at is None
    own = read.own_pledge(found, rules.speaks_for(request.actor))
    return {
        "can_mark": open_ and own is not None and own.organisation_id in _asked(seen),
        "can_close": open_ and rules.runs(request.actor, found) and not seen.is_open,
        "is_comparing": comparing,
        "may_appoint": comparing and read.may_appoint(request.actor, seen, found),
        "has_marks": to_mark,
    }


def _asked(seen: read.Compared) -> set[int]:
    return {one.organisation_id for one in seen.group.pledges if one.state == "in"}


@guard(policies, "mark_quote", scope="cluster")
def mark_quote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Mark the quotes for one's own member."""
    found = purchase_in(request, cluster_id, pk)
    rules.check_is(found, PurchaseState.COMPARING)
    rules.member_that_pledges(request.actor, found.cluster, localdate())
    seen = read.compared(request.actor, found)
    form = MarksForm(posted(request), quotes=seen.quotes, criteria=seen.criteria, own=seen.own)
    done = attempt(
        request, form,
        lambda: actions.mark_quote(
            purchase=found, marks=form.marks(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Your marks are kept. You can change them until marking is over.")
        return redirect(purchase_url(found, "compare_quotes"))
    context = {
        "form": form, "deed": "Keep these marks",
        **around_purchase(
            found, ("Quotes", purchase_url(found, "compare_quotes")), ("Mark them", "")
        ),
    }  # fmt: skip
    return render(request, "purchasing/mark_quote.html", context)


@guard(policies, "close_marking", scope="cluster")
@require_POST
def close_marking(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """End the marking, though not all have marked."""
    found = purchase_in(request, cluster_id, pk)
    actions.close_marking(purchase=found, by=request.actor, now=now())
    say(request, "Marking is over. All members see the marks.")
    return redirect(purchase_url(found, "compare_quotes"))
