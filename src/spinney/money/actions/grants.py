"""A cluster applies for a grant: drafted, changed, sent with its plan and budget, taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import money
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.noting_grants import note_grant, save_state
from spinney.money.letters import grants as letters
from spinney.money.models import Grant
from spinney.money.policies import grants as rules
from spinney.money.policies.grants import GrantText
from spinney.money.queries.grants import awarded_to, goes_along, held_grant, scheme_of_grant
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import GrantState


def _become(grant: Grant, state: GrantState, *fields: str) -> None:
    rules.check_becomes(grant, state)
    save_state(grant, state, *fields)


@transaction.atomic
def draft_grant(
    *, cluster: clusters.Cluster, text: GrantText, by: Actor, now: datetime
) -> Grant:  # fmt: skip
    """Begin an application. The programme manager sees it too, and decides once it is sent."""
    require(policies.MAY, "draft_grant", by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))
    rules.check_text(text)
    _check_limit(cluster, text)
    _check_holder(cluster, text.holder_id, now)
    made = Grant.objects.create(cluster=cluster, made_at=now, made_by=by.label, **text.fields())
    note_grant("money.draft_grant", made, by, now)
    return made


@transaction.atomic
def edit_grant(
    *, grant: Grant, text: GrantText, read: int | None = None, by: Actor, now: datetime
) -> Grant:
    """Change an application that is still being written, or was sent back."""
    grant = held_grant("edit_grant", grant, by)
    rules.check_is(grant, *rules.OPEN)
    check_unchanged(grant, read, "this application")
    rules.check_text(text)
    _check_limit(grant.cluster, text, grant)
    _check_holder(grant.cluster, text.holder_id, now)
    changes = take_over(grant, text.fields())
    if changes:
        grant.save()
        note_grant(
            "money.edit_grant", grant, by, now, version=grant.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return grant


def _check_limit(cluster: clusters.Cluster, text: GrantText, grant: Grant | None = None) -> None:
    """Raise BadInput for more than the programme still has for the cluster: it could not be
    awarded.
    """
    limit = cluster.programme.grant_pence if cluster.programme is not None else None
    if limit:
        rules.check_asked(text.asked_pence, limit, awarded_to(cluster, but=grant))


def _check_holder(cluster: clusters.Cluster, holder_id: int | None, now: datetime) -> None:
    """Raise BadInput unless the money is to go to an organisation of the cluster."""
    if holder_id is None:
        return
    if holder_id not in {one.organisation_id for one in clusters.belongs(cluster, localdate(now))}:
        told = "Choose an organisation that belongs to the cluster."
        raise BadInput(told, {"holder": [told]})


@transaction.atomic
def apply_for_grant(*, grant: Grant, by: Actor, now: datetime) -> Grant:
    """Send an application. The plan as it was last kept and the budget in force go along as they
    stand now; whatever is changed later, the application keeps these.
    """
    grant = held_grant("apply_for_grant", grant, by)
    rules.check_can_apply(grant, scheme_of_grant(grant), localdate(now))
    grant.baseline, grant.budget = goes_along(grant)
    grant.applied_at, grant.applied_by = now, by.label
    _become(grant, GrantState.APPLIED, "baseline", "budget", "applied_at", "applied_by")
    note_grant(
        "money.apply_for_grant", grant, by, now, asked=money(grant.asked_pence),
        baseline=grant.baseline.number if grant.baseline else None,
        budget=grant.budget.number if grant.budget else None,
    )  # fmt: skip
    letters.tell_funder(grant, "an application for a grant", by=by, now=now)
    return grant


@transaction.atomic
def withdraw_grant(*, grant: Grant, by: Actor, now: datetime) -> Grant:
    """Take back an application that is not decided."""
    grant = held_grant("withdraw_grant", grant, by)
    _become(grant, GrantState.WITHDRAWN)
    note_grant("money.withdraw_grant", grant, by, now)
    return grant


@transaction.atomic
def take_up_grant(*, grant: Grant, by: Actor, now: datetime) -> Grant:
    """Write on an application that was taken back or declined."""
    grant = held_grant("take_up_grant", grant, by)
    _become(grant, GrantState.DRAFT)
    note_grant("money.take_up_grant", grant, by, now)
    return grant
