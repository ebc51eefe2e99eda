"""A version comes into force: what follows from the last signature, and what its day brings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge import duties as owed
from spinney.agreements.bridge.lasting import last_agreed, last_day_of, span_of, terms_that_differ
from spinney.agreements.engine.spans import Span, closed_by, first_day
from spinney.agreements.events import life as news
from spinney.agreements.letters import life as letters
from spinney.agreements.models import Agreement, Party, Revocation, Version
from spinney.agreements.policies import life as rules
from spinney.agreements.states import AgreementState, AskedState, SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day


@transaction.atomic
def put_in_force(*, version: Version, by: Actor, now: datetime) -> Version:
    """Everybody who is needed has signed: the version holds from the day wanted, or from today.

    Called by whatever took the last signature, in its transaction, once its signing is complete;
    `by` is whoever signed last. That signature is the authority: no role gives it. The version
    before holds until the day before. Those who signed are parties from the first day; whoever was
    not needed and has not signed becomes one when it signs (`bind_party`).

    Raises WrongState when somebody still has to sign, or when it would end before it begins.
    """
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    version = Version.objects.select_for_update().select_related("agreement").get(pk=version.pk)
    rules.check_all_signed(version)
    before = last_agreed(agreement)
    span = _span(agreement, version, before, localdate(now))
    version.state, version.agreed_at = VersionState.AGREED, now
    version.in_force_from, version.in_force_until = span.first, span.last
    version.version += 1
    version.save(update_fields=["state", "agreed_at", "in_force_from", "in_force_until", "version"])
    _close(before, span.first)
    agreement.state, agreement.ended_on, agreement.end_reason = AgreementState.AGREED, None, ""
    agreement.title = version.content.get("title") or agreement.title
    agreement.version += 1
    agreement.save(update_fields=["state", "ended_on", "end_reason", "title", "version"])
    joined = _bind_those_who_signed(version, span.first)
    terms = version.content.get("terms", {})
    record(
        "agreements.put_in_force", by=by, on=version, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
        since=day(span.first), **_dates(span), terms=terms,
        instead_of=version.content.get("instead_of", []),
        joined=[str(party.organisation.uid) for party in joined],
    )  # fmt: skip
    for party in joined:
        news.party_joined.send(sender=Party, party=party, on=span.first, by=by, now=now)
    _admit_by_deed(agreement, span.first, now=now)
    _keep_taken_back(agreement, now)
    _note_duties(version, before, by=by, now=now)
    letters.in_force(version, by=by, now=now)
    if span.first <= localdate(now):
        _announce(version, before, by=by, now=now)
    return version


def _span(agreement: Agreement, version: Version, before: Version | None, today: date) -> Span:
    first = first_day(
        signed=today,
        wanted=version.wanted_from,
        before=span_of(before) if before else None,
        may_be_past=agreement.signed_elsewhere and version.number == 1,
    )
    last = last_day_of(version.content.get("terms", {}))
    rules.check_ends_after_it_begins(first, last)
    return Span(first, last)


def _close(before: Version | None, first: date) -> None:
    span = span_of(before) if before else None
    if before is None or span is None:
        return
    before.in_force_until = closed_by(span, first).last
    before.version += 1
    before.save(update_fields=["in_force_until", "version"])


def _dates(span: Span) -> dict[str, str | None]:
    """As the record keeps them: days as 2026-03-12, none for no last day."""
    return {"from": span.first.isoformat(), "until": span.last.isoformat() if span.last else None}


def _bind_those_who_signed(version: Version, first: date) -> list[Party]:
    """The parties that have no first day yet and signed this version; all of them when it was
    signed before it came here. Somebody who never signed is bound by nothing.
    """
    waiting = version.agreement.parties.filter(joined_on=None, left_on=None)
    if not (version.agreement.signed_elsewhere and version.number == 1):
        waiting = waiting.filter(asked__signing__signs=version, asked__state=AskedState.SIGNED)
    joined = list(waiting.select_related("organisation").distinct())
    for party in joined:
        party.joined_on = first
        party.save(update_fields=["joined_on"])
    return joined


def _admit_by_deed(deed: Agreement, first: date, *, now: datetime) -> None:
    """An accession deed is signed: whoever signed it and is no party of the agreement that it is
    of becomes one.
    """
    if deed.deed_of_id is None or deed.kind != "accession_deed":
        return
    parent = Agreement.objects.select_for_update().get(pk=deed.deed_of_id)
    first = max(first, _day_in_deed(deed) or first)
    signed = deed.parties.exclude(joined_on=None).select_related("organisation")
    for place, one in enumerate(signed):
        party, _ = Party.objects.get_or_create(
            agreement=parent, organisation=one.organisation,
            defaults={"position": parent.parties.count() + place, "role": one.role},
        )  # fmt: skip
        if not party.belongs(first):
            bind_party(party=party, on=first, by=Actor.system("accession"), now=now)


def _keep_taken_back(agreement: Agreement, now: datetime) -> None:
    """What a party no longer shared under the agreement that this one follows, it does not share
    now either, until it says so.
    """
    if agreement.renews_id is None or agreement.revocations.exists():
        return
    parties = agreement.parties.exclude(joined_on=None).values("organisation")
    before = Revocation.objects.filter(agreement=agreement.renews_id, lifted_at=None)
    for one in before.filter(organisation__in=parties):
        Revocation.objects.create(
            agreement=agreement, organisation_id=one.organisation_id, field=one.field,
            recipient_id=one.recipient_id, runners=one.runners, purpose=one.purpose, at=now,
            by=one.by, reason=one.reason,
        )  # fmt: skip


def _day_in_deed(deed: Agreement) -> date | None:
    """The first day that an accession deed names, if it names one."""
    version = last_agreed(deed)
    said = version.content.get("answers", {}).get("first_day", "") if version else ""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _note_duties(version: Version, before: Version | None, *, by: Actor, now: datetime) -> None:
    if before is None:
        owed.make_duties(version)
    else:
        owed.replace_duties(before, version, by=by, on=localdate(now))


def _announce(version: Version, before: Version | None, *, by: Actor, now: datetime) -> None:
    """It is the first day of a version, or later: tell whoever reads terms."""
    agreement, since = version.agreement, version.in_force_from
    assert since is not None  # noqa: S101  (a version that was signed has a first day)
    if agreement.speaks_for == SpeaksFor.CLUSTER:
        record(
            "agreements.cluster_goes_by", by=by, on=version, at=now, scope=agreement.scope,
            title=agreement.title, agreement=agreement.pk, since=day(since),
        )  # fmt: skip
    old: dict[str, Any] = before.content.get("terms", {}) if before else {}
    keys = terms_that_differ(old, version.content.get("terms", {}))
    news.agreement_in_force.send(sender=Version, version=version, since=since, by=by, now=now)
    if keys:
        news.terms_changed.send(
            sender=Agreement, agreement=agreement, keys=keys, on=since, by=by, now=now
        )


@transaction.atomic
def begin_version(*, version: Version, by: Actor, now: datetime) -> None:
    """The first day of a version that was signed before it has come: the site itself says so. It
    holds by its dates, whether this was done or not.
    """
    scope = version.agreement.scope
    require(policies.MAY, "begin_version", by=by, scope=scope)
    agreed = VersionState.AGREED
    before = version.agreement.versions.filter(state=agreed, number__lt=version.number).last()
    record(
        "agreements.begin_version", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, number=version.number,
    )  # fmt: skip
    _announce(version, before, by=by, now=now)


@transaction.atomic
def bind_party(*, party: Party, on: date | None = None, by: Actor, now: datetime) -> Party:
    """Somebody whose signature was not needed signs after all, or joins by a deed: it is a party
    from today or the day given, or from the first day of the agreement if that is still to come.
    """
    scope = party.agreement.scope
    require(policies.MAY, "bind_party", by=by, scope=scope)
    first = party.agreement.versions.filter(state=VersionState.AGREED).first()
    today = localdate(now)
    starts = first.in_force_from if first and first.in_force_from else today
    party.joined_on, party.left_on = max(on or today, starts), None
    party.save(update_fields=["joined_on", "left_on"])
    record(
        "agreements.bind_party", by=by, on=party, at=now, scope=scope,
        organisation=party.organisation.name, organisation_uid=str(party.organisation.uid),
        title=party.agreement.title, agreement=party.agreement_id,
        since=day(party.joined_on), joined_on=party.joined_on.isoformat(),
    )  # fmt: skip
    news.party_joined.send(sender=Party, party=party, on=party.joined_on, by=by, now=now)
    letters.joined(party, by=by, now=now)
    return party
