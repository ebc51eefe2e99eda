"""Django's own messages in Spinney's voice: what is wrong, where, and how to mend it.

Only messages that Django wrote are replaced; what a form says for itself is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.NullBooleanField)


def lower_first(text: str) -> str:
    """The text to stand inside a sentence: "Your name" is "your name", "ICT lead" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


_POINTERS = frozenset(
    ("a", "an", "the", "your", "my", "our", "their", "this", "these", "that", "each", "every")
    + ("what", "who", "which", "when", "where", "how")
)

_EXPECTING = frozenset(("at", "by", "from", "on", "since", "to", "until"))


def _thing(field: BoundField) -> str:
    """The label inside a sentence: "the name", "your name", "the ICT lead"."""
    words = lower_first(str(field.label).strip().rstrip("?:."))
    return words if words.split(" ", 1)[0] in _POINTERS else f"the {words}"


def _named(field: BoundField) -> str:
    """What the field is called at the head of a sentence; a question becomes its answer."""
    label = str(field.label).strip()
    return f"Your answer to “{label}”" if label.endswith("?") else label


def _hangs(label: str) -> bool:
    """Whether a label waits for what follows it, so that it is no thing: "Approved on", "From"."""
    first, *_, last = label.lower().split() * 2 or ["", ""]
    return last in _EXPECTING and first not in _POINTERS


def _required(field: BoundField, error: ValidationError) -> str:
    label = str(field.label).strip()
    if isinstance(field.field, forms.FileField):
        return f"Choose a file: {_thing(field)}."
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    if isinstance(field.field, forms.BooleanField):
        return f"Tick the box “{label}”"
    if _hangs(label):
        return f"Fill in “{label}”."
    return f"{'Choose' if isinstance(field.field, _CHOSEN) else 'Enter'} {_thing(field)}."


def _invalid(field: BoundField, error: ValidationError) -> str:
    examples: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.EmailField, "Enter an e-mail address like name@example.org."),
        (forms.URLField, "Enter a web address like https://www.example.org."),
        (forms.IntegerField, f"{_named(field)} must be a number, like 12."),
        (forms.DateTimeField, f"{_named(field)} must be a date and time, like 12/03/2026 14:30."),
        (forms.DateField, f"{_named(field)} must be a date, like 12/03/2026."),
        (forms.TimeField, f"{_named(field)} must be a time, like 14:30."),
    )
    for kind, words in examples:
        if isinstance(field.field, kind):
            return words
    return f"Check {_thing(field)}: it is not written as expected."


def _too_long(field: BoundField, error: ValidationError) -> str:
    params = error.params or {}
    limit, length = params.get("limit_value", params.get("max")), params.get("show_value")
    has = f" It has {length:,}." if isinstance(length, int) else ""
    return f"{_named(field)} must be {limit:,} characters or fewer.{has}"


def _limit(words: str) -> Callable[[BoundField, ValidationError], str]:
    def say(field: BoundField, error: ValidationError) -> str:
        return words.format(label=_named(field), limit=(error.params or {}).get("limit_value"))

    return say


_SAY: dict[str, Callable[[BoundField, ValidationError], str]] = {
    "required": _required,
    "invalid": _invalid,
    "max_length": _too_long,
    "min_value": _limit("{label} must be {limit} or more."),
    "max_value": _limit("{label} must be {limit} or less."),
    "min_length": _limit("{label} must be {limit} characters or more."),
    "invalid_choice": lambda f, e: f"Choose {_thing(f)} from the list.",
    "empty": lambda f, e: "The file is empty. Choose another.",
    "missing": lambda f, e: "No file was sent. Choose it again.",
}


def _written_by_django(field: forms.Field, error: ValidationError) -> bool:
    """Whether the message is Django's default for its code, rather than the form's own."""
    if error.code not in _SAY:
        return False
    if str(error.code) in ("min_value", "max_value", "min_length", "max_length"):
        return error.messages[0].startswith("Ensure ")
    own = getattr(field, "error_messages", {}).get(error.code)
    defaults = {
        str(kind.__dict__["default_error_messages"][error.code])
        for kind in type(field).__mro__
        if kind.__module__.startswith("django.")
        and error.code in kind.__dict__.get("default_error_messages", {})
    }
    validators_own = {str(getattr(v, "message", "")) for v in field.validators if _is_djangos(v)}
    said = str(error.message)
    return said in defaults | validators_own and (own is None or str(own) in defaults)


def _is_djangos(validator: Any) -> bool:
    return type(validator).__module__.startswith("django.") and hasattr(validator, "message")


def plain_errors(bound: BoundField) -> list[str]:
    """Every error of a bound field, each a sentence."""
    errors: list[ValidationError] = bound.form.errors.as_data().get(bound.name, [])
    return list(dict.fromkeys(_flat(bound, errors)))


def _flat(bound: BoundField, errors: list[ValidationError]) -> Iterator[str]:
    for error in errors:
        if _written_by_django(bound.field, error):
            yield _SAY[str(error.code)](bound, error)
        else:
            yield from error.messages
