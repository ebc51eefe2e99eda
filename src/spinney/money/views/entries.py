"""The ledger as it is read: its lines, one entry, the balances; and files for accountants."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import day, day_and_time
from spinney.base.web.export import csv_lines, file_name
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.accounting import PACKAGE_NAMES, files_for
from spinney.money.forms.ledger import ExportForm
from spinney.money.models import Account, Entry
from spinney.money.queries import entries as read
from spinney.money.queries.balances import balances_by
from spinney.money.queries.chain import verify_ledger
from spinney.money.queries.entries import Narrowed
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.queries.statements import has_lines
from spinney.money.queries.trails import trail
from spinney.money.views.around import around_cluster
from spinney.money.views.entry_tables import entries_table, filter_words

TITLE = "What came in and went out"


def entries_url(cluster_id: int) -> str:
    """The address of the ledger of a cluster."""
    return reverse("money:entries", args=[cluster_id])


@guard(policies, "entries", scope="cluster")
@require_safe
def entries(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The lines of a ledger: searched, narrowed and added up; what every total opens to."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    narrowed = Narrowed.of(request.GET)
    rows = read.lines_for(request.actor, cluster, narrowed)
    is_keeper = keeps(request.actor, cluster, localdate())
    table = entries_table(
        cluster_id, localdate(), read.names_of(cluster), keeper=is_keeper,
        unseen=_unseen(cluster) if is_keeper else None,
    )  # fmt: skip
    listing = table.listing(request, rows, file_name=f"{cluster.name} ledger")
    came, went = read.total_of(listing.found)
    context = {
        "listing": listing, "came": came, "went": went, "narrowed": narrowed, "keeps": is_keeper,
        "narrowed_words": filter_words(narrowed), "plain_url": entries_url(cluster_id),
        "all_url": f"{entries_url(cluster_id)}?all=1", **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/entries.html", context)


def _unseen(cluster: clusters.Cluster) -> QuerySet[Entry] | None:
    """What the bank does not have, once it has said anything."""
    return read.unseen_at_bank(cluster) if has_lines(cluster) else None


@guard(policies, "entry", scope="cluster")
@require_safe
def entry(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One entry with its lines, what it came of, and what takes it back."""
    found = read.get_entry(request.actor, cluster_id, pk)
    is_keeper = keeps(request.actor, found.cluster, localdate())
    back = Entry.objects.filter(reverses=found).first()
    lines = found.postings.select_related(
        "account", "fund", "activity", "budget_line", "organisation"
    )
    unseen = _unseen(found.cluster) if is_keeper else None
    context = {
        "can_match": unseen is not None and unseen.filter(pk=found.pk).exists(),
        "entry": found, "lines": list(lines), "back": back, "rows": list(_rows(found)),
        "shows_members": is_keeper, "can_correct": is_keeper and not back and not found.reverses,
        **around_cluster(
            found.cluster, (TITLE, entries_url(cluster_id)), (f"Entry {found.number}", "")
        ),
    }  # fmt: skip
    return render(request, "money/entry.html", context)


def _rows(found: Entry) -> Iterator[SummaryRow]:
    yield SummaryRow("Day", day(found.day))
    yield SummaryRow("Number", str(found.number))
    yield SummaryRow("Written", day_and_time(found.at))


@dataclass(frozen=True)
class AccountRow:
    """An account and its balance: above nought stands on the left of a trial balance (debit)."""

    account: Account
    pence: int
    url: str

    @property
    def debit(self) -> int | None:
        return self.pence if self.pence > 0 else None

    @property
    def credit(self) -> int | None:
        return -self.pence if self.pence < 0 else None


@guard(policies, "account_balances", scope="cluster")
@require_safe
def account_balances(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Every account with what it adds up to, and whether the ledger is whole."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    sums = balances_by(cluster, "account")
    accounts = Account.objects.filter(cluster=cluster).order_by("number")
    rows = [
        AccountRow(one, sums.get((one.code,), 0), trail(cluster_id, account=one.code))
        for one in accounts
    ]
    faults = verify_ledger(cluster) if request.GET.get("check") else None
    context = {
        "rows": [one for one in rows if one.pence], "total": sum(one.debit or 0 for one in rows),
        "faults": faults, "entries": Entry.objects.filter(cluster=cluster).count(),
        **around_cluster(cluster, ("Balances", "")),
    }  # fmt: skip
    return render(request, "money/account_balances.html", context)


@guard(policies, "export_entries", scope="cluster")
@require_safe
def export_entries(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The entries as an accounting package takes them: chosen on the page, sent as CSV."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    asked = request.GET if "package" in request.GET else None
    form = ExportForm(asked, packages=list(PACKAGE_NAMES.items()))
    context: dict[str, Any] = {
        "form": form, "back_url": reverse("money:money", args=[cluster_id]), "nothing": False,
        **around_cluster(cluster, ("Files for accounting packages", "")),
    }  # fmt: skip
    if asked is not None and form.is_valid():
        data = form.cleaned_data
        files = files_for(cluster, data["package"], data["first"], data["last"])
        if files:
            return _sent(f"{cluster.name} {data['package']}", files)
        context["nothing"] = True
    return render(request, "money/export_entries.html", context)


def _sent(name: str, files: list[tuple[tuple[str, ...], list[Any]]]) -> HttpResponse:
    """One file as CSV, several in a ZIP. Without a byte order mark, which packages trip over."""
    texts = ["".join(csv_lines(header, rows)).removeprefix("\ufeff") for header, rows in files]
    if len(texts) == 1:
        sent = HttpResponse(texts[0], content_type="text/csv; charset=utf-8")
        ending = "csv"
    else:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, text in enumerate(texts, start=1):
                archive.writestr(f"{number}.csv", text)
        sent = HttpResponse(packed.getvalue(), content_type="application/zip")
        ending = "zip"
    found = file_name(name, localdate(), ending)
    sent["Content-Disposition"] = f'attachment; filename="{found}"'
    return sent
