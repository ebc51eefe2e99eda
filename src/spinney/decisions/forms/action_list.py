"""What is typed about what somebody undertook to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.access.models import Person
from spinney.base.web.fields import DatePartsField, field_of
from spinney.decisions.models import ActionItem
from spinney.decisions.policies.action_list import LONGEST
from spinney.register import api as register

NOBODY = ""


class ActionForm(forms.Form):
    """What, who, by when."""

    what = forms.CharField(label="What is to be done?", max_length=LONGEST)
    organisation = forms.ChoiceField(label="Which organisation does it?", required=False)
    person = forms.ChoiceField(
        label="Who in person?", required=False, help_text="You can leave this open."
    )
    due_on = DatePartsField(
        label="By which day?", required=False,
        help_text="They are reminded three days before, and when it is late.",
    )  # fmt: skip
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[register.Organisation],
        people: Sequence[Person],
        item: ActionItem | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        self._people = {str(one.pk): one for one in people}
        field_of(self, "organisation", forms.ChoiceField).choices = [
            (NOBODY, "Those who run the cluster see to it"),
            *((key, one.name) for key, one in self._organisations.items()),
        ]
        field_of(self, "person", forms.ChoiceField).choices = [
            (NOBODY, "Nobody in particular"),
            *((key, one.name or one.email) for key, one in self._people.items()),
        ]
        if item is not None:
            self.initial = {
                "what": item.what, "organisation": str(item.organisation_id or NOBODY),
                "person": str(item.person_id or NOBODY), "due_on": item.due_on,
                "read": item.version,
            }  # fmt: skip

    def said(self) -> dict[str, Any]:
        """What was typed, for the action; without the version that was read."""
        told = dict(self.cleaned_data)
        told.pop("read")
        told["organisation"] = self._organisations.get(told["organisation"])
        told["person"] = self._people.get(told["person"])
        return told


class FinishForm(forms.Form):
    """How it went."""

    note = forms.CharField(
        label="Is there something to say about it?", max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}), help_text="All members can read it.",
    )  # fmt: skip


class DropForm(forms.Form):
    """Why it is not needed any more."""

    note = forms.CharField(
        label="Why is it not needed any more?", max_length=300, widget=forms.Textarea({"rows": 2})
    )
