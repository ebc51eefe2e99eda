"""Rounds of micro-grants: drafted, changed, opened, closed, and put to the members' vote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import day
from spinney.decisions import api as decisions
from spinney.money import policies
from spinney.money.letters import microgrants as letters
from spinney.money.models import MicroGrantRound, RingFence
from spinney.money.policies import microgrants as rules
from spinney.money.policies.microgrants import APPLY, RoundSaid
from spinney.money.policies.ringfences import check_open
from spinney.money.queries.keeping import check_keeps
from spinney.money.queries.microgrants import held_round, name_of, seen_round
from spinney.money.states import MicroGrantState, RoundState

AMOUNTS_ARE_ELSEWHERE = "Members see what each applied for, and what is left, on the round’s page."


@transaction.atomic
def start_round(
    *, ring_fence: RingFence, said: RoundSaid, by: Actor, now: datetime
) -> MicroGrantRound:
    """Draft a round out of a ring-fence. Raises WrongState for one that is closed, BadInput for
    more for each than is left in it.
    """
    cluster, today = ring_fence.cluster, localdate(now)
    require(policies.MAY, "start_round", by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, today)
    check_open(ring_fence)
    said.check(today)
    if said.most_pence > ring_fence.remaining_pence:
        told = f"No more is left in “{ring_fence.name}” than that would take for one."
        raise BadInput(told, {"most_pence": [told]})
    made = MicroGrantRound.objects.create(
        cluster=cluster, ring_fence=ring_fence, made_at=now, made_by=by.label, **_fields(said)
    )
    _note("money.start_round", made, by, now)
    return made


def _fields(said: RoundSaid) -> dict[str, object]:
    return {
        "title": said.title.strip(), "what_for": said.what_for.strip(),
        "most_pence": said.most_pence, "closes_on": said.closes_on,
        "report_within_days": said.report_within_days,
    }  # fmt: skip


@transaction.atomic
def edit_round(
    *, round_: MicroGrantRound, said: RoundSaid, read: int | None = None, by: Actor, now: datetime
) -> MicroGrantRound:
    """Change a round that is not closed. A new last day holds for the links that were sent, too."""
    require(policies.MAY, "edit_round", by=by, scope=round_.scope)
    one = held_round(round_)
    check_keeps(by, one.cluster, localdate(now))
    if one.state == RoundState.CLOSED:
        raise WrongState(f"“{one.title}” is closed. Open it again first.")
    check_unchanged(one, read, "this round")
    said.check(localdate(now))
    changes = take_over(one, _fields(said))
    if changes:
        one.save()
        if "closes_on" in changes:
            links.prolong(APPLY, [subject_of(one)], until=letters.ends_of(one))
        told = {
            side: {key: str(value) for key, value in getattr(changes, side).items()}
            for side in ("before", "after")
        }
        _note("money.edit_round", one, by, now, **told)
    return one


@transaction.atomic
def open_round(*, round_: MicroGrantRound, by: Actor, now: datetime) -> MicroGrantRound:
    """Let applications come in, for the first time or again."""
    require(policies.MAY, "open_round", by=by, scope=round_.scope)
    one = held_round(round_)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_round_becomes(one, RoundState.OPEN)
    if one.closes_on < localdate(now):
        raise WrongState("Its last day is past. Change it first, then open the round.")
    check_open(one.ring_fence)
    _becomes(one, RoundState.OPEN)
    _note("money.open_round", one, by, now, until=day(one.closes_on))
    return one


@transaction.atomic
def close_round(*, round_: MicroGrantRound, by: Actor, now: datetime) -> MicroGrantRound:
    """Let no more applications come in. Links that were sent end with it."""
    require(policies.MAY, "close_round", by=by, scope=round_.scope)
    one = held_round(round_)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_round_becomes(one, RoundState.CLOSED)
    _becomes(one, RoundState.CLOSED)
    links.revoke(APPLY, subject_of(one), now=now)
    _note("money.close_round", one, by, now)
    return one


@transaction.atomic
def invite_applicant(*, round_: MicroGrantRound, email: str, by: Actor, now: datetime) -> None:
    """Send somebody a link by which a group applies, one that is on no register as well."""
    require(policies.MAY, "invite_applicant", by=by, scope=round_.scope)
    one = held_round(round_)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_takes_applications(one, localdate(now))
    if not rules.is_address(email.strip()):
        raise BadInput(rules.NO_ADDRESS, {"email": [rules.NO_ADDRESS]})
    letters.invite(one, email.strip(), by=by, now=now)
    _note("money.invite_applicant", one, by, now)


@transaction.atomic
def put_round_to_vote(
    *, round_: MicroGrantRound, by: Actor, now: datetime
) -> decisions.Ballot:  # fmt: skip
    """Begin a ballot in which the members say who is to get a grant: an option for each application
    that waits. It names no amounts: supporters read ballots too. Whom they choose is approved once
    they did (`microgrants.follow_round_ballot`).
    """
    require(policies.MAY, "put_round_to_vote", by=by, scope=round_.scope)
    one = held_round(round_)
    check_keeps(by, one.cluster, localdate(now))
    if one.ballot is not None:
        raise WrongState("There is a ballot about this round already.")
    waiting = [row for row in seen_round(one).grants if row.grant.state == MicroGrantState.APPLIED]
    if len(waiting) < 2:
        raise WrongState("There are not two applications to choose from. Decide them here.")
    for n, row in enumerate(waiting, start=1):
        row.grant.put_as = f"{n}. {name_of(row.grant)}"[:200]
        row.grant.save(update_fields=["put_as"])
    options = [decisions.OptionText(title=row.grant.put_as, description="") for row in waiting]
    ballot = decisions.begin_ballot(
        one.cluster, f"Who gets a small grant? {one.title}"[:200], options,
        background=AMOUNTS_ARE_ELSEWHERE, by=by, now=now,
    )  # fmt: skip
    one.ballot = ballot
    one.version += 1
    one.save(update_fields=["ballot", "version"])
    _note("money.put_round_to_vote", one, by, now, ballot=str(ballot.uid))
    return ballot


def _becomes(one: MicroGrantRound, state: RoundState) -> None:
    one.state = state
    one.version += 1
    one.save(update_fields=["state", "version"])


def _note(verb: str, one: MicroGrantRound, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=one, at=now, scope=one.scope, title=one.title, version=one.version, **more
    )
