"""What somebody typed, as a page that could not take it shows it to her: in the words of the form
that she typed it in, and without what the form sent along by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest

from spinney.base.web.kept import typed_in

#: Sent along by pages and scripts, or by a form to tell how a thing stood when it was opened.
SENT_ALONG = frozenset(
    {
        "action",
        "do",
        "found",
        "leaving",
        "looked",
        "next",
        "read",
        "save",
        "seen",
        "send",
        "shown",
        "so_far",
        "to",
        "version",
        "was",
    }
)
type FormClass = type[forms.Form] | type[forms.ModelForm[Any]]
OF_FORMSETS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")


def in_words(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, by what the form calls it. The form is not known here, only what came: the
    labels are those of the forms that have most of its fields, where these agree.
    """
    typed = typed_in(request)
    alike = _alike({name for name, _ in typed})
    shown = []
    for name, values in typed:
        fields = [one.base_fields[name] for one in alike if name in one.base_fields]
        if (not fields and name in SENT_ALONG) or _is_hidden(name, fields):
            continue
        shown.append((_label(name, fields), ", ".join(_said(v, fields) for v in values)))
    return shown


def _alike(names: set[str]) -> list[FormClass]:
    """The forms that have the most of these fields."""
    by_fit: dict[int, list[FormClass]] = {}
    for one in _every_form():
        by_fit.setdefault(len(names & one.base_fields.keys()), []).append(one)
    best = max(by_fit, default=0)
    return by_fit[best] if best else []


def _every_form() -> Iterator[FormClass]:
    waiting: list[FormClass] = [forms.Form, forms.ModelForm]
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        yield one


def _is_hidden(name: str, fields: list[forms.Field]) -> bool:
    """Whether it counts the forms of a set, or is a field that no page shows; without a form that
    has it, whether any form has such a field and none shows one.
    """
    if name.endswith(OF_FORMSETS):
        return True
    known = fields or [one.base_fields[name] for one in _every_form() if name in one.base_fields]
    return bool(known) and all(field.widget.is_hidden for field in known)


def _label(name: str, fields: list[forms.Field]) -> str:
    labels = {str(field.label) for field in fields if field.label}
    plain = name.replace("_", " ").replace("-", " ").strip()
    return labels.pop() if len(labels) == 1 else plain[:1].upper() + plain[1:]


def _said(value: str, fields: list[forms.Field]) -> str:
    """A choice as the page calls it; anything else as it was typed."""
    known = {
        str(told)
        for field in fields
        if isinstance(field, forms.ChoiceField)
        for key, told in _choices(field)
        if str(key) == value
    }
    return known.pop() if len(known) == 1 else value


def _choices(field: forms.ChoiceField) -> Iterator[tuple[object, object]]:
    widget = field.widget
    if isinstance(field, forms.ModelChoiceField) or not isinstance(widget, ChoiceWidget):
        return  # a model's choices are rows, and not everybody's
    for key, told in widget.choices:
        yield from told if isinstance(told, list | tuple) else [(key, told)]
