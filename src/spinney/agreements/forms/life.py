"""What is typed when an agreement is varied, renewed or ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from spinney.agreements.forms.approvals import DecidedForm
from spinney.base.web.components.words import day
from spinney.base.web.fields import DatePartsField, field_of


class VaryForm(forms.Form):
    """Why an agreement is varied, and from when."""

    why = forms.CharField(
        label="What should change, and why?", max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Everybody who is asked to agree and to sign reads this first.",
    )  # fmt: skip
    wanted_from = DatePartsField(
        label="From which day should it hold?", required=False,
        help_text="Left empty, from the day on which the last one signs.",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "wanted_from", DatePartsField).earliest = today


class RenewForm(forms.Form):
    """Until when an agreement is renewed."""

    until = DatePartsField(
        label="What is its new last day?", required=False,
        help_text="Left empty, it has no last day: it lasts until you end it.",
    )  # fmt: skip
    why = forms.CharField(
        label="Is there something to say about it?", max_length=1000, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, after: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "until", DatePartsField).earliest = after


class _EarlyEndForm(forms.Form):
    """When an agreement ends, and why."""

    on = DatePartsField(label="What is the first day on which it no longer holds?")
    reason = forms.CharField(
        label="Why does it end?", max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="It goes to everybody who signed, and stays in the record.",
    )  # fmt: skip

    def __init__(self, *args: Any, earliest: date, last: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "on", DatePartsField)
        field.initial = field.earliest = earliest
        if last is not None:
            field.help_text = f"Its last day is {day(last)} if nobody ends it before."


class EndForm(_EarlyEndForm, DecidedForm):
    """When an agreement ends, why, and where that was decided."""

    field_order = ("on", "reason", "decided_elsewhere")


class AskToEndForm(_EarlyEndForm):
    """From when and why an agreement should end, and until when those who decide may answer."""

    closes_on = DatePartsField(
        label="Last day for answers", help_text="Before the day on which it would end."
    )
