"""What is typed about things that are due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.agreements.actions.duties import DutyText
from spinney.agreements.models import Duty, Party
from spinney.agreements.states import DutyKind
from spinney.base.web.fields import AffixedInput, DatePartsField, field_of
from spinney.register import api as register

FOR_ALL = ""


class DutyForm(forms.Form):
    """What is due, when, whose it is, and how often."""

    title = forms.CharField(label="What is to be done?", max_length=200)
    kind = forms.ChoiceField(label="What kind of thing is it?", choices=DutyKind.choices)
    due_on = DatePartsField(label="By which day?")
    organisation = forms.ChoiceField(label="Who has to do it?", required=False)
    every_months = forms.IntegerField(
        label="Is it due again after some months?", required=False, min_value=1, max_value=120,
        widget=AffixedInput(suffix="months"), help_text="Leave empty if it is due once.",
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, parties: Sequence[Party], duty: Duty | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.organisation_id): one.organisation for one in parties}
        named = [(key, one.name) for key, one in self._organisations.items()]
        field_of(self, "organisation", forms.ChoiceField).choices = [
            (FOR_ALL, "All the parties"),
            *named,
        ]
        if duty is not None:
            self.initial = {
                "title": duty.title, "kind": duty.kind, "due_on": duty.due_on,
                "organisation": str(duty.organisation_id or FOR_ALL),
                "every_months": duty.every_months, "read": duty.version,
            }  # fmt: skip
        else:
            self.initial = {"kind": DutyKind.OTHER}

    def chosen_organisation(self) -> register.Organisation | None:
        """Whose it is; None: all the parties."""
        return self._organisations.get(self.cleaned_data["organisation"])

    @property
    def text(self) -> DutyText:
        """What was typed, for the action."""
        said = self.cleaned_data
        return DutyText(
            DutyKind(said["kind"]), said["title"], said["due_on"], self.chosen_organisation(),
            said["every_months"],
        )  # fmt: skip


class FinishForm(forms.Form):
    """When something was done, and what there is to say of it."""

    on = DatePartsField(label="When was it done?")
    note = forms.CharField(
        label="Is there something to say about it?", max_length=1000, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Such as where the report is. Everybody who may read the agreement reads this.",
    )  # fmt: skip


class DropForm(forms.Form):
    """Why something is not needed any more."""

    reason = forms.CharField(
        label="Why is it not needed any more?", max_length=1000, widget=forms.Textarea({"rows": 3})
    )
