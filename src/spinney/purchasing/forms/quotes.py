"""What a supplier types into its quote, and the marks that members give quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from spinney.base.web.components.words import file_size
from spinney.base.web.fields import (
    AffixedInput,
    DatePartsField,
    MoneyField,
    UploadField,
    YesNoField,
    field_of,
)
from spinney.base.web.uploads import DOCUMENTS
from spinney.purchasing.bridge.quote_files import MOST_BYTES
from spinney.purchasing.bridge.quotes import QuoteText, Unsealed
from spinney.purchasing.models import Criterion, JointPurchase, Quote, QuoteMark
from spinney.purchasing.states import PaidPer

STEPS = 4
NEXT = {2: "Second", 3: "Third", 4: "Fourth"}
"""How the price for more is called, so that no two fields have one name."""
MARKS = [("", "Not marked")] + [
    (str(mark), f"{mark}{words}")
    for mark, words in enumerate((": not at all", "", "", "", "", ": as good as can be"))
]


class QuoteForm(forms.Form):
    """A quote: prices by quantity, what is paid once, terms, answers, a file."""

    one_off_pence = MoneyField(label="What is paid once, if anything", required=False)
    includes_vat = YesNoField(
        label="Do these prices include VAT?", yes="Yes, VAT is in them",
        no="No, VAT is added, or there is none",
    )  # fmt: skip
    months = forms.IntegerField(
        label="For how long does the contract run?", min_value=1, max_value=240, required=False,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="months"),
    )  # fmt: skip
    notice_days = forms.IntegerField(
        label="How long is the notice?", min_value=0, max_value=1100, required=False,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="days"),
    )  # fmt: skip
    holds_until = DatePartsField(label="Until when does your offer hold?", required=False)
    note = forms.CharField(
        label="Anything else", required=False, max_length=5_000, widget=forms.Textarea({"rows": 4})
    )
    file = UploadField(
        label="Add a file", endings=DOCUMENTS, most_bytes=MOST_BYTES, required=False,
        help_text="Up to three in all, one at a time. It is sealed with your quote.",
    )  # fmt: skip
    drop = forms.MultipleChoiceField(
        label="Files that came with it: tick those to take out", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, purchase: JointPurchase, criteria: Sequence[Criterion],
        before: Unsealed | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs.setdefault("initial", _values(before.text) if before else {"from_1": 1})
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.asked = [one for one in criteria if not one.is_price]
        prices = _price_fields(purchase)
        answers = {f"answer_{one.position}": _answer(one) for one in self.asked}
        terms = {name: own.pop(name) for name in ("one_off_pence", "includes_vat")}
        self.fields = {**prices, **terms, **answers, **own}
        if before and before.files:
            field_of(self, "drop", forms.MultipleChoiceField).choices = [
                (one.uid, f"{one.name} ({file_size(one.size)})") for one in before.files
            ]
        else:
            del self.fields["drop"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number in range(2, STEPS + 1):
            units, pence = said.get(f"from_{number}"), said.get(f"pence_{number}")
            if (units is None) != (pence is None):
                missing = f"pence_{number}" if pence is None else f"from_{number}"
                if missing not in self.errors:
                    self.add_error(missing, "Write both the number and the price, or neither.")
        return said

    def text(self) -> QuoteText:
        """What was typed."""
        said = self.cleaned_data
        prices = [
            {"from": said[f"from_{number}"], "pence": said[f"pence_{number}"]}
            for number in range(1, STEPS + 1)
            if said.get(f"pence_{number}") is not None
        ]
        answers = {
            str(one.position): said[f"answer_{one.position}"].replace("\r\n", "\n").strip()
            for one in self.asked
        }
        return QuoteText(
            prices, said["one_off_pence"] or 0, bool(said["includes_vat"]), answers,
            said["months"], said["notice_days"], said["holds_until"],
            said["note"].replace("\r\n", "\n").strip(),
        )  # fmt: skip


def _price_fields(purchase: JointPurchase) -> dict[str, forms.Field]:
    what = purchase.unit or "one"
    per = "" if purchase.per == PaidPer.ONCE else f", {purchase.get_per_display().lower()}"
    found: dict[str, forms.Field] = {}
    for number in range(1, STEPS + 1):
        first = number == 1
        found[f"from_{number}"] = forms.IntegerField(
            label="From how many" if first else f"{NEXT[number]} price: from how many", min_value=1,
            max_value=1_000_000, required=first,
            widget=AffixedInput({"inputmode": "numeric"}, suffix="or more"),
        )  # fmt: skip
        found[f"pence_{number}"] = MoneyField(
            label=f"Price of {what}{per}" if first else f"{NEXT[number]} price of {what}{per}",
            required=first,
            least=0,
            most=10**10,
        )
    return found


def _answer(criterion: Criterion) -> forms.Field:
    return forms.CharField(
        label=criterion.question or criterion.title, required=False, max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"“{criterion.title}” weighs {criterion.weight}%.",
    )  # fmt: skip


def _values(text: QuoteText) -> dict[str, Any]:
    values: dict[str, Any] = {
        "one_off_pence": text.one_off_pence or None, "includes_vat": text.includes_vat,
        "months": text.months, "notice_days": text.notice_days, "holds_until": text.holds_until,
        "note": text.note,
    }  # fmt: skip
    for number, one in enumerate(text.prices, start=1):
        values |= {f"from_{number}": one["from"], f"pence_{number}": one["pence"]}
    return values | {f"answer_{position}": words for position, words in text.answers.items()}


class DeclineForm(forms.Form):
    """Why no quote will come."""

    why = forms.CharField(
        label="Why not?", max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="You need not say. It helps them to ask better next time.",
    )  # fmt: skip


@dataclass(frozen=True)
class MarkedField:
    """A criterion of a quote as it is marked: what the supplier answered, and the two fields."""

    criterion: Criterion
    answer: str
    mark: forms.BoundField
    note: forms.BoundField


class MarksForm(forms.Form):
    """A mark from 0 to 5 for each quote and criterion, with a word if there is one."""

    def __init__(
        self, *args: Any, quotes: Sequence[Quote], criteria: Sequence[Criterion],
        own: Mapping[tuple[int, int], QuoteMark], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.quotes = quotes
        self.marked = [one for one in criteria if not one.is_price]
        for quote in quotes:
            for one in self.marked:
                before = own.get((quote.pk, one.pk))
                self.fields[_name("mark", quote, one)] = forms.ChoiceField(
                    label=one.title, choices=MARKS, required=False,
                    initial=str(before.mark) if before else "",
                )  # fmt: skip
                self.fields[_name("note", quote, one)] = forms.CharField(
                    label=f"A word on “{one.title}”", max_length=300, required=False,
                    initial=before.note if before else "",
                )  # fmt: skip

    def groups(self) -> list[tuple[Quote, list[MarkedField]]]:
        """The fields of each quote."""
        return [
            (
                quote,
                [
                    MarkedField(
                        one, quote.answers.get(str(one.position), ""),
                        self[_name("mark", quote, one)], self[_name("note", quote, one)],
                    )
                    for one in self.marked
                ],
            )
            for quote in self.quotes
        ]  # fmt: skip

    def marks(self) -> dict[tuple[int, int], tuple[int, str]]:
        """What was marked: (quote, criterion) -> (mark, word)."""
        said = self.cleaned_data
        return {
            (quote.pk, one.pk): (int(mark), said[_name("note", quote, one)])
            for quote in self.quotes
            for one in self.marked
            if (mark := said[_name("mark", quote, one)])
        }


def _name(what: str, quote: Quote, criterion: Criterion) -> str:
    return f"{what}_{quote.pk}_{criterion.pk}"
