"""Choosing which months are shared, and whom to ask for figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, field_of
from spinney.purchasing.queries.months import CalendarMonth
from spinney.purchasing.queries.shares import MemberStanding
from spinney.purchasing.queries.uploads import Month, next_month

YEAR = 12


def last_of(first_day: date) -> date:
    """The last day of the month of a first day."""
    return next_month(first_day) - timedelta(days=1)


class MonthsForm(forms.Form):
    """From which month to which: whole months, of those that are in."""

    first_month = forms.ChoiceField(label="From")
    last_month = forms.ChoiceField(label="To the end of")

    def __init__(self, *args: Any, months: Sequence[Month], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [
            (one.first_day.isoformat(), str(CalendarMonth.of(one.first_day))) for one in months
        ]
        for name in ("first_month", "last_month"):
            field_of(self, name, forms.ChoiceField).choices = choices
        if months:
            self.fields["first_month"].initial = months[-YEAR:][0].first_day.isoformat()
            self.fields["last_month"].initial = months[-1].first_day.isoformat()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_month"), data.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", "The last month must not be before the first one.")
        return data

    def period(self) -> tuple[date, date]:
        """The first and the last day that were chosen."""
        first = date.fromisoformat(self.cleaned_data["first_month"])
        return first, last_of(date.fromisoformat(self.cleaned_data["last_month"]))


class ShareForm(MonthsForm):
    """Sharing these months as the terms say. What the terms said on the page goes along."""

    first_month = forms.ChoiceField(widget=forms.HiddenInput)
    last_month = forms.ChoiceField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=10)
    broker = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def agreed(self) -> tuple[str, str]:
        """What the terms let be shown, and to which broker, as it stood on the page."""
        return self.cleaned_data["shown"], self.cleaned_data["broker"]


class AgreedForm(forms.Form):
    """What the terms said on the page, to which somebody agrees."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=10)
    broker = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def agreed(self) -> tuple[str, str]:
        """What the terms let be shown, and to which broker, as it stood on the page."""
        return self.cleaned_data["shown"], self.cleaned_data["broker"]


class AskForm(forms.Form):
    """Whom to ask for their payments files, by when, and in which words."""

    organisations = forms.TypedMultipleChoiceField(
        label="Whom do you ask?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one member."},
    )
    by_day = DatePartsField(label="By when?", help_text="You can leave this empty.", required=False)
    said = forms.CharField(
        label="A word of your own",
        help_text="It stands in the letter. You can leave this empty.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, members: Sequence[MemberStanding], **more: Any) -> None:
        super().__init__(*args, **more)
        field = field_of(self, "organisations", forms.TypedMultipleChoiceField)
        field.choices = [(one.organisation_id, one.name) for one in members]
        field.initial = [one.organisation_id for one in members if one.asked is None]
