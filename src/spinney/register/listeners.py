"""What the register tells base when it starts: whom a person may act for, what is asked of her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.access.leaving import add_farewell
from spinney.base.access.minutes import takes
from spinney.base.access.models import Person
from spinney.base.access.names import add_name_source
from spinney.base.access.sources import ActingFor, add_mandate_source
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.record.prepared import prepared
from spinney.base.record.timeline import tell
from spinney.base.web.first_steps import FirstStep, add_first_step
from spinney.register import events, policies
from spinney.register.actions.claims import withdraw_claim
from spinney.register.actions.mandates import end_mandate
from spinney.register.actions.offers import withdraw_offer
from spinney.register.models import Claim, Evidence, Mandate, MandateOffer, Organisation
from spinney.register.queries.claims import claims_asking, has_claimed
from spinney.register.queries.evidence import SOON_DAYS, ending_by
from spinney.register.queries.mandates import held_by, offers_to
from spinney.register.queries.profiles import is_long_ago
from spinney.register.states import ClaimState, OfferState

MINUTES = {
    "register.add_organisation": 3,
    "register.claim_organisation": 2,
    "register.confirm_claim": 2,
    "register.decline_claim": 2,
    "register.offer_mandate": 2,
    "register.change_profile": 2,
    "register.confirm_profile": 2,
    "register.settle_difference": 1,
    "register.add_evidence": 3,
    "register.change_evidence": 2,
    "register.replace_evidence": 3,
    "register.attach_file": 1,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""


@add_mandate_source
def mandates(person: Person, on: date) -> Iterator[ActingFor]:
    """The organisations that a person holds a mandate for on a day, with what it lets her do."""
    roles: dict[int, set[Role]] = {}
    names: dict[int, str] = {}
    for mandate in held_by(person.pk, on):
        held = roles.setdefault(mandate.organisation_id, set())
        names[mandate.organisation_id] = mandate.organisation.name
        if mandate.may_represent:
            held.add(Role.REPRESENTATIVE)
        if mandate.may_hold_data:
            held.add(Role.EVIDENCE_KEEPER)
        if mandate.may_sign:
            held.add(Role.SIGNATORY)
        if mandate.may_vote:
            held.add(Role.VOTER)
        if mandate.spend_limit_pence is not None:
            held.add(Role.TREASURER)
    for organisation_id, held in roles.items():
        yield ActingFor(organisation_id, names[organisation_id], frozenset(held))


@add_ask_source
def claims_waiting(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Claims that the actor may decide."""
    for claim in claims_asking(actor):
        yield Ask(
            f"Does {claim.person.name or claim.person.email} act for {claim.organisation.name}?",
            reverse("register:confirm-claim", args=[claim.organisation_id, claim.pk]),
            2,
            organisation=claim.organisation.name,
        )


@add_ask_source
def mandates_offered(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Organisations that ask the actor to act for them."""
    for offer in offers_to(actor):
        yield Ask(
            f"Will you act for {offer.organisation.name}?",
            reverse("register:accept-mandate", args=[offer.pk]),
            2,
            organisation=offer.organisation.name,
            by_when=offer.answer_by,
        )


@add_ask_source
def evidence_running_out(actor: Actor, now: datetime) -> Iterator[Ask]:
    """Evidence of the organisation acted for that ends within 60 days, or has ended."""
    here = actor.organisation_id
    if here is None or not may(
        policies.MAY, "replace_evidence", by=actor, scope=organisation_scope(here)
    ):
        return
    soon = localdate(now) + timedelta(days=SOON_DAYS)
    for evidence in _ending(organisations=[here], last=soon):
        yield Ask(
            f"Replace what runs out: {evidence}",
            reverse("register:replace-evidence", args=[here, evidence.pk]),
            3,
            organisation=actor.organisation_name,
            by_when=evidence.expires_on,
            waits=actor.organisation_name,
        )


@prepared
def _ending(organisations: list[int], last: date) -> QuerySet[Evidence]:
    return ending_by(organisations, last)[:10]


@add_ask_source
def profile_to_confirm(actor: Actor, now: datetime) -> Iterator[Ask]:
    """A profile that nobody has confirmed for a year."""
    here = actor.organisation_id
    if here is None or not actor.has(Role.REPRESENTATIVE, organisation_scope(here)):
        return
    profile = _confirmed.first(organisation=here)
    if profile is not None and is_long_ago(profile[1], localdate(now)):
        name = profile[0]
        yield Ask(
            f"Is what we say about {name} still right?",
            reverse("register:keep-profile", args=[here]),
            2,
            organisation=name,
            waits=name,
        )


@prepared
def _confirmed(organisation: int) -> QuerySet[Organisation, tuple[str, date | None]]:
    return Organisation.objects.filter(pk=organisation).values_list("name", "confirmed_on")


@add_farewell
def end_her_mandates(person: Person, by: Actor, now: datetime) -> None:
    """Whoever closes her account acts for nobody any longer, not even as the last one."""
    # She may always give up her own, whichever organisation she acts for at the moment.
    herself = Actor(label=by.label, person_id=by.person_id, is_system=True)
    for mandate in Mandate.objects.filter(person=person, ended_early_at=None, replaced_by=None):
        end_mandate(
            mandate=mandate,
            reason="The account was closed.",
            leave_empty=True,
            by=herself,
            now=now,
        )


@add_farewell
def end_her_claims_and_offers(person: Person, by: Actor, now: datetime) -> None:
    """Whoever closes her account claims nothing and is asked nothing any longer; offers forget her
    name and address.
    """
    herself = Actor(label=by.label, person_id=by.person_id, is_system=True)
    for claim in Claim.objects.filter(person=person, state=ClaimState.WAITING):
        withdraw_claim(claim=claim, by=herself, now=now)
    hers = MandateOffer.objects.filter(email=person.email)
    for offer in hers.filter(state=OfferState.SENT):
        withdraw_offer(offer=offer, by=herself, now=now)
    hers.update(email="", person_name="")


def _name_of_organisation(organisation_id: int) -> str:
    found = Organisation.objects.filter(pk=organisation_id).values_list("name", flat=True)
    return found.first() or ""


tell(events.TOLD)
takes(MINUTES)
add_name_source("organisation", _name_of_organisation)
add_first_step(
    FirstStep(
        "See your claim",
        "It waits to be confirmed. You hear by mail as soon as it is decided.",
        "register:my-organisations",
        place=5,
        shown_to=has_claimed,
    )
)
add_first_step(
    FirstStep(
        "Find your organisation and say that you act for it",
        "Charities and companies are on the register already. It takes about 3 minutes.",
        "register:find",
        place=10,
    )
)
add_first_step(
    FirstStep(
        "Add an organisation that is not on the register",
        "Unregistered groups are as welcome. It takes about 3 minutes.",
        "register:add-organisation",
        place=20,
    )
)
