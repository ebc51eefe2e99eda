"""What is typed about a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, UploadField, field_of
from spinney.base.web.uploads import PICTURES
from spinney.evaluation.bridge.report_pictures import MOST_BYTES
from spinney.evaluation.policies import reports as rules


class ReportForm(forms.Form):
    """What a report is called, and of which days it tells."""

    title = forms.CharField(label="What is the report called?", max_length=rules.LONGEST_TITLE)
    first_day = DatePartsField(
        label="First day it tells of",
        help_text="Meetings, decisions and spending are counted from this day.",
    )
    last_day = DatePartsField(
        label="Last day it tells of",
        help_text="Members, savings and the grant are told as of this day.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "first_day", "last_day")}


class SectionForm(forms.Form):
    """A section's heading and words, and the pictures after them."""

    title = forms.CharField(label="Heading", max_length=rules.LONGEST_TITLE)
    words = forms.CharField(
        label="Words", required=False, strip=False, widget=forms.Textarea({"rows": 18}),
        help_text=(
            "An empty line begins a new paragraph. “- ” begins an item of a list, “## ” a heading,"
            " and **two stars** make words bold. {{members}} puts in a figure: all of them are"
            " below."
        ),
    )  # fmt: skip
    pictures = forms.MultipleChoiceField(
        label="Pictures and tables after the words", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="To have one between two paragraphs, type its name on a line of its own instead.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "pictures", forms.MultipleChoiceField).choices = list(choices)


class PictureForm(forms.Form):
    """A picture to add, with what it shows."""

    file = UploadField(label="Choose a picture", endings=list(PICTURES), most_bytes=MOST_BYTES)
    says = forms.CharField(
        label="What does it show?", max_length=rules.LONGEST_SAYS,
        help_text=(
            "It stands below the picture, and is read to those who do not see it. Add a picture of"
            " people only if they agree to it."
        ),
    )  # fmt: skip


class WhyForm(forms.Form):
    """A reason in a few words."""

    why = forms.CharField(
        label="Why?", max_length=rules.LONGEST_WHY, help_text="All members can read it."
    )


class DecisionForm(forms.Form):
    """The decision by which the members agreed."""

    decision = forms.TypedChoiceField(
        label="By which decision did the members agree?", coerce=int,
        help_text="It stands in the register of decisions.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [("", "Choose a decision"), *choices]
        field_of(self, "decision", forms.TypedChoiceField).choices = told


def usual_days(starts: date | None, today: date) -> dict[str, date]:
    """The days that a new report offers: from the programme's start, or a year ago, to today."""
    first = starts if starts and starts <= today else date(today.year - 1, today.month, 1)
    return {"first_day": first, "last_day": today}
