"""What is typed about claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, MoneyField, UploadField, field_of
from spinney.money.bridge.receipts import KINDS, MOST_BYTES
from spinney.money.forms.ledger import AsksIfSure
from spinney.money.models import BudgetLine, Claim, Grant
from spinney.money.policies.claims import LONGEST_WHY, ClaimText, LineText


class ClaimForm(forms.Form):
    """A claim: whose, for which time, from which grant."""

    organisation = forms.ChoiceField(label="Who paid?")
    first_day = DatePartsField(label="The first day of the time that you claim for")
    last_day = DatePartsField(label="The last day")
    grant = forms.ChoiceField(
        label="From which grant?", required=False, help_text="Its money pays the claim."
    )
    note = forms.CharField(
        label="Anything that helps whoever looks at it", required=False, max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, claimants: Mapping[int, str], grants: Iterable[Grant], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "organisation", forms.ChoiceField)
        field.choices = [(str(pk), name) for pk, name in claimants.items()]
        if len(claimants) == 1:
            field.initial = str(next(iter(claimants)))
        field_of(self, "grant", forms.ChoiceField).choices = [
            ("", "No grant: from the line of the budget"),
            *((str(one.pk), one.title) for one in grants),
        ]

    def text(self) -> ClaimText:
        """What was typed."""
        said = self.cleaned_data
        return ClaimText(
            organisation_id=int(said["organisation"]), first_day=said["first_day"],
            last_day=said["last_day"], grant_id=int(said["grant"]) if said["grant"] else None,
            note=said["note"],
        )  # fmt: skip

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, Any]:
        """A claim as the form shows it."""
        return {
            "organisation": str(claim.organisation_id), "first_day": claim.first_day,
            "last_day": claim.last_day, "grant": str(claim.grant_id or ""), "note": claim.note,
            "version": claim.version,
        }  # fmt: skip


class LineForm(forms.Form):
    """One thing that was paid for, with its receipt."""

    what = forms.CharField(label="What was it for?", max_length=200)
    day = DatePartsField(label="On which day did you pay?")
    pence = MoneyField(label="How much did you pay?", least=None)
    budget_line = forms.ChoiceField(label="Which line of the budget is it on?", required=False)
    file = UploadField(
        label="The receipt", endings=KINDS, most_bytes=MOST_BYTES,
        help_text="A picture of it, or a PDF. Pictures are kept small, without the place where"
        " they were taken.",
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Iterable[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "budget_line", forms.ChoiceField).choices = [
            ("", "None of them"), *((str(one.pk), one.title) for one in lines)
        ]  # fmt: skip

    def text(self) -> LineText:
        """What was typed, without the receipt."""
        said = self.cleaned_data
        line = said["budget_line"]
        return LineText(said["day"], said["what"], said["pence"], int(line) if line else None)


class PaidForm(AsksIfSure):
    """A claim was paid."""

    paid_on = DatePartsField(label="On which day was it paid?")
    why = forms.CharField(
        label="Why was it paid before its approval was entered?", required=False,
        max_length=LONGEST_WHY,
        help_text="Only if the day is before that. It stays on the record.",
    )  # fmt: skip
    field_order = ("paid_on", "why", "sure")
