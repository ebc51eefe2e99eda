"""One form field for each kind of part that a term asks, and its value as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from spinney.agreements.engine.terms import Json, Kind, Part
from spinney.base.web.fields import AffixedInput, DatePartsField, MoneyField, YesNoField

LINE = 200
"""Texts of at most so many letters are asked for in one line."""
RADIOS = 7
"""So many choices stand below one another; more fold into a list."""


@dataclass(frozen=True)
class Offers:
    """What can be chosen where a term names organisations (uid, name) or data (key, title)."""

    organisations: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A part as it is asked here: what is offered, and whether it stands in a row of a list."""

    part: Part
    offers: Offers
    in_row: bool = False
    required: bool = True

    def about(self, **more: Any) -> dict[str, Any]:
        """What every field is told."""
        part = self.part
        return {"label": part.label, "help_text": part.help, "required": self.required} | more


def field_for(asked: Asked) -> forms.Field:
    """The field that takes a part. Whether a value can be is the term's to say, in its words."""
    return _MAKE[asked.part.kind](asked)


def _text(asked: Asked) -> forms.Field:
    most = asked.part.most or 2000
    if most <= LINE or asked.in_row:
        return forms.CharField(max_length=most, **asked.about())
    return forms.CharField(
        max_length=most, **asked.about(widget=forms.Textarea({"rows": 4 if most < 1000 else 8}))
    )


def _lines(asked: Asked) -> forms.Field:
    hint = asked.part.help
    if "to a line" not in hint:
        hint = f"{hint} One to a line.".strip()
    return forms.CharField(**asked.about(widget=forms.Textarea({"rows": 6}), help_text=hint))


def _number(asked: Asked) -> forms.Field:
    unit = "in a hundred" if asked.part.kind is Kind.SHARE else asked.part.unit
    attrs = {"inputmode": "numeric", "class": "govuk-input--width-4"}
    return forms.IntegerField(**asked.about(widget=AffixedInput(attrs, suffix=unit)))


def _money(asked: Asked) -> forms.Field:
    return MoneyField(least=None, **asked.about())


def _date(asked: Asked) -> forms.Field:
    hint = asked.part.help or "For example, 31 3 2027."
    return DatePartsField(**asked.about(help_text=hint))


def _yes_no(asked: Asked) -> forms.Field:
    # In a row, where there are many, a list is shorter than two radio buttons.
    more = {"widget": forms.Select()} if asked.in_row else {}
    return YesNoField(**asked.about(**more))


def _one_of(asked: Asked, choices: Sequence[tuple[str, str]]) -> forms.Field:
    if asked.in_row or len(choices) > RADIOS:
        choices = (("", "Choose one"), *choices)
        return forms.ChoiceField(choices=choices, **asked.about(widget=forms.Select()))
    if not asked.required:
        choices = (*choices, ("", "None of these"))
    return forms.ChoiceField(choices=choices, **asked.about(widget=forms.RadioSelect()))


def _several_of(asked: Asked, choices: Sequence[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=choices, **asked.about(widget=forms.CheckboxSelectMultiple())
    )


_MAKE: Mapping[Kind, Callable[[Asked], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.NUMBER: _number,
    Kind.SHARE: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: lambda asked: _one_of(asked, asked.part.choices),
    Kind.CHOICES: lambda asked: _several_of(asked, asked.part.choices),
    Kind.ORGANISATION: lambda asked: _one_of(asked, asked.offers.organisations),
    Kind.ORGANISATIONS: lambda asked: _several_of(asked, asked.offers.organisations),
    Kind.FIELDS: lambda asked: _several_of(asked, asked.offers.fields),
}


def usual(part: Part) -> Json:
    """What a part is unless somebody says otherwise; None where there is no usual answer."""
    least = part.least or 0
    if part.kind in (Kind.NUMBER, Kind.MONEY, Kind.SHARE) and part.empty == 0 and least > 0:
        return None
    return part.empty


def to_json(kind: Kind, cleaned: Any) -> Json:
    """What a field cleaned to, as JSON holds it; None for nothing."""
    if cleaned in (None, "", []):
        return None
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if kind is Kind.LINES:
        return [line.strip() for line in str(cleaned).splitlines() if line.strip()]
    return cleaned


def to_initial(kind: Kind, said: Json) -> Any:
    """JSON as the field shows it."""
    if said is None:
        return None
    if kind is Kind.LINES:
        return "\n".join(said) if isinstance(said, list | tuple) else said
    if kind is Kind.DATE:
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            return None
    return list(said) if isinstance(said, tuple) else said


def to_data(kind: Kind, said: Json) -> list[str]:
    """JSON as a form would have posted it, for a question that was not on the page before."""
    if said is None or said in ("", [], ()):
        return []
    if kind is Kind.YES_NO:
        return ["yes" if said else "no"]
    if kind is Kind.MONEY:
        return [f"{int(said) / 100:.2f}"]
    if kind is Kind.LINES:
        return ["\n".join(said)]
    return [str(one) for one in said] if isinstance(said, list | tuple) else [str(said)]
