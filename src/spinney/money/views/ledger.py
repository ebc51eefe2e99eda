"""Writing in the ledger by hand: what came in, what went out, what was moved; and putting right."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import money as pounds
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import ledger as actions
from spinney.money.forms.ledger import IncomeForm, MoveForm, PaymentForm, WhyForm
from spinney.money.models import Entry
from spinney.money.policies import ledger as rules
from spinney.money.queries import entries as read
from spinney.money.queries.choices import choices_for, open_funds
from spinney.money.queries.keeping import check_keeps
from spinney.money.views.around import around_cluster
from spinney.money.views.entries import TITLE, entries_url

AT_ONCE = "It was a slip, and undone at once"


def entry_url(entry: Entry, verb: str = "entry") -> str:
    """The address of an entry, or of a deed on it."""
    return reverse(f"money:{verb}", args=[entry.cluster_id, entry.pk])


def _kept(request: SpinneyRequest, cluster_id: int) -> clusters.Cluster:
    """The cluster, for whoever keeps its ledger."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    check_keeps(request.actor, cluster, localdate())
    return cluster


def _written(request: SpinneyRequest, entry: Entry, words: str) -> HttpResponse:
    """What was written is told, with a way to take it back at once; then the next one."""
    say(request, words, undo_url=f"{entry_url(entry, 'correct-entry')}?at_once=1")
    if "another" in request.POST:
        return redirect(request.path)
    return redirect("money:entries", entry.cluster_id)


@guard(policies, "add_income", scope="cluster")
def add_income(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write what came in."""
    cluster, today = _kept(request, cluster_id), localdate()
    form = IncomeForm(
        posted(request), choices=choices_for(cluster, today), today=today, initial={"day": today}
    )
    done = attempt(
        request, form,
        lambda: actions.add_income(
            cluster=cluster, said=form.said(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        return _written(request, done, f"Written: {pounds(form.cleaned_data['pence'])} came in.")
    return _task(request, cluster, form, "add_income", "What came in")


@guard(policies, "add_payment", scope="cluster")
def add_payment(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write what went out."""
    cluster, today = _kept(request, cluster_id), localdate()
    form = PaymentForm(
        posted(request), choices=choices_for(cluster, today), today=today, initial={"day": today}
    )
    done = attempt(
        request, form,
        lambda: actions.add_payment(
            cluster=cluster, said=form.said(), sure=form.cleaned_data["sure"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done:
        return _written(request, done, f"Written: {pounds(form.cleaned_data['pence'])} went out.")
    return _task(request, cluster, form, "add_payment", "What went out")


@guard(policies, "move_between_funds", scope="cluster")
def move_between_funds(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Write that money was moved from one fund to another."""
    cluster, today = _kept(request, cluster_id), localdate()
    form = MoveForm(posted(request), funds=open_funds(cluster), today=today, initial={"day": today})
    done = attempt(
        request, form,
        lambda: actions.move_between_funds(
            cluster=cluster, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if done:
        moved = pounds(form.cleaned_data["pence"])
        return _written(request, done, f"Written: {moved} was moved between funds.")
    return _task(request, cluster, form, "move_between_funds", "Move between funds")


def _task(
    request: SpinneyRequest, cluster: clusters.Cluster, form: Any, verb: str, title: str
) -> HttpResponse:
    context = {
        "form": form, "deed": "Write it down", "back_url": entries_url(cluster.pk),
        **around_cluster(cluster, (TITLE, entries_url(cluster.pk)), (title, "")),
    }  # fmt: skip
    return render(request, f"money/{verb}.html", context)


@guard(policies, "correct_entry", scope="cluster")
def correct_entry(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take an entry back and say why; or at once, from the page on which it was written."""
    found = read.get_entry(request.actor, cluster_id, pk)
    _kept(request, cluster_id)
    rules.check_can_be_reversed(found)
    if request.method == "POST" and request.GET.get("at_once") and "why" not in request.POST:
        actions.correct_entry(entry=found, why=AT_ONCE, by=request.actor, now=now())
        say(request, f"Taken back: {found.words}.")
        return redirect("money:entries", cluster_id)
    form = WhyForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.correct_entry(
            entry=found, why=form.cleaned_data["why"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, f"Taken back: {found.words}. Now write what should stand, if anything.")
        return redirect("money:entry", cluster_id, done.pk)
    context = {
        "form": form, "deed": "Take it back", "entry": found, "back_url": entry_url(found),
        **around_cluster(
            found.cluster, (TITLE, entries_url(cluster_id)),
            (f"Entry {found.number}", entry_url(found)), ("Correct it", ""),
        ),
    }  # fmt: skip
    return render(request, "money/correct_entry.html", context)
