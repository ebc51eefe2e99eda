"""Unpaid time and things given: noted, changed, taken out, brought back, and asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.events.contributions import contribution_noted
from spinney.money.letters import contributions as letters
from spinney.money.models import Contribution
from spinney.money.policies import contributions as rules
from spinney.money.policies.contributions import ContributionSaid
from spinney.money.queries.budgets import nameable
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.register.api import Organisation


@transaction.atomic
def note_contribution(
    *, cluster: clusters.Cluster, organisation: Organisation, said: ContributionSaid, by: Actor,
    now: datetime,
) -> Contribution:  # fmt: skip
    """Note what a member gave without pay: by those who speak for it, by its link, or by those who
    keep the money. Raises BadInput for what cannot be, and for who does not belong.
    """
    membership = clusters.membership_of(cluster, organisation.pk)
    require(
        policies.MAY, "note_contribution", by=by, scope=cluster_scope(cluster.pk),
        subject=subject_of(membership) if membership else None,
    )  # fmt: skip
    today = localdate(now)
    rules.check_may_write(by, organisation, keeps=keeps(by, cluster, today))
    if organisation.pk not in {one.organisation_id for one in clusters.belongs(cluster, today)}:
        told = f"{organisation.name} does not belong to the cluster."
        raise BadInput(told, {"organisation": [told]})
    _check(cluster, said, now)
    made = Contribution.objects.create(
        cluster=cluster, organisation=organisation, made_at=now, made_by=by.label, **said.fields()
    )
    _note("money.note_contribution", made, by, now)
    contribution_noted.send(Contribution, contribution=made, by=by, now=now)
    return made


def _check(cluster: clusters.Cluster, said: ContributionSaid, now: datetime) -> None:
    today = localdate(now)
    said.check(today)
    if said.activity_id is not None and said.activity_id not in nameable(cluster, today).activities:
        told = "This activity is not in the cluster’s plan."
        raise BadInput(told, {"activity": [told]})


def _held(one: Contribution) -> Contribution:
    """It as it is now, held until this transaction ends."""
    rows = Contribution.objects.select_for_update(of=("self",))
    return rows.select_related("cluster", "organisation").get(pk=one.pk)


def _check_may(one: Contribution, by: Actor, now: datetime) -> None:
    kept = keeps(by, one.cluster, localdate(now))
    rules.check_may_write(by, one.organisation, keeps=kept)


@transaction.atomic
def edit_contribution(
    *, contribution: Contribution, said: ContributionSaid, read: int | None = None, by: Actor,
    now: datetime,
) -> Contribution:  # fmt: skip
    """Change what is said of a contribution."""
    require(policies.MAY, "edit_contribution", by=by, scope=contribution.scope)
    one = _held(contribution)
    rules.check_stands(one)
    _check_may(one, by, now)
    check_unchanged(one, read, "this contribution")
    _check(one.cluster, said, now)
    changes = take_over(one, said.fields())
    if changes:
        one.save()
        told = {
            side: {key: str(value) for key, value in getattr(changes, side).items()}
            for side in ("before", "after")
        }
        _note("money.edit_contribution", one, by, now, **told)
    return one


@transaction.atomic
def remove_contribution(*, contribution: Contribution, by: Actor, now: datetime) -> Contribution:
    """Take out what was noted by mistake. It can be brought back."""
    require(policies.MAY, "remove_contribution", by=by, scope=contribution.scope)
    one = _held(contribution)
    rules.check_stands(one)
    _check_may(one, by, now)
    one.removed_at = now
    one.version += 1
    one.save(update_fields=["removed_at", "version"])
    _note("money.remove_contribution", one, by, now)
    return one


@transaction.atomic
def restore_contribution(*, contribution: Contribution, by: Actor, now: datetime) -> Contribution:
    """Bring back what was taken out."""
    require(policies.MAY, "restore_contribution", by=by, scope=contribution.scope)
    one = _held(contribution)
    _check_may(one, by, now)
    if one.removed_at is None:
        raise WrongState(f"“{one.what}” is there.")
    one.removed_at = None
    one.version += 1
    one.save(update_fields=["removed_at", "version"])
    _note("money.restore_contribution", one, by, now)
    return one


@transaction.atomic
def ask_for_contributions(
    *, cluster: clusters.Cluster, organisation_ids: Sequence[int], by: Actor, now: datetime
) -> int:
    """Write to those who represent these members, each with a link of her own by which she notes
    in a minute what her organisation gave, as often as she likes. Returns how many members.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "ask_for_contributions", by=by, scope=scope)
    check_keeps(by, cluster, localdate(now))
    here = {one.organisation_id: one for one in clusters.belongs(cluster, localdate(now))}
    chosen = [here[pk] for pk in dict.fromkeys(organisation_ids) if pk in here]
    if not chosen:
        raise BadInput("Choose at least one member.", {"members": ["Choose at least one member."]})
    asked = 0
    for one in chosen:
        membership = clusters.membership_of(cluster, one.organisation_id)
        if membership is None:
            raise NotAllowed("Who does not belong cannot be asked.")
        asked += bool(letters.ask(membership, by=by, now=now))
    record("money.ask_for_contributions", by=by, on=cluster, at=now, scope=scope, members=asked)
    return asked


def _note(verb: str, one: Contribution, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=one, at=now, scope=one.scope, organisation=one.organisation.name,
        what=one.what, version=one.version, **more,
    )  # fmt: skip
