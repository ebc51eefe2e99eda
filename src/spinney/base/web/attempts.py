"""Doing a posted form's deed, and telling in the form what stood in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.forms import BaseForm, ChoiceField, DateField
from django.http import HttpRequest

from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    TooLarge,
    TooMany,
    WrongState,
)
from spinney.base.web.components.words import EMPTY, day, listed, money
from spinney.base.web.fields import DatePartsField, MoneyField


def attempt[Done](request: HttpRequest, form: BaseForm, deed: Callable[[], Done]) -> Done | None:
    """The result of the deed of a form that was sent and is in order; None before it is sent, and
    when something stood in the way. What an action objects to is told in the form, where nothing
    that was typed is lost.
    """
    if request.method != "POST":
        return None
    if form.is_valid():
        try:
            return deed()
        except BadInput as error:
            _tell(form, error)
        except ChangedMeanwhile as error:
            _tell_change(form, error)
        except (TooLarge, TooMany, WrongState, NotAllowed) as error:
            form.add_error("file" if "file" in form.fields else None, str(error))
    _tell_files(request, form)
    return None


def _tell(form: BaseForm, error: BadInput) -> None:
    known = {name: told for name, told in error.fields.items() if name in form.fields}
    for name, messages in known.items():
        form.add_error(name, messages)
    if not known:
        form.add_error(None, str(error))


def _tell_change(form: BaseForm, error: ChangedMeanwhile) -> None:
    form.add_error(None, str(error))
    for what, (was, now) in error.changes.items():
        name = error.names.get(what, what)
        told = f"it was {_said(form, name, was)}, now it is {_said(form, name, now)}."
        form.add_error(None, f"{_label(form, name)}: {told}")


def _label(form: BaseForm, what: str) -> str:
    """What changed, as the form calls it, or in the words of its name."""
    field = form.fields.get(what)
    if field and field.label:
        return str(field.label)
    words = what.removesuffix("_on").removesuffix("_id").replace("_", " ")
    return words[:1].upper() + words[1:]


def _said(form: BaseForm, what: str, value: object) -> str:
    """A value from the record, as the form's field would say it."""
    if value in (None, "", EMPTY, [], {}):
        return "empty"
    field = form.fields.get(what)
    if isinstance(field, MoneyField) and isinstance(value, int):
        return money(value)
    when = value if isinstance(value, date) else _day(str(value))
    if when is not None and (field is None or isinstance(field, DatePartsField | DateField)):
        return day(when)
    several = list(value) if isinstance(value, list | tuple | set) else [value]
    if isinstance(field, ChoiceField):
        known = dict(field.choices)  # type: ignore[arg-type]
        return listed(str(known.get(_plain(one), one)) for one in several)
    return listed(f"“{one}”" for one in several)


def _day(text: str) -> date | None:
    """A day as the record keeps it; None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-20") else None
    except ValueError:
        return None


def _plain(one: object) -> object:
    return one if isinstance(one, str | int | None) else str(one)


def renew_version(form: BaseForm, version: int) -> None:
    """After somebody else's change was told: the next save is meant for the version that is there
    now.
    """
    if form.errors and form.data:
        data = form.data.copy()  # type: ignore[attr-defined]
        data[form.add_prefix("version")] = str(version)
        form.data = data


def _tell_files(request: HttpRequest, form: BaseForm) -> None:
    """Browsers do not send a chosen file twice, so whoever chose one is told to do so again."""
    for name in request.FILES:
        if name in form.fields and not form.has_error(name):
            form.add_error(name, "Choose the file again: it was not kept.")
