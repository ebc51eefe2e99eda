"""Forms of programmes. A form cleans what was typed; it never saves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from spinney.base.web.fields import AffixedInput, DatePartsField, MoneyField
from spinney.clusters.actions.comparators import CostElsewhere
from spinney.clusters.actions.duplicates import CopyOf
from spinney.clusters.actions.programmes import PARAMETER_NAMES, Parameters
from spinney.clusters.models import Programme
from spinney.clusters.queries.standing import days_text


def _days(label: str, help_text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=AffixedInput(
            {"inputmode": "decimal", "class": "govuk-input--width-5"}, suffix="days"
        ),
    )


def _whole_days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=3650,
        widget=AffixedInput(
            {"inputmode": "numeric", "class": "govuk-input--width-5"}, suffix="days"
        ),
    )


class ProgrammeForm(forms.Form):
    """Everything that the funder sets, but for the timetable and its conditions."""

    name = forms.CharField(label="Name of the programme", max_length=200)
    funder = forms.CharField(label="Who funds it?", max_length=200, required=False)
    summary = forms.CharField(
        label="What is it for?",
        help_text="Everybody in its clusters reads this.",
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    starts_on = DatePartsField(label="When does it start?", required=False)
    grant_pence = MoneyField(label="Grant for each cluster", required=False)
    facilitation_days = _days("Facilitation days for each cluster", "In quarters, like 6 or 4.25.")
    review_days = _days(
        "Review days for each cluster", "Time of specialists, such as an ICT review."
    )
    day_rate_pence = MoneyField(
        label="What does a day cost?",
        help_text="Needed to work out what a cluster costs. Only programme managers see it.",
        required=False,
    )
    brand_pattern = forms.CharField(
        label="How are clusters named?",
        help_text="{place} stands for the place or theme: “Collaborate {place}” makes"
        " “Collaborate Bolton”.",
        max_length=100,
        initial="{place}",
    )
    stalled_after_idle_days = _whole_days(
        "After how many days without activity has a cluster stalled?", "0 leaves this out."
    )
    stalled_after_late_days = _whole_days(
        "How many days late is too late?",
        "A cluster this long past the date of its stage has stalled. 0 leaves this out.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> Parameters:
        """What was typed, as the action takes it."""
        given = {name: self.cleaned_data[name] for name in PARAMETER_NAMES}
        for name in ("facilitation_days", "review_days"):
            given[name] = given[name] if given[name] is not None else Decimal(0)
        given["grant_pence"] = given["grant_pence"] or 0
        return Parameters(**given)

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """What a programme's form starts with."""
        given = {name: getattr(programme, name) for name in PARAMETER_NAMES}
        for name in ("facilitation_days", "review_days"):
            given[name] = days_text(given[name])
        return {**given, "version": programme.version}

    @staticmethod
    def initial_of_new() -> dict[str, Any]:
        """What the form of a new programme starts with."""
        return {"stalled_after_idle_days": 42, "stalled_after_late_days": 28}


class ReasonForm(forms.Form):
    """Why something is done; kept in the record and told."""

    reason = forms.CharField(label="Why?", widget=forms.Textarea({"rows": 3}), max_length=300)

    def __init__(
        self, *args: Any, label: str = "", hint: str = "", optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label = label or field.label
        field.help_text = hint
        field.required = not optional


class ManagerForm(forms.Form):
    """Somebody who is to manage the programme."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="She signs in with this address and a code that we send her.",
        max_length=254,
    )
    name = forms.CharField(label="Name", max_length=200, required=False)


class DuplicateForm(forms.Form):
    """What the copy is called and when it starts."""

    name = forms.CharField(label="Name of the new programme", max_length=200)
    starts_on = DatePartsField(
        label="When does it start?",
        help_text="Dates in the timetable move with it. Without a date they are left out.",
        required=False,
    )
    with_documents = forms.BooleanField(label="Copy its documents too", required=False)

    def said(self) -> CopyOf:
        return CopyOf(**self.cleaned_data)


class ComparatorForm(forms.Form):
    """A figure to compare with, and where it comes from."""

    name = forms.CharField(
        label="What do you compare with?",
        help_text="Another fund or way of helping organisations.",
        max_length=200,
    )
    pence_per_organisation = MoneyField(label="What did it cost for each organisation?", least=1)
    source = forms.CharField(
        label="Where does the figure come from?",
        help_text="A report with its page, or a web address.",
        max_length=300,
    )
    note = forms.CharField(
        label="What should readers know about it?",
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def said(self) -> CostElsewhere:
        return CostElsewhere(**self.cleaned_data)
