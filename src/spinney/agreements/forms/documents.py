"""A PDF handed in to be checked."""

from __future__ import annotations

from django import forms

from spinney.base.web.fields import UploadField

MOST_BYTES = 20_000_000


class VerifyForm(forms.Form):
    """One sealed PDF."""

    heading_field = "file"
    file = UploadField(
        label="Which PDF do you want to check?",
        help_text="The sealed PDF of a signed agreement, up to 20 MB. We read it and do not keep"
        " it.",
        endings=["pdf"],
        most_bytes=MOST_BYTES,
    )
