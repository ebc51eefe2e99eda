"""Lines of the bank: each is matched with an entry, made into one, or left out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.filters import Band, BandFilter, ChoiceFilter
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import matching as actions
from spinney.money.bridge.statements import Proposed, bank_pence, lines_near, proposed, together
from spinney.money.forms.statements import CameInForm, LinesForm, WentOutForm
from spinney.money.models import BankLine
from spinney.money.queries import entries as entries_read
from spinney.money.queries import statements as read
from spinney.money.queries.choices import choices_for
from spinney.money.states import BankLineState
from spinney.money.views.around import around_cluster
from spinney.money.views.bank_files import TITLE, files_url, kept_cluster

LINES = "Lines of the bank"
TONES = {
    BankLineState.OPEN: Tone.WAITS, BankLineState.MATCHED: Tone.GO,
    BankLineState.IGNORED: Tone.QUIET,
}  # fmt: skip


def lines_url(cluster_id: int, *, open_only: bool = True) -> str:
    """The address of the list of lines, of those that are open unless said."""
    url = reverse("money:bank-lines", args=[cluster_id])
    return f"{url}?state=open" if open_only else url


def _table(cluster_id: int, found: dict[int, Proposed]) -> Table:
    def may_be(line: BankLine) -> str:
        one = found.get(line.pk)
        return f"May be entry {one.entry.number}, {one.entry.words}: {one.why}" if one else ""

    return Table(
        name="lines", caption=LINES, noun="line", default_order="day",
        columns=[
            Column(
                "words", "What the bank says", order_by="words", note=may_be,
                link=lambda one: reverse("money:bank-line", args=[cluster_id, one.pk]),
            ),
            Column("day", "Day", kind="date", order_by=("day", "row")),
            Column("came", "In", kind="money", value=lambda one: max(one.pence, 0) or None,
                   order_by="pence"),
            Column("went", "Out", kind="money", value=lambda one: max(-one.pence, 0) or None),
            Column("state", "State", kind="status", order_by="state",
                   value=lambda one: Status(one.get_state_display(), TONES[one.state])),
            Column("entry", "Entry", kind="number", only="file",
                   value=lambda one: one.entry.number if one.entry else None),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(BankLineState.choices)),
            BandFilter("way", "In or out", [
                Band("in", "Came in", Q(pence__gt=0)), Band("out", "Went out", Q(pence__lt=0)),
            ]),
            ChoiceFilter("file", "File", field="bank_file__name", met=True),
        ],
        search=["words"], search_label="Search lines",
        empty=Empty(
            "No lines here", "Give a file of the bank, and its lines stand here to be matched.",
            Link("Give a file", reverse("money:give-bank-file", args=[cluster_id])),
        ),
    )  # fmt: skip


@guard(policies, "bank_lines", scope="cluster")
@require_safe
def bank_lines(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The lines, each with the entry that it may be."""
    cluster = kept_cluster(request, cluster_id)
    rows = read.lines_of(request.actor, cluster)
    first: dict[int, Proposed] = {}
    sure = 0
    if not request.GET.get("as"):
        waiting = list(rows.filter(state=BankLineState.OPEN).order_by("day", "row")[:2_000])
        for pk, found in proposed(cluster, waiting).items():
            if found:
                first[pk] = found[0]
                sure += found[0].proposal.is_sure
    listing = _table(cluster_id, first).listing(request, rows, file_name=f"{cluster.name} bank")
    context = {
        "listing": listing, "sure": sure,
        **around_cluster(cluster, (TITLE, files_url(cluster_id)), (LINES, "")),
    }  # fmt: skip
    return listing.export() or render(request, "money/bank_lines.html", context)


def _line(request: SpinneyRequest, cluster_id: int, pk: int) -> tuple[clusters.Cluster, BankLine]:
    cluster = kept_cluster(request, cluster_id)
    return cluster, read.get_line(request.actor, cluster, pk)


def _around(cluster: clusters.Cluster, line: BankLine, *more: tuple[str, str]) -> dict[str, Any]:
    own = reverse("money:bank-line", args=[cluster.pk, line.pk])
    here = (line.words or "A line", own if more else "")
    found = around_cluster(
        cluster, (TITLE, files_url(cluster.pk)), (LINES, lines_url(cluster.pk)), here, *more
    )
    return found | {"line": line, "back_url": own}


