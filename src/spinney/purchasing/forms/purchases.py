"""What is typed about a joint purchase by those who run it, and by members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone, localtime

from spinney.base.web.fields import AffixedInput, DatePartsField, Hinted, MoneyField, field_of
from spinney.purchasing.bridge.purchases import CriterionText, PledgeText, PurchaseText
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.uploads import MEASURES
from spinney.purchasing.models import Criterion, JointPurchase, Pledge, Quote
from spinney.purchasing.states import PaidPer, PledgeState

CATEGORY_CHOICES = [(key, one.title) for key, one in CATEGORIES.items()]
HOURS = (("12:00", "12 noon"), ("17:00", "5pm"), ("23:59", "The end of the day"))
FEWEST_ROWS, MOST_ROWS = 3, 7


class PurchaseForm(forms.Form):
    """What is to be bought, and how a price is paid."""

    title = forms.CharField(label="What do you want to buy together?", max_length=200)
    category = forms.ChoiceField(label="Which kind of thing is it?", choices=CATEGORY_CHOICES)
    what = forms.CharField(
        label="What exactly?", required=False, max_length=5_000, widget=forms.Textarea({"rows": 5}),
        help_text="Suppliers read this. Say what it has to do, where and for whom. You can leave it"
        " open until you ask for quotes.",
    )  # fmt: skip
    unit = forms.CharField(
        label="What is a price for?", max_length=60, required=False,
        help_text="One computer, one licence, one hour of cleaning. Left empty: all of it.",
    )  # fmt: skip
    measure = forms.ChoiceField(
        label="What says how many each needs?", required=False,
        choices=[("", "Each writes its own number"),
            *((key, label) for key, (label, _) in MEASURES.items())],
        help_text="A member that has given this number with its payments finds it filled in.",
    )  # fmt: skip
    per = forms.ChoiceField(label="How often is it paid?", choices=PaidPer.choices)
    months = forms.IntegerField(
        label="Over how long do you compare quotes?", min_value=1, max_value=120, initial=12,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="months"),
    )  # fmt: skip
    vat_percent = forms.IntegerField(
        label="VAT", min_value=0, max_value=50, initial=20,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="%"),
        help_text="Added to quotes without VAT, so that all are compared with it. Energy of a small"
        " user may be 5%.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def text(self) -> PurchaseText:
        """What was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return PurchaseText(**said)

    @staticmethod
    def initial_of(purchase: JointPurchase) -> dict[str, Any]:
        """A purchase as the form shows it."""
        return {**vars(PurchaseText.of(purchase)), "version": purchase.version}


class AskPledgesForm(forms.Form):
    """By when members say whether they are in."""

    pledge_by = DatePartsField(label="By which day should they answer?")


class PledgeForm(forms.Form):
    """In, on which conditions, for how much; or not this time."""

    state = forms.ChoiceField(
        label="Are you in?", widget=forms.RadioSelect,
        choices=[(PledgeState.IN, "Yes, on these conditions"), (PledgeState.OUT, "Not this time")],
    )  # fmt: skip
    quantity = forms.DecimalField(
        label="How many do you need?", min_value=Decimal("0.01"), max_digits=9, decimal_places=2,
        required=False, widget=AffixedInput({"inputmode": "decimal"}),
    )  # fmt: skip
    at_most_pence = MoneyField(
        label="What is the most you would pay for one, with VAT?", least=1, required=False,
        help_text="Left empty: whatever it costs. Nobody else sees this.",
    )  # fmt: skip
    at_least = forms.IntegerField(
        label="How many of you must join, you included?", min_value=1, max_value=500,
        required=False, widget=AffixedInput({"inputmode": "numeric"}, suffix="members"),
        help_text="Left empty: you are in even if nobody else is.",
    )  # fmt: skip
    note = forms.CharField(
        label="Something to say to the others?", max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}), help_text="All members can read it.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, purchase: JointPurchase, own: Pledge | None = None,
        usual: Decimal | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs["initial"] = _pledge_values(own, usual) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if purchase.unit:
            self.fields["quantity"].help_text = f"Counted in: {purchase.unit}."
            per = "" if purchase.per == PaidPer.ONCE else f", {purchase.get_per_display().lower()}"
            self.fields[
                "at_most_pence"
            ].label = f"What is the most you would pay for {purchase.unit}{per}, with VAT?"

    def text(self) -> PledgeText:
        """What was typed. Of somebody who is not in no condition is kept."""
        said = self.cleaned_data
        if said["state"] == PledgeState.OUT:
            return PledgeText(state=PledgeState.OUT, note=said["note"])
        return PledgeText(
            said["state"], said["at_most_pence"], said["at_least"] or 1, said["quantity"] or
            Decimal(1), said["note"],
        )  # fmt: skip


def _pledge_values(own: Pledge | None, usual: Decimal | None) -> dict[str, Any]:
    if own is None or own.state == PledgeState.TAKEN_BACK:
        return {"quantity": f"{(usual or Decimal(1)).normalize():f}"}
    return {
        "state": own.state, "quantity": f"{own.quantity.normalize():f}",
        "at_most_pence": own.at_most_pence, "at_least": own.at_least, "note": own.note,
    }  # fmt: skip


