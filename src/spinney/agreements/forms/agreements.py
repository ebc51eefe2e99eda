"""What is typed about an agreement as a whole."""

from __future__ import annotations

from django import forms


class CopyForm(forms.Form):
    """What a copy is called."""

    title = forms.CharField(label="What is the new one called?", max_length=200)
