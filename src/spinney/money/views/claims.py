"""Claims: a member's own, and all of them for those who keep the money."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Link, Status, SummaryRow, Tone
from spinney.base.web.components.words import day, money, span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.base.web.uploads import download
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import claims as actions
from spinney.money.forms.claims import ClaimForm, LineForm
from spinney.money.forms.grants import WordsForm
from spinney.money.models import Claim
from spinney.money.policies import claims as rules
from spinney.money.queries import claims as read
from spinney.money.queries.claim_page import deeds
from spinney.money.states import ClaimState
from spinney.money.views.around import around_cluster

CLAIMS = "Claims"
TONES = {
    ClaimState.DRAFT: Tone.PLAIN, ClaimState.SENT: Tone.WAITS, ClaimState.QUESTIONED: Tone.WAITS,
    ClaimState.APPROVED: Tone.WAITS, ClaimState.ASKED: Tone.WAITS, ClaimState.PAID: Tone.GO,
    ClaimState.REFUSED: Tone.QUIET,
}  # fmt: skip


def claim_in(request: SpinneyRequest, cluster_id: int, number: int) -> Claim:
    """The claim of an address, as the actor may see it. Raises NotFound."""
    return read.get_claim(request.actor, cluster_id, number, localdate())


def claim_url(claim: Claim, verb: str = "claim", *more: object) -> str:
    """The address of a page or deed of a claim."""
    name = f"money:{verb.replace('_', '-')}"
    return reverse(name, args=[claim.cluster_id, claim.number, *more])


def claim_status(claim: Claim) -> Status:
    """The state of a claim."""
    state = ClaimState(claim.state)
    return Status(str(state.label), TONES[state])


def around_claims(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page about claims."""
    listed = reverse("money:claims", args=[cluster.pk])
    return around_cluster(cluster, (CLAIMS, listed if more else ""), *more)


