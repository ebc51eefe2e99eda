"""Forms of evidence: what it says, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.components.words import file_size
from spinney.base.web.fields import DatePartsField, MoneyField, UploadField
from spinney.register.bridge.evidence_files import ENDINGS
from spinney.register.forms.remembering import Remembering
from spinney.register.policies.evidence import MOST_BYTES, MOST_FILES, EvidenceFacts
from spinney.register.queries.evidence_kinds import About, about

EARLIEST = date(1800, 1, 1)


class SeveralFiles(forms.FileInput):
    """A file field in which several can be chosen at once."""

    allow_multiple_selected = True


class FilesField(UploadField):
    """Several files. Cleans to a list; each is looked into when it is kept."""

    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(endings=ENDINGS, most_bytes=MOST_BYTES, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        many = data if isinstance(data, list | tuple) else [data] if data else []
        if not many:
            single(None, initial)
            return []
        return [single(one, initial) for one in many]


def _files(*, required: bool) -> FilesField:
    return FilesField(
        label="Files",
        required=required,
        error_messages={"required": "Choose a file."},
        help_text=f"PDF, office documents or pictures; up to {MOST_FILES} files of"
        f" {file_size(MOST_BYTES)} each. A photo of the page will do.",
    )


class FactsForm(Remembering):
    """What a piece of evidence says, in the words that fit its kind."""

    title = forms.CharField(label="Title", max_length=200, required=False)
    issuer = forms.CharField(label="Given by", max_length=200, required=False)
    reference = forms.CharField(label="Number", max_length=120, required=False)
    cover_pence = MoneyField(label="Amount covered", required=False)
    issued_on = DatePartsField(label="From", earliest=EARLIEST)
    expires_on = DatePartsField(label="Until", required=False, earliest=EARLIEST)
    note = forms.CharField(
        label="Note", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, *args: Any, kind: str, held: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, held=held or {}, **kwargs)
        self.kind = kind
        self.about: About = about(kind)
        labels = {
            "title": self.about.title,
            "issuer": self.about.issuer,
            "reference": self.about.reference,
            "cover_pence": self.about.cover,
            "issued_on": self.about.issued,
            "expires_on": self.about.expires,
        }
        for name, label in labels.items():
            if label:
                self.fields[name].label = label
            else:
                del self.fields[name]
        self.fields["issued_on"].help_text = self.about.issued_hint or "For example 31 3 2026."
        if self.about.expires:
            self.fields["expires_on"].help_text = self.about.expires_hint
        if self.about.title:
            self.fields["title"].required = True

    def facts(self) -> EvidenceFacts:
        """What was typed; a question that this kind does not ask is empty."""
        known = {
            name: value
            for name, value in self.said().items()
            if name in EvidenceFacts.__annotations__
        }
        return EvidenceFacts(kind=self.kind, **known)


class AddForm(FactsForm):
    """A new piece of evidence with its files."""

    files = _files(required=False)  # type: ignore[assignment]


class ReplaceForm(AddForm):
    """A newer one in place of a piece of evidence."""

    keep_shares = forms.BooleanField(
        label="Whoever sees the old one sees the new one too", required=False, initial=True
    )


class FilesForm(forms.Form):
    """More files for a piece of evidence."""

    files = _files(required=True)  # type: ignore[assignment]
