"""A programme as the template of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.models import (
    Comparator,
    Condition,
    Criterion,
    Document,
    Manager,
    Programme,
    Stage,
    Tier,
)
from spinney.clusters.states import ProgrammeState

_COPIED = (
    "funder",
    "summary",
    "grant_pence",
    "facilitation_days",
    "review_days",
    "day_rate_pence",
    "brand_pattern",
    "stalled_after_idle_days",
    "stalled_after_late_days",
)


@dataclass(frozen=True)
class CopyOf:
    """What the copy is called, when it starts, and whether it gets the documents too."""

    name: str
    starts_on: date | None = None
    with_documents: bool = False


@transaction.atomic
def duplicate_programme(
    *, programme: Programme, copy: CopyOf, by: Actor, now: datetime
) -> Programme:
    """Make a new programme in draft with the same rules, stages, conditions, tiers, criteria and
    comparators (and documents, if asked for), but no clusters and no history. Target dates move
    with the starting date; without one they are left out.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "duplicate_programme", by=by, scope=scope)
    if not copy.name.strip():
        raise BadInput("Give the copy a name.", {"name": ["Give the copy a name."]})
    made = Programme.objects.create(
        name=copy.name.strip(),
        starts_on=copy.starts_on,
        state=ProgrammeState.DRAFT,
        made_at=now,
        **{name: getattr(programme, name) for name in _COPIED},
    )
    _copy_stages(programme, made)
    _copy_tiers(programme, made)
    _copy_comparators(programme, made)
    if copy.with_documents:
        _copy_documents(programme, made, by, now)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is not None:
        Manager.objects.create(programme=made, person=person, starts_on=localdate(now))
    record("clusters.duplicate_programme", by=by, on=programme, at=now, scope=scope, copy=made.name)
    record(
        "clusters.make_programme",
        by=by,
        on=made,
        at=now,
        scope=programme_scope(made.pk),
        name=made.name,
        copied_from=str(programme.uid),
    )
    return made


def _shift(programme: Programme, made: Programme) -> timedelta | None:
    if programme.starts_on is None or made.starts_on is None:
        return None
    return made.starts_on - programme.starts_on


def _copy_stages(programme: Programme, made: Programme) -> None:
    shift = _shift(programme, made)
    for stage in programme.stages.prefetch_related("conditions"):
        on = stage.target_on + shift if stage.target_on and shift is not None else None
        new = Stage.objects.create(
            programme=made,
            position=stage.position,
            name=stage.name,
            description=stage.description,
            target_on=on,
        )
        Condition.objects.bulk_create(
            Condition(
                stage=new,
                position=c.position,
                text=c.text,
                of_grant=c.of_grant,
                met_by_agreement=c.met_by_agreement,
            )
            for c in stage.conditions.all()
            if c.retired_at is None
        )


def _copy_tiers(programme: Programme, made: Programme) -> None:
    rights = ("position", "name", "description", "is_member", "may_vote", "may_see", "in_quorum")
    needs = ("evidence_kind", "max_age_months", "min_cover_pence", "note")
    for tier in programme.tiers.prefetch_related("criteria"):
        new = Tier.objects.create(programme=made, **{n: getattr(tier, n) for n in rights})
        Criterion.objects.bulk_create(
            Criterion(tier=new, **{n: getattr(criterion, n) for n in needs})
            for criterion in tier.criteria.all()
        )


def _copy_comparators(programme: Programme, made: Programme) -> None:
    facts = ("name", "pence_per_organisation", "source", "note")
    Comparator.objects.bulk_create(
        Comparator(programme=made, **{n: getattr(comparator, n) for n in facts})
        for comparator in programme.comparators.filter(removed_at=None)
    )


def _copy_documents(programme: Programme, made: Programme, by: Actor, now: datetime) -> None:
    facts = ("title", "note", "name", "size", "content_type", "sha256")
    for document in programme.documents.filter(removed_at=None):
        new = Document(
            programme=made,
            added_at=now,
            added_by=by.label,
            **{n: getattr(document, n) for n in facts},
        )
        with document.file.open("rb") as stream:
            kept_as = f"{new.uid}.{document.name.rpartition('.')[2].lower()}"
            new.file.save(kept_as, ContentFile(stream.read()), save=False)
        new.save()
