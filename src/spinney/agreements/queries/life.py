"""The life of an agreement as somebody may see it: in force since when, its versions, who is a
party from which day, and what can be done about it now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q
from django.utils.timezone import localdate

from spinney.agreements.bridge.lasting import ran_out
from spinney.agreements.models import Agreement, Duty, Leaving, Party, Version
from spinney.agreements.policies import drafting
from spinney.agreements.policies import duties as duty_rules
from spinney.agreements.policies import leaving as leaving_rules
from spinney.agreements.policies import life as rules
from spinney.agreements.queries.approval_rule import Asking, asking_for
from spinney.agreements.queries.approvals import ApprovalShown, asked_to_end
from spinney.agreements.queries.duties import open_duties
from spinney.agreements.states import (
    AgreementState,
    ApprovalState,
    LeavingState,
    SpeaksFor,
    VersionState,
)
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.policy import allows
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

SIGNED = (AgreementState.AGREED, AgreementState.ENDED)
DUTIES_SHOWN = 5
PARTIES_SHOWN = 8


@dataclass(frozen=True)
class PartyLine:
    """A party with its days, in words; whether whoever looks may give notice for it, and whether
    its leaving has a page.
    """

    party: Party
    words: str
    leaving: Leaving | None
    can_leave: bool


@dataclass(frozen=True)
class LifePart:
    """The part of an agreement's page that is about its life."""

    latest: Version
    words: str
    parties: list[PartyLine]
    other_parties: list[PartyLine]
    duties: list[Duty]
    more_duties: int
    versions: int
    deeds: list[Agreement]
    renewals: list[Agreement]
    joiners: int
    can_vary: bool
    can_renew: bool
    endings: list[tuple[ApprovalShown, bool]]
    can_end: bool
    can_undo_end: bool
    can_note: bool
    runs: bool

    @property
    def others_words(self) -> str:
        """What the parties that are folded away are called together."""
        more = "more " if self.parties else ""
        return f"{len(self.other_parties)} {more}parties, and since when"


def part_for(by: Actor, agreement: Agreement) -> LifePart | None:
    """What came after signing; None for an agreement that is not signed."""
    if agreement.state not in SIGNED:
        return None
    today = localdate()
    signed = signed_versions(agreement)
    if not signed:
        return None
    latest, owed = signed[-1], open_duties(agreement)
    first_lines, other_lines = _apart(by, party_lines(by, agreement, today))
    drafts = drafting.drafts(by, agreement)
    idle = drafts and allows(rules.check_nothing_under_way, agreement)
    lasts = rules.lasts(agreement, today)
    plain = agreement.deed_of_id is None
    endings = asked_to_end(by, agreement, today)
    is_asked = any(one.approval.state == ApprovalState.OPEN for one, _ in endings)
    return LifePart(
        latest=latest,
        words=words_of(agreement, signed, today),
        parties=first_lines,
        other_parties=other_lines,
        duties=owed[:DUTIES_SHOWN],
        more_duties=max(0, len(owed) - DUTIES_SHOWN),
        versions=len(signed),
        deeds=_deeds(agreement),
        renewals=list(agreement.renewals.exclude(state=AgreementState.DISCARDED)),
        joiners=len(joiners_of(agreement, today)) if drafting.runs(by, agreement.scope) else 0,
        can_vary=idle and plain and lasts,
        can_renew=idle and plain and (not lasts or latest.in_force_until is not None),
        endings=endings,
        can_end=lasts and not is_asked and rules.asks_to_end(by, agreement),
        can_undo_end=rules.ends_it(by, agreement)
        and allows(rules.check_can_undo_end, agreement, today),
        can_note=duty_rules.keeps(by, agreement),
        runs=drafting.runs(by, agreement.scope),
    )


@dataclass(frozen=True)
class AskingToEnd:
    """What is said before anybody is asked whether an agreement ends: by which rule and who is
    asked, the first day on which it could end, its own last day, and what is open under it.
    """

    by_rule: Asking
    earliest: date
    last: date | None
    duties: list[Duty]

    @property
    def closes_on(self) -> date:
        return self.by_rule.closes_on


