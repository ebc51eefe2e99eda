"""What becomes of this room's rows when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.access import links
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.diagnostics import policies
from spinney.diagnostics.letters.surveys import ANSWER
from spinney.diagnostics.models import Asked, Item, Support, SupportRequest, TakeUp
from spinney.diagnostics.states import AskedState, Mode, SurveyState

HANDED_ON: tuple[tuple[Any, str], ...] = (
    (Item, "organisation"),
    (Support, "provider"),
    (TakeUp, "organisation"),
    (SupportRequest, "organisation"),
    (SupportRequest, "intermediary"),
)
"""Tables, and the field in which they name an organisation, that follow without more ado."""


@transaction.atomic
def follow_merge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand what the organisation put aside has here to the one that was kept. Where both are asked
    in one survey, the kept one's row stays; the other is no longer asked if it has not begun, and
    else stays as it is, with its answers.

    What was done is listed in the record, so that `follow_unmerge` can give it all back.
    """
    require(policies.MAY, "follow_merge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    done: dict[str, list[int]] = {}
    for model, name in HANDED_ON:
        rows = model.objects.filter(**{name: aside})
        done[_label(model, name)] = list(rows.values_list("pk", flat=True))
        rows.update(**{name: kept})
    both = Asked.objects.filter(organisation=kept).values("survey")
    rows = Asked.objects.filter(organisation=aside)
    moved = list(rows.exclude(survey__in=both).values_list("pk", flat=True))
    # In a detached survey whoever is taken off would be known not to have answered.
    unbegun = rows.filter(survey__in=both, state=AskedState.ASKED).exclude(
        survey__mode=Mode.DETACHED
    )
    ended = list(unbegun.exclude(survey__state=SurveyState.CLOSED))
    Asked.objects.filter(pk__in=moved).update(organisation=kept)
    Asked.objects.filter(pk__in=[one.pk for one in ended]).update(state=AskedState.WITHDRAWN)
    for one in ended:
        links.revoke(ANSWER, subject_of(one), now=now)
    done |= {"asked": moved, "ended": [one.pk for one in ended]}
    return record("diagnostics.follow_merge", by=by, on=merge, at=now, scope=SITE, **done)


@transaction.atomic
def follow_unmerge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge` handed over, as far as it is still where it was put. Who was no
    longer asked is asked again; its link has to be sent once more.
    """
    require(policies.MAY, "follow_unmerge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    known = Entry.objects.filter(verb="diagnostics.follow_merge", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    for model, name in HANDED_ON:
        here = model.objects.filter(pk__in=done.get(_label(model, name), []), **{name: kept})
        here.update(**{name: aside})
    given = Asked.objects.filter(pk__in=done.get("asked", []), organisation=kept)
    given.update(organisation=aside)
    ended = Asked.objects.filter(pk__in=done.get("ended", []), state=AskedState.WITHDRAWN)
    ended.update(state=AskedState.ASKED)
    return record("diagnostics.follow_unmerge", by=by, on=merge, at=now, scope=SITE)


def _label(model: Any, name: str) -> str:
    return f"{model._meta.model_name}_{name}"
