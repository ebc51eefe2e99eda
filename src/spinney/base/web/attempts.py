"""Doing a posted form's deed, and telling in the form what stood in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.forms import BaseForm, ChoiceField
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
        told = f"it was {_said(form, what, was)}, now it is {_said(form, what, now)}."
        form.add_error(None, f"{_label(form, what)}: {told}")


def _label(form: BaseForm, what: str) -> str:
    """What changed, as the form calls it."""
    field = form.fields.get(what)
    return str(field.label or what) if field else what[:1].upper() + what[1:]


def _said(form: BaseForm, what: str, value: object) -> str:
    """A value from the record, as the form's field would say it."""
    if value in (None, "", EMPTY, [], {}):
        return "empty"
    field = form.fields.get(what)
    if isinstance(field, MoneyField) and isinstance(value, int):
        return money(value)
    if isinstance(field, DatePartsField):
        return day(date.fromisoformat(str(value)))
    several = list(value) if isinstance(value, list | tuple | set) else [value]
    if isinstance(field, ChoiceField):
        known = dict(field.choices)  # type: ignore[arg-type]
        return listed(str(known.get(_plain(one), one)) for one in several)
    return listed(f"“{one}”" for one in several)


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
