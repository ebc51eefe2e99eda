"""Who leaves an agreement, when and how; as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from spinney.agreements.bridge.duties import TAKEN_BACK
from spinney.agreements.bridge.settling import SettledLine, lines_of
from spinney.agreements.engine.terms import Leaving as LeavingTerm
from spinney.agreements.models import Agreement, AskedToSign, Duty, Leaving, Party
from spinney.agreements.policies import drafting
from spinney.agreements.policies import leaving as rules
from spinney.agreements.queries.applying import applying
from spinney.agreements.states import (
    AgreementState,
    AskedState,
    DutyState,
    LeavingState,
    SigningState,
)
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows


def get_party(agreement: Agreement, party_id: int) -> Party:
    """A party of an agreement. Raises NotFound."""
    found = agreement.parties.select_related("organisation").filter(pk=party_id).first()
    if found is None:
        raise NotFound("There is no such party.")
    found.agreement = agreement
    return found


def leaving_of(party: Party) -> Leaving | None:
    """The last leaving of a party that was not taken back."""
    kept = party.leavings.exclude(state=LeavingState.TAKEN_BACK).order_by("-noticed_on", "-pk")
    found = kept.first()
    if found is not None:
        found.party = party
    return found


def get_leaving(agreement: Agreement, party_id: int) -> Leaving:
    """The leaving of a party. Raises NotFound when it is not leaving and has not left."""
    found = leaving_of(get_party(agreement, party_id))
    if found is None:
        raise NotFound("This organisation is not leaving.")
    return found


def open_duties_of(party: Party) -> list[Duty]:
    """What a party still has to do under the agreement, as all the parties may know it: what it
    destroys because another took back what it shared stays between those two.
    """
    rows = Duty.objects.filter(
        agreement=party.agreement_id, organisation=party.organisation_id, state=DutyState.OPEN
    ).exclude(from_term=TAKEN_BACK)
    return list(rows.select_related("organisation").order_by("due_on", "pk"))


def waiting_of(party: Party) -> list[AskedToSign]:
    """Where a party is still to sign, or declined, the next version of the agreement."""
    rows = AskedToSign.objects.filter(
        party=party, state__in=(AskedState.WAITING, AskedState.DECLINED),
        signing__state__in=(SigningState.OPEN, SigningState.LAPSED, SigningState.COMPLETE),
    )  # fmt: skip
    return list(rows.select_related("party__agreement").order_by("pk"))


def others_of(party: Party, on: date) -> list[Party]:
    """The other parties of the agreement on a day."""
    rows = party.agreement.parties.exclude(pk=party.pk).select_related("organisation")
    return [one for one in rows if one.belongs(on)]


@dataclass(frozen=True)
class Terms:
    """How an agreement is left: the term, where it comes from, and the first day with the notice
    that was agreed.
    """

    term: LeavingTerm
    agreed: bool
    earliest: date


def terms_for(agreement: Agreement, on: date) -> Terms:
    """How an agreement is left on a day."""
    found = applying(agreement, on, "leaving")
    earliest = on + timedelta(days=found.leaving.notice_days)
    return Terms(found.leaving, found.source("leaving") is not None, earliest)


@dataclass(frozen=True)
class LeavingPage:
    """What the page of a leaving shows. `steps` is the procedure: (words, whether it is done)."""

    leaving: Leaving
    has_left: bool
    open_duties: list[Duty]
    settled: list[SettledLine]
    steps: list[tuple[str, bool]]
    runs: bool
    speaks: bool
    can_take_back: bool
    exit_agreement: Agreement | None


def page_for(by: Actor, leaving: Leaving, today: date) -> LeavingPage:
    """Everything about a leaving, for whoever asks."""
    party = leaving.party
    still = open_duties_of(party)
    deeds = party.agreement.deeds.filter(
        kind="exit_agreement", parties__organisation=party.organisation
    ).exclude(state=AgreementState.DISCARDED)
    deed = deeds.last()
    runs, speaks = drafting.runs(by, party.agreement.scope), rules.speaks_for(by, party)
    takes_part = runs or speaks
    return LeavingPage(
        leaving=leaving,
        has_left=leaving.leaves_on <= today,
        open_duties=still,
        settled=lines_of(leaving.settled),
        steps=_steps(leaving, still, deed, today),
        runs=runs,
        speaks=speaks,
        can_take_back=takes_part and allows(rules.check_notice_runs, leaving, today),
        exit_agreement=deed,
    )


def _steps(
    leaving: Leaving, still: list[Duty], deed: Agreement | None, today: date
) -> list[tuple[str, bool]]:
    term = terms_for(leaving.party.agreement, leaving.noticed_on).term
    steps = [("Notice is given.", True)]
    if term.finishes:
        steps.append(("What it took on is finished, handed over or dropped.", not still))
    if term.pays_to_end:
        steps.append(("It pays its share until its day.", leaving.leaves_on <= today))
    if deed is not None:
        signed = deed.state in (AgreementState.AGREED, AgreementState.ENDED)
        steps.append(("The exit agreement is signed.", signed))
    both = bool(leaving.relations and leaving.others_say)
    steps.append(("Both sides say how they part.", both))
    steps.append(("Its day comes: it is a party no longer.", leaving.leaves_on <= today))
    return steps
