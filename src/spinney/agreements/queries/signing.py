"""A signing as whoever looks may see it: who has signed, whose turn it is, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from spinney.agreements.bridge.affecting import affected_parties
from spinney.agreements.bridge.lasting import last_agreed
from spinney.agreements.bridge.readiness import days_if_signed_on
from spinney.agreements.engine.signing import Place, signatories_needed, standing
from spinney.agreements.engine.signing import Standing as Standing
from spinney.agreements.engine.terms import read
from spinney.agreements.engine.terms.deciding import Quorum, SigningRule
from spinney.agreements.models import (
    Agreement,
    AskedToSign,
    Authority,
    Party,
    Scan,
    Signature,
    Signing,
    Version,
)
from spinney.agreements.policies.binding import check_still_binds
from spinney.agreements.policies.life import why_it_would_end_first
from spinney.agreements.policies.signing import (
    AskedParty,
    Choices,
    check_can_be_signed,
    check_holds_power,
    check_turn,
    has_lapsed,
    manages,
    mandates_to_sign,
)
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import AgreementState, AskedState, ScanState, SigningState, SpeaksFor
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.web.components.words import counted, listed
from spinney.clusters import api as clusters
from spinney.register import api as register


def with_everything(signings: QuerySet[Signing]) -> QuerySet[Signing]:
    """Each signing with its version, parties, signatures and papers, in five queries."""
    rows = AskedToSign.objects.select_related("party__organisation", "person").prefetch_related(
        Prefetch("signatures", Signature.objects.select_related("mandate")),
        Prefetch("authorities", Authority.objects.order_by("added_at", "pk")),
        Prefetch("scans", Scan.objects.order_by("added_at", "pk")),
    )
    return signings.select_related("signs__agreement__cluster").prefetch_related(
        Prefetch("asked", rows.order_by("step", "party__position", "pk"))
    )


def held(signing_id: int) -> Signing:
    """A signing as it is now, with everything, held until the transaction ends: two who sign at
    once are counted one after the other.
    """
    Signing.objects.select_for_update().get(pk=signing_id)
    return with_everything(Signing.objects.filter(pk=signing_id)).get()


def latest_of(version: Version) -> Signing | None:
    """The signing of a version that counts: the open one, else the one put out last."""
    rows = with_everything(Signing.objects.filter(signs=version)).order_by("-opened_at", "-pk")
    found = list(rows[:5])
    return next((one for one in found if one.state == SigningState.OPEN), next(iter(found), None))


def version_to_sign(agreement: Agreement) -> Version | None:
    """The version of an agreement that is out, or was signed last, or was taken back."""
    rows = agreement.versions.filter(signings__isnull=False).order_by("-number")
    return rows.first()


def signing_of(agreement: Agreement) -> Signing | None:
    """The signing of an agreement that counts now: of its newest version that was ever put out."""
    version = version_to_sign(agreement)
    return latest_of(version) if version is not None else None


def get_signing(agreement: Agreement) -> Signing:
    """The signing of an agreement. Raises NotFound when it was never put out."""
    found = signing_of(agreement)
    if found is None:
        raise NotFound("This agreement has not been put out for signature.")
    return found


def places_of(signing: Signing) -> list[Place]:
    """Those asked, as the engine counts them; a second signatory counted where an amount asks for
    one.
    """
    return [
        Place(
            key=one.pk,
            step=one.step,
            signatories=needed_of(signing, one),
            signed=one.signatories if one.state == AskedState.SIGNED else len(_given(one)),
            is_required=one.is_required,
            declined=one.state == AskedState.DECLINED,
            left_out=one.state == AskedState.NOT_NEEDED,
        )
        for one in signing.asked.all()
    ]


def _given(asked: AskedToSign) -> list[Signature]:
    return list(asked.signatures.all())


def needed_of(signing: Signing, asked: AskedToSign) -> int:
    """How many people of a party must sign, as far as is known: above the limits of those who
    have signed, a second one.
    """
    if asked.state == AskedState.SIGNED:
        return asked.signatories
    limits = [one.mandate.spend_limit_pence if one.mandate else None for one in _given(asked)]
    return signatories_needed(asked.signatories, signing.amount_pence, limits)


def standing_of(signing: Signing) -> Standing:
    """How a signing stands."""
    return standing(places_of(signing), needed=signing.needed, in_order=signing.in_order)


def names_before(signing: Signing, asked: AskedToSign, now_stands: Standing) -> list[str]:
    """The names of those who sign before a party."""
    names = {one.pk: one.party.organisation.name for one in signing.asked.all()}
    return [names[key] for key in now_stands.first.get(asked.pk, ())]


def check_signature_wanted(signing: Signing, asked: AskedToSign, now: datetime) -> None:
    """Raise WrongState unless a signature of the party is still wanted, and it is its turn."""
    check_can_be_signed(asked, now)
    check_still_binds(signing, localdate(now))
    if asked.state == AskedState.SIGNED:
        who = listed(one.name for one in asked.signatures.all())
        enough = "That is enough" if asked.signatories == 1 else "They are enough"
        raise WrongState(
            f"{who} signed for {asked.party.organisation.name} already. {enough}, so yours is not"
            " needed."
        )
    check_turn(asked, names_before(signing, asked, standing_of(signing)))


# Asking -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """Whom a version is put out to unless somebody says otherwise; how, by the rule in force. Above
    `second_above_pence` two people sign for each, whatever anybody chose.
    """

    asked: tuple[AskedParty, ...]
    choices: Choices
    second_above_pence: int | None
    left_out: tuple[Party, ...]


def parties_of(agreement: Agreement, now: datetime) -> list[Party]:
    """The parties of an agreement that have not left it."""
    today = localdate(now)
    here = agreement.parties.filter(Q(left_on=None) | Q(left_on__gt=today))
    return list(here.select_related("organisation"))


def proposal_for(version: Version, now: datetime) -> Proposal:
    """Whom a version is put out to by default: every party; for a variation, those whom it affects.
    How many sign, and in which order, is what the rule says that it is held to.
    """
    everybody = parties_of(version.agreement, now)
    hit = affected_parties(version, everybody)
    parties = [one for one in everybody if one.pk in hit]
    held = terms(version.agreement.cluster, localdate(now))
    rule = rule_for(version, now) or held.signing_rule
    needed = rule.parties_needed
    all_needed = needed is None or needed >= len(parties)
    asked = tuple(
        AskedParty(one.pk, place if rule.in_order else 1, rule.people_each, all_needed)
        for place, one in enumerate(parties, start=1)
    )
    choices = Choices(
        in_order=rule.in_order, needed=None if all_needed else needed,
        wanted_from=version.wanted_from,
    )  # fmt: skip
    left = tuple(one for one in everybody if one.pk not in hit)
    limits = (rule.second_above_pence, held.spending_limits.second_above_pence)
    above = min((one for one in limits if one is not None), default=None)
    return Proposal(asked, choices, above, left)


def rule_for(version: Version, now: datetime) -> SigningRule | None:
    """The rule for signing that a version is held to: what a first version says itself, and for a
    variation what is in force before it (what it says itself holds from the next one on); else the
    cluster's. None: nothing is agreed of it.
    """
    before = last_agreed(version.agreement)
    own = (before or version).content.get("terms", {}).get("signing_rule")
    if own is not None:
        return cast(SigningRule, read("signing_rule", own))
    held = terms(version.agreement.cluster, localdate(now))
    return held.signing_rule if held.source("signing_rule") else None


def cannot_be(version: Version, wanted: date | None, signed: date, now: datetime) -> list[str]:
    """What a draft says that cannot be, were it signed on a day, each in a sentence with what to
    do: an end before its first day, more signatures or more members than there are.
    """
    today, said = localdate(now), version.content.get("terms", {})
    here = {one.organisation_id for one in parties_of(version.agreement, now)}
    told = []
    late = why_it_would_end_first(*days_if_signed_on(version, signed, wanted))
    if late:
        told.append(f"{late} Choose a later end in the draft.")
    rule = said.get("signing_rule")
    needed = cast(SigningRule, read("signing_rule", rule)).parties_needed if rule else None
    if needed is not None and needed > len(here):
        told.append(
            f"By its own terms {counted(needed, 'organisation')} must sign, and it has"
            f" {counted(len(here), 'party', 'parties')}. Change that in the draft, or add parties."
        )
    if version.agreement.speaks_for == SpeaksFor.CLUSTER:
        cluster = version.agreement.cluster
        belong = [*clusters.members(cluster, today), *clusters.voters(cluster, today)]
        here |= {one.organisation_id for one in belong}
    quorum = cast(Quorum, read("quorum", said["quorum"])) if said.get("quorum") else None
    least = max([quorum.at_least or 0, *(one.at_least for one in quorum.of_tiers)]) if quorum else 0
    if least > len(here):
        told.append(
            f"By its own terms a decision counts when at least {least} take part, and there are"
            f" {len(here)} of you. Change the quorum in the draft."
        )
    return told


# What news from below concerns -------------------------------------------------------------------


def open_signings_of(organisation_id: int) -> list[Signing]:
    """The open signings in which an organisation is asked, whatever it has said."""
    rows = Signing.objects.filter(
        state=SigningState.OPEN, asked__party__organisation=organisation_id
    )
    return list(rows.select_related("signs__agreement__cluster").order_by("pk"))


def waiting_in(cluster_id: int, organisation_id: int) -> list[AskedToSign]:
    """Where a member of a cluster is still to sign, or declined, what is the whole cluster's; not
    deeds: who leaves signs how it leaves.
    """
    rows = AskedToSign.objects.filter(
        party__organisation=organisation_id,
        party__agreement__cluster=cluster_id,
        party__agreement__speaks_for=SpeaksFor.CLUSTER,
        party__agreement__deed_of=None,
        state__in=(AskedState.WAITING, AskedState.DECLINED),
        # Complete ones too: whose signature was not needed may still sign until the last day.
        signing__state__in=(SigningState.OPEN, SigningState.LAPSED, SigningState.COMPLETE),
    )
    return list(rows.select_related("party__agreement").order_by("pk"))


def with_second(
    asked: Iterable[AskedParty], second_above: int | None, amount: int | None
) -> tuple[AskedParty, ...]:
    """Those asked, with a second signatory each where what they commit to (pence) is above what was
    agreed that one may sign for.
    """
    if second_above is None or amount is None or amount <= second_above:
        return tuple(asked)
    return tuple(replace(one, signatories=max(one.signatories, 2)) for one in asked)


# For whoever signs ------------------------------------------------------------------------------


def asked_by_link(by: Actor) -> AskedToSign:
    """The party that the holder of a task link is asked to sign for. Raises NotFound."""
    kind, _, number = (by.pass_.subject if by.pass_ else "").rpartition(":")
    if kind != "agreements.AskedToSign":
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    return _asked(Q(pk=int(number)))


def asked_of(by: Actor, cluster_id: int, agreement_id: int) -> AskedToSign:
    """What the organisation that somebody acts for is asked to sign; else another of hers that is
    asked. Raises NotFound to whoever acts for none.
    """
    own = by.ids_of("organisation", Role.SIGNATORY, Role.REPRESENTATIVE)
    ours = Q(party__organisation__in=own)
    here = Q(party__agreement=agreement_id, party__agreement__cluster=cluster_id)
    return _asked(ours & here)


def asked_of_former(by: Actor, cluster_id: int, agreement_id: int) -> AskedToSign | None:
    """What an organisation is asked for which somebody could sign until her mandate ended."""
    had = register.Mandate.objects.filter(person=by.person_id or 0, may_sign=True)
    ours = Q(party__organisation__in=had.values("organisation"))
    here = Q(party__agreement=agreement_id, party__agreement__cluster=cluster_id)
    found = AskedToSign.objects.filter(ours & here).order_by("-pk").first()
    return asked_again(found) if found is not None else None


def _asked(which: Q) -> AskedToSign:
    newest = AskedToSign.objects.filter(which).order_by("-signing__opened_at", "-pk")
    found = newest.select_related("signing").first()
    if found is None:
        raise NotFound("There is nothing to sign here, or it is not shared with you.")
    signing = with_everything(Signing.objects.filter(pk=found.signing_id)).get()
    return pick(signing, found.pk)


def pick(signing: Signing, asked_id: int) -> AskedToSign:
    """One of those asked in a signing that was read with everything."""
    for one in signing.asked.all():
        if one.pk == asked_id:
            one.signing = signing
            one.party.agreement = signing.signs.agreement
            return one
    raise NotFound("This party is not asked here.")


def asked_again(asked: AskedToSign) -> AskedToSign:
    """The same party as it is now."""
    return _asked(Q(pk=asked.pk))


# Parts of the agreement's page ------------------------------------------------------------------


@dataclass(frozen=True)
class SigningPart:
    """What the page of an agreement says of its signing; no `signing`: it can be put out."""

    signing: Signing | None
    stands: Standing | None = None
    lapsed: bool = False
    our_turn: bool = False
    can_put_out: bool = False


def part_for(by: Actor, agreement: Agreement) -> SigningPart | None:
    """The signing of an agreement for its page; none while there is nothing to say of it."""
    signing = signing_of(agreement)
    out = signing is not None and signing.state != SigningState.WITHDRAWN
    to_compare = agreement.signed_elsewhere and agreement.state == AgreementState.DRAFT
    can_put_out = (
        not to_compare
        and manages(by, agreement)
        and agreement.versions.filter(state="draft").exists()
    )
    if signing is None or not out:
        return SigningPart(signing, can_put_out=True) if can_put_out else None
    stands, lapsed = standing_of(signing), has_lapsed(signing, timezone.now())
    own = by.ids_of("organisation", Role.SIGNATORY, Role.REPRESENTATIVE)
    ours = [one.pk for one in signing.asked.all() if one.party.organisation_id in own]
    turn = not lapsed and bool(set(ours) & stands.turn)
    return SigningPart(signing, stands, lapsed, turn, can_put_out)


def waiting_scans(asked: Iterable[AskedToSign]) -> list[Scan]:
    """The scans that wait for somebody to confirm them."""
    return [scan for one in asked for scan in one.scans.all() if scan.state == ScanState.WAITING]


def check_power(asked: AskedToSign, person: Person | None, now: datetime) -> register.Mandate:
    """The mandate under which a person signs for a party today. Raises NotAllowed, with whom to
    ask, when she holds none.
    """
    pk = asked.party.organisation_id
    holders = mandates_to_sign([pk], now)[pk]
    mine = mandate_of(asked, person.pk if person else None, holders)
    return check_holds_power(mine, asked, holders)


def mandate_of(
    asked: AskedToSign, person_id: int | None, holders: Iterable[register.Mandate]
) -> register.Mandate | None:
    """The mandate under which a person signs for a party, among those that hold today."""
    return next((one for one in holders if person_id and one.person_id == person_id), None)
