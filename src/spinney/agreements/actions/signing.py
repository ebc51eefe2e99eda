"""Putting a version out for signature, signing it, and what follows from the last signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.coming_into_force import bind_party, put_in_force
from spinney.agreements.bridge.fixing import filled
from spinney.agreements.bridge.readiness import gaps_of
from spinney.agreements.bridge.signatures import Signer, keep_signature, person_behind, use_link
from spinney.agreements.events import signing as news
from spinney.agreements.letters import signing as letters
from spinney.agreements.letters import signing_news
from spinney.agreements.models import Agreement, AskedToSign, Signature, Signing, Version
from spinney.agreements.policies import approvals, drafting
from spinney.agreements.policies import signing as rules
from spinney.agreements.policies.binding import (
    check_asks_whom_it_concerns,
    check_asks_whom_it_replaces,
    check_signs_by_rule,
)
from spinney.agreements.policies.life import check_end_is_not_asked
from spinney.agreements.policies.signing import AskedParty as AskedParty
from spinney.agreements.policies.signing import Choices as Choices
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.replacing import replaced_by
from spinney.agreements.queries.terms import conflicts_of
from spinney.agreements.states import (
    AgreementState,
    AskedState,
    SignedHow,
    SigningState,
    VersionState,
)
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import may, require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day


@transaction.atomic
def put_out(
    *,
    version: Version,
    asked: Sequence[AskedParty] | None = None,
    deadline: date,
    choices: Choices | None = None,
    by: Actor,
    now: datetime,
) -> Signing:
    """Fix the words of a draft, and ask its parties to sign them. Without `asked` and `choices`:
    every party (of a variation those whom it affects), by the rule for signing in force.

    Raises WrongState for gaps, conflicts with other agreements, a variation that is not agreed to,
    and parties in which nobody may sign; BadInput for choices that make no sense. What takes the
    place of another agreement is held to what a variation of that one would be.
    """
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    require(policies.MAY, "put_out", by=by, scope=agreement.scope)
    rules.check_manages(by, agreement)
    version = Version.objects.select_for_update().get(pk=version.pk)
    version.agreement = agreement
    drafting.check_is_draft(version)
    rules.check_can_put_out(agreement)
    check_end_is_not_asked(agreement, localdate(now))
    proposal = read.proposal_for(version, now)
    choices = choices or proposal.choices
    asked = proposal.asked if asked is None else asked
    asked = read.with_second(asked, proposal.second_above_pence, choices.amount_pence)
    _check_ready(version, asked, deadline, choices, proposal, now)
    _fix(version, choices.wanted_from, now)
    if agreement.state == AgreementState.DRAFT:
        agreement.state = AgreementState.SIGNING
        agreement.version += 1
        agreement.save(update_fields=["state", "version"])
    made = _open(version, asked, deadline, choices, by, now)
    record(
        "agreements.put_out", by=by, on=version, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
        digest=version.digest, deadline=day(deadline), parties=len(asked), needed=choices.needed,
        in_order=choices.in_order,
    )  # fmt: skip
    signing = read.held(made.pk)
    _ask_whose_turn_it_is(signing, by=by, now=now)
    news.put_out_for_signature.send(sender=Signing, signing=signing, by=by, now=now)
    return signing


def _open(
    version: Version,
    asked: Sequence[AskedParty],
    deadline: date,
    choices: Choices,
    by: Actor,
    now: datetime,
) -> Signing:
    made = Signing.objects.create(
        signs=version, opened_at=now, opened_by=by.label, deadline=deadline,
        in_order=choices.in_order, needed=choices.needed, amount_pence=choices.amount_pence,
        message=choices.message.strip(),
    )  # fmt: skip
    AskedToSign.objects.bulk_create(
        AskedToSign(
            signing=made, party_id=one.party_id, step=one.step if choices.in_order else 1,
            signatories=one.signatories, is_required=one.is_required,
        )
        for one in asked
    )  # fmt: skip
    return made


def _check_ready(
    version: Version,
    asked: Sequence[AskedParty],
    deadline: date,
    choices: Choices,
    proposal: read.Proposal,
    now: datetime,
) -> None:
    """Raise unless nothing is left open, and those who are asked can sign."""
    rules.check_deadline(deadline, now)
    parties = read.parties_of(version.agreement, now)
    rules.check_asked(asked, parties, choices)
    hit = {one.party_id for one in proposal.asked}
    concerned = [one for one in parties if one.pk in hit]
    rule = read.rule_for(version, now)
    least = rule.parties_needed if rule else None
    check_asks_whom_it_concerns(version, asked, choices, concerned, least)
    check_signs_by_rule(version, parties, asked, choices, rule)
    left = gaps_of(version)
    if left:
        raise WrongState(f"Something is still to be done first. {' '.join(left)}")
    conflicts = conflicts_of(version)
    if conflicts:
        said = " ".join(one.words for one in conflicts)
        raise WrongState(f"This says something else than what is in force already. {said}")
    replaces = replaced_by(version, localdate(now))
    check_asks_whom_it_replaces(parties, asked, choices, replaces)
    approvals.check_agreed(version, localdate(now), replaces=bool(replaces))
    unfit = read.cannot_be(version, choices.wanted_from, deadline, now)
    if unfit:
        raise WrongState(" ".join(unfit))
    rules.check_somebody_may_sign(asked, parties, choices, now)


def _fix(version: Version, wanted_from: date | None, now: datetime) -> None:
    """From now on the words are these, and no others."""
    version.wanted_from = wanted_from
    document = filled(version)
    version.text, version.digest = document.to_json(), document.digest
    version.state, version.put_out_at, version.undoes = VersionState.SIGNING, now, None
    version.version += 1
    version.save()


def _ask_whose_turn_it_is(signing: Signing, *, by: Actor, now: datetime) -> None:
    """Write to those whose turn has come and who were not written to yet."""
    turn = read.standing_of(signing).turn
    new = [one for one in signing.asked.all() if one.pk in turn and one.asked_at is None]
    if not new:
        return
    for one in new:
        one.asked_at = now
    AskedToSign.objects.filter(pk__in=[one.pk for one in new]).update(asked_at=now)
    unheard = letters.ask_to_sign(signing, new, by=by, now=now)
    signing_news.turn_has_come_to_nobody(signing, unheard, by=by, now=now)


@transaction.atomic
def sign(*, asked: AskedToSign, signer: Signer, by: Actor, now: datetime) -> Signature:
    """Sign for an organisation, under a mandate to sign for it. Signing twice is signing once: the
    first signature is returned.

    Raises NotAllowed for whoever holds no mandate today, BadInput for a name that is not hers,
    WrongState when it is not the party's turn, is over, has been signed by enough people, or the
    words are not those that she read.
    """
    organisation = asked.party.organisation
    where = organisation_scope(organisation.pk)
    if rules.is_of(by, organisation.pk) and not may(policies.MAY, "sign", by=by, scope=where):
        # Perhaps she had the power when she opened the page: she is told whom to ask.
        read.check_power(asked, person_behind(by), now)
    require(policies.MAY, "sign", by=by, scope=where, subject=subject_of(asked))
    signing = read.held(asked.signing_id)
    asked, version = read.pick(signing, asked.pk), signing.signs
    person = person_behind(by)
    given: list[Signature] = [
        one for one in asked.signatures.all() if person and one.person_id == person.pk
    ]
    if given and signing.state != SigningState.WITHDRAWN:
        return given[0]
    read.check_signature_wanted(signing, asked, now)
    mandate = read.check_power(asked, person, now)
    rules.check_name(signer.name, mandate.person.name, by_link=by.pass_ is not None)
    rules.check_words(version, signer.read)
    signature = keep_signature(
        asked, version, signer, how=SignedHow.ELECTRONIC, now=now, person=person, mandate=mandate
    )
    use_link(by, now)
    record(
        "agreements.sign", by=by, on=version, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        organisation=organisation.name, organisation_uid=str(organisation.uid),
        digest=version.digest, signature=str(signature.uid), mandate=mandate.pk,
        identified_by=signer.identified_by,
    )  # fmt: skip
    count_signature(signature=signature, by=by, now=now)
    return signature


@transaction.atomic
def count_signature(*, signature: Signature, by: Actor, now: datetime) -> None:
    """See what a new signature brings: its party may be done, the next may have their turn, the
    version may come into force. Called by whatever took the signature, in its transaction.
    """
    signing = read.held(signature.asked.signing_id)
    asked = read.pick(signing, signature.asked_id)
    given, needed = len(asked.signatures.all()), read.needed_of(signing, asked)
    if given >= needed:
        AskedToSign.objects.filter(pk=asked.pk).update(
            state=AskedState.SIGNED, signatories=needed, answered_at=now
        )
    record(
        "agreements.count_signature", by=by, on=signing, at=now,
        scope=signing.signs.agreement.scope, party=str(asked.party.organisation.uid),
        given=given, needed=needed,
    )  # fmt: skip
    if given < needed:
        letters.ask_to_sign(signing, [asked], by=by, now=now)
        return
    if signing.state == SigningState.COMPLETE:
        if asked.party.joined_on is None:
            bind_party(party=asked.party, by=Actor.system("signing"), now=now)
        return
    complete_signing(signing=signing, by=by, now=now)


@transaction.atomic
def complete_signing(*, signing: Signing, by: Actor, now: datetime) -> bool:
    """Close a signing that has all the signatures it needs, and put its version in force; else ask
    those whose turn has come. Returns whether it is complete.

    The signatures are the authority for it, whoever gave the last one. Raises WrongState when
    somebody signed other words than those that are kept.
    """
    signing = read.held(signing.pk)
    if signing.state != SigningState.OPEN:
        return signing.state == SigningState.COMPLETE
    version = signing.signs
    if not read.standing_of(signing).is_complete:
        _ask_whose_turn_it_is(signing, by=by, now=now)
        return False
    rules.check_words(version, "")
    given = [one for asked in signing.asked.all() for one in asked.signatures.all()]
    rules.check_signed_the_same(version, (one.digest for one in given))
    signing.state, signing.closed_at = SigningState.COMPLETE, now
    signing.version += 1
    signing.save(update_fields=["state", "closed_at", "version"])
    record(
        "agreements.complete_signing", by=by, on=signing, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        digest=version.digest, signatures=len(given),
    )  # fmt: skip
    put_in_force(version=version, by=by, now=now)
    news.signing_complete.send(sender=Signing, signing=signing, by=by, now=now)
    return True
