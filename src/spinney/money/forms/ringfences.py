"""What is typed about ring-fences and payments for attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted, MoneyField, field_of
from spinney.money.actions.attendance import RateSaid
from spinney.money.actions.ring_fences import RingFenceSaid
from spinney.money.forms.ledger import AsksIfSure
from spinney.money.models import Fund
from spinney.money.policies.ledger import LONGEST_WHY
from spinney.money.policies.ringfences import LONGEST_NAME, LONGEST_WORDS
from spinney.register.api import Organisation


class RingFenceForm(AsksIfSure):
    """A part of a fund that is set aside."""

    name = forms.CharField(
        label="What do you call it?", max_length=LONGEST_NAME,
        help_text="Like “Attendance of small members”.",
    )  # fmt: skip
    fund = forms.ChoiceField(label="From which fund?")
    amount_pence = MoneyField(label="How much is set aside?", least=1)
    purpose = forms.CharField(
        label="What is it for?", max_length=LONGEST_WORDS, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    budget_key = forms.ChoiceField(
        label="On which line of the budget do its payments stand?", required=False,
        help_text="What is paid for coming to meetings and as micro-grants is then counted there.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, funds: Sequence[Fund] | None, lines: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        field_of(self, "budget_key", forms.ChoiceField).choices = [("", "On none"), *lines]
        if not lines:
            del self.fields["budget_key"]
        self._funds = {str(one.pk): one for one in funds or ()}
        if funds is None:
            del self.fields["fund"]
        else:
            field_of(self, "fund", forms.ChoiceField).choices = [
                (str(one.pk), one.name) for one in funds
            ]
        self.order_fields([*(name for name in self.fields if name != "sure"), "sure"])

    def fund_chosen(self) -> Fund:
        """The fund that was chosen."""
        return self._funds[self.cleaned_data["fund"]]

    def said(self) -> RingFenceSaid:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        key = data.get("budget_key")
        return RingFenceSaid(
            data["name"], data["amount_pence"], data["purpose"], UUID(key) if key else None
        )


class DayForm(forms.Form):
    """One day: the last of something, or that on which something was paid."""

    on = DatePartsField(label="On which day?")


class RateForm(forms.Form):
    """What members are paid for coming."""

    per = forms.ChoiceField(
        label="What is paid for?", widget=forms.RadioSelect, initial="meeting",
        choices=[
            ("meeting", Hinted("Each meeting", "The same, however long it was.")),
            ("hour", Hinted("Each hour there", "As the record of the meeting has it.")),
        ],
    )  # fmt: skip
    pence = MoneyField(label="How much for each?", least=1)
    from_day = DatePartsField(label="For meetings from which day?")
    to_day = DatePartsField(label="Until which day?", required=False)
    income_at_most_pence = MoneyField(
        label="Only for members with a yearly income of at most", required=False, least=1,
        help_text="Leave it empty if income does not matter.",
    )  # fmt: skip
    organisations = forms.MultipleChoiceField(
        label="Only for these members", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="With an income above as well: these too, whatever their income.",
    )  # fmt: skip
    agreed_in = forms.CharField(
        label="Where was it agreed?", required=False, max_length=300,
        help_text="Like “meeting of 12 March 2026” or “decision 7”.",
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        field = field_of(self, "organisations", forms.MultipleChoiceField)
        field.choices = [(key, one.name) for key, one in self._organisations.items()]

    def said(self) -> RateSaid:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return RateSaid(
            data["pence"], data["per"], data["from_day"], data["to_day"],
            data["income_at_most_pence"],
            [self._organisations[key] for key in data["organisations"]], data["agreed_in"],
        )  # fmt: skip


class _ChosenForm(forms.Form):
    """Payments that were ticked, kept while something more is asked."""

    chosen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def ids(self) -> list[str]:
        """The ids of the payments."""
        return str(self.cleaned_data["chosen"]).split(",")


class DropForm(_ChosenForm):
    """Why they are not paid."""

    why = forms.CharField(label="Why not?", max_length=LONGEST_WHY)


class PayForm(_ChosenForm):
    """On which day they were paid."""

    day = DatePartsField(label="On which day were they paid?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "day", DatePartsField).latest = today
