"""Fields for "ask this only if …": a question, how, and a value; or an expression for experts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import field_of
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.definition import Kind, Question
from spinney.diagnostics.engine.expressions import Malformed, parse
from spinney.diagnostics.engine.saying import (
    HOW,
    WITHOUT_VALUE,
    NoCondition,
    Simple,
    expression_of,
    simple_of,
)

LONGEST = 70


def short(question: Question) -> str:
    """A question in a list: not too long for a phone."""
    words = question.label or question.key
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


class ConditionFields(forms.Form):
    """A form with a condition; cleans to `relevant`, the expression, "" for always."""

    if_key = forms.ChoiceField(label="Ask this only if", required=False)
    if_how = forms.ChoiceField(label="How", required=False, choices=list(HOW.items()))
    if_value = forms.CharField(
        label="Which answer?",
        required=False,
        max_length=200,
        help_text="One of its answers, as it stands there, or a number.",
    )
    relevant = forms.CharField(
        label="Or a condition of your own",
        required=False,
        max_length=2000,
        help_text=(
            "In the language of XLSForm, like ${staff} > 4 and selected(${areas}, 'hr')."
            " It counts only where no question is chosen above."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Any,
        *,
        definition: Definition,
        asked: Sequence[Question],
        relevant: str,
        initial: Mapping[str, Any],
    ) -> None:
        self.definition = definition
        simple = simple_of(definition, relevant)
        offered = [one for one in asked if one.kind is not Kind.NOTE]
        if simple and simple.key not in {one.key for one in offered}:
            simple = None
        start: dict[str, Any] = {"relevant": "" if simple else relevant}
        if simple:
            start |= {"if_key": simple.key, "if_how": simple.how, "if_value": simple.value}
        super().__init__(data, initial={**start, **initial})
        pairs = [(one.key, short(one)) for one in offered]
        field_of(self, "if_key", forms.ChoiceField).choices = [("", "Always ask it"), *pairs]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("if_key"):
            simple = Simple(data["if_key"], data.get("if_how") or "is", data.get("if_value", ""))
            try:
                data["relevant"] = expression_of(self.definition, simple)
            except NoCondition as error:
                where = "if_how" if simple.how in WITHOUT_VALUE else "if_value"
                self.add_error(where, str(error))
        elif data.get("relevant"):
            self._check("relevant", data["relevant"])
        return data

    def _check(self, field: str, text: str, *, columns: bool = False) -> None:
        """Tell, beside its field, an expression that cannot be read."""
        try:
            parse(text, columns=columns)
        except Malformed as error:
            self.add_error(field, str(error))