def around_claim(claim: Claim, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one claim."""
    url = claim_url(claim)
    around = around_claims(claim.cluster, (f"Claim {claim.number}", url if more else ""), *more)
    return around | {"claim": claim, "back_url": url}


def _table(begin: str) -> Table:
    return Table(
        name="claims",
        caption="Claims",
        noun="claim",
        default_order="-number",
        columns=[
            Column("number", "Claim", kind="number", order_by="number", link=claim_url),
            Column("organisation", "Who paid", value=lambda one: one.organisation.name,
                order_by="organisation__name"),
            Column("first_day", "From", kind="date", order_by="first_day"),
            Column("last_day", "To", kind="date", order_by="last_day"),
            Column("total_pence", "Comes to", kind="money", order_by="total_pence"),
            Column("paid_on", "Paid", kind="date", order_by="paid_on"),
            Column("status", "State", kind="status", value=claim_status),
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(ClaimState.choices))],
        search=["organisation__name", "note", "lines__what"],
        search_label="Search claims",
        empty=Empty(
            "No claims yet",
            "Claim here what you paid for the cluster. You need the receipts: pictures or PDFs.",
            Link("Claim what you paid", begin),
        ),
    )  # fmt: skip


@guard(policies, "claims", scope="cluster")
@require_safe
def claims(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The claims that the actor sees."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    begin = reverse("money:draft-claim", args=[cluster_id])
    rows = read.claims_in(request.actor, cluster_id, localdate())
    listing = _table(begin).listing(
        request, rows.filter(removed_at=None).distinct(), file_name="claims"
    )
    lately = now() - timedelta(days=rules.UNDO_DAYS)
    removed = list(rows.filter(removed_at__gte=lately))
    context = {"listing": listing, "removed": removed, **around_claims(cluster)}
    return listing.export() or render(request, "money/claims.html", context)


@guard(policies, "claim", scope="cluster")
@require_safe
def claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """One claim with its lines and receipts, and what comes next."""
    found = claim_in(request, cluster_id, number)
    lines = read.lines_of(found)
    context = {
        "status": claim_status(found), "rows": list(_rows(found, lines)), "lines": lines,
        "total": sum(one.pence for one in lines), "over": read.overspent_by(found, lines),
        "can": deeds(request.actor, found, lines, localdate()), **around_claim(found),
    }  # fmt: skip
    return render(request, "money/claim.html", context)


def _rows(found: Claim, lines: list[Any]) -> list[SummaryRow]:
    """What a claim says."""
    rows = [
        SummaryRow("Who paid", found.organisation.name),
        SummaryRow("For", span(found.first_day, found.last_day)),
        SummaryRow("Comes to", money(sum(one.pence for one in lines))),
        SummaryRow("From the grant", found.grant.title if found.grant else "None"),
    ]
    if found.sent_at:
        rows.append(SummaryRow("Sent", day(found.sent_at)))
    if found.paid_on:
        rows.append(SummaryRow("Paid", day(found.paid_on), _entry_url(found), "See the entry"))
    if found.note:
        rows.append(SummaryRow("Note", found.note))
    return rows


def _entry_url(found: Claim) -> str:
    if found.entry is None:
        return ""
    return reverse("money:entry", args=[found.cluster_id, found.entry.number])


def _form(request: SpinneyRequest, cluster: clusters.Cluster, found: Claim | None) -> ClaimForm:
    return ClaimForm(
        posted(request), initial=ClaimForm.initial_of(found) if found else None,
        claimants=read.claimants(request.actor, cluster, localdate()),
        grants=read.grants_to_claim(cluster),
    )  # fmt: skip


@guard(policies, "draft_claim", scope="cluster")
def draft_claim(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Begin a claim."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    form = _form(request, cluster, None)
    made = attempt(
        request, form,
        lambda: actions.draft_claim(cluster=cluster, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        return redirect(claim_url(made, "add_claim_line"))
    context = {"form": form, "deed": "Continue", **around_claims(cluster, ("Claim", ""))}
    return render(request, "money/draft_claim.html", context)


@guard(policies, "edit_claim", scope="cluster")
def edit_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Change its days, its grant, its note."""
    found = claim_in(request, cluster_id, number)
    rules.check_writes(found)
    form = _form(request, found.cluster, found)
    done = attempt(
        request, form,
        lambda: actions.edit_claim(
            claim=found, text=form.text(), read_version=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        return redirect(claim_url(found))
    renew_version(form, found.version)
    context = {"form": form, "deed": "Save", **around_claim(found, ("Change", ""))}
    return render(request, "money/edit_claim.html", context)


@guard(policies, "add_claim_line", scope="cluster")
def add_claim_line(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Add one thing that was paid for."""
    found = claim_in(request, cluster_id, number)
    rules.check_writes(found)
    form = LineForm(posted(request), request.FILES or None, lines=read.lines_to_claim(found))
    made = attempt(
        request, form,
        lambda: actions.add_claim_line(
            claim=found, text=form.text(), file=form.cleaned_data["file"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"Added: {made.what}, {money(made.pence)}.")
        return redirect(claim_url(found))
    context = {"form": form, "deed": "Add it", **around_claim(found, ("Add", ""))}
    return render(request, "money/add_claim_line.html", context)


@guard(policies, "remove_claim_line", scope="cluster")
@require_POST
def remove_claim_line(
    request: SpinneyRequest, cluster_id: int, number: int, line_id: int
) -> HttpResponse:
    """Take a line out."""
    found = claim_in(request, cluster_id, number)
    line = found.lines.filter(pk=line_id).first()
    if line is None:
        raise NotFound("There is no such line.")
    line.claim = found
    actions.remove_claim_line(line=line, by=request.actor, now=now())
    say(request, "Taken out, with its receipt.")
    return redirect(claim_url(found))


@guard(policies, "receipt", scope="cluster")
@require_safe
def receipt(
    request: SpinneyRequest, cluster_id: int, number: int, receipt_id: int
) -> HttpResponseBase:  # fmt: skip
    """A receipt, as a file."""
    found = read.get_receipt(request.actor, cluster_id, number, receipt_id, localdate())
    return download(found.file, name=found.name, content_type=found.content_type)


@guard(policies, "send_claim", scope="cluster")
@require_POST
def send_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Send it."""
    found = claim_in(request, cluster_id, number)
    actions.send_claim(claim=found, by=request.actor, now=now())
    say(request, "Sent. Those who keep the cluster’s money look at it.")
    return redirect(claim_url(found))


@guard(policies, "remove_claim", scope="cluster")
@require_POST
def remove_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Take a draft off the list."""
    found = claim_in(request, cluster_id, number)
    actions.remove_claim(claim=found, by=request.actor, now=now())
    say(request, "It is off the list.", undo_url=claim_url(found, "restore_claim"))
    return redirect(reverse("money:claims", args=[cluster_id]))


@guard(policies, "restore_claim", scope="cluster")
@require_POST
def restore_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Bring it back."""
    found = claim_in(request, cluster_id, number)
    actions.restore_claim(claim=found, by=request.actor, now=now())
    say(request, "It is back.")
    return redirect(claim_url(found))


@guard(policies, "answer_claim", scope="cluster")
def answer_claim(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Answer what was asked about it, and send it again."""
    found = claim_in(request, cluster_id, number)
    form = WordsForm(posted(request), name="answer", label="Your answer")
    done = attempt(
        request, form,
        lambda: actions.answer_claim(
            claim=found, answer=form.words, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Answered, and sent again.")
        return redirect(claim_url(found))
    context = {"form": form, "deed": "Answer", **around_claim(found, ("Answer", ""))}
    return render(request, "money/answer_claim.html", context)
