"""Votes on paper and by phone in an open ballot: typed by one person, typed again by a second, and
counted when the two agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.ballot_box import Cast
from spinney.decisions.bridge.vote_checks import check_vote
from spinney.decisions.engine.marking import tidy_marks
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters import entries as letters
from spinney.decisions.models import Ballot, Elector, Entry
from spinney.decisions.policies import entries as rules
from spinney.decisions.policies.voting import check_takes_part
from spinney.decisions.queries.entries import NOT_IN_TIME
from spinney.decisions.states import BallotState, EntryState, VotedHow


@dataclass(frozen=True)
class Came:
    """How a vote came, and on which day: that of the paper, or of the call."""

    how: VotedHow
    on: date


def _held(ballot: Ballot, organisation_id: int) -> Elector:
    """An organisation as it is asked, held until this transaction ends. Raises BadInput."""
    rows = Elector.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(ballot=ballot, organisation=organisation_id).first()
    if found is None:
        told = "Choose an organisation that is asked in this ballot."
        raise BadInput(told, {"organisation": [told]})
    found.ballot = ballot
    return found


def _held_entry(entry: Entry) -> Entry:
    """The entry as it is now, held until this transaction ends."""
    rows = Entry.objects.select_for_update(of=("self",))
    return rows.select_related("ballot__cluster", "elector__organisation").get(pk=entry.pk)


def _note(verb: str, entry: Entry, by: Actor, now: datetime, **detail: object) -> None:
    """Record what became of an entry. What was voted is never in it."""
    elector = entry.elector
    name = elector.organisation.name if elector else ""
    record(
        verb, by=by, on=entry, at=now, scope=entry.ballot.scope, title=entry.ballot.title,
        organisation=name, how=entry.get_how_display().lower(), **detail,
    )  # fmt: skip


@transaction.atomic
def enter_vote(
    *,
    ballot: Ballot,
    organisation_id: int,
    came: Came,
    marks: Mapping[str, int],
    says: str = "",
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Entry:
    """Type the vote of an organisation from its paper, or as it was said on the phone. It
    waits for a second person, and counts for nothing until then.
    """
    require(policies.MAY, "enter_vote", by=by, scope=ballot.scope)
    elector = _held(ballot, organisation_id)
    rules.check_open_votes(ballot, now)
    check_takes_part(elector, ballot)
    rules.check_how(came.how)
    rules.check_marked_on(came.on, ballot, now)
    rules.check_none_waits(elector)
    check_vote(ballot, marks, says, reason)
    entry = Entry.objects.create(
        ballot=ballot, elector=elector, how=came.how, marked_on=came.on,
        marks=tidy_marks(WAYS[ballot.way], marks), says=says, reason=reason.strip(),
        entered_by=by.label, entered_at=now,
    )  # fmt: skip
    _note("decisions.enter_vote", entry, by, now)
    return entry


@transaction.atomic
def confirm_entry(
    *,
    entry: Entry,
    marks: Mapping[str, int],
    says: str = "",
    reason: str = "",
    replaces: bool = False,
    by: Actor,
    now: datetime,
) -> Cast:
    """Type the same vote again from the paper, or as it is said when one calls back. If the two
    agree it is cast, and the organisation is told, which can still change it. The second person's
    wording of the reason is kept. `replaces`: it takes the place of a newer vote of theirs.
    Raises BadInput where the two differ; then nothing changes.
    """
    require(policies.MAY, "confirm_entry", by=by, scope=entry.ballot.scope)
    entry = _held_entry(entry)
    rules.check_becomes(entry, EntryState.CONFIRMED)
    rules.check_open_votes(entry.ballot, now)
    rules.check_second_person(entry, by, rules.organisations_of(by, now))
    rules.check_agrees(entry, tidy_marks(WAYS[entry.ballot.way], marks), says)
    rules.check_replaces(entry, replaces)
    elector = entry.elector
    if elector is None:
        raise BadInput("This is a paper without a name.")
    cast = cast_vote(
        ballot=entry.ballot, organisation_id=elector.organisation_id, marks=entry.marks,
        says=entry.says, reason=reason, how=VotedHow(entry.how), by=by, now=now,
    )  # fmt: skip
    entry.reason = reason.strip()
    _settle(entry, EntryState.CONFIRMED, by, now)
    _note("decisions.confirm_entry", entry, by, now)
    letters.entered_for_you(entry, by=by, now=now)
    return cast


@transaction.atomic
def refuse_entry(*, entry: Entry, note: str = "", by: Actor, now: datetime) -> Entry:
    """Take an entry out that should not be counted: typed wrongly, or taken back."""
    require(policies.MAY, "refuse_entry", by=by, scope=entry.ballot.scope)
    entry = _held_entry(entry)
    rules.check_becomes(entry, EntryState.REFUSED)
    rules.check_open_votes(entry.ballot, now)
    if by.label != entry.entered_by:
        rules.check_second_person(entry, by, rules.organisations_of(by, now))
    entry.note = note.strip()[: rules.MOST_NOTE]
    _settle(entry, EntryState.REFUSED, by, now)
    _note("decisions.refuse_entry", entry, by, now, note=entry.note)
    return entry


@transaction.atomic
def refuse_waiting_entries(*, ballot: Ballot, by: Actor, now: datetime) -> int:
    """Take out whatever still waits for its second person when a ballot ends; returns how many.
    Those whose votes they were are told, if it was closed (of a ballot that was taken back or
    replaced everybody is told anyway). An envelope that was not opened is no vote.
    """
    require(policies.MAY, "refuse_waiting_entries", by=by, scope=ballot.scope)
    waiting = ballot.entries.filter(state=EntryState.WAITING)
    waiting.filter(elector=None).delete()
    rows = waiting.select_related("elector__organisation").order_by("pk")
    refused = list(rows)
    for entry in refused:
        elector = entry.elector
        entry.ballot, entry.note = ballot, NOT_IN_TIME
        if ballot.secret and elector is not None:
            Elector.objects.filter(pk=elector.pk).update(voted_at=None)
        _settle(entry, EntryState.REFUSED, by, now)
        _note("decisions.refuse_waiting_entries", entry, by, now, note=entry.note)
        if ballot.state == BallotState.CLOSED:
            letters.not_counted(entry, by=by, now=now)
    return len(refused)


def _settle(entry: Entry, state: EntryState, by: Actor, now: datetime) -> None:
    """Note how an entry ended. What was typed is kept with the vote alone, not a second time."""
    entry.state, entry.settled_by, entry.settled_at = state, by.label, now
    entry.marks, entry.says, entry.reason = {}, "", ""
    entry.save()
