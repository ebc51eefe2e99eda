"""Successes: told, changed, taken out, brought back, and cheered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans import policies
from spinney.workplans.bridge.holding import member_ids
from spinney.workplans.models import Cheer, Success
from spinney.workplans.policies import successes as rules
from spinney.workplans.policies.plans import RUNS_IT
from spinney.workplans.policies.successes import SuccessText


def _note(verb: str, one: Success, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=one, at=now, scope=one.scope, title=one.title, **detail)


def _held_for(verb: str, success: Success, by: Actor) -> Success:
    require(policies.MAY, verb, by=by, scope=success.scope)
    rows = Success.objects.select_for_update(of=("self",)).select_related("cluster")
    found = rows.get(pk=success.pk)
    rules.check_may_change(by, found)
    return found


@transaction.atomic
def tell_success(
    *, cluster: clusters.Cluster, text: SuccessText, by: Actor, now: datetime
) -> Success:
    """Tell the members of something that went well, or that nobody had expected."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "tell_success", by=by, scope=scope)
    rules.check_success(text, cluster.pk, localdate(now))
    _check_whose(text.organisation, cluster, by, now)
    told = Success.objects.create(cluster=cluster, told_at=now, told_by=by.label, **text.fields())
    _note("workplans.tell_success", told, by, now, kind=told.get_kind_display())
    return told


def _check_whose(
    organisation: Organisation | None, cluster: clusters.Cluster, by: Actor, now: datetime
) -> None:
    """Whoever runs the cluster tells it of any member; a member's people of their own."""
    if organisation is None:
        return
    scope = cluster_scope(cluster.pk)
    runs = bool(by.roles_in(scope) & RUNS_IT)
    own = organisation.pk in by.ids_of("organisation", Role.REPRESENTATIVE)
    if not (runs or own) or organisation.pk not in member_ids(cluster, localdate(now)):
        raise NotAllowed(f"You cannot tell it for {organisation.name}.")


@transaction.atomic
def edit_success(
    *, success: Success, text: SuccessText, read: int | None = None, by: Actor, now: datetime
) -> Success:
    """Change what was told."""
    success = _held_for("edit_success", success, by)
    rules.check_is_told(success)
    check_unchanged(success, read, "this")
    rules.check_success(text, success.cluster_id, localdate(now))
    if text.organisation is not None and text.organisation.pk != success.organisation_id:
        _check_whose(text.organisation, success.cluster, by, now)
    changes = take_over(success, text.fields())
    if changes:
        success.save()
        _note("workplans.edit_success", success, by, now, version=success.version)
    return success


@transaction.atomic
def remove_success(*, success: Success, by: Actor, now: datetime) -> Success:
    """Take it out. It can be brought back for a while."""
    success = _held_for("remove_success", success, by)
    rules.check_is_told(success)
    success.removed_at = now
    success.version += 1
    success.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_success", success, by, now)
    return success


@transaction.atomic
def restore_success(*, success: Success, by: Actor, now: datetime) -> Success:
    """Bring it back."""
    success = _held_for("restore_success", success, by)
    rules.check_can_come_back(success, now)
    success.removed_at = None
    success.version += 1
    success.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_success", success, by, now)
    return success


@transaction.atomic
def cheer(*, success: Success, organisation: Organisation, by: Actor, now: datetime) -> Cheer:
    """Say "well done" for an organisation: once, however often it is pressed."""
    require(policies.MAY, "cheer", by=by, scope=success.scope)
    rules.check_is_told(success)
    _check_speaks_for(organisation, success, by, now)
    said, is_new = Cheer.objects.get_or_create(
        success=success, organisation=organisation, defaults={"at": now, "by": by.label}
    )
    if is_new:
        _note("workplans.cheer", success, by, now, who=organisation.name)
    return said


@transaction.atomic
def take_back_cheer(
    *, success: Success, organisation: Organisation, by: Actor, now: datetime
) -> None:
    """Take a "well done" back."""
    require(policies.MAY, "take_back_cheer", by=by, scope=success.scope)
    _check_speaks_for(organisation, success, by, now)
    gone, _ = Cheer.objects.filter(success=success, organisation=organisation).delete()
    if gone:
        _note("workplans.take_back_cheer", success, by, now, who=organisation.name)


def _check_speaks_for(
    organisation: Organisation, success: Success, by: Actor, now: datetime
) -> None:
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    if organisation.pk not in own or organisation.pk not in member_ids(
        success.cluster, localdate(now)
    ):
        raise NotAllowed(f"You do not speak for {organisation.name} here.")
