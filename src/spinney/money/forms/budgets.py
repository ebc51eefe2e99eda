"""What is typed about budgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.forms.formsets import BaseFormSet

from spinney.base.kernel.errors import BadInput
from spinney.base.web.fields import DatePartsField, MoneyField, UploadField, field_of
from spinney.money.actions.budgets import BudgetSaid
from spinney.money.bridge.budgets import (
    LONGEST_AREA,
    LONGEST_CATEGORY,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_LINES,
    LineSaid,
    month_end,
)
from spinney.money.bridge.months import read_month
from spinney.money.models import Budget, BudgetLine
from spinney.money.queries.budgets import Nameable

BLANK_ROWS = 3
MOST_BYTES = 3_000_000
SALT = "money.import_budget_lines"
FROM_PLAN, EMPTY = "plan", "empty"


class MonthField(forms.CharField):
    """A month as people write it; cleans to its first day, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            max_length=20, widget=forms.TextInput({"class": "govuk-input--width-10"}), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%B %Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        try:
            return read_month(value or "")
        except BadInput as error:
            raise ValidationError(str(error)) from error

    def run_validators(self, value: Any) -> None:
        """A month has no length to check."""


class BudgetForm(forms.Form):
    """The name and days of a budget, and for a new one what it begins with."""

    title = forms.CharField(label="What is it called?", max_length=LONGEST_TITLE)
    first_day = DatePartsField(label="From which day?")
    last_day = DatePartsField(label="To which day?")
    start = forms.ChoiceField(label="What does it begin with?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why is there this version?", max_length=LONGEST_WORDS, required=False,
        help_text="A few words that all members can read.",
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, starts: Sequence[tuple[str, str]] = (), budget: Budget | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        field_of(self, "start", forms.ChoiceField).choices = list(starts)
        if not starts:
            del self.fields["start"]
        if budget is not None:
            self.initial = {
                "title": budget.title, "first_day": budget.first_day,
                "last_day": budget.last_day, "reason": budget.reason, "read": budget.version,
            }  # fmt: skip

    def said(self) -> BudgetSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return BudgetSaid(told["title"], told["first_day"], told["last_day"], told["reason"])


class WhatIfForm(forms.Form):
    """A name for what is tried out."""

    title = forms.CharField(
        label="What do you try out?", max_length=LONGEST_TITLE, required=False,
        help_text="“If the second instalment comes late”.",
    )  # fmt: skip


class LineForm(forms.Form):
    """One line in the table."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="What for", max_length=LONGEST_TITLE, required=False)
    category = forms.CharField(
        label="Category", max_length=LONGEST_CATEGORY, required=False,
        widget=forms.TextInput({"list": "budget-categories"}),
    )  # fmt: skip
    goes = forms.ChoiceField(
        label="Out or in", choices=[("out", "Goes out"), ("in", "Comes in")], initial="out"
    )
    # Below nought is told by the action: what to do depends on what is meant.
    pence = MoneyField(label="Amount", required=False, least=None)
    promised = MoneyField(label="Of it promised", required=False)
    fund = forms.TypedChoiceField(label="Fund", coerce=int, empty_value=None, required=False)
    activity = forms.TypedChoiceField(
        label="Activity", coerce=int, empty_value=None, required=False
    )
    organisation = forms.TypedChoiceField(
        label="Member", coerce=int, empty_value=None, required=False
    )
    area = forms.CharField(label="Area", max_length=LONGEST_AREA, required=False)
    first = MonthField(label="From month")
    last = MonthField(label="To month")
    profile = forms.CharField(label="Shares of the months", max_length=300, required=False)
    note = forms.CharField(label="Note", max_length=LONGEST_WORDS, required=False)
    remove = forms.BooleanField(label="Take it out", required=False)

    def __init__(self, *args: Any, names: Nameable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none, options in (
            ("fund", "No fund", names.funds),
            ("activity", "No activity", names.activities),
            ("organisation", "All together", names.organisations),
        ):
            chooser = field_of(self, name, forms.TypedChoiceField)
            chooser.choices = [("", none), *((str(pk), words) for pk, words in options.items())]
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]  # most of a row is
        if not self.initial.get("key"):
            del self.fields["remove"]

    @property
    def is_blank(self) -> bool:
        """A row for a new line that nobody filled in."""
        told = self.cleaned_data
        return not (told.get("key") or told.get("title") or told.get("pence"))

    def clean_profile(self) -> tuple[int, ...]:
        parts = self.cleaned_data["profile"].replace(",", " ").split()
        if not all(part.isdecimal() and len(part) < 6 for part in parts):
            raise ValidationError("Write whole numbers, one for each month: “1 1 2”.")
        return tuple(int(part) for part in parts)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("last") and not told.get("first"):
            self.add_error("first", "Say from which month.")
        if told.get("title") and told.get("pence") is None and "pence" not in self.errors:
            self.add_error("pence", "Enter an amount.")
        return told

    def said(self) -> LineSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        first, last = told["first"], told["last"]
        return LineSaid(
            title=told["title"].strip(), pence=told["pence"] or 0, is_income=told["goes"] == "in",
            category=told["category"].strip(), activity_id=told["activity"],
            fund_id=told["fund"], organisation_id=told["organisation"],
            area=told["area"].strip(), first_day=first,
            last_day=month_end(last or first) if first else None, profile=told["profile"],
            promised_pence=told["promised"] or 0, note=told["note"].strip(), key=told["key"],
        )  # fmt: skip


class BaseLines(BaseFormSet):  # type: ignore[type-arg]
    """All lines of a budget; blank rows and those taken out are left aside."""

    def rows(self) -> list[Any]:
        """The rows that make the budget, in their order."""
        return [
            form for form in self.forms if not form.is_blank and not form.cleaned_data.get("remove")
        ]

    def said(self) -> list[LineSaid]:
        """What was typed, as the action takes it."""
        return [form.said() for form in self.rows()]

    def tell(self, fields: dict[str, list[str]]) -> None:
        """Put the action's messages ("line-2": …) beside the rows that they concern."""
        rows = self.rows()
        for key, messages in fields.items():
            place = key.rpartition("-")[2]
            if place.isdecimal() and int(place) < len(rows):
                rows[int(place)].add_error(_field_of(messages[0]), messages)


def _field_of(words: str) -> str:
    """The field of a row that a message is about, by its words."""
    for field, mark in (
        ("profile", "one share for each month"), ("last", "end before it begins"),
        ("title", "Say what"), ("pence", ""),
    ):  # fmt: skip
        if mark in words:
            return field
    return "pence"


def lines_form(
    data: Any, rows: Sequence[BudgetLine], names: Nameable, *, prefix: str = "line"
) -> BaseLines:
    """The table of lines, with empty rows at its end."""
    made: type[BaseLines] = forms.formset_factory(  # type: ignore[assignment]
        LineForm, formset=BaseLines, extra=BLANK_ROWS, max_num=MOST_LINES + BLANK_ROWS,
        absolute_max=MOST_LINES + 50,
    )  # fmt: skip
    return made(
        data, initial=[_initial(row) for row in rows], prefix=prefix,
        form_kwargs={"names": names},
    )  # fmt: skip


def _initial(row: BudgetLine) -> dict[str, Any]:
    return {
        "key": row.key, "title": row.title, "category": row.category,
        "goes": "in" if row.pence < 0 else "out", "pence": abs(row.pence),
        "promised": row.promised_pence or None, "fund": row.fund_id, "activity": row.activity_id,
        "organisation": row.organisation_id, "area": row.area, "first": row.first_day,
        "last": row.last_day, "profile": " ".join(map(str, row.profile)), "note": row.note,
    }  # fmt: skip


class VersionForm(forms.Form):
    """The version of a budget as it was read."""

    read = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    """Lines that are pasted, or come in a file."""

    pasted = forms.CharField(
        label="Paste the lines", required=False, widget=forms.Textarea({"rows": 8}),
        help_text="Copied from a spreadsheet, with the row of headings.",
    )  # fmt: skip
    file = UploadField(
        label="Or send a file", required=False, endings=("csv", "txt", "xlsx"),
        most_bytes=MOST_BYTES, widget=forms.FileInput(),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        nothing = not (told.get("pasted") or "").strip() and told.get("file") is None
        if nothing and "file" not in self.errors:
            self.add_error("pasted", "Paste at least one line, or send a file.")
        return told


class SeenLinesForm(forms.Form):
    """Lines that were looked at, on their way back from the page: signed, so that what comes in is
    what was seen.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    instead = forms.BooleanField(required=False)

    def clean_seen(self) -> tuple[LineSaid, ...]:
        try:
            rows = loads(self.cleaned_data["seen"], salt=SALT)
        except BadSignature:
            raise ValidationError("Send the lines again: they were not kept.") from None
        return tuple(_unpacked(row) for row in rows)


def packed(lines: Sequence[LineSaid]) -> str:
    """Lines for `SeenLinesForm`."""
    return dumps([_plain(one) for one in lines], salt=SALT, compress=True)


def _plain(one: LineSaid) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, date | UUID) else value
        for name, value in vars(one).items()
    }


def _unpacked(row: dict[str, Any]) -> LineSaid:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("first_day", "last_day")
    }
    return LineSaid(**{**row, **days, "profile": tuple(row["profile"]), "key": None})


class InForceForm(forms.Form):
    """That a draft is the budget from now on, and by which decision."""

    decision = forms.TypedChoiceField(
        label="Which decision agreed to it?", coerce=int, empty_value=None, required=False,
        help_text="From the register of decisions. Leave it open if none was needed.",
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = field_of(self, "decision", forms.TypedChoiceField)
        chooser.choices = [("", "None"), *((str(number), words) for number, words in decisions)]
