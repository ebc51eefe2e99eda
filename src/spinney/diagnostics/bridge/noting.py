"""What the record may hold of an organisation's answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.record.record import record
from spinney.diagnostics.models import Asked
from spinney.diagnostics.states import Mode


def note_own(verb: str, asked: Asked, *, by: Actor, now: datetime, **detail: Any) -> None:
    """Keep in the organisation's own book that somebody did something with its answers.

    Of a detached survey nothing is kept, in any book: entries have times and an order, and would
    tell who came when.
    """
    if asked.survey.mode == Mode.DETACHED:
        return
    scope = organisation_scope(asked.organisation_id)
    record(verb, by=by, on=asked, at=now, scope=scope, survey=asked.survey.title, **detail)


def note_to_runners(verb: str, asked: Asked, *, by: Actor, now: datetime, **detail: Any) -> None:
    """Keep in the cluster's book what those who may see names may read; nothing where it is
    detached. A programme's book is read by the facilitators of its clusters, who may not see who
    has answered: there it goes into the organisation's own.
    """
    survey = asked.survey
    if survey.programme_id is not None:
        note_own(verb, asked, by=by, now=now, organisation=asked.organisation.name, **detail)
        return
    if survey.mode == Mode.DETACHED:
        return
    name = asked.organisation.name
    record(verb, by=by, on=survey, at=now, scope=survey.scope, organisation=name, **detail)
