"""What is typed when a step is taken, and about lines of the outline."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, MoneyField
from spinney.decisions.models import OutlineLine


class TakeStepForm(forms.Form):
    """Nothing but the button; where it goes out for signature, also the last day for signing."""

    deadline = DatePartsField(label="By when shall everybody have signed?")

    def __init__(self, *args: Any, signs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signs:
            del self.fields["deadline"]


class OutlineLineForm(forms.Form):
    """A priority in the outline of the workplan."""

    title = forms.CharField(label="What will you do?", max_length=200)
    description = forms.CharField(
        label="What belongs to it?", max_length=5_000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    cost_pence = MoneyField(label="What does it cost?", required=False)
    quick_win = forms.BooleanField(label="It is a quick win", required=False)

    def __init__(self, *args: Any, line: OutlineLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(line, name) for name in self.fields}
