"""What a party can do besides signing: pass it on, decline, show its authority, be asked anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.signing import complete_signing
from spinney.agreements.bridge.papers import Taken, check_pdf, keep_paper, take_paper
from spinney.agreements.bridge.signatures import person_behind, use_link
from spinney.agreements.letters import signing as letters
from spinney.agreements.letters import signing_news
from spinney.agreements.models import AskedToSign, Authority
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.states import AskedState
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, TooMany, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import api as register

MOST_PASSED_ON = 12
"""Letters about one party's signature in a day."""


def _authorise(verb: str, asked: AskedToSign, by: Actor) -> None:
    """Whoever holds the link to sign may do what goes with signing."""
    where = organisation_scope(asked.party.organisation_id)
    name = "sign" if by.pass_ is not None else verb
    require(policies.MAY, name, by=by, scope=where, subject=subject_of(asked))


def _held(asked: AskedToSign) -> AskedToSign:
    return read.pick(read.held(asked.signing_id), asked.pk)


def _record(verb: str, asked: AskedToSign, by: Actor, now: datetime, **more: object) -> None:
    version = asked.signing.signs
    record(
        verb, by=by, on=version, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        organisation=asked.party.organisation.name,
        organisation_uid=str(asked.party.organisation.uid), **more,
    )  # fmt: skip


@dataclass(frozen=True)
class Colleague:
    """To whom it is passed on. `gives_power`: she is asked, by the register's offer of a mandate,
    to sign for the organisation from now on.
    """

    email: str
    name: str = ""
    gives_power: bool = False


@transaction.atomic
def forward_signing(
    *, asked: AskedToSign, to: Colleague, by_whom: str, by: Actor, now: datetime
) -> bool:
    """Pass it on to a colleague: she gets a link of her own. Returns whether she may sign today;
    one without a mandate to sign can read it, and is told what to do.

    Raises WrongState when nothing is to be signed, NotAllowed for giving a power that the actor
    does not hold, TooMany after many letters in a day.
    """
    _authorise("forward_signing", asked, by)
    asked = _held(asked)
    rules.check_can_be_signed(asked, now)
    if asked.state == AskedState.SIGNED:
        raise WrongState(f"{asked.party.organisation.name} has signed, so nothing is left to do.")
    _check_not_too_many(asked, now)
    organisation, email = asked.party.organisation, to.email.strip().lower()
    holders = rules.mandates_to_sign([organisation.pk], now)[organisation.pk]
    person = Person.objects.filter(email=email, is_active=True).first()
    may_sign = read.mandate_of(asked, person.pk if person else None, holders) is not None
    if to.gives_power and not may_sign:
        register.offer_mandate(
            organisation=organisation, to=register.Invited(email, to.name),
            powers=register.Powers(may_represent=False, may_sign=True),
            term=register.Term(localdate(now)), by=by, now=now,
        )  # fmt: skip
    if may_sign:
        asked.person = person
        asked.version += 1
        asked.save(update_fields=["person", "version"])
    letters.pass_on(asked, to=person or email, by_whom=by_whom, may_sign=may_sign, by=by, now=now)
    _record("agreements.forward_signing", asked, by, now, may_sign=may_sign)
    return may_sign


