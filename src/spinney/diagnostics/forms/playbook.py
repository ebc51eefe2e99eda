"""Forms of the playbook and of a facilitator's private log."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.diagnostics.actions.episodes import EpisodeText
from spinney.diagnostics.queries.episodes import moments

LONGEST = 20_000


class StepForm(forms.Form):
    done_on = DatePartsField(label="Day you did it")
    note = forms.CharField(
        label="What came of it?",
        required=False,
        max_length=2000,
        help_text="Others who run the cluster read this, and it goes with the cluster’s file.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EpisodeForm(forms.Form):
    """A hard moment. The advice comes once it is logged."""

    what = forms.ChoiceField(label="What was it most like?", widget=forms.RadioSelect)
    happened_on = DatePartsField(label="Day it happened")
    text = forms.CharField(
        label="What happened?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    what_was_done = forms.CharField(
        label="What did you do, or what will you do?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "what", forms.ChoiceField).choices = [
            (one.key, Hinted(one.title, one.shows[0])) for _, every in moments() for one in every
        ]

    def said(self) -> EpisodeText:
        """What was typed."""
        return EpisodeText(**{k: v for k, v in self.cleaned_data.items() if k != "version"})
