"""Giving in a file of payments, what its columns mean, and what makes spending comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted, UploadField
from spinney.purchasing.actions.measures import Measured
from spinney.purchasing.bridge.files import ENDINGS, MOST_BYTES
from spinney.purchasing.engine.reading.layout import (
    DateOrder,
    Layout,
    MoneyIn,
    Role,
    Signs,
)
from spinney.purchasing.engine.reading.look import Look
from spinney.purchasing.policies.uploads import EARLIEST

ROLES: Mapping[Role, str] = {
    Role.IGNORE: "Leave it out",
    Role.DATE: "The day it was paid",
    Role.SUPPLIER: "Who was paid",
    Role.SUPPLIER_NUMBER: "A number or code of theirs",
    Role.NET: "The amount without VAT",
    Role.VAT: "The VAT",
    Role.GROSS: "The amount with VAT, or the only amount",
    Role.DEBIT: "Money that went out",
    Role.CREDIT: "Money that came in",
    Role.SIGN: "Whether money went out or came in",
    Role.CATEGORY: "What it was for: account, category",
    Role.DESCRIPTION: "A description",
    Role.REFERENCE: "A reference or invoice number",
    Role.QUANTITY: "How many",
    Role.UNIT_PRICE: "The price of one",
    Role.CONTRACT_END: "The end of a contract",
    Role.CURRENCY: "The currency",
}
ORDERS: Mapping[DateOrder, str] = {
    DateOrder.DMY: Hinted("Day first", "31/12/2025"),
    DateOrder.MDY: Hinted("Month first", "12/31/2025"),
    DateOrder.YMD: Hinted("Year first", "2025-12-31"),
    DateOrder.EXCEL_SERIAL: Hinted("As numbers of days", "46022, as spreadsheets count"),
    DateOrder.MIXED: Hinted("Some rows one way, some another", "Each is read by what it proves"),
}
SIGNS: Mapping[Signs, str] = {
    Signs.SPENDING_POSITIVE: "As plain amounts. Money that came back has a minus",
    Signs.SPENDING_NEGATIVE: "With a minus. Money that came in has none",
    Signs.OUT_AND_IN: "In a column of its own, beside one for money in",
    Signs.MARKED: "Marked with letters, such as DR and CR",
}
MONEY_IN: Mapping[MoneyIn, str] = {
    MoneyIn.CREDIT: Hinted("Money back from a supplier", "It is taken off what you paid them"),
    MoneyIn.RECEIPT: Hinted("Income", "It is left out: this is about what you buy"),
}
MEASURES: Mapping[str, tuple[str, str]] = {
    "employees": ("Employees", "People on your payroll."),
    "square_metres": (
        "Square metres",
        "Of all the rooms that you pay for. 10 square feet are 0.93 square metres.",
    ),
    "lines": ("Phone and broadband lines", "Mobile phones included."),
    "computers": ("Computers", "Laptops, desktop computers and tablets that you pay for."),
    "licences": ("Computer users", "People who need a licence for office software."),
    "sites": ("Places", "Buildings that you work from."),
    "vehicles": ("Vehicles", "Owned or hired for longer."),
}


class FileForm(forms.Form):
    """A file of payments."""

    file = UploadField(
        label="Choose the file",
        help_text="As your accounts package, bank or card exports it. CSV, XLSX, XLS, ODS, TSV or "
        "TXT, at most 150 MB.",
        endings=ENDINGS,
        most_bytes=MOST_BYTES,
    )


class AddLinesForm(forms.Form):
    """Up to when a file goes whose payments have no date; and that new names are shared too."""

    last_day = DatePartsField(
        label="What is the last day that this file is about?",
        help_text="Some payments have no date. They are counted in the month of this day.",
        earliest=EARLIEST,
    )

    share_too = forms.BooleanField(label="Yes, share these too", required=False)

    def __init__(self, *args: Any, needs_a_day: bool, shows_new: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not needs_a_day:
            del self.fields["last_day"]
        if not shows_new:
            del self.fields["share_too"]


class LayoutForm(forms.Form):
    """What each column means, and how amounts and dates are written."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date_order = forms.ChoiceField(
        label="How are dates written?", choices=list(ORDERS.items()), widget=forms.RadioSelect
    )
    signs = forms.ChoiceField(
        label="How does the file show money that you spent?",
        choices=list(SIGNS.items()),
        widget=forms.RadioSelect,
    )
    money_in = forms.ChoiceField(
        label="What is money that came in?",
        choices=list(MONEY_IN.items()),
        widget=forms.RadioSelect,
    )
    pounds = forms.TypedChoiceField(
        label="What does an amount of 1 mean?",
        choices=[("1", "£1"), ("1000", "£1,000")],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, layout: Layout, samples: Mapping[int, Sequence[str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.layout = layout
        own = {name: self.fields.pop(name) for name in list(self.fields)}
        for one in layout.columns:
            said = " · ".join(f"“{value}”" for value in samples.get(one.index, ()))
            self.fields[f"column_{one.index}"] = forms.ChoiceField(
                label=f"What is in “{one.heading}”?"
                if one.heading
                else f"What is in column {one.index + 1}?",
                help_text=f"For example {said}." if said else "",
                choices=[(str(role), words) for role, words in ROLES.items()],
                initial=str(one.role),
            )
        self.fields |= own
        for name in ("date_order", "signs", "money_in", "pounds"):
            self.fields[name].initial = str(getattr(layout, name))

    def said(self) -> Layout:
        """The layout as it was said."""
        data = self.cleaned_data
        roles = {one.index: Role(data[f"column_{one.index}"]) for one in self.layout.columns}
        return replace(
            self.layout.using(roles),
            date_order=DateOrder(data["date_order"]),
            signs=Signs(data["signs"]),
            money_in=MoneyIn(data["money_in"]),
            pounds=data["pounds"],
        )


def samples_of(seen: Look) -> dict[int, list[str]]:
    """A few different values of each column of the chosen table, by its place."""
    found: dict[int, list[str]] = {}
    for row in seen.sample:
        for column, value in zip(seen.layout.columns, row.cells, strict=False):
            values = found.setdefault(column.index, [])
            if value.strip() and value not in values and len(values) < 3:
                values.append(value[:40])
    return found


class MeasuresForm(forms.Form):
    """What makes a member's spending comparable; each may stay empty."""

    def __init__(self, *args: Any, offered: Mapping[str, Measured], **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = offered
        for kind, (label, hint) in MEASURES.items():
            self.fields[kind] = forms.DecimalField(
                label=label,
                help_text=hint,
                required=False,
                max_digits=12,
                decimal_places=2,
                initial=offered[kind].value if kind in offered else None,
                widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-5"}),
            )

    def said(self) -> dict[str, Measured]:
        """What was said; a value that was offered and not changed keeps where it comes from."""
        found = {}
        for kind in MEASURES:
            value: Decimal | None = self.cleaned_data[kind]
            if value is not None:
                offer = self.offered.get(kind)
                found[kind] = offer if offer and offer.value == value else Measured(value)
        return found
