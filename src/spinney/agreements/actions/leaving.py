"""Leaving an agreement: notice, what becomes of open duties, how both sides part, and the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.duties import DutyText, drop_duty, edit_duty, finish_duty
from spinney.agreements.actions.ending import end_agreement
from spinney.agreements.bridge import duties as owed
from spinney.agreements.bridge.lasting import version_on
from spinney.agreements.bridge.settling import Settled, settled_of
from spinney.agreements.events import life as news
from spinney.agreements.letters import leaving as letters
from spinney.agreements.models import Agreement, Duty, Leaving, Party
from spinney.agreements.policies import drafting, life
from spinney.agreements.policies import leaving as rules
from spinney.agreements.queries.applying import applying
from spinney.agreements.queries.leaving import open_duties_of
from spinney.agreements.states import (
    DutyKind,
    LeavingState,
    SpeaksFor,
    VersionState,
)
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.register import api as register


def _held(party: Party) -> Party:
    """The party as it is now, held until this transaction ends."""
    held = Party.objects.select_for_update(of=("self",))
    return held.select_related("agreement__cluster", "organisation").get(pk=party.pk)


def _held_leaving(leaving: Leaving) -> Leaving:
    held = Leaving.objects.select_for_update(of=("self",))
    found = held.select_related("party__agreement__cluster", "party__organisation")
    return found.get(pk=leaving.pk)


def _recorded(leaving: Leaving) -> dict[str, object]:
    party = leaving.party
    return {
        "organisation": party.organisation.name, "organisation_uid": str(party.organisation.uid),
        "title": party.agreement.title, "agreement": party.agreement_id,
        "leaves_on": day(leaving.leaves_on), "on_day": leaving.leaves_on.isoformat(),
    }  # fmt: skip


@transaction.atomic
def give_notice(
    *,
    party: Party,
    leaves_on: date | None = None,
    reason: str = "",
    asked_for_it: bool = True,
    by: Actor,
    now: datetime,
) -> Leaving:
    """Give notice that a party leaves an agreement. It is a party until the day before `leaves_on`:
    the notice that was agreed, counted from today, unless a later day is given; those who run the
    cluster can agree to an earlier one. From that day it shares nothing under it and is bound by
    nothing more.

    Its own people give notice; those who run the cluster note it for them, or (`asked_for_it`
    False) make it leave, where the agreement allows that, with a reason.
    """
    scope = party.agreement.scope
    require(policies.MAY, "give_notice", by=by, scope=scope)
    party = _held(party)
    rules.check_takes_part(by, party)
    today = localdate(now)
    rules.check_can_leave(party, today)
    term = applying(party.agreement, today, "leaving").leaving
    if not asked_for_it and not by.is_system:
        rules.check_runs(by, party.agreement)
        rules.check_may_be_made_to_leave(party, term.made_to_leave_by, reason)
    earliest = today + timedelta(days=term.notice_days)
    runs_it = drafting.runs(by, party.agreement.scope)
    leaves_on = leaves_on or earliest
    rules.check_day(leaves_on, today if runs_it else earliest, agreed=runs_it)
    leaving = Leaving.objects.create(
        party=party, noticed_on=today, noticed_by=by.label, leaves_on=leaves_on,
        reason=reason.strip(),
    )  # fmt: skip
    _leaves(party, leaves_on)
    record(
        "agreements.give_notice", by=by, on=leaving, at=now, scope=scope,
        reason=leaving.reason, asked_for_it=asked_for_it, **_recorded(leaving),
    )  # fmt: skip
    letters.notice_given(leaving, by=by, now=now)
    if leaves_on <= today:
        finish_leaving(leaving=leaving, by=Actor.system("leaving"), now=now)
        leaving.refresh_from_db()
    return leaving


def _leaves(party: Party, on: date | None) -> None:
    """From its day on nobody takes it for a party, whether or not anything runs on that day."""
    party.left_on = on
    party.save(update_fields=["left_on"])


@transaction.atomic
def take_back_notice(*, leaving: Leaving, by: Actor, now: datetime) -> Leaving:
    """It stays after all: the notice is taken back before its day."""
    scope = leaving.party.agreement.scope
    require(policies.MAY, "take_back_notice", by=by, scope=scope)
    leaving = _held_leaving(leaving)
    rules.check_takes_part(by, leaving.party)
    rules.check_notice_runs(leaving, localdate(now))
    leaving.state = LeavingState.TAKEN_BACK
    leaving.version += 1
    leaving.save(update_fields=["state", "version"])
    _leaves(leaving.party, None)
    record(
        "agreements.take_back_notice", by=by, on=leaving, at=now, scope=scope, **_recorded(leaving)
    )
    letters.notice_taken_back(leaving, by=by, now=now)
    return leaving


@transaction.atomic
def settle_duty(
    *,
    leaving: Leaving,
    duty: Duty,
    how: Settled,
    to: register.Organisation | None = None,
    why: str = "",
    by: Actor,
    now: datetime,
) -> Leaving:
    """Say what becomes of something that the leaving party still has to do: it is done, another
    party takes it over, or it is dropped and why. What is handed over or dropped is owed to the
    others, so those who run the cluster say that.
    """
    scope = leaving.party.agreement.scope
    require(policies.MAY, "settle_duty", by=by, scope=scope)
    leaving = _held_leaving(leaving)
    party = leaving.party
    rules.check_takes_part(by, party)
    _check_is_its_own(duty, party)
    if how is Settled.DONE:
        finish_duty(duty=duty, note=why, by=by, now=now)
    elif how is Settled.HANDED:
        rules.check_runs(by, party.agreement)
        _hand_over(duty, to, party, by=by, now=now)
    else:
        rules.check_runs(by, party.agreement)
        drop_duty(duty=duty, reason=why, by=by, now=now)
    told = settled_of(duty, how, to.name if to else "", why, localdate(now))
    leaving.settled = [*leaving.settled, told]
    leaving.version += 1
    leaving.save(update_fields=["settled", "version"])
    record(
        "agreements.settle_duty", by=by, on=leaving, at=now, scope=scope, duty=duty.title,
        how=how.value, to=told["to"], why=why, **_recorded(leaving),
    )  # fmt: skip
    return leaving


def _check_is_its_own(duty: Duty, party: Party) -> None:
    if (duty.agreement_id, duty.organisation_id) != (party.agreement_id, party.organisation_id):
        told = f"“{duty.title}” is not something that {party.organisation.name} has to do here."
        raise BadInput(told, {"duty": [told]})


def _hand_over(
    duty: Duty, to: register.Organisation | None, party: Party, *, by: Actor, now: datetime
) -> None:
    others = party.agreement.parties.exclude(pk=party.pk).select_related("organisation")
    today = localdate(now)
    if to is None or not any(p.organisation_id == to.pk and p.belongs(today) for p in others):
        told = "Choose the party that takes it over."
        raise BadInput(told, {"to": [told]})
    text = DutyText(DutyKind(duty.kind), duty.title, duty.due_on, to, duty.every_months)
    edit_duty(duty=duty, text=text, by=by, now=now)


@transaction.atomic
def say_relations(
    *, leaving: Leaving, words: str, good: bool | None, by: Actor, now: datetime
) -> Leaving:
    """Say how you part, for your own side: whoever speaks for the leaving party says it for that;
    those who run the cluster say it for those who stay. Before or after the day.
    """
    scope = leaving.party.agreement.scope
    require(policies.MAY, "say_relations", by=by, scope=scope)
    leaving = _held_leaving(leaving)
    rules.check_takes_part(by, leaving.party)
    if not words.strip():
        told = "Write a sentence or two."
        raise BadInput(told, {"words": [told]})
    if rules.speaks_for(by, leaving.party):
        side = "the one that leaves"
        leaving.relations, leaving.relations_good = words.strip(), good
    else:
        side = "those who stay"
        leaving.others_say, leaving.others_good = words.strip(), good
    leaving.version += 1
    leaving.save()
    record(
        "agreements.say_relations", by=by, on=leaving, at=now, scope=scope, side=side,
        words=words.strip(), good=good, **_recorded(leaving),
    )  # fmt: skip
    return leaving


@transaction.atomic
def finish_leaving(*, leaving: Leaving, by: Actor, now: datetime) -> Leaving:
    """The day has come: done by the site itself. The party stopped being one at midnight, whether
    this was done or not; here its leaving is recorded, everybody is told, what it shared gets its
    day of deletion, and an agreement that nobody is left in ends.
    """
    scope = leaving.party.agreement.scope
    require(policies.MAY, "finish_leaving", by=by, scope=scope)
    leaving = _held_leaving(leaving)
    today = localdate(now)
    rules.check_day_has_come(leaving, today)
    party, agreement = leaving.party, leaving.party.agreement
    leaving.state, leaving.left_at = LeavingState.LEFT, now
    leaving.belonged_from = party.joined_on
    leaving.settled = [*leaving.settled, *_left_open(leaving, today)]
    leaving.version += 1
    leaving.save()
    _leaves(party, leaving.leaves_on)
    version = version_on(agreement, leaving.leaves_on)
    if version is not None:
        owed.delete_what_it_shared(agreement, version, party.organisation.name, leaving.leaves_on)
    record(
        "agreements.finish_leaving", by=by, on=leaving, at=now, scope=scope,
        left_open=sum(one["how"] == Settled.OPEN for one in leaving.settled),
        **_recorded(leaving),
    )  # fmt: skip
    news.party_left.send(sender=Party, party=party, on=leaving.leaves_on, by=by, now=now)
    letters.has_left(leaving, by=by, now=now)
    _end_if_nobody_is_left(agreement, today, now)
    return leaving


def _left_open(leaving: Leaving, today: date) -> list[dict[str, object]]:
    """What nobody settled in time stays with the others, and is listed."""
    return [settled_of(one, Settled.OPEN, "", "", today) for one in open_duties_of(leaving.party)]


def _end_if_nobody_is_left(agreement: Agreement, today: date, now: datetime) -> None:
    """An agreement needs two, and the rules of a cluster at least one that keeps them."""
    agreement.refresh_from_db()
    if not life.lasts(agreement, today):
        return  # it is over already, whether that was said yet or not
    if agreement.versions.filter(state=VersionState.SIGNING).exists():
        return  # others may be about to sign; those who run it see to it
    least = 2 if agreement.speaks_for == SpeaksFor.PARTIES else 1
    left = sum(one.belongs(today) for one in agreement.parties.all())
    if left < least:
        reason = "Too few parties are left." if left else "No party is left."
        end_agreement(
            agreement=agreement, on=today, reason=reason, by=Actor.system("leaving"), now=now
        )
