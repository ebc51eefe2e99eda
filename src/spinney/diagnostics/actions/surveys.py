"""Setting a survey up: what is asked, in which words, and who sees what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.post.discretion import refuse_client_data
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.letters import surveys as letters
from spinney.diagnostics.models import Asked, ModeChange, Survey, Version
from spinney.diagnostics.policies import surveys as rules
from spinney.diagnostics.queries.surveys import instruments_offered
from spinney.diagnostics.states import AskedState, Mode, SurveyState


@dataclass(frozen=True)
class SurveyText:
    """What a survey asks, says, protects, and until when: as whoever sets it up types it."""

    asks: Version
    title: str
    text: str
    closes_at: datetime
    mode: Mode = Mode.FACILITATOR
    minimum: int = rules.SMALLEST_GROUP


def _held(survey: Survey) -> Survey:
    """The survey as it is now, held until this transaction ends: two people cannot both move it."""
    held = Survey.objects.select_for_update(of=("self",))
    return held.select_related("cluster", "programme", "asks__instrument").get(pk=survey.pk)


def _require(verb: str, by: Actor, scope: Scope) -> None:
    require(policies.MAY, verb, by=by, scope=scope)
    rules.check_runs(by, scope)


def _scope_of(place: clusters.Cluster | clusters.Programme) -> Scope:
    if isinstance(place, clusters.Cluster):
        return cluster_scope(place.pk)
    return programme_scope(place.pk)


def _check(text: SurveyText, by: Actor, scope: Scope, now: datetime) -> None:
    _check_words(text)
    rules.check_minimum(text.minimum)
    rules.check_closes_later(text.closes_at, now)
    if not instruments_offered(by, scope).filter(pk=text.asks.pk).exists():
        told = "Choose what is asked from the list."
        raise BadInput(told, {"asks": [told]})


def _check_words(text: SurveyText) -> None:
    """What stands in letters is looked through before any is written."""
    rules.check_title(text.title)
    refuse_client_data([text.title, text.text])


@transaction.atomic
def make_survey(
    *,
    place: clusters.Cluster | clusters.Programme,
    text: SurveyText,
    by: Actor,
    now: datetime,
) -> Survey:
    """A new survey, being set up; nobody but those who run it sees it yet.

    Raises BadInput for an instrument that is not offered here, a closing day that has passed, or
    a smallest group that protects nobody.
    """
    scope = _scope_of(place)
    _require("make_survey", by, scope)
    _check(text, by, scope, now)
    survey = _make(place, text, now)
    rules.check_place_goes_on(survey)
    record("diagnostics.make_survey", by=by, on=survey, at=now, scope=scope, title=survey.title)
    return survey


def _make(
    place: clusters.Cluster | clusters.Programme, text: SurveyText, now: datetime, **more: Any
) -> Survey:
    where = {"cluster" if isinstance(place, clusters.Cluster) else "programme": place}
    return Survey.objects.create(made_at=now, **where, **vars(text), **more)


@transaction.atomic
def edit_survey(
    *, survey: Survey, text: SurveyText, version: int | None = None, by: Actor, now: datetime
) -> Survey:
    """Change a survey: all of it while it is set up; once it is open its title and words only
    (who sees what by `change_mode`, the closing day by `extend_survey`).

    Raises ChangedMeanwhile when somebody else saved since `version` was read, WrongState once the
    survey is closed.
    """
    scope = survey.scope
    _require("edit_survey", by, scope)
    survey = _held(survey)
    rules.check_words_can_change(survey)
    check_unchanged(survey, version, "this survey")
    if survey.state == SurveyState.DRAFT:
        _check(text, by, scope, now)
        _note_mode(survey, Mode(text.mode), text.minimum, "", by=by, now=now)
        names = list(vars(text))
    else:
        _check_words(text)
        names = ["title", "text"]
    before = {name: getattr(survey, name) for name in names}
    changed = [name for name in names if before[name] != getattr(text, name)]
    for name in changed:
        setattr(survey, name, getattr(text, name))
    survey.version += 1
    survey.save()
    record(
        "diagnostics.edit_survey", by=by, on=survey, at=now, scope=scope, title=survey.title,
        version=survey.version,
        before={WORDS[name]: _said(before[name]) for name in changed},
        after={WORDS[name]: _said(getattr(survey, name)) for name in changed},
    )  # fmt: skip
    return survey


WORDS = {
    "asks": "What is asked",
    "title": "Title",
    "text": "Words to those asked",
    "closes_at": "Last day",
    "mode": "Who sees what",
    "minimum": "Smallest group",
}


def _said(value: object) -> object:
    """A value in the words of the page: what somebody else changed is told in them."""
    if isinstance(value, Version):
        return value.instrument.title
    if isinstance(value, datetime):
        return day(value)
    return Mode(value).label if value in Mode.values else value


def _note_mode(
    survey: Survey, mode: Mode, minimum: int, why: str, *, by: Actor, now: datetime
) -> None:
    if (survey.mode, survey.minimum) == (mode, minimum):
        return
    ModeChange.objects.create(
        survey=survey,
        at=now,
        by=by.label,
        from_mode=survey.mode,
        to_mode=mode,
        from_minimum=survey.minimum,
        to_minimum=minimum,
        why=why,
    )


@transaction.atomic
def change_mode(
    *, survey: Survey, mode: Mode, minimum: int, why: str, by: Actor, now: datetime
) -> Survey:
    """Change who sees what of an open survey that nobody has answered yet. Everybody who was asked
    is told, with a new link under the new promise; the old links end.

    Raises WrongState once somebody has begun to answer, and for a survey in which nobody can tell
    who said what; BadInput without a reason, or when nothing would change.
    """
    scope = survey.scope
    _require("change_mode", by, scope)
    survey = _held(survey)
    rules.check_mode_can_change(survey)
    rules.check_minimum(minimum)
    if not why.strip():
        raise BadInput("Say why: those asked are told.", {"why": ["Say why you change it."]})
    if (survey.mode, survey.minimum) == (mode, minimum):
        raise BadInput("Nothing would change.", {"mode": ["This is how it is already."]})
    looser = rules.is_looser(survey, mode, minimum)
    before = {"mode": survey.mode, "minimum": survey.minimum}
    _note_mode(survey, mode, minimum, why.strip(), by=by, now=now)
    survey.mode, survey.minimum = mode, minimum
    if survey.state == SurveyState.OPEN:
        rules.check_enough_for_mode(survey, _still_asked(survey).count())
        survey.asked.update(agreed_at=None, agreed_by="")
    survey.version += 1
    survey.save()
    record(
        "diagnostics.change_mode", by=by, on=survey, at=now, scope=scope, title=survey.title,
        version=survey.version, before=before, after={"mode": mode, "minimum": minimum},
        why=why.strip(), now=Mode(mode).label,
    )  # fmt: skip
    if survey.state == SurveyState.OPEN:
        letters.mode_changed(survey, _still_asked(survey), looser=looser, by=by, now=now)
    return survey


def _still_asked(survey: Survey) -> Any:
    still = survey.asked.exclude(state__in=[AskedState.WITHDRAWN, AskedState.DECLINED])
    return still.select_related("organisation")


@transaction.atomic
def freeze(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """The first answer has come: from now on who sees what stays as it was promised. Called by
    whatever saves an answer, as often as it likes; only the first time changes anything.

    `by` is the site itself, never who answered: in a detached survey the record must not tell who
    was first.
    """
    if survey.frozen_at is not None:
        return survey
    require(policies.MAY, "freeze", by=by, scope=survey.scope)
    frozen = Survey.objects.filter(pk=survey.pk, frozen_at=None).update(frozen_at=now)
    survey.refresh_from_db(fields=["frozen_at"])
    if frozen:
        record(
            "diagnostics.freeze", by=by, on=survey, at=now, scope=survey.scope, title=survey.title
        )
    return survey


@transaction.atomic
def remove_survey(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """Throw a survey away that was never opened: nobody was written to, and nothing was said. It
    can be brought back for 30 days.
    """
    scope = survey.scope
    _require("remove_survey", by, scope)
    survey = _held(survey)
    rules.check_is_draft(survey)
    survey.removed_at = now
    survey.save(update_fields=["removed_at"])
    record(
        "diagnostics.remove_survey", by=by, on=survey, at=now, scope=scope, title=survey.title,
        asked=survey.asked.count(),
    )  # fmt: skip
    return survey


@transaction.atomic
def restore_survey(*, survey: Survey, by: Actor, now: datetime) -> Survey:
    """Bring a survey back that was removed less than 30 days ago, with its list."""
    scope = survey.scope
    _require("restore_survey", by, scope)
    survey = _held(survey)
    rules.check_can_restore(survey, now)
    survey.removed_at = None
    survey.save(update_fields=["removed_at"])
    record("diagnostics.restore_survey", by=by, on=survey, at=now, scope=scope, title=survey.title)
    return survey


@transaction.atomic
def duplicate_survey(
    *, survey: Survey, title: str, closes_at: datetime, by: Actor, now: datetime
) -> Survey:
    """The same survey once more, being set up, with nobody asked yet."""
    _require("duplicate_survey", by, survey.scope)
    return _again(
        "diagnostics.duplicate_survey", survey, title, closes_at, by=by, now=now, follows=None
    )


@transaction.atomic
def ask_again(
    *, survey: Survey, title: str, closes_at: datetime, by: Actor, now: datetime
) -> Survey:
    """A follow-up, being set up: the same questions, in their newest version, to the same
    organisations, so that what has changed can be seen. Raises WrongState before the first was
    opened.
    """
    _require("ask_again", by, survey.scope)
    rules.check_was_opened(survey)
    made = _again("diagnostics.ask_again", survey, title, closes_at, by=by, now=now, follows=survey)
    still = survey.asked.exclude(state=AskedState.WITHDRAWN)
    Asked.objects.bulk_create(
        Asked(
            survey=made,
            organisation_id=one.organisation_id,
            email=one.email,
            person_name=one.person_name,
            asked_at=now,
        )
        for one in still.filter(organisation__merged_into=None)
    )
    return made


def _again(
    verb: str,
    survey: Survey,
    title: str,
    closes_at: datetime,
    *,
    by: Actor,
    now: datetime,
    follows: Survey | None,
) -> Survey:
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    newest = instruments_offered(by, survey.scope).filter(instrument=survey.asks.instrument_id)
    text = SurveyText(
        asks=newest.first() or survey.asks,
        title=title,
        text=survey.text,
        closes_at=closes_at,
        mode=Mode(survey.mode),
        minimum=survey.minimum,
    )
    rules.check_place_goes_on(survey)
    rules.check_closes_later(closes_at, now)
    made = _make(place, text, now, follows=follows)
    record(verb, by=by, on=made, at=now, scope=made.scope, title=made.title, of=survey.title)
    return made
