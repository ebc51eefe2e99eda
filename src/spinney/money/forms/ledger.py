"""What is typed about money that came in, went out or was moved; about funds; and for files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted, MoneyField, field_of
from spinney.money.actions.funds import FundSaid
from spinney.money.actions.ledger import Said
from spinney.money.models import Fund
from spinney.money.policies.ledger import LONGEST_NAME, LONGEST_WHY, LONGEST_WORDS
from spinney.money.queries.choices import Choices
from spinney.money.states import Restriction

INCOME = [
    ("grant_income", "A grant"),
    ("member_income", "A share that a member paid"),
    ("other_income", "Something else"),
    ("opening", Hinted("What we began with", "What was there before this ledger was begun.")),
]
COSTS = [
    ("activity_cost", "An activity of the plan"),
    ("shared_cost", "A cost that members share"),
    ("attendance_cost", "Payment for coming to meetings"),
    ("microgrant_cost", "A micro-grant"),
    ("other_cost", "Something else"),
]
RESTRICTIONS = [
    (
        Restriction.RESTRICTED.value,
        Hinted("Restricted", "The funder says what it may be spent on."),
    ),
    (
        Restriction.DESIGNATED.value,
        Hinted("Designated", "You decided yourselves what it is for, and can decide anew."),
    ),
    (Restriction.UNRESTRICTED.value, Hinted("Unrestricted", "It may be spent on anything.")),
]
NO_FUND = "No fund in particular"


def chosen(rows: Sequence[tuple[int, str]], none: str) -> list[tuple[str, str]]:
    """Choices with a first one that chooses nothing."""
    return [("", none), *((str(pk), name) for pk, name in rows)]


class AsksIfSure(forms.Form):
    """A form that asks, after it was sent, whether what it says is meant; not before."""

    sure = forms.BooleanField(label="Yes, all the same", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get(self.add_prefix("sure")):
            self._ask()

    def add_error(self, field: str | None, error: Any) -> None:
        """The question is shown with the box that answers it."""
        if field == "sure":
            self._ask()
        super().add_error(field, error)

    def _ask(self) -> None:
        self.fields["sure"].widget = forms.CheckboxInput()


class _HandForm(forms.Form):
    """What in- and outgoing money have in common."""

    day = DatePartsField(label="On which day?")
    words = forms.CharField(max_length=LONGEST_WORDS)
    pence = MoneyField(label="How much?", least=1)
    account = forms.ChoiceField(label="What was it?", widget=forms.RadioSelect)
    fund = forms.ChoiceField(
        label="Which fund is it of?", required=False,
        help_text="The money from one funder for one purpose.",
    )  # fmt: skip
    activity = forms.ChoiceField(label="For which activity of the plan?", required=False)
    line = forms.ChoiceField(label="On which line of the budget?", required=False)
    organisation = forms.ChoiceField(label="Which member is it about?", required=False)
    note = forms.CharField(
        label="Anything to add?", required=False, max_length=200,
        help_text="Like the number of the invoice.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "day", DatePartsField).latest = today
        self._funds = {str(one.pk): one for one in choices.funds}
        for name, rows, none in (
            ("fund", [(one.pk, one.name) for one in choices.funds], NO_FUND),
            ("activity", choices.activities, "No activity"),
            ("line", choices.budget_lines, "No line"),
            ("organisation", choices.organisations, "No member"),
        ):
            field_of(self, name, forms.ChoiceField).choices = chosen(rows, none)
            if not rows:
                del self.fields[name]

    def said(self) -> Said:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Said(
            data.get("day") or self.initial["day"], data["words"],
            data.get("pence") or self.initial["pence"], data["account"],
            self._funds.get(data.get("fund", "")), _pk(data.get("activity")),
            _pk(data.get("line")), _pk(data.get("organisation")), data["note"],
        )  # fmt: skip


def _pk(value: str | None) -> int | None:
    return int(value) if value else None


class IncomeForm(_HandForm):
    """Money that came in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "Whom was it from, and what for?"
        self.fields["words"].help_text = "Like “The Meadow Trust, first half of the grant”."
        field_of(self, "account", forms.ChoiceField).choices = INCOME


class PaymentForm(AsksIfSure, _HandForm):
    """Money that went out."""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices.of_costs(), **kwargs)
        self.order_fields([*(name for name in self.fields if name != "sure"), "sure"])
        self.fields["words"].label = "Who was paid, and what for?"
        self.fields["words"].help_text = "Like “Larch Rooms, hall for the training day”."
        field_of(self, "account", forms.ChoiceField).choices = COSTS


class MoveForm(forms.Form):
    """Money that is moved from one fund to another."""

    from_fund = forms.ChoiceField(label="From which fund?", required=False)
    to_fund = forms.ChoiceField(label="To which fund?", required=False)
    pence = MoneyField(label="How much?", least=1)
    day = DatePartsField(label="On which day?")
    words = forms.CharField(
        label="Why is it moved?", max_length=LONGEST_WORDS,
        help_text="Restricted money may be moved only as its funder allows: say who agreed.",
    )  # fmt: skip

    def __init__(self, *args: Any, funds: Sequence[Fund], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._funds = {str(one.pk): one for one in funds}
        field_of(self, "day", DatePartsField).latest = today
        rows = [(one.pk, one.name) for one in funds]
        for name in ("from_fund", "to_fund"):
            field_of(self, name, forms.ChoiceField).choices = chosen(rows, NO_FUND)

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = dict(self.cleaned_data)
        for name in ("from_fund", "to_fund"):
            data[name] = self._funds.get(data[name])
        return data


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(
        label="What was wrong?", max_length=LONGEST_WHY, help_text="Members can read it."
    )


class FundForm(forms.Form):
    """What is said of a fund."""

    name = forms.CharField(
        label="What do you call it?", max_length=LONGEST_NAME,
        help_text="Like “Programme grant 2026”.",
    )  # fmt: skip
    funder = forms.CharField(label="Who gave it?", max_length=200, required=False)
    purpose = forms.CharField(label="What is it for?", max_length=LONGEST_WORDS, required=False)
    restriction = forms.ChoiceField(
        label="How freely may it be spent?", choices=RESTRICTIONS, widget=forms.RadioSelect,
        initial=Restriction.RESTRICTED.value,
    )  # fmt: skip
    holder = forms.ChoiceField(
        label="In whose bank account is it?", required=False,
        help_text="Whoever may spend for that organisation keeps this ledger as well.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, holders: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holders = {str(one.pk): one for one in holders}
        rows = [(one.pk, one.name) for one in self._holders.values()]
        field_of(self, "holder", forms.ChoiceField).choices = chosen(rows, "Nobody in particular")

    def said(self) -> FundSaid:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return FundSaid(
            data["name"], data["funder"], data["purpose"], data["restriction"],
            self._holders.get(data["holder"]),
        )  # fmt: skip


class CloseFundForm(forms.Form):
    """From which day on a fund takes no entries."""

    on = DatePartsField(label="Which was its last day?")


class ExportForm(forms.Form):
    """For which accounting package, and of which days."""

    package = forms.ChoiceField(label="For which accounting package?", widget=forms.RadioSelect)
    first = DatePartsField(label="From which day?", required=False)
    last = DatePartsField(label="To which day?", required=False)

    def __init__(self, *args: Any, packages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "package", forms.ChoiceField).choices = packages

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day cannot lie before the first.")
        return data
