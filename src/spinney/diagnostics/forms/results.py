"""Forms of results: what to publish, which words to show, what mending costs, which themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import MoneyField, field_of
from spinney.diagnostics.actions.results import ToPublish
from spinney.diagnostics.queries.release import BREAKDOWNS


class PublishForm(forms.Form):
    """What was looked at is sent along (`seen`), so that nothing else is published."""

    note = forms.CharField(
        label="A few words of yours to go with it",
        required=False,
        max_length=2000,
        help_text="Everybody reads them. Leave names and figures out.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def said(self, breakdowns: Sequence[str]) -> ToPublish:
        data = self.cleaned_data
        return ToPublish(tuple(breakdowns), data["note"], data["seen"] or "not looked at")


class DivideForm(forms.Form):
    """A way to divide figures, chosen before the preview. One at a time: each that is added leaves
    less that is safe to show of the others.
    """

    by = forms.ChoiceField(
        label="Divide the figures, where that is safe",
        choices=[("", "Do not divide them"), *BREAKDOWNS.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def chosen(self) -> list[str]:
        """The way that was chosen, in a list; an empty one for none."""
        way = self.cleaned_data["by"] if self.is_bound and self.is_valid() else ""
        return [way] if way else []


class TextForm(forms.Form):
    """The words that the group may read."""

    shown = forms.CharField(
        label="The words to show",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class UpgradeForm(forms.Form):
    cost_pence = MoneyField(
        label="What does it cost?",
        required=False,
        help_text="Leave it empty to go back to the guess that comes with the questions.",
    )
    note = forms.CharField(
        label="Where is the figure from?",
        required=False,
        max_length=300,
        help_text="For example: quote from Fern Computers, March.",
    )

    def said(self) -> dict[str, Any]:
        return {"cost_pence": self.cleaned_data["cost_pence"], "note": self.cleaned_data["note"]}


class SuggestionsForm(forms.Form):
    """Which of what stands out goes on the list of themes."""

    areas = forms.MultipleChoiceField(
        label="Which of these go on the list?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "areas", forms.ChoiceField).choices = list(offered)
