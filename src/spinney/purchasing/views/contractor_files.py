"""Contractors from a file: looked at row by row, then taken in; and taken out again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.kernel.errors import BadInput
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.base.web.uploads import check
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import contractors as actions
from spinney.purchasing.bridge.contractor_files import FileRow, read_file
from spinney.purchasing.bridge.contractors import Alike, ContractorSaid, trades_words
from spinney.purchasing.forms.contractors import (
    MOST_BYTES,
    ContractorFileForm,
    SeenRowsForm,
    packed,
)
from spinney.purchasing.models import Contractor
from spinney.purchasing.queries import contractors as read
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.contractors import TITLE, contractor_url, register_url


@guard(policies, "import_contractors", scope="cluster")
def import_contractors(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Give a file, see what was understood, and take it in."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    if request.method == "POST" and "seen" in request.POST:
        return _take_in(request, cluster)
    form = ContractorFileForm(posted(request), request.FILES if request.method == "POST" else None)
    rows = attempt(request, form, lambda: _looked(form))
    shown = _shown(request, cluster, rows or [])
    context = {
        "form": form, "deed": "Look at it", "back_url": register_url(cluster_id),
        "rows": shown, "looked": rows is not None,
        "coming": [one for one in shown if one.comes],
        "seen": packed([one.said for one in shown if one.comes and one.said is not None]),
        **around_cluster(cluster, (TITLE, register_url(cluster_id)), ("From a file", "")),
    }  # fmt: skip
    return render(request, "purchasing/import_contractors.html", context)


def _looked(form: ContractorFileForm) -> list[FileRow]:
    file = form.cleaned_data["file"]
    check(file, endings=("csv", "txt", "xlsx"), most_bytes=MOST_BYTES)
    file.seek(0)
    return read_file(file.name or "", file.read())


@dataclass(frozen=True)
class ShownRow:
    """A row of the file with whether it comes in, and why not."""

    row: int
    said: ContractorSaid | None
    why: str
    comes: bool

    @property
    def trades(self) -> str:
        return trades_words(self.said.trades) if self.said else ""


def _shown(
    request: SpinneyRequest, cluster: clusters.Cluster, rows: list[FileRow]
) -> list[ShownRow]:
    """Each row as it would come in: not those that are there, nor those that the file has twice."""
    place = read.Place("")
    found = read.contractors_of(request.actor, cluster, place, localdate()) if rows else []
    there, above = Alike(one.contractor for one in found), Alike()
    shown = []
    for row in rows:
        said, why = row.said, "; ".join(row.problems)
        same = there.find(said.name, said.phone) if said else None
        again = above.find(said.name, said.phone) if said else None
        if same is not None:
            why = f"“{same[0].name}” is there already, with the same {same[1]}."
        elif again is not None:
            why = "It stands in the file twice."
        if said is not None:
            above.add(Contractor(name=said.name, phone=said.phone))
        comes = said is not None and same is None and again is None
        shown.append(ShownRow(row.row, said, why, comes))
    return shown


def _take_in(request: SpinneyRequest, cluster: clusters.Cluster) -> HttpResponse:
    form = SeenRowsForm(request.POST)
    if not form.is_valid():
        raise BadInput("Choose the file again: it was not kept.")
    mine = read.organisation_of(request.actor, cluster, localdate())
    made = actions.import_contractors(
        cluster=cluster, rows=form.cleaned_data["seen"], organisation=mine[0] if mine else None,
        by=request.actor, now=now(),
    )  # fmt: skip
    say(
        request, f"{counted(len(made), 'contractor')} came in.",
        undo_url=contractor_url(made[0], "undo_import_contractors"),
    )  # fmt: skip
    return redirect("purchasing:contractors", cluster.pk)


@guard(policies, "undo_import_contractors", scope="cluster")
@require_POST
def undo_import_contractors(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take out again what came in with the same file."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    count = actions.undo_import_contractors(contractor=found, by=request.actor, now=now())
    say(request, f"{counted(count, 'contractor')} went out again.")
    return redirect("purchasing:contractors", cluster_id)