class InviteForm(forms.Form):
    """A supplier to be asked."""

    name = forms.CharField(label="The supplier’s name", max_length=200)
    email = forms.EmailField(
        label="Where do we write to?", help_text="An address of its sales, like sales@example.org."
    )


class CriteriaForm(forms.Form):
    """What quotes are compared by, and how much each weighs."""

    price_weight = forms.IntegerField(
        label="Price", min_value=1, max_value=100,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="%"),
        help_text="The lowest total has full marks; the others in proportion.",
    )  # fmt: skip

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        price = next((one for one in criteria if one.is_price), None)
        others = [one for one in criteria if not one.is_price]
        values: dict[str, Any] = {"price_weight": price.weight if price else 100}
        for number, one in enumerate(others, start=1):
            values |= {
                f"title_{number}": one.title, f"question_{number}": one.question,
                f"weight_{number}": one.weight,
            }  # fmt: skip
        kwargs["initial"] = values | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        rows = min(max(FEWEST_ROWS, len(others) + 1), MOST_ROWS)
        self.numbers = range(1, rows + 1)
        for number in self.numbers:
            self.fields |= _criterion_fields(number)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number in self.numbers:
            named, weighs = said.get(f"title_{number}"), said.get(f"weight_{number}")
            if named and not weighs and f"weight_{number}" not in self.errors:
                self.add_error(f"weight_{number}", f"Say how much “{named}” weighs.")
            if weighs and not named:
                self.add_error(f"title_{number}", "Name what weighs so much, or empty its weight.")
        return said

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each further criterion, by its number."""
        names = ("title", "question", "weight")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in self.numbers]

    def criteria(self) -> list[CriterionText]:
        """What was typed, the price first."""
        said = self.cleaned_data
        found = [CriterionText("Price", said["price_weight"], is_price=True)]
        for number in self.numbers:
            if title := said[f"title_{number}"]:
                found.append(
                    CriterionText(title, said[f"weight_{number}"], said[f"question_{number}"])
                )
        return found


def _criterion_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"title_{number}": forms.CharField(label="Criterion", max_length=120, required=False),
        f"question_{number}": forms.CharField(
            label="What you ask suppliers about it", max_length=500, required=False,
            widget=forms.Textarea({"rows": 2}),
        ),
        f"weight_{number}": forms.IntegerField(
            label="Weight", min_value=1, max_value=99, required=False,
            widget=AffixedInput({"inputmode": "numeric"}, suffix="%"),
        ),
    }  # fmt: skip


class DeadlineForm(forms.Form):
    """Until when suppliers can send quotes."""

    quotes_by_on = DatePartsField(label="Until which day can suppliers send a quote?")
    quotes_by_at = forms.ChoiceField(
        label="Until when on that day?", choices=HOURS, initial="17:00", widget=forms.RadioSelect
    )

    def moment(self) -> datetime:
        """The moment that was typed, where this site stands."""
        at = time.fromisoformat(self.cleaned_data["quotes_by_at"])
        return datetime.combine(self.cleaned_data["quotes_by_on"], at, get_default_timezone())

    @staticmethod
    def initial_of(moment: datetime | None) -> dict[str, Any]:
        return {"quotes_by_on": localtime(moment).date()} if moment else {}


ALL = "all"
"""What is sent for a choice among all quotes."""


class VoteForm(forms.Form):
    """What the members are asked."""

    quote = forms.ChoiceField(label="What do you ask the members?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, quotes: Iterable[Quote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotes = {str(one.pk): one for one in quotes}
        choices: list[tuple[str, Any]] = []
        if len(self.quotes) > 1:
            told = "They choose one, or put them in order."
            choices.append((ALL, Hinted("Which of the quotes?", told)))
        choices += [(key, f"Shall we appoint {one.invited.name}?") for key, one in
            self.quotes.items()]  # fmt: skip
        field = field_of(self, "quote", forms.ChoiceField)
        field.choices, field.initial = choices, choices[0][0] if len(choices) > 1 else None

    def chosen(self) -> Quote | None:
        """The quote that is proposed; None for a choice among all."""
        return self.quotes.get(self.cleaned_data["quote"])


class AppointForm(forms.Form):
    """Who is appointed, and why."""

    quote = forms.ChoiceField(label="Whom do you appoint?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why?", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="All members can read it. Suppliers cannot.",
    )  # fmt: skip
    decision = forms.IntegerField(
        label="By which decision in your register?", required=False, min_value=1,
        widget=AffixedInput({"inputmode": "numeric"}, prefix="Number"),
        help_text="Leave it empty if your agreement lets you spend so much yourself.",
    )  # fmt: skip

    def __init__(self, *args: Any, quotes: Iterable[Quote], runs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotes = {str(one.pk): one for one in quotes}
        field_of(self, "quote", forms.ChoiceField).choices = [
            (key, one.invited.name) for key, one in self.quotes.items()
        ]
        if not runs:
            del self.fields["decision"]

    def said(self) -> dict[str, Any]:
        return {
            "quote": self.quotes[self.cleaned_data["quote"]], "why": self.cleaned_data["why"],
            "decision": self.cleaned_data.get("decision"),
        }  # fmt: skip


class WhyForm(forms.Form):
    """Why it ends."""

    why = forms.CharField(
        label="Why do you stop?", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="Members are told. Suppliers are told only that no quote is needed any more.",
    )  # fmt: skip
