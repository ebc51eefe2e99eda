"""A form with every kind of field, and a short one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from spinney.base.web import fields
from spinney.base.web.catalogue import data
from spinney.base.web.picker import PickerField


class EveryField(forms.Form):
    """Every kind of field that the kit has."""

    name = forms.CharField(max_length=80, help_text="As people say it, not as it is registered.")
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput({"autocomplete": "email"})
    )
    organisation = PickerField(
        label="Organisation",
        help_text="Begin to type a name, such as Cedar.",
        find=data.options_like,
        get=data.option_of,
        source="ui-options",
    )
    rule = forms.ChoiceField(
        label="How will the cluster decide?",
        widget=forms.RadioSelect,
        choices=[
            ("consent", fields.Hinted("Consent", "Nobody has a reasoned objection.")),
            ("majority", fields.Hinted("Majority", "More than half of those who vote.")),
            ("unanimity", "Unanimity"),
        ],
    )
    needs = forms.MultipleChoiceField(
        label="What would you share?",
        help_text="Choose all that fit.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("hr", "HR advice"), ("it", "ICT support"), ("rooms", "Rooms")],
    )
    town = forms.ChoiceField(choices=[("", "Choose one"), ("b", "Bolton"), ("h", "Horwich")])
    starts = fields.DatePartsField(
        label="First day", help_text="For example, 12 3 2026.", earliest=date(2026, 1, 1)
    )
    grant = fields.MoneyField(label="Grant for each cluster", most=10_000_000)
    days = forms.IntegerField(
        label="Facilitation days", min_value=0, widget=fields.AffixedInput(suffix="days")
    )
    postcode = fields.PostcodeField(label="Postcode", required=False)
    visit = fields.YesNoField(label="May we visit you?")
    why = forms.CharField(
        label="Why do you want to take part?",
        max_length=300,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    accounts = fields.UploadField(
        label="Latest accounts", endings=["pdf", "docx"], required=False, help_text="PDF or Word."
    )
    agrees = forms.BooleanField(label="Our trustees know of this")


class OneQuestion(forms.Form):
    """One question on its page: its label is the heading."""

    heading_field = "coming"
    coming = fields.YesNoField(
        label="Will Ashgrove Carers take part?",
        help_text="You can change your answer until 12 March 2026.",
    )


def wrong() -> dict[str, Any]:
    """What somebody might send, with mistakes in it."""
    return {
        "name": "",
        "email": "ashgrove.example.org",
        "organisation_text": "er",
        "starts_day": "31",
        "starts_month": "Feb",
        "starts_year": "2026",
        "grant": "lots",
        "days": "-2",
        "postcode": "Bolton",
        "why": "Because " * 60,
    }
