"""Somebody from outside is given one version to read: asked, given longer, asked no longer; and
what she says of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.letters import review as letters
from spinney.agreements.models import Agreement, OutsideReader, Version
from spinney.agreements.policies import review as rules
from spinney.agreements.policies.drafting import check_drafts
from spinney.agreements.queries.agreements import visible_to
from spinney.agreements.states import ReaderState, VersionState
from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day


@dataclass(frozen=True)
class Asked:
    """Who is asked to read, as somebody types it. `capacity`: what she is ("solicitor")."""

    name: str
    email: str
    until: date
    capacity: str = ""
    message: str = ""
    may_comment: bool = True


def _agreement(verb: str, version: Version, by: Actor) -> Agreement:
    """The agreement of a version, for whoever writes it."""
    agreement = Agreement.objects.select_related("cluster").get(pk=version.agreement_id)
    version.agreement = agreement
    require(policies.MAY, verb, by=by, scope=agreement.scope)
    if not (by.is_system or visible_to(by).filter(pk=agreement.pk).exists()):
        raise NotFound("There is no such agreement here.")
    check_drafts(by, agreement)
    return agreement


def _note(verb: str, reader: OutsideReader, by: Actor, now: datetime, **detail: object) -> None:
    agreement = reader.reads.agreement
    record(
        verb, by=by, on=reader, at=now, scope=agreement.scope, title=agreement.title,
        agreement=agreement.pk, number=reader.reads.number, **detail,
    )  # fmt: skip


def _held(reader: OutsideReader) -> OutsideReader:
    """The reader as she is now, held until this transaction ends."""
    rows = OutsideReader.objects.select_for_update(of=("self",))
    return rows.select_related("reads__agreement__cluster").get(pk=reader.pk)


@transaction.atomic
def ask_outside_reader(
    *, version: Version, asked: Asked, by: Actor, now: datetime
) -> OutsideReader:
    """Give somebody without an account this version, as it stands now, to read by a link. Asked
    again, the same address gets the newer words; its earlier link ends.
    """
    agreement = _agreement("ask_outside_reader", version, by)
    if version.state == VersionState.DISCARDED:
        raise WrongState("This draft was thrown away. Bring it back first.")
    if not asked.name.strip():
        raise BadInput("Enter her name.", {"name": ["Enter the name of whoever is asked."]})
    rules.check_reading_day(asked.until, localdate(now))
    today = OutsideReader.objects.filter(
        reads__agreement__cluster=agreement.cluster_id, asked_at__date=localdate(now)
    )
    rules.check_readers_pace(today.count())
    email = asked.email.strip().lower()
    for earlier in version.outside_readers.filter(email=email).exclude(state=ReaderState.WITHDRAWN):
        _end(earlier, now)
    reader = OutsideReader.objects.create(
        reads=version,
        name=asked.name.strip(),
        email=email,
        capacity=asked.capacity.strip(),
        may_comment=asked.may_comment,
        message=asked.message.strip(),
        content=version.content,
        until=asked.until,
        asked_at=now,
        asked_by=by.label,
    )
    reader.reads = version
    _note("agreements.ask_outside_reader", reader, by, now, until=day(reader.until))
    letters.asked_to_read(reader, by=by, now=now)
    return reader


def _end(reader: OutsideReader, now: datetime) -> None:
    reader.state = ReaderState.WITHDRAWN
    reader.save(update_fields=["state"])
    letters.no_longer_asked(reader, now)


@transaction.atomic
def renew_outside_reader(
    *, reader: OutsideReader, until: date, by: Actor, now: datetime
) -> OutsideReader:
    """Let a reader read until a later day, or again: her link works on, and is sent anew. What she
    reads stays what she was given.
    """
    reader = _held(reader)
    _agreement("renew_outside_reader", reader.reads, by)
    rules.check_reading_day(until, localdate(now))
    again = reader.state == ReaderState.WITHDRAWN
    if again:
        rules.check_reader_becomes(reader, ReaderState.ASKED)
        reader.state = ReaderState.ASKED
    reader.until = until
    reader.save(update_fields=["until", "state"])
    if not again:
        links.prolong(letters.READ, [subject_of(reader)], until=letters.ends_at(until))
    _note("agreements.renew_outside_reader", reader, by, now, until=day(until))
    letters.asked_to_read(reader, by=by, now=now)
    return reader


@transaction.atomic
def withdraw_outside_reader(*, reader: OutsideReader, by: Actor, now: datetime) -> OutsideReader:
    """Ask her no longer: her link shows nothing from now on. What she said stays."""
    reader = _held(reader)
    _agreement("withdraw_outside_reader", reader.reads, by)
    rules.check_reader_becomes(reader, ReaderState.WITHDRAWN)
    _end(reader, now)
    _note("agreements.withdraw_outside_reader", reader, by, now)
    return reader


@transaction.atomic
def give_verdict(*, reader: OutsideReader, verdict: str, by: Actor, now: datetime) -> OutsideReader:
    """What a reader from outside says of the whole, when she has read it; she may change it until
    her last day.
    """
    reader = _held(reader)
    agreement = reader.reads.agreement
    subject = subject_of(reader)
    require(policies.MAY, "read_from_outside", by=by, scope=agreement.scope, subject=subject)
    rules.check_reads(reader, localdate(now))
    rules.check_comment_words(verdict)
    reader.verdict, reader.answered_at = verdict.strip(), now
    reader.state = ReaderState.ANSWERED
    reader.save(update_fields=["verdict", "answered_at", "state"])
    _note("agreements.give_verdict", reader, by, now)
    letters.reader_finished(reader, by=by, now=now)
    return reader
