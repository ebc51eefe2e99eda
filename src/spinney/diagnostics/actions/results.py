"""Publishing what came of a survey, taking it back, and own figures for what mending costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom

from django.db import transaction
from django.db.models import Max

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed, money
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.elsewhere import hold_neighbours
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.engine.definition import Measure
from spinney.diagnostics.engine.disclosure.ledger import Ledger
from spinney.diagnostics.engine.disclosure.release import Release
from spinney.diagnostics.engine.disclosure.rules import Reason
from spinney.diagnostics.engine.disclosure.wire import ledger_to_json
from spinney.diagnostics.events import results as news
from spinney.diagnostics.letters import results as letters
from spinney.diagnostics.models import Publication, Survey, Upgrade
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.policies.surveys import check_sees_names
from spinney.diagnostics.queries.previewed import check_same_sheets
from spinney.diagnostics.queries.published import agreed_keys, kept_cells
from spinney.diagnostics.queries.release import BREAKDOWNS, Planned, plan_for
from spinney.diagnostics.queries.texts import cleared_in


def _held(verb: str, survey: Survey, by: Actor) -> Survey:
    """The survey as it is now, held until this transaction ends, if the actor may do the verb."""
    require(policies.MAY, verb, by=by, scope=survey.scope)
    held = Survey.objects.select_for_update(of=("self",))
    return held.select_related("cluster", "programme", "asks__instrument").get(pk=survey.pk)


@dataclass(frozen=True)
class ToPublish:
    """What is to be published: the ways in which figures are divided, the publisher's own words,
    and the mark of what was looked at before (`Planned.digest`); None publishes unseen.
    """

    breakdowns: Sequence[str] = ()
    note: str = ""
    seen: str | None = None


@transaction.atomic
def publish_results(*, survey: Survey, chosen: ToPublish, by: Actor, now: datetime) -> Publication:
    """Show everybody what came of a survey, as far as its promise allows, and tell them by mail.

    Raises ChangedMeanwhile when answers came in since it was looked at; WrongState when too few
    have answered, or when nothing new could be shown safely; BadInput for an unknown breakdown.
    """
    hold_neighbours(survey)
    survey = _held("publish_results", survey, by)
    rules.check_publishes(survey, by)
    rules.check_can_publish(survey)
    if unknown := set(chosen.breakdowns) - BREAKDOWNS.keys():
        raise BadInput(f"There is no division by “{sorted(unknown)[0]}”.")
    planned = plan_for(survey, chosen.breakdowns)
    rules.check_enough(survey, len(planned.findings.sent))
    check_same_sheets(planned)
    if chosen.seen is not None and chosen.seen != planned.digest:
        raise ChangedMeanwhile(
            "Answers came in, or changed, since you looked at this. Look again, then publish it.",
            {},
        )
    done = planned.carried_out()
    texts = [one.token for one in cleared_in(planned.findings)]
    SystemRandom().shuffle(texts)
    rules.check_says_something(
        anything=_says_something(survey, done, texts),
        needed=_needed(done),
        elsewhere=any(cell.reason is Reason.ELSEWHERE for cell in done.cells),
    )
    return _publish(planned, done, texts, chosen, by, now)


def _says_something(survey: Survey, done: Release, texts: Sequence[str]) -> bool:
    """Whether anything is shown that the last publication that stands did not show."""
    last = Publication.objects.filter(survey=survey, withdrawn_at=None).order_by("-number").first()
    if last is None:
        return any(not cell.suppressed for cell in done.cells) or bool(texts)
    return bool(done.shown) or set(texts) != set(last.tables.get("texts", ()))


def _needed(done: Release) -> int | None:
    """How many more answers it takes until something new could be shown; None when that is not
    why.
    """
    if not any(cell.reason is Reason.TOO_SOON for cell in done.cells):
        return None
    return min(done.fresh_needed.values(), default=None)


def _publish(
    planned: Planned,
    done: Release,
    texts: Sequence[str],
    chosen: ToPublish,
    by: Actor,
    now: datetime,
) -> Publication:
    survey = planned.findings.survey
    last = Publication.objects.filter(survey=survey).aggregate(last=Max("number"))["last"] or 0
    made = Publication.objects.create(
        survey=survey,
        number=last + 1,
        ledger=ledger_to_json(Ledger(done.shown)),
        tables={
            "cells": kept_cells(done.cells),
            "answered": len(planned.findings.sent),
            "texts": list(texts),
            "named": agreed_keys(planned.findings),
        },
        breakdowns=list(planned.breakdowns),
        note=chosen.note.strip(),
        published_at=now,
        published_by=by.label,
    )
    record(
        "diagnostics.publish_results", by=by, on=made, at=now, scope=survey.scope,
        title=survey.title, number=made.number,
        divided=listed(BREAKDOWNS[key] for key in planned.breakdowns),
    )  # fmt: skip
    letters.results_published(made, by=by, now=now)
    news.results_published.send(sender=Publication, publication=made, by=by, now=now)
    return made


@transaction.atomic
def withdraw_results(*, publication: Publication, by: Actor, now: datetime) -> Publication:
    """Take a publication back: nobody reads it here any more. What was shown counts as shown for
    whatever is published later, since people have read it.
    """
    survey = _held("withdraw_results", publication.survey, by)
    rules.check_publishes(survey, by)
    held = Publication.objects.select_for_update().get(pk=publication.pk)
    rules.check_is_published(held)
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    record(
        "diagnostics.withdraw_results", by=by, on=held, at=now, scope=survey.scope,
        title=survey.title, number=held.number,
    )  # fmt: skip
    return held


@transaction.atomic
def set_upgrade(
    *,
    survey: Survey,
    key: str,
    cost_pence: int | None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Upgrade | None:
    """Give an own figure for what it costs one organisation to mend a gap, in pence; None takes
    it away, and the instrument's own guess stands again.
    """
    survey = _held("set_upgrade", survey, by)
    check_sees_names(survey, by)
    label = _baseline_label(survey, key)
    if cost_pence is not None and cost_pence < 0:
        told = "A cost cannot be less than nothing."
        raise BadInput(told, {"cost_pence": [told]})
    found = Upgrade.objects.select_for_update().filter(survey=survey, key=key).first()
    was = money(found.cost_pence) if found else "the instrument’s own guess"
    if cost_pence is None:
        if found is None:
            return None
        found.delete()
    else:
        found = found or Upgrade(survey=survey, key=key, version=0)
        found.cost_pence, found.note = cost_pence, note.strip()
        found.set_at, found.set_by = now, by.label
        found.version += 1
        found.save()
    record(
        "diagnostics.set_upgrade", by=by, on=survey, at=now, scope=survey.scope,
        title=survey.title, of=label, was=was,
        now=money(cost_pence) if cost_pence is not None else "the instrument’s own guess",
    )  # fmt: skip
    return found if cost_pence is not None else None


def _baseline_label(survey: Survey, key: str) -> str:
    instrument = findings_of(survey).instrument
    for question in instrument.questions():
        if question.key == key and question.measure is Measure.BASELINE:
            return question.label
    raise BadInput("This is no part of the baseline, so mending it has no cost here.")
