"""Who does what by when: added, changed, done, dropped, to be done after all."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.letters import action_list as letters
from spinney.decisions.models import ActionItem, AgendaItem, Decision, Meeting
from spinney.decisions.policies import action_list as rules
from spinney.decisions.states import ActionState
from spinney.register import api as register

MOST_NOTE = 300


class AboutAction(TypedDict, total=False):
    """Whose something is, by when, and what it comes from. Of a person the organisation that she
    undertook it for is told beside.
    """

    organisation: register.Organisation | None
    person: Person | None
    due_on: date | None
    meeting: Meeting | None
    item: AgendaItem | None
    decision: Decision | None


@transaction.atomic
def add_action(
    *, cluster: clusters.Cluster, what: str, by: Actor, now: datetime, **about: Unpack[AboutAction]
) -> ActionItem:
    """Put something on the list that somebody undertook to do. Raises BadInput without words, or
    for an organisation that does not belong to the cluster.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_action", by=by, scope=scope)
    what = " ".join(what.split())
    rules.check_what(what)
    _check_whose(cluster, about.get("organisation"), localdate(now))
    action = ActionItem.objects.create(cluster=cluster, what=what, made_at=now, **about)
    record("decisions.add_action", by=by, on=action, at=now, scope=scope, **_recorded(action))
    letters.asked_to_do(action, by=by, now=now)
    return action


def _check_whose(
    cluster: clusters.Cluster, organisation: register.Organisation | None, today: date
) -> None:
    if organisation is None:
        return
    if organisation.pk not in {one.organisation_id for one in clusters.belongs(cluster, today)}:
        told = f"{organisation.name} does not belong to the cluster. Choose one that does."
        raise BadInput(told, {"organisation": [told]})


def _recorded(action: ActionItem) -> dict[str, object]:
    """What the record keeps: organisations by name, of people their label alone."""
    return {
        "what": action.what,
        "who": action.organisation.name if action.organisation else _person(action),
        "due": day(action.due_on) if action.due_on else "",
        "note": action.note,
    }


def _person(action: ActionItem) -> str:
    return f"person:{action.person_id}" if action.person_id else "Those who run the cluster"


def _held(action: ActionItem) -> ActionItem:
    """It as it is now, held until this transaction ends."""
    held = ActionItem.objects.select_for_update(of=("self",))
    return held.select_related("cluster", "organisation", "person").get(pk=action.pk)


@transaction.atomic
def edit_action(
    *,
    action: ActionItem,
    what: str,
    read: int | None = None,
    by: Actor,
    now: datetime,
    **about: Unpack[AboutAction],
) -> ActionItem:
    """Change what is still to be done: words, whose it is, by when. `read` is its version as it was
    read. What is not named stays. Another day is reminded of anew.
    """
    scope = action.scope
    require(policies.MAY, "edit_action", by=by, scope=scope)
    action = _held(action)
    rules.check_becomes(action, ActionState.DONE)
    check_unchanged(action, read, "this")
    what = " ".join(what.split())
    rules.check_what(what)
    organisation = about.get("organisation", action.organisation)
    if organisation != action.organisation:
        _check_whose(action.cluster, organisation, localdate(now))
    asked = (action.organisation_id, action.person_id)
    changes = take_over(action, {"what": what, **about})
    if not changes:
        return action
    if "due_on" in changes:
        action.reminded_on = None
    action.save()
    record(
        "decisions.edit_action", by=by, on=action, at=now, scope=scope, version=action.version,
        before={name: _plain(one) for name, one in changes.before.items()},
        after={name: _plain(one) for name, one in changes.after.items()},
        **_recorded(action),
    )  # fmt: skip
    if (action.organisation_id, action.person_id) != asked:
        letters.asked_to_do(action, by=by, now=now)
    return action


def _plain(value: object) -> object:
    """A value as the record keeps it: an organisation by its name, others by their number."""
    if isinstance(value, Person):
        return f"person:{value.pk}"
    return getattr(value, "name", None) or getattr(value, "pk", None) or value


@transaction.atomic
def finish_action(*, action: ActionItem, note: str = "", by: Actor, now: datetime) -> ActionItem:
    """It is done, and how it went."""
    return _settle("decisions.finish_action", action, ActionState.DONE, note, by=by, now=now)


@transaction.atomic
def drop_action(*, action: ActionItem, note: str, by: Actor, now: datetime) -> ActionItem:
    """It is not needed any more, and why."""
    if not note.strip():
        told = "Say why it is not needed any more."
        raise BadInput(told, {"note": [told]})
    return _settle("decisions.drop_action", action, ActionState.DROPPED, note, by=by, now=now)


@transaction.atomic
def reopen_action(*, action: ActionItem, by: Actor, now: datetime) -> ActionItem:
    """It is not done after all, or needed after all."""
    return _settle("decisions.reopen_action", action, ActionState.OPEN, "", by=by, now=now)


def _settle(
    verb: str, action: ActionItem, state: ActionState, note: str, *, by: Actor, now: datetime
) -> ActionItem:
    scope = action.scope
    require(policies.MAY, verb.partition(".")[2], by=by, scope=scope)
    action = _held(action)
    rules.check_does(by, action)
    rules.check_becomes(action, state)
    note = " ".join(note.split())
    if len(note) > MOST_NOTE:
        told = f"Make it shorter: there is room for {MOST_NOTE} letters."
        raise BadInput(told, {"note": [told]})
    action.state, action.note = state, note
    action.done_at = now if state == ActionState.DONE else None
    action.reminded_on = None if state == ActionState.OPEN else action.reminded_on
    action.version += 1
    action.save(update_fields=["state", "note", "done_at", "reminded_on", "version"])
    record(verb, by=by, on=action, at=now, scope=scope, **_recorded(action))
    return action


@transaction.atomic
def remind_of_action(*, action: ActionItem, by: Actor, now: datetime) -> None:
    """Remind whoever undertook it. The site itself."""
    scope = action.scope
    require(policies.MAY, "remind_of_action", by=by, scope=scope)
    action = _held(action)
    rules.check_becomes(action, ActionState.DONE)
    action.reminded_on = localdate(now)
    action.save(update_fields=["reminded_on"])
    record("decisions.remind_of_action", by=by, on=action, at=now, scope=scope, **_recorded(action))
    letters.due_soon(action, by=by, now=now)
