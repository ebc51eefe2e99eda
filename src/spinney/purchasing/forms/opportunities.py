"""Why an opportunity is put by."""

from __future__ import annotations

from django import forms

from spinney.purchasing.policies.opportunities import LONGEST_WHY


class PutByForm(forms.Form):
    """`read` is the version that was on the page."""

    why = forms.CharField(
        label="Why not now?",
        help_text="All members can read this.",
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read = forms.IntegerField(widget=forms.HiddenInput)
