"""A file of ballots is given; and the ballot that is made of it comes back, as it was looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads

from spinney.base.web.fields import UploadField
from spinney.decisions.bridge.read_files import ENDINGS
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings

MOST_BYTES = 5_000_000
SALT = "decisions.look_at_file"


class FileForm(forms.Form):
    """A file with options, and papers if there are any."""

    file = UploadField(
        label="The file",
        endings=ENDINGS,
        most_bytes=MOST_BYTES,
        help_text=(
            "Pabulib (.pb), BLT (.blt), PrefLib (.soi, .soc, .toi, .toc), a table (.csv, .xlsx), or"
            " JSON as Spinney writes it."
        ),
    )


class MakeBallotForm(forms.Form):
    """The ballot that was seen, on its way back from the page: signed, so that what is made is
    what was seen.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> tuple[BallotText, tuple[OptionText, ...]]:
        try:
            data = loads(self.cleaned_data["seen"], salt=SALT)
        except BadSignature:
            raise forms.ValidationError("Choose the file again: it was not kept.") from None
        return _text(data), tuple(OptionText(**one) for one in data["options"])


def packed(text: BallotText, options: tuple[OptionText, ...]) -> str:
    """A ballot for `MakeBallotForm`."""
    data: dict[str, Any] = {
        "title": text.title,
        "way": text.way,
        "settings": text.settings.to_json(),
        "options": [{"title": one.title, "cost_pence": one.cost_pence} for one in options],
    }
    return dumps(data, salt=SALT, compress=True)


def _text(data: dict[str, Any]) -> BallotText:
    settings = Settings.from_json(data["settings"])
    return BallotText(title=data["title"], way=data["way"], settings=settings)
