"""Words are read by a person before the group may read them, in part or as they were written."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.post.discretion import refuse_client_data
from spinney.base.record.record import record
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.findings import Findings, findings_of
from spinney.diagnostics.models import FreeText, Survey
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.queries.texts import Words, words_for, words_in
from spinney.diagnostics.states import TextState


def _held(verb: str, survey: Survey, token: str, by: Actor) -> tuple[Findings, Words]:
    """A survey's words, held until this transaction ends, and the one that is meant."""
    require(policies.MAY, verb, by=by, scope=survey.scope)
    held = Survey.objects.select_for_update(of=("self",))
    survey = held.select_related("cluster", "programme", "asks__instrument").get(pk=survey.pk)
    rules.check_words_can_be_read(survey)
    findings = findings_of(survey)
    return findings, words_for(by, findings, token)


@transaction.atomic
def clear_text(*, survey: Survey, token: str, shown: str, by: Actor, now: datetime) -> FreeText:
    """Let the group read a text, as `shown`: with names and places taken out, or as it stands.

    Raises NotFound when it was changed or taken back meanwhile; BadInput for words that say
    something of a client.
    """
    findings, words = _held("clear_text", survey, token, by)
    rules.check_words_to_show(shown, words.said)
    refuse_client_data([shown])
    row = _decide(findings, words, TextState.CLEARED, shown.strip(), "", by, now)
    record(
        "diagnostics.clear_text", by=by, on=row, at=now, scope=findings.survey.scope,
        title=findings.survey.title, question=words.label,
    )  # fmt: skip
    return row


@transaction.atomic
def withhold_text(
    *, survey: Survey, token: str, why: str = "", by: Actor, now: datetime
) -> FreeText:
    """Keep a text back from the group; one that was shown is shown no more."""
    findings, words = _held("withhold_text", survey, token, by)
    rules.check_text_is(words.state, {TextState.WAITING, TextState.CLEARED})
    row = _decide(findings, words, TextState.WITHHELD, "", why.strip()[:300], by, now)
    record(
        "diagnostics.withhold_text", by=by, on=row, at=now, scope=findings.survey.scope,
        title=findings.survey.title, question=words.label,
    )  # fmt: skip
    return row


@transaction.atomic
def reread_text(*, survey: Survey, token: str, by: Actor, now: datetime) -> Words:
    """Put a text back among those that wait to be read, whatever was decided of it."""
    findings, words = _held("reread_text", survey, token, by)
    rules.check_text_is(words.state, {TextState.CLEARED, TextState.WITHHELD})
    FreeText.objects.filter(survey=findings.survey, source=words.source, key=words.key).delete()
    record(
        "diagnostics.reread_text", by=by, on=findings.survey, at=now, scope=findings.survey.scope,
        title=findings.survey.title, question=words.label,
    )  # fmt: skip
    return words


def _decide(
    findings: Findings,
    words: Words,
    state: TextState,
    shown: str,
    why: str,
    by: Actor,
    now: datetime,
) -> FreeText:
    _forget_gone(findings)
    before = words.row.version if words.row else 0
    row, _ = FreeText.objects.update_or_create(
        survey=findings.survey,
        source=words.source,
        key=words.key,
        defaults={
            "said": words.said,
            "shown": shown,
            "state": state,
            "why": why,
            "decided_at": now,
            "decided_by": by.label,
            "version": before + 1,
        },
    )
    return row


def _forget_gone(findings: Findings) -> None:
    """Keep no words that their organisation changed or took back."""
    still = {one.row.pk for one in words_in(findings) if one.row}
    FreeText.objects.filter(survey=findings.survey).exclude(pk__in=still).delete()
