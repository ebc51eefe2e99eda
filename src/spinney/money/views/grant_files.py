"""Grants of a programme side by side, its rules; and files in the form of 360Giving."""

from __future__ import annotations

import json

from django.forms import formset_factory
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.agreements import api as agreements
from spinney.base.access.sealed import seal, unseal
from spinney.base.kernel.errors import BadInput
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Figure, crumbs
from spinney.base.web.components.words import counted, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions.grant_decisions import set_grant_scheme as set_scheme
from spinney.money.actions.grant_files import MOST
from spinney.money.actions.grant_files import import_grants as take_in
from spinney.money.bridge import published_grants as bridge
from spinney.money.bridge.schemes import text_of
from spinney.money.forms.grants import RULES, GrantFileForm, InstalmentRuleForm, SchemeForm
from spinney.money.queries import grants as read
from spinney.money.queries.published import made_here, published_grants
from spinney.money.views.grant_frames import GRANTS, around_grants, paid_of, programme_table

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SHOWN = 50
KEEP_SECONDS = 3_600


@guard(policies, "programme_grants", scope="programme")
@require_safe
def programme_grants(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """The grants of a programme's clusters side by side."""
    programme = clusters.get_programme(request.actor, programme_id)
    rows = read.grants_of_programme(request.actor, programme)
    listing = programme_table().listing(request, rows, file_name=f"{programme.name} grants")
    all_rows = list(rows)
    awarded = sum(one.awarded_pence or 0 for one in all_rows)
    context = {
        "listing": listing, "programme": programme, **_around(programme),
        "figures": [
            Figure("Awarded", money(awarded)),
            Figure("Released", money(sum(paid_of(one) for one in all_rows))),
        ],
    }  # fmt: skip
    return listing.export() or render(request, "money/programme_grants.html", context)


def _around(programme: clusters.Programme, *more: tuple[str, str]) -> dict[str, object]:
    url = reverse("clusters:programme", args=[programme.pk])
    listed = reverse("money:programme-grants", args=[programme.pk])
    trail = crumbs((programme.name, url), (GRANTS, listed if more else ""), *more)
    return {"trail": trail, "caption": programme.name, "back_url": listed}


@guard(policies, "set_grant_scheme", scope="programme")
def set_grant_scheme(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Set the rules of a programme's grants."""
    programme = clusters.get_programme(request.actor, programme_id)
    scheme = read.scheme_of(programme)
    stages = dict(programme.stages.values_list("position", "name"))
    form = SchemeForm(posted(request), initial=SchemeForm.initial_of(scheme))
    first = [
        {"percent": percent} | InstalmentRuleForm.of_conditions(conditions)
        for percent, conditions in text_of(scheme).instalments
    ]
    made = formset_factory(InstalmentRuleForm, extra=RULES - len(first), max_num=RULES)
    more = {"kinds": agreements.kind_titles(), "stages": stages}
    formset = made(posted(request), initial=first, form_kwargs=more, prefix="rules")
    done = None
    if request.method != "POST" or formset.is_valid():
        done = attempt(
            request, form,
            lambda: set_scheme(
                programme=programme, text=form.text(formset), by=request.actor, now=now()
            ),
        )  # fmt: skip
    if done is not None:
        say(request, "Saved. Grants that are approved keep the rules they were approved by.")
        return redirect(reverse("money:programme-grants", args=[programme.pk]))
    context = {
        "form": form, "formset": formset, "deed": "Save", "programme": programme,
        **_around(programme, ("Rules", "")),
    }  # fmt: skip
    return render(request, "money/set_grant_scheme.html", context)


@guard(policies, "export_grants", scope="programme")
@require_safe
def export_grants(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """The grants as a file in the form of 360Giving; `?prefix=` is the publisher's."""
    programme = clusters.get_programme(request.actor, programme_id)
    whole = published_grants(
        programme_id, by=request.actor, prefix=request.GET.get("prefix", ""), licence=LICENCE,
        now=now(),
    )  # fmt: skip
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"{slugify(programme.name) or 'grants'}-360giving.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@guard(policies, "import_grants", scope="cluster")
def import_grants(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Look into a published file; then note what is the cluster's."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    if request.method == "POST" and "found" in request.POST:
        return _taken_in(request, cluster)
    form = GrantFileForm(posted(request), request.FILES or None)
    reading = attempt(request, form, lambda: _read(form))
    context = {"form": form, "deed": "Look into it", **around_grants(cluster, ("From a file", ""))}
    if reading is None:
        return render(request, "money/import_grants.html", context)
    context |= _looked(cluster, reading)
    return render(request, "money/import_grants_found.html", context)


def _read(form: GrantFileForm) -> bridge.Reading:
    file = form.cleaned_data["file"]
    return bridge.read_file(file.name, file.read())


def _looked(cluster: clusters.Cluster, reading: bridge.Reading) -> dict[str, object]:
    """What a file holds for a cluster: whose grants, and what was not understood."""
    whose = bridge.recipients(reading.awards, read.organisations_of(cluster, localdate()))
    here = made_here(cluster, reading.awards)
    theirs = [one for one in reading.awards if one.identifier in whose]
    ours = [one for one in theirs if one.identifier not in here][:MOST]
    own = [one for one in reading.awards if one.identifier in here]
    return {
        "ours": [(one, whose[one.identifier].name) for one in ours],
        "found": seal(bridge.to_text(ours)) if ours else "",
        "own": [bridge.award_words(one) for one in own[:SHOWN]],
        "others": len(reading.awards) - len(ours) - len(own),
        "left_out": [bridge.fault_words(one) for one in reading.left_out[:SHOWN]],
        "left_out_more": max(len(reading.left_out) - SHOWN, 0),
        "noted": [bridge.fault_words(one) for one in reading.noted[:SHOWN]],
        "noted_more": max(len(reading.noted) - SHOWN, 0),
        "unknown": reading.unknown,
    }


def _taken_in(request: SpinneyRequest, cluster: clusters.Cluster) -> HttpResponse:
    text = unseal(request.POST["found"], within=KEEP_SECONDS)
    if text is None:
        raise BadInput("That was too long ago. Choose the file again.")
    made = take_in(
        cluster=cluster, awards=bridge.from_text(text), by=request.actor, now=now()
    )  # fmt: skip
    if made:
        say(request, f"{counted(len(made), 'grant')} noted. What was there already was left.")
    else:
        say(request, "Nothing new: these grants are noted already.")
    return redirect(reverse("money:grants", args=[cluster.pk]))
