"""Which organisations lean on too few people, over a cluster, those asked, or an area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import BadInput
from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.words import counted
from spinney.base.web.fields import field_of
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.diagnostics import policies
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.queries import fragility as read
from spinney.diagnostics.queries.surveys import surveys_in
from spinney.diagnostics.views.places import place_of
from spinney.diagnostics.views.result_tables import fragility_table

MOST_SURVEYS = 200


class WhomForm(forms.Form):
    """Which organisations are looked at; sent with the address, so that it can be passed on."""

    of = forms.ChoiceField(
        label="Which organisations?",
        choices=[
            (read.MEMBERS, "The members"),
            (read.ASKED, "Those asked in a survey"),
            (read.AREA, "All on the register in a town or area"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    survey = forms.ChoiceField(label="Which survey?", required=False)
    area = forms.CharField(label="Which town or area?", required=False, max_length=120)
    below = forms.IntegerField(
        label="Fragile with fewer full-time staff than",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="The research that this comes from says four.",
    )

    def whom(self) -> read.Whom:
        """What is asked for; what cannot be read is as if it were not said."""
        data = self.cleaned_data
        survey = data.get("survey") or ""
        return read.Whom(
            data.get("of") or read.MEMBERS,
            int(survey) if survey else None,
            data.get("area") or "",
            data.get("below") or read.FEW,
        )


@guard(policies, "fragility", scope="place")
@require_safe
def fragility(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """Shares by kind and by income, how many are not known, and the list."""
    check_runs(request.actor, place)
    where = place_of(request, place)
    given = request.GET if "of" in request.GET else {"of": read.MEMBERS, "below": read.FEW}
    form = WhomForm(given)
    surveys = surveys_in(request.actor, place).exclude(state="draft").order_by("-made_at")
    titles = [(str(one.pk), one.title) for one in surveys[:MOST_SURVEYS]]
    field_of(form, "survey", forms.ChoiceField).choices = [("", "Choose one"), *titles]
    rows = _rows(request, form, where.of, place)
    listing = fragility_table(place).listing(request, rows, file_name=f"{where.name} fragility")
    total = read.in_all(rows)
    context = {
        "form": form,
        "listing": listing,
        "outcome": _outcome(total, form),
        "pictures": [picture for picture in _pictures(rows) if picture.bars],
        "by_kind": read.shares(rows, "kind"),
        "by_band": read.shares(rows, "band"),
        "place": where,
        "trail": where.trail(("Fragile organisations", "")),
        "caption": where.name,
    } | ({"brand": where.brand} if where.brand else {})
    return listing.export() or render(request, "diagnostics/fragility.html", context)


def _rows(request: SpinneyRequest, form: WhomForm, of: Any, place: Scope) -> list[read.Looked]:
    if not form.is_valid():
        return []
    try:
        return read.looked_at(request.actor, of, place, form.whom())
    except BadInput as error:
        for name, messages in error.fields.items():
            form.add_error(name, messages)
        return []


def _outcome(total: read.Share, form: WhomForm) -> str:
    if form.errors:
        return ""
    every = total.known + total.unknown
    words = f"Of {counted(every, 'organisation')}, {total.fragile} are fragile"
    if total.percent is not None:
        words += f": {total.percent}% of the {total.known} of which it is known"
    rest = f"Of {total.unknown} it is not known." if total.unknown else "It is known of all."
    return f"{words}. {rest}"


def _pictures(rows: list[read.Looked]) -> list[BarChart]:
    def percent(value: float) -> str:
        return f"{value:.0f}%"

    told = (("Fragile, by kind", "kind"), ("Fragile, by income a year", "band"))
    return [
        BarChart(
            title,
            [
                Bar(
                    f"{one.label} ({one.known} of {one.known + one.unknown} known)",
                    one.percent,
                    reason="of none it is known",
                )
                for one in read.shares(rows, by)
            ],
            show=percent,
            value_name="Fragile, of those known",
        )
        for title, by in told
    ]
