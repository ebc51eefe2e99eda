"""What is typed about successes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, field_of
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, Success
from spinney.workplans.policies.successes import SuccessText
from spinney.workplans.states import SuccessKind


class SuccessForm(forms.Form):
    """What went well."""

    title = forms.CharField(label="What went well?", max_length=200)
    kind = forms.ChoiceField(
        label="Had you planned it?", widget=forms.RadioSelect, initial=SuccessKind.SUCCESS,
        choices=[
            (SuccessKind.SUCCESS.value, "Yes: it is a success"),
            (SuccessKind.UNEXPECTED.value, "No: it is an unexpected gain"),
        ],
    )  # fmt: skip
    happened_on = DatePartsField(label="When was it?")
    organisation = forms.ChoiceField(label="Whose is it?", required=False)
    activity = forms.ChoiceField(label="Which activity does it come from?", required=False)
    story = forms.CharField(
        label="Tell it in a few sentences", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 4}), help_text="All members of the cluster can read it.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], activities: Sequence[Activity],
        success: Success | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.activities = {str(one.pk): one for one in activities}
        if success is not None and success.organisation is not None:
            self.organisations.setdefault(str(success.organisation_id), success.organisation)
        field_of(self, "organisation", forms.ChoiceField).choices = [
            ("", "All of us together"),
            *((key, one.name) for key, one in self.organisations.items()),
        ]  # fmt: skip
        field_of(self, "activity", forms.ChoiceField).choices = [
            ("", "None in particular"), *((key, one.title) for key, one in self.activities.items())
        ]  # fmt: skip
        if success is not None:
            self.initial = {name: getattr(success, name) for name in self.fields}
            self.initial["organisation"] = str(success.organisation_id or "")
            self.initial["activity"] = str(success.activity_id or "")

    def text(self) -> SuccessText:
        """What was typed."""
        said = {key: one for key, one in self.cleaned_data.items() if key != "version"}
        said["organisation"] = self.organisations.get(said["organisation"])
        said["activity"] = self.activities.get(said["activity"])
        return SuccessText(**said)
