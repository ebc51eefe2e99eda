"""Forms of themes and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, MoneyField, field_of
from spinney.diagnostics.actions.themes import RoundSaid, ThemeText
from spinney.diagnostics.models import Theme
from spinney.diagnostics.states import Area

KEEP, ASIDE = "keep", "aside"


class ThemeForm(forms.Form):
    title = forms.CharField(
        label="What is the theme?", max_length=200, help_text="A few words, like “ICT support”."
    )
    why = forms.CharField(
        label="Why does it matter?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    area = forms.ChoiceField(
        label="Which area is it about?",
        required=False,
        choices=[("", "None in particular"), *Area.choices],
    )
    cost_pence = MoneyField(
        label="What might it cost?",
        required=False,
        help_text="A first guess is enough. Leave it empty if you cannot say.",
    )
    is_quick_win = forms.BooleanField(
        label="A quick win: it shows something within weeks", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> ThemeText:
        """What was typed."""
        data = self.cleaned_data
        return ThemeText(
            data["title"], data["why"], data["area"], data["cost_pence"], data["is_quick_win"]
        )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label="Put it together with", queryset=Theme.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "into", forms.ModelChoiceField).queryset = others


class RoundForm(forms.Form):
    """How the round was held; then each theme of the list, kept or set aside with a reason."""

    held_on = DatePartsField(label="When was it?")
    how = forms.CharField(
        label="How was it done?",
        max_length=200,
        help_text="For example: dots on the wall at the March meeting; scored from 0 to 5.",
    )

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        for theme in themes:
            self.fields[f"theme-{theme.pk}"] = forms.ChoiceField(
                label=theme.title,
                choices=[(KEEP, "Stays on the list"), (ASIDE, "Is set aside")],
                initial=KEEP,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason-{theme.pk}"] = forms.CharField(
                label=f"If it is set aside, why? ({theme.title})",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["note"] = forms.CharField(
            label="Anything else to remember of this round?",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def said(self) -> RoundSaid:
        """What was typed; reasons of themes that stay are left out."""
        data = self.cleaned_data
        aside = {
            theme.pk: data[f"reason-{theme.pk}"]
            for theme in self.themes
            if data[f"theme-{theme.pk}"] == ASIDE
        }
        return RoundSaid(data["held_on"], data["how"], data["note"], aside)
