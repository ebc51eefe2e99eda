"""Taking back one change of an organisation's profile, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record
from spinney.register import policies
from spinney.register.bridge import profiles as facts_bridge
from spinney.register.bridge.profile_rows import MODELS, turn_back
from spinney.register.bridge.search_index import reindex
from spinney.register.models import Organisation
from spinney.register.policies.profiles import UNDO_DAYS, check_is_change
from spinney.register.queries.profiles import FACTS


@transaction.atomic
def undo_change(*, entry: Entry, by: Actor, now: datetime) -> Organisation:
    """Take back one change of a profile within 30 days: values, sources and what stood beside; a
    name, number, place or service that was added, changed or taken off.

    Raises WrongState when it is too old or something changed since.
    """
    kind, _, number = entry.book.partition(":")
    if kind != "organisation":
        raise NotFound("There is no such change.")
    scope = organisation_scope(int(number))
    require(policies.MAY, "undo_change", by=by, scope=scope)
    organisation = Organisation.objects.select_for_update().get(pk=int(number))
    check_is_change(entry)
    if now - entry.at > timedelta(days=UNDO_DAYS):
        raise WrongState(
            f"This was more than {UNDO_DAYS} days ago. Change the profile instead of undoing it."
        )
    before, after = entry.detail.get("before"), entry.detail.get("after")
    label, _, pk = entry.subject.partition(":")
    if label in MODELS:
        turn_back(
            MODELS[label],
            int(pk),
            organisation_id=organisation.pk,
            before=before,
            after=after,
            today=localdate(now),
        )
        reindex([organisation.pk])
    else:
        _turn_facts_back(organisation, before or {}, after or {}, entry.detail.get("marks", {}))
    record(
        "register.undo_change",
        by=by,
        on=organisation,
        at=now,
        scope=scope,
        what=_what(entry),
        undone=entry.number,
        before=after,
        after=before,
    )
    return organisation


def _turn_facts_back(
    organisation: Organisation,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    marks: Mapping[str, Mapping[str, Any]],
) -> None:
    moved_on = [
        FACTS[column].label
        for column, value in after.items()
        if facts_bridge.plain(getattr(organisation, column)) != value
    ]
    if moved_on:
        raise WrongState(
            f"This was changed again since: {', '.join(moved_on)}. Undo the later change first."
        )
    for column, value in before.items():
        field: Any = Organisation._meta.get_field(column)
        setattr(organisation, column, field.to_python(value))
        facts_bridge.put_back(organisation, column, marks.get(column, {}))
    facts_bridge.save(organisation, before)


def _what(entry: Entry) -> str:
    """What was undone, in a word or two."""
    for key in ("what", "name", "org_id"):
        if entry.detail.get(key):
            return str(entry.detail[key])
    return "the profile"
