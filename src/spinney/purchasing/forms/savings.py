"""What is typed about a saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from spinney.base.kernel.periods import Period, add_months
from spinney.base.web.fields import DatePartsField, Hinted, MoneyField, field_of
from spinney.purchasing.bridge.savings import BASIS_WORDS, part_of
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import Saving
from spinney.purchasing.policies.savings import LONGEST_HOW, LONGEST_TITLE, LONGEST_WHY
from spinney.purchasing.queries.claiming import SavingSaid
from spinney.purchasing.states import SavingKind

WHOLE, PART = "category", "part"
KINDS = [
    (
        SavingKind.CASHABLE.value,
        Hinted("Cash that is no longer spent", "A bill is lower, or gone. It stays in the bank."),
    ),
    (
        SavingKind.AVOIDED.value,
        Hinted("A cost that did not come", "You were about to pay, or to pay more, and need not."),
    ),
    (
        SavingKind.CAPACITY.value,
        Hinted("Time that is free for other work", "Hours, and what they are worth."),
    ),
]
LINES = Hinted(
    "The member’s own payments before the change",
    "We add them up, and show you the sum before anything is claimed.",
)


class SavingForm(forms.Form):
    """What is cheaper, from when, and how that is known."""

    title = forms.CharField(
        label="What is cheaper now?", max_length=LONGEST_TITLE,
        help_text="A few words that all members can read: “Phones at the joint price”.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What kind of saving is it?", choices=KINDS, widget=forms.RadioSelect
    )
    category = forms.ChoiceField(
        label="In which category?", choices=[(one.key, one.title) for one in CATEGORIES.values()]
    )
    covers = forms.ChoiceField(
        label="On how much of it?",
        help_text="So that nothing counts twice: two savings on the same thing cannot both stand.",
    )
    first_day = DatePartsField(label="From which day?")
    last_day = DatePartsField(
        label="To which day?", help_text="A year is usual. A long contract may be claimed whole."
    )
    basis_kind = forms.ChoiceField(
        label="How do you know what it would have cost?", widget=forms.RadioSelect
    )
    basis_first = DatePartsField(
        label="Own payments from", required=False,
        help_text="Only if it is reckoned from your own payments. Whole months count.",
    )  # fmt: skip
    basis_last = DatePartsField(label="Own payments to", required=False)
    basis_words = forms.CharField(
        label="Which contract, whose quote, who estimates it?", required=False, max_length=300,
        help_text=(
            "All members can read it. Leave it empty if it is reckoned from the member’s payments."
        ),
    )  # fmt: skip
    baseline_pence = MoneyField(
        label="What it would have cost in this time", required=False,
        help_text="Leave it empty if it is reckoned from the member’s payments.",
    )  # fmt: skip
    new_pence = MoneyField(label="What it costs in this time now")
    one_off_pence = MoneyField(
        label="What did the change cost once?", required=False,
        help_text="A fee, new equipment. It is taken off.",
    )  # fmt: skip
    hours = forms.DecimalField(
        label="How many hours are free?", required=False, min_value=0, max_digits=8,
        decimal_places=2, help_text="Only for time that is free. The amounts above are its worth.",
    )  # fmt: skip
    how = forms.CharField(
        label="How did it come about?", required=False, max_length=LONGEST_HOW,
        widget=forms.Textarea({"rows": 3}), help_text="All members can read it.",
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, suppliers: Sequence[tuple[str, str]], may_reckon: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "covers", forms.ChoiceField).choices = [
            (WHOLE, "All of the category"),
            *((f"supplier:{key}", f"What we buy from {name}") for key, name in suppliers),
            (PART, "Another part of it, as named above"),
        ]
        field_of(self, "basis_kind", forms.ChoiceField).choices = [
            (key, LINES if key == "lines" else f"{words[:1].upper()}{words[1:]}")
            for key, words in BASIS_WORDS.items()
            if may_reckon or key != "lines"
        ]
        if not may_reckon:
            del self.fields["basis_first"], self.fields["basis_last"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("basis_kind")
        if kind == "lines":
            for name in ("basis_first", "basis_last"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, "Say from when to when your payments are to count.")
            first, last = cleaned.get("basis_first"), cleaned.get("basis_last")
            if first and last and last < first:
                self.add_error("basis_last", "It cannot end before it begins.")
        elif kind and cleaned.get("baseline_pence") is None and "baseline_pence" not in self.errors:
            self.add_error("baseline_pence", "Enter what it would have cost in this time.")
        return cleaned

    def said(self, **origins: Any) -> SavingSaid:
        """What was typed, for the action; `origins` say what it came of."""
        told = self.cleaned_data
        covers = told["covers"]
        if covers == WHOLE:
            covers = f"category:{told['category']}"
        elif covers == PART:
            covers = part_of(told["title"])
        lines = told["basis_kind"] == "lines"
        return SavingSaid(
            title=told["title"], kind=told["kind"], category=told["category"], covers=covers,
            first_day=told["first_day"], last_day=told["last_day"],
            baseline_pence=told["baseline_pence"] or 0, new_pence=told["new_pence"],
            one_off_pence=told["one_off_pence"] or 0, hours=told["hours"], how=told["how"],
            basis_kind=told["basis_kind"], basis_words=told["basis_words"],
            basis_days=Period(told["basis_first"], told["basis_last"]) if lines else None,
            **origins,
        )  # fmt: skip


def initial_of(saving: Saving) -> Mapping[str, Any]:
    """A saving as its form begins."""
    kind = saving.covers.partition(":")[0]
    covers = saving.covers if kind == "supplier" else WHOLE if kind == WHOLE else PART
    reckoned = saving.basis.get("reckoned", {})
    used = [date.fromisoformat(month) for month, _ in reckoned.get("used", [])]
    from_lines = saving.basis.get("kind") == "lines"
    return {
        "title": saving.title, "kind": saving.kind, "category": saving.category, "covers": covers,
        "first_day": saving.first_day, "last_day": saving.last_day,
        "basis_kind": saving.basis.get("kind", "word"),
        "basis_words": saving.basis.get("words", ""),
        "basis_first": used[0] if used else None, "basis_last": _end(used[-1]) if used else None,
        "baseline_pence": None if from_lines else saving.baseline_pence,
        "new_pence": saving.new_pence, "one_off_pence": saving.one_off_pence,
        "hours": saving.hours, "how": saving.how, "read": saving.version,
    }  # fmt: skip


def _end(month: date) -> date:
    """The last day of a month."""
    return add_months(month, 1) - timedelta(days=1)


class WhyForm(forms.Form):
    """Why a saving is not confirmed, or taken back."""

    why = forms.CharField(
        label="Why?", max_length=LONGEST_WHY, widget=forms.Textarea({"rows": 2}),
        help_text="A few words that all members can read.",
    )  # fmt: skip
