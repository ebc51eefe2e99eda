"""Judging what may be entered twice."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from spinney.base.kernel.actors import SITE
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.register import policies
from spinney.register.actions import duplicates as actions
from spinney.register.bridge.duplicate_search import search_soon
from spinney.register.forms.duplicates import MergeForm, PairForm
from spinney.register.models import Duplicate, Merge, Organisation
from spinney.register.policies.duplicates import check_judges
from spinney.register.queries.comparison import comparison, reasons_of, shown_score
from spinney.register.queries.duplicates import visible_to, waiting_for


def pair_url(pair: Duplicate, verb: str = "duplicate") -> str:
    return reverse(f"register:{verb}", args=[pair.left_id, pair.pk])


PAIRS = Table(
    name="duplicates",
    caption="Organisations that may be entered twice",
    columns=[
        Column("left", "One", value=lambda p: p.left.name, link=pair_url, order_by="left__name"),
        Column("right", "The other", value=lambda p: p.right.name, order_by="right__name"),
        Column("score", "Likely the same", value=lambda p: shown_score(p), order_by="score"),
        Column("reasons", "Why", value=lambda p: " ".join(reasons_of(p))),
    ],
    search=["left__name", "right__name"],
    search_label="Name",
    noun="pair",
    empty=Empty("Nothing to judge", "New pairs appear after a register is loaded."),
)


@guard(policies, "duplicates")
def duplicates(request: SpinneyRequest) -> HttpResponseBase:
    """The pairs that wait for a judgement."""
    check_judges(request.actor)
    listing = PAIRS.listing(request, waiting_for(request.actor))
    may_suggest = may(policies.MAY, "suggest_duplicates", by=request.actor, scope=SITE)
    context = {"listing": listing, "may_suggest": may_suggest}
    return listing.export() or render(request, "register/duplicates.html", context)


@require_POST
@guard(policies, "suggest_duplicates")
def suggest_duplicates(request: SpinneyRequest) -> HttpResponse:
    """Look through the whole register; a large one takes minutes, so in the background."""
    search_soon(by=request.actor, now=timezone.now())
    told.say(request, "We are looking through the register. What is found appears here.")
    return redirect("register:duplicates")


@guard(policies, "duplicate", scope="organisation")
def duplicate(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """The two side by side, and why they may be one."""
    return _shown(request, _pair(request, organisation_id, pk))


@guard(policies, "pair_organisations", scope="organisation")
def pair_organisations(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Say which other organisation this one may be the same as."""
    one = get_object_or_404(Organisation, pk=organisation_id)
    form = PairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = Organisation.objects.get(pk=form.cleaned_data["other"])
        pair = actions.pair_organisations(
            left=one, right=other, by=request.actor, now=timezone.now()
        )
        return redirect(pair_url(pair))
    context = {
        "form": form,
        "organisation": one,
        "deed": "Compare them",
        "back_url": reverse("register:organisation", args=[one.pk]),
    }
    return render(request, "register/pair_organisations.html", context)


@guard(policies, "merge_organisations", scope="organisation")
def merge_organisations(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Put one of the two aside."""
    pair = _pair(request, organisation_id, pk)
    form = MergeForm(request.POST or None, pair=pair)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, pair, form)
    kept, aside = form.kept_and_aside
    merge = actions.merge_organisations(
        kept=kept,
        aside=aside,
        reason=form.cleaned_data["reason"],
        by=request.actor,
        now=timezone.now(),
    )
    undo = reverse("register:unmerge-organisations", args=[kept.pk, merge.pk])
    told.say(request, f"{aside.name} is now part of {kept.name}.", undo_url=undo)
    return redirect("register:organisation", kept.pk)


@require_POST
@guard(policies, "keep_apart", scope="organisation")
def keep_apart(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Say that they are two."""
    pair = _pair(request, organisation_id, pk)
    actions.keep_apart(pair=pair, by=request.actor, now=timezone.now())
    told.say(
        request,
        f"{pair.left.name} and {pair.right.name} stay two. We will not suggest them again.",
        undo_url=pair_url(pair, "reconsider-duplicate"),
    )
    return redirect("register:duplicates")


@require_POST
@guard(policies, "reconsider_duplicate", scope="organisation")
def reconsider_duplicate(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take that back."""
    pair = _pair(request, organisation_id, pk)
    actions.reconsider_duplicate(pair=pair, by=request.actor, now=timezone.now())
    return redirect(pair_url(pair))


@require_POST
@guard(policies, "unmerge_organisations", scope="organisation")
def unmerge_organisations(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take a merge apart."""
    merge = get_object_or_404(
        Merge.objects.select_related("kept", "aside"), pk=pk, kept=organisation_id
    )
    actions.unmerge_organisations(merge=merge, by=request.actor, now=timezone.now())
    told.say(request, f"{merge.aside.name} stands by itself again.")
    return redirect("register:organisation", merge.aside_id)


def _pair(request: SpinneyRequest, organisation_id: int, pk: int) -> Duplicate:
    pair = visible_to(request.actor).filter(pk=pk).first()
    if pair is None or organisation_id not in (pair.left_id, pair.right_id):
        raise NotFound("There is no such pair to judge.")
    return pair


def _shown(request: SpinneyRequest, pair: Duplicate, form: MergeForm | None = None) -> HttpResponse:
    context = {
        "pair": pair,
        "form": form or MergeForm(pair=pair),
        "rows": comparison(pair.left, pair.right),
        "reasons": reasons_of(pair),
        "likely": shown_score(pair),
        "merge_url": pair_url(pair, "merge-organisations"),
        "apart_url": pair_url(pair, "keep-apart"),
        "reconsider_url": pair_url(pair, "reconsider-duplicate"),
        "back_url": reverse("register:duplicates"),
    }
    return render(request, "register/duplicate.html", context)
