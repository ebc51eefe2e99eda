"""A new member joins an agreement that others signed before: by a short deed, where the agreement
says so, or by a variation that all sign. And a deed about leaving, if both sides want one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.bridge.lasting import version_on
from spinney.agreements.bridge.wordings import begin, wording_named
from spinney.agreements.engine.terms import Accession
from spinney.agreements.models import Agreement, Leaving, Party, Version
from spinney.agreements.policies import life as rules
from spinney.agreements.queries.applying import applying
from spinney.agreements.queries.leaving import open_duties_of, others_of
from spinney.agreements.states import AgreementState, LeavingState, PartyRole, SpeaksFor
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.register import api as register

OPEN_STATES = (AgreementState.DRAFT, AgreementState.SIGNING)


@dataclass(frozen=True)
class Deed:
    """A deed that belongs to an agreement: its wording, its name, who signs it, and what the site
    knows already: answers and terms.
    """

    wording: str
    title: str
    parties: tuple[register.Organisation, ...]
    answers: Mapping[str, str]
    terms: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def start_accession(
    *, agreement: Agreement, organisation: register.Organisation, by: Actor, now: datetime
) -> Version:
    """Let an organisation join an agreement in force. Where its term `accession` says that a deed
    is enough: a deed of the organisation and whoever signs for the others. Else: a variation with
    one party more. Returns the draft, which is put out for signature like any other; when all who
    are needed have signed it, the organisation is a party.
    """
    scope = agreement.scope
    require(policies.MAY, "start_accession", by=by, scope=scope)
    held = Agreement.objects.select_for_update(of=("self",)).select_related("cluster")
    agreement = held.get(pk=agreement.pk)
    today = localdate(now)
    rules.check_lasts(agreement, today)
    rules.check_can_join(agreement, organisation, today)
    terms = applying(agreement, today, "accession")
    if terms.accession.by_deed:
        signer = _signs_for_us(agreement, terms.accession, terms.lead_body.organisation, now)
        deed = Deed(
            "accession_deed", f"{organisation.name} joins: {agreement.title}",
            (organisation, *signer),
            {"who_joins": organisation.name, "which_agreement": _named(agreement, today)},
        )  # fmt: skip
        version = _deed(agreement, deed, by=by, now=now)
    else:
        version = _variation(agreement, organisation, by=by, now=now)
    record(
        "agreements.start_accession", by=by, on=version, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, organisation=organisation.name,
        organisation_uid=str(organisation.uid), by_deed=terms.accession.by_deed,
    )  # fmt: skip
    return version


def _signs_for_us(
    agreement: Agreement, term: Accession, lead_body: str, now: datetime
) -> list[register.Organisation]:
    """The party that signs the deed for the others; none where the joiner's signature is enough.
    Raises WrongState when the one that was named is no party any more.
    """
    if term.signs_for_us == "nobody":
        return []
    uid = term.organisation if term.signs_for_us == "organisation" else lead_body
    parties = agreement.parties.select_related("organisation")
    found = [one for one in parties if str(one.organisation.uid) == uid]
    if not found or not found[0].belongs(localdate(now)):
        who = (
            "The organisation that is named"
            if term.signs_for_us == "organisation"
            else ("The lead body")
        )
        raise WrongState(
            f"{who} to sign deeds for the others is not a party of this agreement. Vary the"
            " agreement first, and say who signs."
        )
    return [found[0].organisation]


def _named(agreement: Agreement, today: date) -> str:
    """An agreement as a deed names it: its title, and since when its words hold."""
    version = version_on(agreement, today)
    since = version.in_force_from if version else None
    return f"“{agreement.title}”" + (f", in force since {day(since)}" if since else "")


def _deed(agreement: Agreement, deed: Deed, *, by: Actor, now: datetime) -> Version:
    """A draft of a deed. What it says is its parties' alone."""
    title = deed.title[:200]
    made = Agreement.objects.create(
        cluster=agreement.cluster, kind=deed.wording, title=title, speaks_for=SpeaksFor.PARTIES,
        deed_of=agreement, made_at=now, made_by=by.label,
    )  # fmt: skip
    roles = dict(agreement.parties.values_list("organisation_id", "role"))
    Party.objects.bulk_create(
        Party(
            agreement=made, organisation=one, role=roles.get(one.pk, PartyRole.MEMBER),
            position=place,
        )
        for place, one in enumerate(deed.parties)
    )  # fmt: skip
    content = begin(wording_named(deed.wording), agreement.cluster)
    content = replace(
        content, title=title, answers={**content.answers, **deed.answers}, terms=dict(deed.terms)
    )
    return Version.objects.create(
        agreement=made, number=1, content=content.to_json(), made_at=now, made_by=by.label
    )


def _variation(
    agreement: Agreement, organisation: register.Organisation, *, by: Actor, now: datetime
) -> Version:
    why = f"{organisation.name} joins."
    version = vary_agreement(agreement=agreement, why=why, by=by, now=now)
    last = agreement.parties.last()
    Party.objects.get_or_create(
        agreement=agreement, organisation=organisation,
        defaults={"position": (last.position if last else 0) + 1},
    )  # fmt: skip
    return version


@transaction.atomic
def start_exit_agreement(*, leaving: Leaving, by: Actor, now: datetime) -> Version:
    """Write down how an organisation leaves, in a deed that it and the others sign. Nobody needs
    one to leave: it helps where money, staff or a lease is divided. Returns the draft.
    """
    party = leaving.party
    agreement = party.agreement
    scope = agreement.scope
    require(policies.MAY, "start_exit_agreement", by=by, scope=scope)
    today = localdate(now)
    if leaving.state == LeavingState.TAKEN_BACK:
        raise WrongState(f"{party.organisation.name} does not leave.")
    name = party.organisation.name
    begun = agreement.deeds.filter(
        kind="exit_agreement", parties__organisation=party.organisation, state__in=OPEN_STATES
    )
    if begun.exists():
        raise WrongState("An exit agreement is begun already. Go on with that one.")
    lead = applying(agreement, today, "lead_body").lead_body.organisation
    staying = [one.organisation for one in others_of(party, today)]
    if not staying:
        raise BadInput("Nobody is left to sign it with.")
    with_whom = [one for one in staying if str(one.uid) == lead] or staying
    deed = Deed(
        "exit_agreement", f"{name} leaves: {agreement.title}", (party.organisation, *with_whom),
        _known_of(leaving, today), _kept_terms(agreement, today),
    )  # fmt: skip
    version = _deed(agreement, deed, by=by, now=now)
    record(
        "agreements.start_exit_agreement", by=by, on=version, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, organisation=name,
    )  # fmt: skip
    return version


def _known_of(leaving: Leaving, today: date) -> dict[str, str]:
    """What the site knows of a leaving, as the deed asks for it."""
    party = leaving.party
    known = {
        "who_leaves": party.organisation.name,
        "which_agreement": _named(party.agreement, today),
        "last_day": (leaving.leaves_on - timedelta(days=1)).isoformat(),
    }
    still = [f"- {one.title}, by {day(one.due_on)}" for one in open_duties_of(party)]
    if still:
        known["work_still_to_do"] = "\n".join(still)
    return known


def _kept_terms(agreement: Agreement, today: date) -> dict[str, Any]:
    """What the agreement itself says of the papers that are kept: the deed says it again."""
    version = version_on(agreement, today)
    terms = version.content.get("terms", {}) if version else {}
    return {key: terms[key] for key in ("records_kept",) if key in terms}
