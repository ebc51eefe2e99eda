"""The ledger of savings: of a cluster, a member and a programme; one saving; and its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand, SummaryRow, crumbs
from spinney.base.web.components.words import day, span
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import savings as actions
from spinney.purchasing.bridge import savings as bridge
from spinney.purchasing.engine.comparing.bands import Band
from spinney.purchasing.forms.savings import WhyForm
from spinney.purchasing.letters.savings import CONFIRM
from spinney.purchasing.models import Saving
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries import savings as read
from spinney.purchasing.queries.claiming import reckoned_of
from spinney.purchasing.states import SavingState
from spinney.purchasing.views.around import around_cluster, around_organisation
from spinney.purchasing.views.saving_tables import (
    SHORT_KINDS,
    category_title,
    charts_of,
    figures_of,
    kind_rows,
    savings_table,
    status_of,
)
from spinney.register.api import Organisation

TITLE = "Savings"


def ledger_url(cluster_id: int) -> str:
    """The address of a cluster's ledger."""
    return reverse("purchasing:savings", args=[cluster_id])


def around_saving(saving: Saving, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one saving; `more` are the crumbs that follow its own."""
    own = (saving.title, reverse("purchasing:saving", args=[saving.cluster_id, saving.pk]))
    here = (own[0], own[1] if more else "")
    found = around_cluster(saving.cluster, (TITLE, ledger_url(saving.cluster_id)), here, *more)
    return found | {"saving": saving, "back_url": own[1]}


def _shown(ledger: read.Ledger) -> dict[str, Any]:
    """The totals of a ledger, each kind by itself, as figures, pictures and tables."""
    by_category = [(category_title(key), totals) for key, totals in ledger.by("category")]
    return {
        "figures": figures_of(ledger),
        "charts": charts_of(ledger),
        "parts": [
            ("By year, from 1 April", "Year", kind_rows(ledger.by("year"))),
            ("By category", "Category", kind_rows(by_category)),
        ],
        "hidden": ledger.hidden,
        "kinds": len(ledger.totals),
    }


@guard(policies, "savings", scope="cluster")
@require_safe
def savings(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """A cluster's ledger: what was saved, in each kind, by whom, and how it is known."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    ledger = read.ledger_of(request.actor, cluster, localdate())
    may_claim = may(policies.MAY, "claim_saving", by=request.actor, scope=cluster_scope(cluster_id))
    claim = reverse("purchasing:claim-saving", args=[cluster_id]) if may_claim else ""
    listing = savings_table(claim).listing(
        request, list(ledger.rows), file_name=f"{cluster.name} savings"
    )
    context = {
        "listing": listing, "claim_url": claim, **_shown(ledger),
        **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    context["parts"].insert(0, ("By member", "Member", kind_rows(ledger.by("member"))))
    return listing.export() or render(request, "purchasing/savings.html", context)


@guard(policies, "own_savings", scope="organisation")
@require_safe
def own_savings(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What one's own organisation saved, in all its clusters."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    ledger = read.own_ledger(request.actor, organisation)
    listing = savings_table("", own=True).listing(
        request, list(ledger.rows), file_name=f"{organisation.name} savings"
    )
    context = {
        "listing": listing, **_shown(ledger), **around_organisation(organisation, (TITLE, "")),
    }  # fmt: skip
    return listing.export() or render(request, "purchasing/own_savings.html", context)


@dataclass(frozen=True)
class ClusterRow:
    """One kind of saving of one cluster, in the table of a programme."""

    cluster: clusters.Cluster
    total: Any

    @property
    def name(self) -> str:
        return self.cluster.name


def _programme_table() -> Table:
    def words(name: str) -> Any:
        return lambda row: bridge.band_words(getattr(row.total, name))

    return Table(
        name="savings", caption="Savings by cluster and kind", noun="line", default_order="name",
        row_id=lambda row: f"{row.cluster.pk}-{row.total.kind}",
        columns=[
            Column(
                "name", "Cluster", order_by="name",
                link=lambda row: reverse("purchasing:savings", args=[row.cluster.pk]),
            ),
            Column("kind", "Kind", value=lambda row: SHORT_KINDS[row.total.kind], order_by="kind"),
            Column("members", "Members", kind="number", value=lambda row: row.total.members),
            Column("sure", "Confirmed or seen", value=words("sure")),
            Column("realised", "Of it seen in spending", value=words("realised")),
            Column("claimed", "Waiting for a member’s word", value=words("claimed")),
            Column(
                "least", "Confirmed or seen, at least", kind="money", only="file",
                value=lambda row: row.total.sure.low,
            ),
        ],
        empty=Empty(
            "No savings yet",
            "When members of a cluster claim and confirm savings, their totals stand here.",
        ),
    )  # fmt: skip


@guard(policies, "programme_savings", scope="programme")
@require_safe
def programme_savings(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """What the clusters of a programme saved, each kind by itself, in ranges."""
    programme = clusters.get_programme(request.actor, programme_id)
    ledgers = read.programme_ledgers(request.actor, programme, localdate())
    rows = [ClusterRow(cluster, one) for cluster, ledger in ledgers for one in ledger.totals]
    listing = _programme_table().listing(request, rows, file_name=f"{programme.name} savings")
    together = read.Ledger(tuple(one for _, ledger in ledgers for one in ledger.rows))
    url = reverse("clusters:programme", args=[programme.pk])
    context = {
        "listing": listing, "programme": programme, **_shown(together),
        "trail": crumbs((programme.name, url), (TITLE, "")), "caption": programme.name,
    }  # fmt: skip
    return listing.export() or render(request, "purchasing/programme_savings.html", context)


@guard(policies, "saving", scope="cluster")
@require_safe
def saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One saving: the sum with its steps, what it rests on, and what later spending shows."""
    found = read.get_saving(request.actor, cluster_id, pk, localdate())
    return render(request, "purchasing/saving.html", saving_shown(request, found))


def saving_shown(request: SpinneyRequest, found: read.SeenSaving) -> dict[str, Any]:
    """One saving as its page shows it: figures only to whoever sees them exactly."""
    by, one = request.actor, found.saving
    seen = bridge.seen_of(one) if found.sees_payments else None
    stands = one.state in rules.STANDING
    waits = one.state == SavingState.CLAIMED
    return around_saving(one) | {
        "status": status_of(found), "rows": list(_rows(found)),
        "sum_steps": bridge.steps_of(one) if found.is_exact else (),
        "reckoned": _reckoned(found), "seen": seen,
        "verdict": _verdict(one), "seen_details": bridge.seen_details(seen) if seen else [],
        "rule": bridge.RULE, "amount": found.amount_words,
        "trail_url": _trail_url(found),
        "can_confirm": waits and allows(rules.check_speaks_for, by, one, localdate()),
        "can_edit": stands and rules.may_change(by, one),
        "can_withdraw": stands and rules.may_end(by, one),
        "can_restore": not stands and rules.may_end(by, one),
        "can_look": stands and not waits and bridge.can_be_seen(one) and rules.may_end(by, one),
    }  # fmt: skip


def _verdict(one: Saving) -> str:
    if not bridge.can_be_seen(one):
        return "Payments cannot show it: it is on a part of a category, or on time that is free."
    words = bridge.verdict_words(bridge.seen_of(one))
    return words[:1].upper() + words[1:]


def _reckoned(found: read.SeenSaving) -> str:
    told = reckoned_of(found.saving) if found.sees_payments else None
    return bridge.reckoned_words(told) if told else ""


def _rows(found: read.SeenSaving) -> Iterator[SummaryRow]:
    one = found.saving
    yield SummaryRow("Who", found.member)
    yield SummaryRow("Kind", one.get_kind_display())
    supplier = read.supplier_name(one) if found.sees_supplier else ""
    yield SummaryRow("On what", bridge.covers_words(one, supplier))
    yield SummaryRow("From when to when", span(one.first_day, one.last_day))
    yield SummaryRow("What it rests on", bridge.basis_words(one))
    if one.hours is not None and found.is_exact:
        yield SummaryRow("Hours that are free", f"{one.hours:,.2f}".rstrip("0").rstrip("."))
    if one.how:
        yield SummaryRow("How it came about", one.how)
    yield SummaryRow("Claimed on", day(one.claimed_at))
    if one.confirmed_at:
        yield SummaryRow("Confirmed on", day(one.confirmed_at))
    if one.ended_why:
        yield SummaryRow("Why not", one.ended_why)


def _trail_url(found: read.SeenSaving) -> str:
    """The way to the payments behind it, for those whose they are."""
    if not found.is_own or not bridge.can_be_seen(found.saving):
        return ""
    lines = reverse("purchasing:spend-lines", args=[found.saving.organisation_id])
    return f"{lines}?{urlencode({'category': found.saving.category})}"


def _saving_of(request: SpinneyRequest, cluster_id: int, pk: int) -> Saving:
    return read.get_saving(request.actor, cluster_id, pk, localdate()).saving


@guard(policies, "confirm_saving", scope="cluster")
@require_POST
def confirm_saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say for one's organisation that a saving claimed for it is right."""
    found = _saving_of(request, cluster_id, pk)
    actions.confirm_saving(saving=found, by=request.actor, now=now())
    say(request, f"Confirmed: {found.title}. It counts in the ledger now.")
    return redirect("purchasing:saving", cluster_id, pk)


@guard(policies, "refuse_saving", scope="cluster")
def refuse_saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say for one's organisation that it is not right, and why."""
    found = _saving_of(request, cluster_id, pk)
    rules.check_speaks_for(request.actor, found, localdate())
    rules.check_becomes(found, SavingState.REFUSED)
    return _with_why(request, found, "refuse_saving", "It is not right")


@guard(policies, "withdraw_saving", scope="cluster")
def withdraw_saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take a saving back, and why."""
    found = _saving_of(request, cluster_id, pk)
    rules.check_may_end(request.actor, found)
    rules.check_becomes(found, SavingState.WITHDRAWN)
    return _with_why(request, found, "withdraw_saving", "Take it back")


def _with_why(request: SpinneyRequest, found: Saving, verb: str, deed: str) -> HttpResponse:
    form = WhyForm(posted(request))
    do = getattr(actions, verb)
    done = attempt(
        request, form,
        lambda: do(saving=found, by=request.actor, now=now(), **form.cleaned_data),
    )  # fmt: skip
    if done:
        undo = reverse("purchasing:restore-saving", args=[found.cluster_id, found.pk])
        say(request, f"It counts no more: {found.title}.", undo_url=undo)
        return redirect("purchasing:savings", found.cluster_id)
    context = {"form": form, "deed": deed, **around_saving(found, (deed, ""))}
    return render(request, f"purchasing/{verb}.html", context)


@guard(policies, "restore_saving", scope="cluster")
@require_POST
def restore_saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring back what was taken back or not confirmed."""
    found = _saving_of(request, cluster_id, pk)
    done = actions.restore_saving(saving=found, by=request.actor, now=now())
    waits = " Its member is asked for its word." if done.state == SavingState.CLAIMED else ""
    say(request, f"It is back: {found.title}.{waits}")
    return redirect("purchasing:saving", cluster_id, pk)


@guard(policies, "look_again", scope="cluster")
@require_POST
def look_again(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Set a saving against later payments."""
    found = _saving_of(request, cluster_id, pk)
    done = actions.look_again(saving=found, by=request.actor, now=now())
    say(request, f"Compared with later payments: {bridge.verdict_words(bridge.seen_of(done))}")
    return redirect("purchasing:saving", cluster_id, pk)


def _link_stands(link: TaskLink) -> bool:
    """Whether a saving still waits for its member's word, so that a new link may be sent."""
    pk = int(link.subject.rpartition(":")[2])
    return Saving.objects.filter(pk=pk, state=SavingState.CLAIMED).exists()


@task_link(CONFIRM, stands=_link_stands, say_no="no")
def confirm_saving_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: the sum, and yes or no."""
    found = read.saving_by_link(request.actor, CONFIRM)
    if step not in ("", "no"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_speaks_for(request.actor, found, localdate())
    seen = read.SeenSaving(
        found, Band.exact(found.saved_pence), is_own=True, sees_payments=True, sees_supplier=True
    )
    frame = {"brand": Brand(found.cluster.name, "", "", found.cluster.colour), "saving": found}
    form = WhyForm(posted(request)) if step == "no" else None

    def answer() -> Saving:
        with transaction.atomic():
            links.spend(link, now=now())
            if form is None:
                return actions.confirm_saving(saving=found, by=request.actor, now=now())
            return actions.refuse_saving(
                saving=found, by=request.actor, now=now(), **form.cleaned_data
            )

    done = None
    if form is not None:
        done = attempt(request, form, answer)
    elif request.method == "POST":
        done = answer()
    if done is not None:
        return render(request, "purchasing/saving_answered.html", frame | {"done": done})
    context = frame | {
        "form": form, "rows": list(_rows(seen)), "sum_steps": bridge.steps_of(found),
        "reckoned": _reckoned(seen), "no_url": f"{request.task_path}no/",
        "back_url": request.task_path if step == "no" else "", "deed": "It is not right",
    }  # fmt: skip
    page = "refuse_saving" if step == "no" else "confirm_saving"
    return render(request, f"purchasing/{page}.html", context)
