"""What is typed to bring in an agreement that was signed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.agreements.actions.elsewhere import Original
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.forms.drafting import StartForm
from spinney.base.web.fields import DatePartsField, UploadField, field_of

MOST_BYTES = 20_000_000


class DatesForm(forms.Form):
    """When it was signed, and from when it holds."""

    signed_on = DatePartsField(
        label="When was it signed?", help_text="The day of the last signature."
    )
    holds_from = DatePartsField(
        label="From which day does it hold?",
        help_text="Leave empty if it holds from the day on which it was signed.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Without a day of its own it holds from the day of the last signature."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("holds_from"):
            cleaned["holds_from"] = cleaned.get("signed_on")
        return cleaned


class BringInForm(StartForm, DatesForm):
    """The original, what kind of agreement it is, its name, days and parties."""

    file = UploadField(
        label="The agreement as it was signed",
        help_text="PDF, or a scan as JPG or PNG, up to 20 MB.",
        endings=["pdf", "jpg", "jpeg", "png"],
        most_bytes=MOST_BYTES,
    )
    kind = forms.ChoiceField(
        label="What kind of agreement is it?",
        help_text="So that you are asked for the terms that such an agreement usually states.",
    )
    field_order = (
        "file", "kind", "title", "signed_on", "holds_from", "speaks_for", "parties",
    )  # fmt: skip

    def __init__(self, *args: Any, templates: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind", forms.ChoiceField).choices = [
            ("", "Choose one"),
            *((one.key, one.title) for one in templates),
        ]
        self.fields[
            "parties"
        ].help_text = (
            "Tick those that signed it. Organisations that are no members can be added next."
        )

    def original(self) -> Original:
        """What is brought in."""
        said = self.cleaned_data
        return Original(said["file"], said["signed_on"], said["holds_from"])


class CompareForm(forms.Form):
    """She says that she has compared it; `digest` is of what she had before her."""

    digest = forms.CharField(widget=forms.HiddenInput)
    compared = forms.BooleanField(
        label="I have the original before me. The parties, days and terms above are as it says.",
        error_messages={"required": "Tick this once you have compared it with the original."},
    )
