"""Choosing a template by two plain questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import Hinted


class AnswerForm(forms.Form):
    """One question with its answers (key, words, hint), asked by GET: `name` is the field's."""

    def __init__(
        self,
        *args: Any,
        name: str,
        question: str,
        answers: Sequence[tuple[str, str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[name] = forms.ChoiceField(
            label=question,
            widget=forms.RadioSelect,
            choices=[(key, Hinted(words, hint) if hint else words) for key, words, hint in answers],
            error_messages={"required": "Choose one of the answers."},
        )
