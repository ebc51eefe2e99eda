"""A list that is pasted into a box, or comes as a text file: one form for both."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.fields import UploadField
from spinney.base.web.uploads import text_of

LIST_BYTES = 500_000


class PastedListForm(forms.Form):
    """A list in a box, or in a file; `cleaned_data["pasted"]` has it whichever way it came. What
    one line holds is said by the room (`pasted.help_text`).
    """

    pasted = forms.CharField(
        label="Paste the list", required=False, widget=forms.Textarea({"rows": 8})
    )
    file = UploadField(
        label="Or send a CSV file", required=False, endings=("csv", "txt"), most_bytes=LIST_BYTES,
        widget=forms.FileInput(),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            cleaned["pasted"] = text_of(file.read())
            # What was in the file stands in the box from here on: a file is not sent twice.
            data = self.data.copy()  # type: ignore[attr-defined]
            data["pasted"] = cleaned["pasted"]
            self.data = data
        if not (cleaned.get("pasted") or "").strip() and "file" not in self.errors:
            self.add_error("pasted", "Paste at least one line, or send a file.")
        return cleaned