def asking_to_end(agreement: Agreement, today: date) -> AskingToEnd:
    """How those who decide would be asked on a day whether an agreement ends early. Raises
    WrongState when it is over, or there is nobody to ask.
    """
    version = rules.check_lasts(agreement, today)
    rules.check_end_is_not_asked(agreement, today)
    version.agreement = agreement
    asking = asking_for(version, today)
    earliest = max(rules.earliest_end(agreement, today), asking.closes_on + timedelta(days=1))
    return AskingToEnd(asking, earliest, version.in_force_until, open_duties(agreement))


def signed_versions(agreement: Agreement) -> list[Version]:
    """The versions that were signed, oldest first."""
    rows = agreement.versions.filter(state=VersionState.AGREED).order_by("number")
    return list(rows)


def _deeds(agreement: Agreement) -> list[Agreement]:
    return list(agreement.deeds.exclude(state=AgreementState.DISCARDED).order_by("made_at"))


def words_of(agreement: Agreement, signed: list[Version], today: date) -> str:
    """Where it stands, in a sentence or two."""
    first, latest = signed[0], signed[-1]
    since, last = first.in_force_from, latest.in_force_until
    if agreement.ended_on is not None and agreement.end_reason:
        word = "ended" if agreement.ended_on <= today else "ends"
        return f"It {word} on {day(agreement.ended_on)}. {agreement.end_reason}"
    if last is not None and ran_out(latest, today):
        return f"Its last day was {day(last)}."
    begins = (
        f"It holds from {day(since)}"
        if since and since > today
        else (f"It has been in force since {day(since)}")
    )
    ends = f", and its last day is {day(last)}." if last else ". It has no last day."
    newest = latest.in_force_from
    changed = (
        f" The words as they are now hold since {day(newest)}."
        if len(signed) > 1 and newest and newest <= today
        else ""
    )
    coming = (
        f" A new version holds from {day(newest)}; until then the one before does."
        if len(signed) > 1 and newest and newest > today
        else ""
    )
    return f"{begins}{ends}{changed}{coming}"


def party_lines(by: Actor, agreement: Agreement, today: date) -> list[PartyLine]:
    """The parties with their days. Two queries."""
    leavings: dict[int, Leaving] = {}
    kept = Leaving.objects.filter(party__agreement=agreement).exclude(state=LeavingState.TAKEN_BACK)
    for one in kept.order_by("noticed_on", "pk"):
        leavings[one.party_id] = one
    lines = []
    for party in agreement.parties.select_related("organisation"):
        party.agreement = agreement
        can = leaving_rules.takes_part(by, party) and allows(
            leaving_rules.check_can_leave, party, today
        )
        leaving = leavings.get(party.pk)
        lines.append(PartyLine(party, party_words(party, leaving, today), leaving, can))
    return lines


def _apart(by: Actor, lines: list[PartyLine]) -> tuple[list[PartyLine], list[PartyLine]]:
    """Of many parties, those that something is to be said of (whoever looks speaks for it, it
    leaves or left, it joined on another day than most); and the others, that are folded away.
    """
    if len(lines) <= PARTIES_SHOWN:
        return lines, []
    days = [one.party.joined_on for one in lines]
    usual = max(set(days), key=days.count)
    told = [
        one
        for one in lines
        if one.leaving
        or one.party.left_on
        or one.party.joined_on != usual
        or leaving_rules.speaks_for(by, one.party)
    ]
    return told, [one for one in lines if one not in told]


def party_words(party: Party, leaving: Leaving | None, today: date) -> str:
    """From when to when it is a party."""
    if party.joined_on is None:
        return "has not signed"
    if party.left_on is not None:
        last = party.left_on
        word = "left" if last <= today else "leaves"
        return f"party since {day(party.joined_on)}, {word} on {day(last)}"
    again = ", again" if leaving is not None and leaving.state == LeavingState.LEFT else ""
    word = "party since" if party.joined_on <= today else "party from"
    return f"{word} {day(party.joined_on)}{again}"


# Who could join -----------------------------------------------------------------------------


