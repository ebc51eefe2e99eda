"""Files of the bank: given, looked at before anything is added, added, undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.base.web.uploads import KINDS, check, packed
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import statements as actions
from spinney.money.forms.statements import BankFileForm
from spinney.money.models import BankFile, BankLine
from spinney.money.policies.statements import ENDINGS, MOST_BYTES
from spinney.money.queries import statements as read
from spinney.money.queries.choices import open_funds
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import BankFileState
from spinney.money.views.around import around_cluster
from spinney.money.views.entry_tables import UNSEEN

TITLE = "Bank statements"
MOST_UNPACKED = 60_000_000
_TEXT = KINDS["csv"]
TAKEN = {
    **KINDS, "ofx": _TEXT, "qif": _TEXT,
    "xlsx": (KINDS["xlsx"][0], packed("xl/", most_unpacked=MOST_UNPACKED)),
}  # fmt: skip


def files_url(cluster_id: int) -> str:
    """The address of a cluster's bank statements."""
    return reverse("money:bank-files", args=[cluster_id])


def unseen_url(cluster_id: int) -> str:
    """The address of the entries that the bank does not have."""
    return f"{reverse('money:entries', args=[cluster_id])}?bank={UNSEEN}"


def kept_cluster(request: SpinneyRequest, cluster_id: int) -> clusters.Cluster:
    """The cluster, for whoever keeps its ledger."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    return cluster


def _file(request: SpinneyRequest, cluster_id: int, pk: int) -> BankFile:
    kept_cluster(request, cluster_id)
    return read.get_file(request.actor, cluster_id, pk)


@guard(policies, "bank_files", scope="cluster")
@require_safe
def bank_files(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """The files that were given, how many of their lines are open, and how the bank compares."""
    cluster = kept_cluster(request, cluster_id)
    files = list(read.files_of(request.actor, cluster))
    context = {
        "files": files, "compared": read.compared(cluster, files),
        "unseen_url": unseen_url(cluster_id),
        "open_lines": sum(one.n_open for one in files),  # type: ignore[attr-defined]
        **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return render(request, "money/bank_files.html", context)


@guard(policies, "give_bank_file", scope="cluster")
def give_bank_file(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Give a file as it is."""
    cluster = kept_cluster(request, cluster_id)
    files = request.FILES if request.method == "POST" else None
    form = BankFileForm(posted(request), files, funds=open_funds(cluster))

    def give() -> BankFile:
        file = form.cleaned_data["file"]
        checked = check(file, endings=ENDINGS, most_bytes=MOST_BYTES, kinds=TAKEN)
        return actions.give_bank_file(
            cluster=cluster, file=file, checked=checked, fund=form.fund_chosen(),
            by=request.actor, now=now(),
        )  # fmt: skip

    done = attempt(request, form, give)
    if done:
        return redirect("money:bank-file", cluster_id, done.pk)
    context = {
        "form": form, "deed": "Look at it", "back_url": files_url(cluster_id),
        **around_cluster(cluster, (TITLE, files_url(cluster_id)), ("Give a file", "")),
    }  # fmt: skip
    return render(request, "money/give_bank_file.html", context)


def _to_come(preview: read.Preview | None) -> list[BankLine]:
    """The lines whose day is still to come, which no bank can tell of."""
    return [one for one in preview.rows if one.day > localdate()] if preview else []


@guard(policies, "bank_file", scope="cluster")
@require_safe
def bank_file(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """What a file says, before it is added; or what became of it."""
    found = _file(request, cluster_id, pk)
    waits = found.state == BankFileState.TO_CHECK
    preview = read.preview(found) if waits else None
    context: dict[str, Any] = {
        "bank_file": found, "waits": waits, "is_added": found.state == BankFileState.ADDED,
        "preview": preview, "to_come": _to_come(preview), "understood": found.understood,
        "problems": found.problems, "closing": read.closing_of(found),
        "unseen_url": unseen_url(cluster_id),
        "lines_url": f"{reverse('money:bank-lines', args=[cluster_id])}?file={found.pk}",
        **around_cluster(found.cluster, (TITLE, files_url(cluster_id)), (found.name, "")),
    }  # fmt: skip
    return render(request, "money/bank_file.html", context)


@guard(policies, "turn_bank_file", scope="cluster")
@require_POST
def turn_bank_file(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Turn round what came in and what went out."""
    found = _file(request, cluster_id, pk)
    actions.turn_bank_file(bank_file=found, by=request.actor, now=now())
    say(request, "What came in and what went out is turned round. Look at it again.")
    return redirect("money:bank-file", cluster_id, pk)


@guard(policies, "add_bank_lines", scope="cluster")
@require_POST
def add_bank_lines(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Add the lines that are new."""
    found = _file(request, cluster_id, pk)
    count = actions.add_bank_lines(bank_file=found, by=request.actor, now=now())
    undo = reverse("money:undo-bank-file", args=[cluster_id, pk])
    say(request, f"{counted(count, 'line')} came in. Now say what each of them is.", undo_url=undo)
    return redirect(f"{reverse('money:bank-lines', args=[cluster_id])}?state=open")


@guard(policies, "discard_bank_file", scope="cluster")
@require_POST
def discard_bank_file(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Throw a file away before anything of it is added."""
    found = _file(request, cluster_id, pk)
    actions.discard_bank_file(bank_file=found, by=request.actor, now=now())
    say(request, f"“{found.name}” is thrown away and erased. Nothing of it was added.")
    return redirect(files_url(cluster_id))


@guard(policies, "undo_bank_file", scope="cluster")
@require_POST
def undo_bank_file(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take the lines of a file out again."""
    found = _file(request, cluster_id, pk)
    count = actions.undo_bank_file(bank_file=found, by=request.actor, now=now())
    say(request, f"{counted(count, 'line')} went out again.")
    return redirect(files_url(cluster_id))
