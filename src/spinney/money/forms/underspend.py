"""What is typed about what will be left over, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import MoneyField, field_of
from spinney.money.actions.moves import MoveSaid
from spinney.money.actions.reallocations import ReallocationSaid
from spinney.money.bridge.underspend import THIRD
from spinney.money.models import BudgetLine, Reallocation
from spinney.money.policies.underspend import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDS
from spinney.register.api import Organisation

PARTS = [("", "There is no such rule"), (str(THIRD), "A third"), ("25", "A quarter"),
         ("50", "Half"), ("10", "10%"), ("20", "20%"), ("40", "40%"), ("75", "75%")]  # fmt: skip


class ForecastForm(forms.Form):
    """What a line will have cost at its end."""

    pence = MoneyField(label="What will have been spent on it at its end?")
    words = forms.CharField(
        label="How do you know?", max_length=LONGEST_WORDS, required=False,
        help_text="“The post was filled in May, so four months of pay are left.” Members read it.",
    )  # fmt: skip


class ReallocationForm(forms.Form):
    """What is moved and why, and which part of the price goes to small bodies."""

    title = forms.CharField(
        label="What is moved?", max_length=LONGEST_TITLE,
        help_text="A few words without amounts: they stand in a ballot, if you ask for one.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    percent = forms.TypedChoiceField(
        label="How much of the price must go to small bodies?", choices=PARTS, coerce=int,
        empty_value=None, required=False, initial=str(THIRD),
    )  # fmt: skip
    income_pence = MoneyField(
        label="A body is small with an income in a year under", initial=10_000_000,
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Reallocation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one is not None:
            self.initial = {
                "title": one.title, "reason": one.reason, "income_pence": one.small_income_pence,
                "percent": str(one.small_share_percent or ""), "read": one.version,
            }  # fmt: skip

    def said(self) -> ReallocationSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return ReallocationSaid(
            told["title"], told["reason"], told["percent"], told["income_pence"]
        )


class MoveForm(forms.Form):
    """So much from one line to another, or to a new one."""

    from_line = forms.ChoiceField(label="From which line?")
    pence = MoneyField(label="How much?", least=1)
    to_line = forms.ChoiceField(label="To which line?", required=False)
    to_title = forms.CharField(
        label="Or to a new line: what for?", max_length=200, required=False,
        help_text="It is of the same fund.",
    )  # fmt: skip
    to_organisation = forms.ChoiceField(label="The new line’s member", required=False)
    to_area = forms.CharField(label="The new line’s area", max_length=120, required=False)
    reason = forms.CharField(label="Why?", max_length=LONGEST_WORDS, required=False)

    def __init__(
        self, *args: Any, rows: Sequence[tuple[BudgetLine, str]],
        organisations: Sequence[Organisation], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._rows = {str(row.pk): row for row, _ in rows}
        self._organisations = {str(one.pk): one for one in organisations}
        options = [(str(row.pk), words) for row, words in rows]
        field_of(self, "from_line", forms.ChoiceField).choices = options
        field_of(self, "to_line", forms.ChoiceField).choices = [("", "A new line"), *options]
        field_of(self, "to_organisation", forms.ChoiceField).choices = [
            ("", "All together"), *((key, one.name) for key, one in self._organisations.items())
        ]  # fmt: skip

    def said(self) -> MoveSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        to_line = self._rows.get(told["to_line"])
        return MoveSaid(
            self._rows[told["from_line"]], told["pence"], to_line,
            "" if to_line else told["to_title"],
            None if to_line else self._organisations.get(told["to_organisation"]),
            "" if to_line else told["to_area"], told["reason"],
        )  # fmt: skip


class DecisionForm(forms.Form):
    """Which decision it was."""

    decision = forms.TypedChoiceField(
        label="Which decision was it?", coerce=int,
        error_messages={
            "invalid_choice": "Choose a decision that stands, of the day it was proposed or later."
        },
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "decision", forms.TypedChoiceField)
        chooser.choices = [(str(number), words) for number, words in decisions]


class WhyForm(forms.Form):
    """Why it is not wanted."""

    why = forms.CharField(
        label="Why?", max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 2}),
        help_text="A few words that all members can read.",
    )  # fmt: skip