def joiners_of(agreement: Agreement, today: date) -> list[clusters.Belonging]:
    """Members of the cluster that an agreement speaks for which joined the cluster after it was
    signed, never were a party of it, and for whom nothing is begun.
    """
    if agreement.speaks_for != SpeaksFor.CLUSTER or agreement.deed_of_id is not None:
        return []
    if not rules.lasts(agreement, today):
        return []
    signed = signed_versions(agreement)
    since = signed[0].in_force_from if signed else None
    parties = {one.organisation_id for one in agreement.parties.all()}
    begun = _asked_to_join(agreement)
    return [
        one
        for one in clusters.members(agreement.cluster, today)
        if one.organisation_id not in parties | begun
        and since is not None
        and (one.since is None or one.since >= since)
    ]


def returners_of(agreement: Agreement, today: date) -> list[Party]:
    """Parties that left an agreement in force, still belong to the cluster, and have no deed under
    way: they can join again, and nobody is asked to see to it.
    """
    if agreement.deed_of_id is not None or not rules.lasts(agreement, today):
        return []
    here = {one.organisation_id for one in clusters.belongs(agreement.cluster, today)}
    begun = _asked_to_join(agreement)
    left = agreement.parties.filter(left_on__lte=today).select_related("organisation")
    return [one for one in left if one.organisation_id in here - begun]


def _asked_to_join(agreement: Agreement) -> set[int]:
    """Organisations for which an accession deed is begun."""
    rows = Party.objects.filter(
        agreement__deed_of=agreement, agreement__kind="accession_deed",
        agreement__state__in=(AgreementState.DRAFT, AgreementState.SIGNING),
    )  # fmt: skip
    return set(rows.values_list("organisation_id", flat=True))


def organisation_to_join(
    agreement: Agreement, organisation_id: int, today: date
) -> register.Organisation | None:
    """An organisation of the cluster by its number; None for one that does not belong there."""
    here = {one.organisation_id for one in clusters.belongs(agreement.cluster, today)}
    if organisation_id not in here:
        return None
    return register.Organisation.objects.filter(pk=organisation_id).first()


def lacking(by: Actor, today: date) -> list[tuple[Agreement, int]]:
    """Agreements of clusters that an actor facilitates which new members have not joined, each with
    how many. Four queries at most, whatever the number of agreements.
    """
    runs = by.ids_of("cluster", Role.FACILITATOR)
    if not runs:
        return []
    going = Version.objects.filter(
        Q(in_force_until=None) | Q(in_force_until__gte=today), state=VersionState.AGREED,
        agreement__cluster__in=runs, agreement__state=AgreementState.AGREED,
        agreement__speaks_for=SpeaksFor.CLUSTER, agreement__deed_of=None, agreement__ended_on=None,
    ).select_related("agreement__cluster")  # fmt: skip
    found = {one.agreement_id: one.agreement for one in going.order_by("agreement__made_at", "pk")}
    if not found:
        return []
    since = _first_days(found)
    parties = _parties_or_asked(found)
    counts = dict.fromkeys(found, 0)
    for cluster_id, organisation_id, joined_on in _members(runs):
        for pk, agreement in found.items():
            new = joined_on is None or joined_on >= since.get(pk, today)
            if agreement.cluster_id == cluster_id and new:
                counts[pk] += (pk, organisation_id) not in parties
    return [(found[pk], many) for pk, many in counts.items() if many]


def _first_days(agreements: Iterable[int]) -> dict[int, date]:
    rows = Version.objects.filter(
        agreement__in=list(agreements), state=VersionState.AGREED, in_force_from__isnull=False
    )
    days = rows.values_list("agreement").annotate(first=Min("in_force_from"))
    return dict(days)


def _parties_or_asked(agreements: Iterable[int]) -> set[tuple[int, int]]:
    """(agreement, organisation) for each that is or was a party, and each for which a deed is
    begun.
    """
    ids = list(agreements)
    rows = Party.objects.order_by()
    own = rows.filter(agreement__in=ids).values_list("agreement", "organisation")
    deeds = rows.filter(
        agreement__deed_of__in=ids, agreement__kind="accession_deed",
        agreement__state__in=(AgreementState.DRAFT, AgreementState.SIGNING),
    ).values_list("agreement__deed_of", "organisation")  # fmt: skip
    return set(own.union(deeds).order_by())


def _members(cluster_ids: Iterable[int]) -> Iterable[tuple[int, int, date | None]]:
    rows = clusters.Membership.objects.filter(
        cluster__in=list(cluster_ids), state="active", tier__is_member=True
    )
    return rows.values_list("cluster", "organisation", "joined_on")
