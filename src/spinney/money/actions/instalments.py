"""Instalments: planned, their conditions met, released by one or two people, received; and taken
back where it was a mistake.

Nothing is released before everything holds: whoever releases holds the grant and its instalments
locked, what stands against it is asked anew under the lock, and the row changes only if nobody
released it meanwhile. Two people at the same instalment: one releases, the other is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import money
from spinney.money.actions.posting import post_entry, reverse_entry
from spinney.money.bridge.noting_grants import note_grant
from spinney.money.bridge.posting import PostingLine
from spinney.money.bridge.releases import (
    Stood,
    eased_words,
    needs_two,
    part_of,
    reason_words,
)
from spinney.money.bridge.schemes import ConditionText
from spinney.money.engine.releases import why_not
from spinney.money.events import grants as events
from spinney.money.letters import grants as letters
from spinney.money.models import Entry, Grant, Instalment, InstalmentCondition
from spinney.money.policies import grants as rules
from spinney.money.queries.grant_money import spent_of
from spinney.money.queries.grants import held_grant, instalments_of, scheme_of_grant
from spinney.money.states import GrantState, InstalmentState

State = InstalmentState


def _held(verb: str, instalment: Instalment, by: Actor) -> tuple[Grant, Instalment]:
    """The grant and the instalment, both locked: the grant first, always."""
    grant = held_grant(verb, instalment.grant, by)
    rules.check_made_here(grant)
    found = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
    found.grant = grant
    return grant, found


def _note(verb: str, instalment: Instalment, by: Actor, now: datetime, **more: object) -> None:
    note_grant(
        verb, instalment.grant, by, now, number=instalment.number,
        amount=money(instalment.pence), **more,
    )  # fmt: skip


@transaction.atomic
def plan_instalment(
    *, instalment: Instalment, pence: int, due_on: date | None,
    conditions: Sequence[ConditionText], why: str = "", read: int | None = None, by: Actor,
    now: datetime,
) -> Instalment:  # fmt: skip
    """Plan an instalment anew: how much, when, and what must be so first. What was noted of a
    condition that stays is kept.

    Whoever drops a condition, makes it weaker, or puts more money behind those that there are says
    why (BadInput otherwise): the cluster hears of it, and somebody else has to release it.
    """
    grant, instalment = _held("plan_instalment", instalment, by)
    rules.check_is(grant, GrantState.APPROVED)
    rules.check_planned(instalment)
    check_unchanged(instalment, read, "this instalment")
    rules.check_conditions(conditions)
    rules.check_instalment(pence)
    dropped = _eased(instalment, pence, conditions)
    before = {"pence": instalment.pence, "due_on": instalment.due_on}
    instalment.pence, instalment.due_on = pence, due_on
    others = [one for one in instalments_of(grant) if one.pk != instalment.pk]
    rules.check_sum([*others, instalment], grant.awarded_pence or 0)
    if dropped:
        why = rules.check_words(why, "why", f"Say why. {dropped}")
        instalment.eased_by = by.label
    instalment.version += 1
    instalment.save(update_fields=["pence", "due_on", "eased_by", "version"])
    _keep_conditions(instalment, conditions)
    _note(
        "money.plan_instalment", instalment, by, now, before=before,
        after={"pence": pence, "due_on": due_on}, conditions=[vars(one) for one in conditions],
        dropped=dropped, why=why if dropped else "",
    )  # fmt: skip
    if dropped:
        headline = "an instalment was planned with less asked for it, or more money"
        letters.tell_cluster(grant, headline, by=by, now=now)
    return instalment


def _eased(instalment: Instalment, pence: int, conditions: Sequence[ConditionText]) -> str:
    """What becomes easier for an instalment, in words; "" where nothing does."""
    dropped = eased_words(instalment, conditions)
    said = [f"Not asked any more: {dropped}"] if dropped else []
    if pence > instalment.pence:
        said.append(f"It was {money(instalment.pence)}, and is {money(pence)} now.")
    return " ".join(said)


def _keep_conditions(instalment: Instalment, wanted: Sequence[ConditionText]) -> None:
    known = {(one.kind, one.value, one.words): one for one in instalment.conditions.all()}
    for one in wanted:
        if known.pop((one.kind, one.value, one.words), None) is None:
            InstalmentCondition.objects.create(instalment=instalment, **vars(one))
    InstalmentCondition.objects.filter(pk__in=[one.pk for one in known.values()]).delete()


@transaction.atomic
def meet_condition(
    *, condition: InstalmentCondition, met_on: date, shown_by: str, by: Actor, now: datetime
) -> InstalmentCondition:
    """Note that a condition in words is met, and what shows it. All others are met by the records
    themselves, and nobody can say that they are.
    """
    _, instalment = _held("meet_condition", condition.instalment, by)
    rules.check_planned(instalment)
    condition = InstalmentCondition.objects.select_for_update().get(pk=condition.pk)
    if condition.kind != InstalmentCondition.ConditionKind.WORDS:
        raise WrongState("Nobody notes that this is met: the site sees it for itself.")
    condition.shown_by = rules.check_words(shown_by, "shown_by", "Say what shows it.")
    condition.met_on, condition.noted_by = met_on, by.label
    condition.save(update_fields=["shown_by", "met_on", "noted_by"])
    _note(
        "money.meet_condition", instalment, by, now, words=condition.words,
        shown_by=condition.shown_by,
    )  # fmt: skip
    return condition


def _check_may_release(instalment: Instalment, on: date) -> None:
    """Raise WrongState, with every reason, unless all holds that must before a release."""
    grant = instalment.grant
    instalments = list(instalments_of(grant))
    stood = Stood(grant, instalments, spent=spent_of(grant), on=on)
    found = why_not(part_of(instalment), stood.before(instalment))
    if found:
        kinds = agreements.kind_titles()
        told = " ".join(reason_words(one, kinds) for one in found)
        raise WrongState(f"Instalment {instalment.number} cannot be released yet. {told}")


@transaction.atomic
def ask_release(*, instalment: Instalment, by: Actor, now: datetime) -> Instalment:
    """Ask for the release of an instalment that a second person must stand behind."""
    _, instalment = _held("ask_release", instalment, by)
    rules.check_instalment_becomes(instalment, State.ASKED)
    _check_may_release(instalment, localdate(now))
    instalment.state, instalment.asked_at, instalment.asked_by = State.ASKED, now, by.label
    instalment.version += 1
    instalment.save(update_fields=["state", "asked_at", "asked_by", "version"])
    _note("money.ask_release", instalment, by, now)
    letters.tell_funder(instalment.grant, "an instalment to be released", by=by, now=now)
    return instalment


@transaction.atomic
def stop_release(*, instalment: Instalment, by: Actor, now: datetime) -> Instalment:
    """Take back the ask for a release: nothing is paid yet."""
    _, instalment = _held("stop_release", instalment, by)
    if instalment.state != State.ASKED:
        raise WrongState("Nobody has asked for the release of this instalment.")
    instalment.state, instalment.asked_at, instalment.asked_by = State.PLANNED, None, ""
    instalment.version += 1
    instalment.save(update_fields=["state", "asked_at", "asked_by", "version"])
    _note("money.stop_release", instalment, by, now)
    return instalment


@transaction.atomic
def release_instalment(*, instalment: Instalment, by: Actor, now: datetime) -> Instalment:
    """Release an instalment: it is owed to the cluster from now on, and stands in its ledger.

    Above the programme's limit, and where a condition was dropped, somebody else must have asked
    for it. Raises WrongState, with every reason, while something stands against it.
    """
    grant, instalment = _held("release_instalment", instalment, by)
    rules.check_instalment_becomes(instalment, State.RELEASED)
    _check_may_release(instalment, localdate(now))
    if needs_two(instalment, scheme_of_grant(grant).two_people_above_pence):
        rules.check_two_stand(instalment, by)
    changed = Instalment.objects.filter(
        pk=instalment.pk, version=instalment.version, released_at=None
    ).update(
        state=State.RELEASED, released_at=now, released_on=localdate(now), released_by=by.label,
        version=instalment.version + 1,
    )  # fmt: skip
    if not changed:
        raise WrongState("Somebody else has just released this instalment.")
    instalment.refresh_from_db()
    instalment.grant = grant
    entry = _post(instalment, "is released", ("grant_due", "grant_income"), by=by, now=now)
    Instalment.objects.filter(pk=instalment.pk).update(release_entry=entry)
    instalment.release_entry = entry
    _note("money.release_instalment", instalment, by, now)
    events.instalment_released.send(Instalment, instalment=instalment, by=by, now=now)
    letters.tell_cluster(grant, "an instalment is released", by=by, now=now)
    return instalment


@transaction.atomic
def receive_instalment(
    *, instalment: Instalment, received_on: date, by: Actor, now: datetime
) -> Instalment:
    """Say that a released instalment is in the bank."""
    _, instalment = _held("receive_instalment", instalment, by)
    rules.check_instalment_becomes(instalment, State.RECEIVED)
    rules.check_received_on(instalment, received_on, localdate(now))
    instalment.state, instalment.received_on = State.RECEIVED, received_on
    instalment.received_entry = _post(
        instalment, "came in", ("bank", "grant_due"), by=by, now=now, day=received_on
    )
    instalment.version += 1
    instalment.save(update_fields=["state", "received_on", "received_entry", "version"])
    _note("money.receive_instalment", instalment, by, now)
    events.instalment_received.send(Instalment, instalment=instalment, by=by, now=now)
    return instalment


@transaction.atomic
def unreceive_instalment(
    *, instalment: Instalment, why: str, by: Actor, now: datetime
) -> Instalment:
    """An instalment that was said to be in the bank is not: it is released, and waited for."""
    grant, instalment = _held("unreceive_instalment", instalment, by)
    rules.check_is(grant, GrantState.APPROVED)
    if instalment.state != State.RECEIVED:
        raise WrongState(f"Instalment {instalment.number} has not come in.")
    why = rules.check_words(why, "why", "Say why.")
    entry, instalment.received_entry, instalment.received_on = instalment.received_entry, None, None
    instalment.state = State.RELEASED
    instalment.version += 1
    instalment.save(update_fields=["state", "received_on", "received_entry", "version"])
    _take_back(entry, why, by=by, now=now)
    _note("money.unreceive_instalment", instalment, by, now, why=why)
    return instalment


@transaction.atomic
def unrelease_instalment(
    *, instalment: Instalment, why: str, by: Actor, now: datetime
) -> Instalment:
    """Take back a release that was a mistake, while nothing came in: the instalment is planned
    again, and whoever releases it anew is asked for all that was asked for then. Raises WrongState
    where it came in, or a later one was released.
    """
    grant, instalment = _held("unrelease_instalment", instalment, by)
    rules.check_is(grant, GrantState.APPROVED)
    rules.check_can_unrelease(instalment, instalments_of(grant))
    why = rules.check_words(why, "why", "Say why.")
    entry = instalment.release_entry
    instalment.state, instalment.release_entry = State.PLANNED, None
    instalment.asked_at = instalment.released_at = instalment.released_on = None
    instalment.asked_by = instalment.released_by = ""
    instalment.version += 1
    instalment.save(
        update_fields=[
            "state", "asked_at", "asked_by", "released_at", "released_on", "released_by",
            "release_entry", "version",
        ]
    )  # fmt: skip
    _take_back(entry, why, by=by, now=now)
    _note("money.unrelease_instalment", instalment, by, now, why=why)
    letters.tell_cluster(grant, "the release of an instalment was taken back", by=by, now=now)
    return instalment


def _take_back(entry: Entry | None, why: str, *, by: Actor, now: datetime) -> None:
    if entry is not None:
        words = f"Takes back {entry.number}, {entry.words}: {why}"
        reverse_entry(entry=entry, words=words[:300], by=by, now=now)


def _post(
    instalment: Instalment, happened: str, accounts: tuple[str, str], *, by: Actor,
    now: datetime, day: date | None = None,
) -> Entry:  # fmt: skip
    """The entry of an instalment: to one account from the other, of the grant's fund."""
    grant = instalment.grant
    to, out_of = accounts
    return post_entry(
        cluster=grant.cluster,
        day=day or localdate(now),
        words=f"Instalment {instalment.number} of “{grant.title}” {happened}",
        lines=[
            PostingLine(to, instalment.pence, grant.fund),
            PostingLine(out_of, -instalment.pence, grant.fund),
        ],
        source=f"money.Instalment:{instalment.uid}",
        by=by,
        now=now,
    )
