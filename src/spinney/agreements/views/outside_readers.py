"""Readers from outside, for those who write the agreement: asked, given longer, asked no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.forms.review import ReaderForm, ReadUntilForm
from spinney.agreements.models import Agreement
from spinney.agreements.policies.drafting import check_drafts
from spinney.agreements.policies.review import DAYS_TO_READ, reads_still
from spinney.agreements.queries import outside_readers as queries
from spinney.agreements.queries import review
from spinney.agreements.states import ReaderState
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say

TITLE = "Readers from outside"


def _table(agreement: Agreement) -> Table:
    return Table(
        name="outside-readers",
        caption=TITLE,
        columns=[
            Column(
                "name", "Reader", value=lambda row: row.reader.name,
                link=lambda row: agreement_url(agreement, "outside_reader", row.reader.pk),
            ),
            Column("capacity", "Role", value=lambda row: row.reader.capacity),
            Column("standing", "How it stands"),
            Column("said", "Comments and proposals", kind="number"),
            Column("until", "Until", kind="date", value=lambda row: row.reader.until),
        ],
        empty=Empty("Nobody outside has been asked yet"),
    )  # fmt: skip


def _around(agreement: Agreement, *more: tuple[str, str]) -> dict[str, Any]:
    listed = agreement_url(agreement, "outside_readers") if more else ""
    return around(agreement, (TITLE, listed), *more)


@guard(policies, "outside_readers", scope="cluster")
@require_safe
def outside_readers(
    request: SpinneyRequest, cluster_id: int, agreement_id: int
) -> HttpResponseBase:
    """Everybody outside who was given a version to read."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    rows = queries.readers_of(request.actor, agreement, localdate())
    listing = _table(agreement).listing(request, rows)
    context = {"listing": listing, **_around(agreement)}
    return listing.export() or render(request, "agreements/outside_readers.html", context)


@guard(policies, "ask_outside_reader", scope="cluster")
def ask_outside_reader(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Give somebody outside the version under way to read."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    check_drafts(request.actor, agreement)
    version = review.talked_over(agreement)
    start = {"until": localdate() + timedelta(days=DAYS_TO_READ), "may_comment": True}
    form = ReaderForm(posted(request), initial=start)
    done = attempt(
        request, form,
        lambda: actions.ask_outside_reader(
            version=version, asked=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"{done.name} gets a link by e-mail.")
        return redirect(agreement_url(agreement, "outside_readers"))
    context = {
        "form": form, "version": version, "deed": "Send the link",
        **_around(agreement, ("Ask somebody to read", "")),
    }  # fmt: skip
    return render(request, "agreements/ask_outside_reader.html", context)


@guard(policies, "outside_reader", scope="cluster")
@require_safe
def outside_reader(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """One reader: how it stands, what she says of the whole, what was changed since."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    reader = queries.get_reader(request.actor, agreement, pk)
    context = {
        "reader": reader,
        "reads_now": reads_still(reader, localdate()),
        "is_withdrawn": reader.state == ReaderState.WITHDRAWN,
        "found": queries.since_given(reader),
        **_around(agreement, (reader.name, "")),
    }
    return render(request, "agreements/outside_reader.html", context)


@guard(policies, "renew_outside_reader", scope="cluster")
def renew_outside_reader(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Let a reader read longer, or again."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    reader = queries.get_reader(request.actor, agreement, pk)
    start = {"until": localdate() + timedelta(days=DAYS_TO_READ)}
    form = ReadUntilForm(posted(request), initial=start)
    done = attempt(
        request, form,
        lambda: actions.renew_outside_reader(
            reader=reader, until=form.cleaned_data["until"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    here = agreement_url(agreement, "outside_reader", pk)
    if done is not None:
        say(request, f"{reader.name} gets the link again.")
        return redirect(here)
    context = {
        "form": form, "reader": reader, "deed": "Send the link again",
        **_around(agreement, (reader.name, here), ("Give longer", "")),
    }  # fmt: skip
    return render(request, "agreements/renew_outside_reader.html", context)


@guard(policies, "withdraw_outside_reader", scope="cluster")
@require_POST
def withdraw_outside_reader(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, pk: int
) -> HttpResponse:
    """Let a reader read no longer."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    reader = queries.get_reader(request.actor, agreement, pk)
    actions.withdraw_outside_reader(reader=reader, by=request.actor, now=now())
    say(request, f"The link of {reader.name} has ended. What was said stays.")
    return redirect(agreement_url(agreement, "outside_reader", pk))
