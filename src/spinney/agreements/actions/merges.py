"""What becomes of this room's rows when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.models import (
    Agreement,
    Answered,
    AskedToSign,
    Comment,
    Contact,
    Duty,
    Look,
    Party,
    ProposedWords,
    Revocation,
)
from spinney.agreements.states import AgreementState, AskedState, SigningState
from spinney.base.access import links
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of

HANDED_ON: tuple[tuple[Any, str], ...] = (
    (Agreement, "begun_by"),
    (Duty, "organisation"),
    (Comment, "organisation"),
    (ProposedWords, "organisation"),
    (Revocation, "organisation"),
    (Revocation, "recipient"),
    (Look, "of"),
    (Look, "by_organisation"),
    (Contact, "organisation"),
)
"""Tables, and the field in which they name an organisation, that follow without more ado."""

LINKED = ("agreements.sign",)
UNSIGNED = (AgreementState.DRAFT, AgreementState.DISCARDED)


@transaction.atomic
def follow_merge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand what the organisation put aside has here to the one that was kept. What was signed stays
    as it was signed: the words name both, and signatures are never changed.

    Where both are parties of one agreement, the kept one's row stays. The other is taken out of a
    draft, need not sign what is out for signature, and stays in what was signed. Where both said
    what they think of a version, what the kept one said counts. What was done is listed in the
    record, so that `follow_unmerge` can give it all back.
    """
    require(policies.MAY, "follow_merge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    done: dict[str, list[Any]] = {}
    for model, name in HANDED_ON:
        done[_label(model, name)] = _hand_on(model.objects.filter(**{name: aside}), name, kept)
    both = Answered.objects.filter(organisation=kept).values("approval")
    said = Answered.objects.filter(organisation=aside).exclude(approval__in=both)
    done["answered"] = _hand_on(said, "organisation", kept)
    there = Party.objects.filter(organisation=kept).values("agreement")
    twice = Party.objects.filter(organisation=aside, agreement__in=there)
    done["not_needed"] = _need_not_sign(twice, now)
    done["taken_out"] = _take_out(twice.filter(agreement__state__in=UNSIGNED))
    alone = Party.objects.filter(organisation=aside).exclude(agreement__in=there)
    done["parties"] = _hand_on(alone, "organisation", kept)
    return record("agreements.follow_merge", by=by, on=merge, at=now, scope=SITE, **done)


def _hand_on(rows: Any, name: str, kept: Any) -> list[int]:
    moved = list(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=moved).update(**{name: kept})
    return moved


def _need_not_sign(twice: Any, now: datetime) -> list[int]:
    waiting = AskedToSign.objects.filter(
        party__in=twice, state=AskedState.WAITING, signing__state=SigningState.OPEN
    )
    found = list(waiting)
    for one in found:
        for verb in LINKED:
            links.revoke(verb, subject_of(one), now=now)
    AskedToSign.objects.filter(pk__in=[one.pk for one in found]).update(state=AskedState.NOT_NEEDED)
    return [one.pk for one in found]


def _take_out(drafted: Any) -> list[list[Any]]:
    rows = [[one.agreement_id, one.role, one.position] for one in drafted]
    drafted.model.objects.filter(pk__in=[one.pk for one in drafted]).delete()
    return rows


@transaction.atomic
def follow_unmerge(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge` handed over, as far as it is still where it was put. Who needed
    not sign is asked again, and has to be sent a link once more.
    """
    require(policies.MAY, "follow_unmerge", by=by, scope=SITE)
    kept, aside = merge.kept, merge.aside
    known = Entry.objects.filter(verb="agreements.follow_merge", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    given = {_label(model, name): (model, name) for model, name in HANDED_ON}
    given |= {"answered": (Answered, "organisation"), "parties": (Party, "organisation")}
    for label, (model, name) in given.items():
        rows: Any = model.objects
        rows.filter(pk__in=done.get(label, []), **{name: kept}).update(**{name: aside})
    AskedToSign.objects.filter(
        pk__in=done.get("not_needed", []), state=AskedState.NOT_NEEDED,
        signing__state=SigningState.OPEN,
    ).update(state=AskedState.WAITING)  # fmt: skip
    for agreement, role, position in done.get("taken_out", []):
        drafted = Agreement.objects.filter(pk=agreement, state__in=UNSIGNED)
        if drafted.exists():
            Party.objects.get_or_create(
                agreement_id=agreement, organisation=aside,
                defaults={"role": role, "position": position},
            )  # fmt: skip
    return record("agreements.follow_unmerge", by=by, on=merge, at=now, scope=SITE)


def _label(model: Any, name: str) -> str:
    return f"{model._meta.model_name}_{name}"
