"""What the views of this room share: doing a form's deed, and the way to a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.forms import BaseForm, ChoiceField
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, TooLarge, WrongState
from spinney.base.web.components.parts import Brand, Link, crumbs
from spinney.base.web.components.words import EMPTY, day, money
from spinney.base.web.fields import DatePartsField, MoneyField
from spinney.base.web.guard import SpinneyRequest
from spinney.clusters.models import Cluster, Programme


def attempt[Done](request: SpinneyRequest, form: BaseForm, deed: Callable[[], Done]) -> Done | None:
    """Do a posted form's deed. What the action objects to is told in the form, where nothing that
    was typed is lost; then, and before the form is sent, this is None.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return deed()
    except BadInput as error:
        _tell(form, error)
    except ChangedMeanwhile as error:
        form.add_error(None, str(error))
        for field, (was, now) in error.changes.items():
            told = f"was {_said(form, field, was)}, now {_said(form, field, now)}"
            form.add_error(None, f"{_label(form, field)}: {told}")
    except (TooLarge, WrongState) as error:
        form.add_error("file" if "file" in form.fields else None, str(error))
    return None


def _tell(form: BaseForm, error: BadInput) -> None:
    known = {name: told for name, told in error.fields.items() if name in form.fields}
    for name, messages in known.items():
        form.add_error(name, messages)
    if not known:
        form.add_error(None, str(error))


def _label(form: BaseForm, field: str) -> str:
    return str(form.fields[field].label or field) if field in form.fields else field.capitalize()


def _said(form: BaseForm, field: str, value: object) -> str:
    """A value from the record, as the form's field would say it."""
    if value in (None, "", [], {}):
        return EMPTY
    kind = form.fields.get(field)
    if isinstance(kind, MoneyField) and isinstance(value, int):
        return money(value)
    if isinstance(kind, DatePartsField):
        return day(date.fromisoformat(str(value)))
    if isinstance(kind, ChoiceField):
        return str(dict(kind.choices).get(value, value))  # type: ignore[arg-type]
    return f"“{value}”"


def renew_version(form: BaseForm, version: int) -> None:
    """After somebody else's change was told: the next save is meant for the version that is there
    now.
    """
    if form.errors and form.data:
        data = form.data.copy()  # type: ignore[attr-defined]
        data[form.add_prefix("version")] = str(version)
        form.data = data


def programme_trail(programme: Programme, *more: tuple[str, str]) -> Sequence[Link]:
    """The way from the list of programmes to a page of one."""
    return crumbs(
        ("Programmes", reverse("clusters:programmes")),
        (programme.name, reverse("clusters:programme", args=[programme.pk]) if more else ""),
        *more,
    )


def cluster_trail(cluster: Cluster, *more: tuple[str, str]) -> Sequence[Link]:
    """The way from a cluster's page to a page below it."""
    return crumbs((cluster.name, reverse("clusters:cluster", args=[cluster.pk])), *more)


def cluster_brand(cluster: Cluster) -> Brand:
    """The cluster's own name and logo, which lead on its pages."""
    return Brand(
        cluster.name,
        reverse("clusters:cluster", args=[cluster.pk]),
        reverse("clusters:cluster-logo", args=[cluster.pk]) if cluster.logo else "",
        cluster.colour,
    )