def _check_not_too_many(asked: AskedToSign, now: datetime) -> None:
    lately = TaskLink.objects.filter(
        verb=letters.SIGN, subject=subject_of(asked), made_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= MOST_PASSED_ON:
        raise TooMany("This was sent to many people today. Go on tomorrow.")


@transaction.atomic
def decline_to_sign(
    *, asked: AskedToSign, reason: str, tell_others: bool = False, by: Actor, now: datetime
) -> AskedToSign:
    """Say for an organisation that it will not sign, and why: whoever put it out is told, the other
    parties too if that is wished. Whoever may sign may decline.
    """
    _authorise("decline_to_sign", asked, by)
    asked = _held(asked)
    rules.check_can_be_signed(asked, now)
    rules.check_asked_can_become(asked, AskedState.DECLINED)
    rules.check_reason(reason)
    person, pk = person_behind(by), asked.party.organisation_id
    holders = rules.mandates_to_sign([pk], now)[pk]
    mine = read.mandate_of(asked, person.pk if person else None, holders)
    speaks = person is not None and register.may_represent(person.pk, pk, localdate(now))
    rules.check_may_decline(mine, asked, holders, speaks=speaks)
    asked.state, asked.reason, asked.answered_at = AskedState.DECLINED, reason.strip(), now
    asked.version += 1
    asked.save()
    use_link(by, now)
    _record("agreements.decline_to_sign", asked, by, now, told_others=tell_others)
    signing_news.declined(asked, tell_others=tell_others, by=by, now=now)
    complete_signing(signing=asked.signing, by=by, now=now)
    return asked


@transaction.atomic
def ask_anew(*, asked: AskedToSign, message: str = "", by: Actor, now: datetime) -> AskedToSign:
    """Ask a party again that said that it will not sign; it gets a new letter."""
    agreement = asked.party.agreement
    require(policies.MAY, "ask_anew", by=by, scope=agreement.scope)
    rules.check_manages(by, agreement)
    asked = _held(asked)
    rules.check_still_open(asked.signing, now)
    if asked.state != AskedState.DECLINED:
        raise WrongState(f"{asked.party.organisation.name} did not decline. Remind it instead.")
    asked.state, asked.answered_at, asked.asked_at = AskedState.WAITING, None, now
    asked.version += 1
    asked.save()
    _record("agreements.ask_anew", asked, by, now)
    unheard = letters.ask_to_sign(asked.signing, [asked], by=by, now=now, said=message.strip())
    signing_news.turn_has_come_to_nobody(asked.signing, unheard, by=by, now=now)
    return asked


# Authority --------------------------------------------------------------------------------------


@transaction.atomic
def attach_authority(
    *,
    asked: AskedToSign,
    file: File[Any] | None = None,
    evidence: register.Evidence | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Authority:
    """Show that somebody may sign: a file (a trustees' minute, a scheme of delegation), or a piece
    of evidence that the organisation keeps in the register, whose file is copied as it is today.

    Raises BadInput for a file that cannot be taken, or evidence that has none or is another's.
    """
    _authorise("attach_authority", asked, by)
    asked = _held(asked)
    rules.check_can_be_signed(asked, now)
    if len(asked.authorities.all()) >= rules.MOST_PAPERS:
        raise WrongState(f"{rules.MOST_PAPERS} papers are here already. Take one away first.")
    taken = _of_evidence(evidence, asked) if evidence is not None else _of_file(file)
    authority = Authority(asked=asked, evidence=evidence, note=note.strip()[:300])
    keep_paper(authority, taken, by=by, now=now)
    _record("agreements.attach_authority", asked, by, now, sha256=authority.sha256)
    return authority


def _of_file(file: File[Any] | None) -> Taken:
    if file is None:
        raise BadInput("Choose a file.", {"file": ["Choose a file."]})
    return take_paper(file)


def _of_evidence(evidence: register.Evidence, asked: AskedToSign) -> Taken:
    kept = None
    if evidence.organisation_id == asked.party.organisation_id and register.is_held(evidence):
        kept = evidence.files.filter(removed_at=None).order_by("pk").first()
    if kept is None:
        told = "There is no file with this. Choose another, or send the file itself."
        raise BadInput(told, {"evidence": [told]})
    with kept.file.open("rb") as stream:
        content = stream.read()
    if kept.content_type == "application/pdf":
        check_pdf(content, field="evidence")
    return Taken(content, kept.name, kept.content_type, kept.sha256)


@transaction.atomic
def remove_authority(*, authority: Authority, by: Actor, now: datetime) -> None:
    """Take a paper away that was attached by mistake: not once the organisation has signed."""
    _authorise("remove_authority", authority.asked, by)
    asked = _held(authority.asked)
    rules.check_can_be_signed(asked, now)
    if asked.signatures.all():
        raise WrongState("Somebody has signed with this, so it stays.")
    _record("agreements.remove_authority", asked, by, now, sha256=authority.sha256)
    storage, name = authority.file.storage, str(authority.file.name)
    authority.delete()
    transaction.on_commit(lambda: storage.delete(name))
