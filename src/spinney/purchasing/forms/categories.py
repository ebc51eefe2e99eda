"""Choosing what was bought."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.components.words import counted
from spinney.base.web.fields import field_of
from spinney.purchasing.engine.categories.tree import CATEGORIES, GROUPS

Choices = list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]

NONE = "none"
"""What the menu sends for no category of its own."""


def category_choices() -> Choices:
    """The categories by group, as a menu shows them."""
    return [
        (title, [(one.key, one.title) for one in CATEGORIES.values() if one.group == group])
        for group, title in GROUPS.items()
    ]


class CategoryForm(forms.Form):
    """What was bought. `none` is what the menu calls no category of its own, where that can be
    chosen.
    """

    category = forms.ChoiceField(
        label="What do you buy there?",
        error_messages={
            "required": "Choose what was bought.",
            "invalid_choice": "Choose what was bought from the list.",
        },
    )

    def __init__(self, *args: Any, none: str = "", label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "category", forms.ChoiceField)
        first: Choices = [(NONE, none) if none else ("", "Choose from the list")]
        field.choices = [*first, *category_choices()]
        if label:
            field.label = label

    def clean_category(self) -> str:
        """The category's key; empty for none of its own."""
        chosen: str = self.cleaned_data["category"]
        return "" if chosen == NONE else chosen


class OwnWordsForm(CategoryForm):
    """Words that stand in a member's own files, and what they mean."""

    words = forms.ChoiceField(
        label="Which words in your files?",
        error_messages={
            "required": "Choose the words.",
            "invalid_choice": "Choose words that stand in your files.",
        },
    )
    field_order = ["words", "category"]

    def __init__(self, *args: Any, words: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, label="What do you buy there?", **kwargs)
        field_of(self, "words", forms.ChoiceField).choices = [
            ("", "Choose from the list"),
            *((said, f"{said} ({counted(times, 'payment')})") for said, times in words),
        ]
