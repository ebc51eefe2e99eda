"""What is given and typed about files of the bank and their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.components.words import day, money
from spinney.base.web.fields import UploadField, field_of
from spinney.money.forms.ledger import NO_FUND, IncomeForm, PaymentForm, chosen
from spinney.money.models import BankLine, Fund
from spinney.money.policies.statements import ENDINGS, MOST_BYTES


class BankFileForm(forms.Form):
    """A file as the bank, or an accounting package, gives it."""

    file = UploadField(
        label="The file", endings=ENDINGS, most_bytes=MOST_BYTES,
        help_text="CSV, Excel, OFX or QIF, as it is. Nothing is added before you have seen it.",
    )  # fmt: skip
    fund = forms.ChoiceField(
        label="Which fund is this account of?", required=False,
        help_text="If the account holds one fund only, it is proposed for each line.",
    )  # fmt: skip

    def __init__(self, *args: Any, funds: list[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._funds = {str(one.pk): one for one in funds}
        rows = [(one.pk, one.name) for one in funds]
        field_of(self, "fund", forms.ChoiceField).choices = chosen(rows, NO_FUND)

    def fund_chosen(self) -> Fund | None:
        """The fund that was chosen, if one was."""
        return self._funds.get(self.cleaned_data["fund"])


class CameInForm(IncomeForm):
    """What a line is that came in; its day and amount are the bank's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"], self.fields["pence"]


class WentOutForm(PaymentForm):
    """What a line is that went out; its day and amount are the bank's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"], self.fields["pence"], self.fields["sure"]


class LinesForm(forms.Form):
    """Which lines of the bank are one entry together."""

    chosen = forms.MultipleChoiceField(
        label="Which lines of the bank is it?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the lines that it is."},
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[BankLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = {str(one.pk): one for one in lines}
        field_of(self, "chosen", forms.MultipleChoiceField).choices = [
            (key, f"{money(abs(one.pence))}, {one.words or 'no words'}, {day(one.day)}")
            for key, one in self._lines.items()
        ]

    def lines(self) -> list[BankLine]:
        """The lines that were ticked."""
        return [self._lines[key] for key in self.cleaned_data["chosen"]]
