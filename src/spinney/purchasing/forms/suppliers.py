"""What people say about suppliers: which are one, which are not, what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import Hinted, field_of
from spinney.purchasing.policies.suppliers import LONGEST_NAME

Choices = Sequence[tuple[str, Hinted | str]]

NONE = "none"


class MergeForm(forms.Form):
    """Which of the chosen suppliers gives its name, category and links."""

    kept = forms.ChoiceField(
        label="Which one do you keep?", widget=forms.RadioSelect,
        help_text="Its name, category and links stay. The names of the others go to it.",
        error_messages={"required": "Choose the one that you keep."},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kept", forms.ChoiceField).choices = list(choices)


class SplitForm(forms.Form):
    """Which names are another supplier."""

    names = forms.MultipleChoiceField(
        label="Which names are another supplier?", widget=forms.CheckboxSelectMultiple,
        help_text="Choose those that belong together. The rest stays as it is.",
        error_messages={"required": "Choose the names that are another supplier."},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "names", forms.MultipleChoiceField).choices = list(choices)


class RenameForm(forms.Form):
    """What a supplier is called."""

    name = forms.CharField(
        label="What is it called?", max_length=LONGEST_NAME,
        help_text="All members see this name from now on. How each of you writes it stays.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class UnderForm(forms.Form):
    """What a supplier is a branch of."""

    parent = forms.ChoiceField(
        label="Which supplier is it a branch of?", widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "parent", forms.ChoiceField).choices = list(choices)


class LinkForm(forms.Form):
    """Which entry on the register a supplier is."""

    organisation = forms.ChoiceField(
        label="Which one is it?", widget=forms.RadioSelect,
        error_messages={"required": "Choose one, or none of these."},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "organisation", forms.ChoiceField).choices = list(choices)