@guard(policies, "bank_line", scope="cluster")
@require_safe
def bank_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One line: what it may be, and what can be done with it."""
    cluster, line = _line(request, cluster_id, pk)
    waits = line.state == BankLineState.OPEN
    found = proposed(cluster, [line]).get(line.pk, ()) if waits else ()
    context = {
        "waits": waits, "found": found, "parts": together(cluster, line) if waits else (),
        "others": _others(line),
        "status": Status(line.get_state_display(), TONES[BankLineState(line.state)]),
        **_around(cluster, line),
    }  # fmt: skip
    return render(request, "money/bank_line.html", context)


def _others(line: BankLine) -> int:
    """How many other lines are the same entry together with it."""
    return line.entry.bank_lines.count() - 1 if line.entry else 0


def _next(request: SpinneyRequest, cluster: clusters.Cluster) -> HttpResponse:
    """On to the next open line, or back to the list when none is left."""
    rows = read.lines_of(request.actor, cluster).filter(state=BankLineState.OPEN)
    line = rows.order_by("day", "row").first()
    if line is None:
        say(request, "Every line of the bank is matched or left out.")
        return redirect(lines_url(cluster.pk, open_only=False))
    return redirect("money:bank-line", cluster.pk, line.pk)


@guard(policies, "match_bank_line", scope="cluster")
@require_POST
def match_bank_line(request: SpinneyRequest, cluster_id: int, pk: int, entry: int) -> HttpResponse:
    """Say that a line is an entry."""
    cluster, line = _line(request, cluster_id, pk)
    found = entries_read.get_entry(request.actor, cluster_id, entry)
    actions.match_bank_line(line=line, entry=found, by=request.actor, now=now())
    undo = reverse("money:open-bank-line", args=[cluster_id, pk])
    say(request, f"Matched with entry {found.number}.", undo_url=undo)
    return _next(request, cluster)


@guard(policies, "match_bank_lines", scope="cluster")
def match_bank_lines(request: SpinneyRequest, cluster_id: int, entry: int) -> HttpResponse:
    """Say that several lines are one entry: those that come to it are ticked already."""
    cluster = kept_cluster(request, cluster_id)
    found = entries_read.get_entry(request.actor, cluster_id, entry)
    pence, (lines, likely) = bank_pence(found), lines_near(found)
    form = LinesForm(posted(request), lines=lines, initial={"chosen": [str(pk) for pk in likely]})
    done = attempt(
        request, form,
        lambda: actions.match_bank_lines(
            entry=found, lines=form.lines(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        undo = reverse("money:open-bank-line", args=[cluster_id, done[0].pk])
        say(request, f"{counted(len(done), 'line')} matched with entry {found.number}.",
            undo_url=undo)  # fmt: skip
        return _next(request, cluster)
    context = {
        "form": form, "deed": "They are this entry", "entry": found, "pence": pence,
        "went": -pence, "lines": lines,
        "back_url": reverse("money:entry", args=[cluster_id, found.pk]),
        **around_cluster(
            cluster, (TITLE, files_url(cluster_id)), (LINES, lines_url(cluster_id)),
            (f"Entry {found.number}", ""),
        ),
    }  # fmt: skip
    return render(request, "money/match_bank_lines.html", context)


@guard(policies, "match_sure_lines", scope="cluster")
@require_POST
def match_sure_lines(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Match every line that is one entry for sure."""
    cluster = kept_cluster(request, cluster_id)
    done = actions.match_sure_lines(cluster=cluster, by=request.actor, now=now())
    say(request, f"Matched: {counted(len(done), 'line')}. Look at the rest one by one.")
    return redirect(lines_url(cluster_id))


@guard(policies, "enter_bank_line", scope="cluster")
def enter_bank_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write the entry that a line is."""
    cluster, line = _line(request, cluster_id, pk)
    kind = CameInForm if line.pence > 0 else WentOutForm
    fund = line.bank_file.fund_id
    initial = {
        "day": line.day, "pence": abs(line.pence), "words": line.words, "fund": str(fund or ""),
    }  # fmt: skip
    form = kind(
        posted(request), choices=choices_for(cluster, localdate()), today=localdate(),
        initial=initial,
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.enter_bank_line(
            line=line, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        undo = reverse("money:open-bank-line", args=[cluster_id, pk])
        say(request, f"Written as entry {done.number}.", undo_url=undo)
        return _next(request, cluster)
    context = {
        "form": form, "deed": "Write it down",
        **_around(cluster, line, ("Write an entry from it", "")),
    }  # fmt: skip
    return render(request, "money/enter_bank_line.html", context)


@guard(policies, "ignore_bank_line", scope="cluster")
@require_POST
def ignore_bank_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Leave a line out."""
    cluster, line = _line(request, cluster_id, pk)
    actions.ignore_bank_line(line=line, by=request.actor, now=now())
    undo = reverse("money:open-bank-line", args=[cluster_id, pk])
    say(request, "Left out: it is not the cluster’s money.", undo_url=undo)
    return _next(request, cluster)


@guard(policies, "open_bank_line", scope="cluster")
@require_POST
def open_bank_line(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Open a line again."""
    _, line = _line(request, cluster_id, pk)
    made, others = line.made_entry, _others(line)
    actions.open_bank_line(line=line, by=request.actor, now=now())
    told = "Open again."
    if others:
        are = "is" if others == 1 else "are"
        told += f" So {are} {counted(others, 'other line')} of its entry."
    if made:
        told += " The entry that was written from it is taken back."
    say(request, told)
    return redirect("money:bank-line", cluster_id, pk)
