"""Forms of the resource inventory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, field_of
from spinney.diagnostics.actions.inventory import ItemText
from spinney.diagnostics.models import Item
from spinney.diagnostics.queries.inventory import FromAnswers
from spinney.diagnostics.states import Area, ItemKind, MatchState

LEVELS = [(1, "A little"), (2, "Quite a lot"), (3, "A great deal")]


class ItemForm(forms.Form):
    kind = forms.ChoiceField(
        label="Is it something you need or something you offer?",
        choices=[(ItemKind.NEED, "We need it"), (ItemKind.OFFER, "We offer it")],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label="What is it?",
        max_length=200,
        help_text="A few words, like “A meeting room for 20” or “Help with payroll”.",
    )
    area = forms.ChoiceField(label="Which area is it about?", choices=Area.choices)
    level = forms.TypedChoiceField(
        label="How much does it matter, or how much is there?",
        choices=LEVELS,
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
    )
    how_much = forms.CharField(
        label="How much or how often?",
        required=False,
        max_length=100,
        help_text="For example: two hours a week; up to 20 staff.",
    )
    detail = forms.CharField(
        label="Anything else that others should know?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = DatePartsField(label="From when?", required=False)
    ends_on = DatePartsField(label="Until when?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> ItemText:
        """What was typed."""
        return ItemText(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class FromAnswersForm(forms.Form):
    """What the organisation's own answers speak of: what is ticked is shown to the cluster."""

    chosen = forms.MultipleChoiceField(
        label="Which of these do you want to show?",
        widget=forms.CheckboxSelectMultiple,
        help_text="The cluster sees them with your organisation’s name. Nothing else is shown.",
    )

    def __init__(self, *args: Any, found: Sequence[FromAnswers], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = {f"{one.survey.pk}:{one.suggestion.key}": one for one in found}
        field_of(self, "chosen", forms.ChoiceField).choices = [
            (key, f"{ItemKind(one.suggestion.kind).label}: {one.suggestion.title}")
            for key, one in self._found.items()
        ]

    def said(self) -> list[FromAnswers]:
        return [self._found[key] for key in self.cleaned_data["chosen"]]


class ConfirmForm(forms.Form):
    """The organisation's own items: those ticked still hold."""

    items = forms.MultipleChoiceField(
        label="Which of these still hold?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "items", forms.ChoiceField).choices = [
            (str(item.pk), f"{item.get_kind_display()}: {item.title}") for item in items
        ]
        self.fields["items"].initial = [str(item.pk) for item in items]

    def said(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["items"]]


class MatchForm(forms.Form):
    state = forms.ChoiceField(
        label="What became of it?", choices=MatchState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label="A word about it", required=False, max_length=300)
