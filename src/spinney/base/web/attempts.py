"""Doing a posted form's deed, and telling in the form what stood in the way."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest

from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    TooLarge,
    TooMany,
    WrongState,
)
from spinney.base.web.components.words import EMPTY


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
            form.add_error(None, str(error))
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
        form.add_error(None, f"{what}: it was {_plain(was)}, now it is {_plain(now)}.")


def _plain(value: object) -> str:
    return "empty" if value in (None, "", EMPTY, [], {}) else f"“{value}”"


def _tell_files(request: HttpRequest, form: BaseForm) -> None:
    """Browsers do not send a chosen file twice, so whoever chose one is told to do so again."""
    for name in request.FILES:
        if name in form.fields and not form.has_error(name):
            form.add_error(name, "Choose the file again: it was not kept.")
