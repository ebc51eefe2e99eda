"""Whom a survey could ask: members, those chosen in a call, an area of the register, a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.states import AskedState
from spinney.register import api as register


@dataclass(frozen=True)
class Invitee:
    """An organisation to be asked: from the register (`organisation_id`), or by its name; the
    address may be empty where none is known, and then it cannot be asked yet.
    """

    name: str
    email: str
    person_name: str = ""
    organisation_id: int | None = None
    note: str = ""


def asked_already(survey: Survey) -> frozenset[int | None]:
    """The organisations that are asked in a survey (not those that were taken off)."""
    still = survey.asked.exclude(state=AskedState.WITHDRAWN)
    return frozenset(still.values_list("organisation_id", flat=True))


# The cluster's own -------------------------------------------------------------------------------


def belonging_to(cluster: clusters.Cluster, on: date) -> list[tuple[Invitee, bool]]:
    """Everyone who belongs to a cluster on a day, with the address of whoever speaks for it there,
    and whether it counts as a member. Five queries, whatever their number.
    """
    belong = clusters.belongs(cluster, on)
    ids = [one.organisation_id for one in belong]
    named = dict(
        clusters.Membership.objects.filter(cluster=cluster, organisation_id__in=ids).values_list(
            "organisation_id", "representative_id"
        )
    )
    speakers = _speakers(ids, named, on)
    on_register = register.Organisation.objects.filter(pk__in=ids)
    addresses = dict(on_register.values_list("pk", "email"))
    found = []
    for one in belong:
        speaker = speakers.get(one.organisation_id)
        email = speaker.person.email if speaker else addresses.get(one.organisation_id, "")
        person = speaker.person.name if speaker else ""
        invitee = Invitee(one.organisation_name, email, person, one.organisation_id, one.tier)
        found.append((invitee, one.is_member))
    return found


def _speakers(
    ids: Sequence[int], named: Mapping[int, int | None], on: date
) -> dict[int, register.Mandate]:
    """Who speaks for each organisation: the one named in this cluster, else its first."""
    found: dict[int, register.Mandate] = {}
    for mandate in register.representatives_of(ids, on):
        known = found.get(mandate.organisation_id)
        is_named = mandate.person_id == named.get(mandate.organisation_id)
        if known is None or is_named:
            found[mandate.organisation_id] = mandate
    return found


# Those chosen in a call -------------------------------------------------------------------------


def calls_with_chosen(actor: Actor, survey: Survey) -> list[clusters.ChosenInCall]:
    """The calls for interest of the survey's cluster, or of its programme's clusters, in which
    somebody was chosen; each with those chosen.
    """
    check_runs(actor, survey.scope)
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    return clusters.chosen_in_calls(place)


def invitees_of(call: clusters.ChosenInCall) -> list[Invitee]:
    """Those chosen in a call, as they can be asked; one that is on no register is looked for
    there by its name.
    """
    names = [one.name for one in call.chosen if one.organisation_id is None]
    known = clusters.named_on_register(names)
    return [
        Invitee(
            one.name,
            one.email,
            one.person_name,
            one.organisation_id or (known[one.name].pk if one.name in known else None),
        )
        for one in call.chosen
    ]


# An area of the register ------------------------------------------------------------------------


@dataclass(frozen=True)
class AreaFilter:
    """Which organisations of the register are meant. Empty means: any."""

    place: str
    kind: str = ""
    income_up_to_pence: int | None = None


def _found(chosen: AreaFilter) -> QuerySet[register.Organisation]:
    rows = register.at_work_there(chosen.place)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.income_up_to_pence is not None:
        small = Q(income_pence__lte=chosen.income_up_to_pence) | Q(income_pence=None)
        rows = rows.filter(small)
    return rows


def organisations_in(survey: Survey, chosen: AreaFilter) -> QuerySet[register.Organisation]:
    """The organisations of an area that are at work, can be written to and are not asked in the
    survey yet; by name.
    """
    asked = Asked.objects.filter(survey=survey, organisation_id=OuterRef("pk"))
    rows = _found(chosen).exclude(email="").exclude(Exists(asked))
    return rows.order_by("name", "pk")


def without_address(chosen: AreaFilter) -> int:
    """How many organisations of an area cannot be written to, because no address is known."""
    return _found(chosen).filter(email="").count()


# A list -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListedInvitee:
    """One line of a list: whom it names, how it is known, and what is in the way of asking."""

    line: int
    invitee: Invitee
    problem: str = ""
    where: str = ""

    @property
    def on_register(self) -> bool:
        return self.invitee.organisation_id is not None


def listed(survey: Survey, text: str) -> list[ListedInvitee]:
    """A list, read: each line with the organisation of the register that it names, if there is
    exactly one, and with what is in the way of asking it. Three queries.

    Raises BadInput when the list is longer than can be taken at once.
    """
    rows = clusters.read_list(text)
    known = clusters.named_on_register({row.organisation for row in rows if not row.problem})
    asked = asked_already(survey)
    seen: set[object] = set()
    found = []
    for row in rows:
        there = known.get(row.organisation)
        name = there.name if there else row.organisation
        invitee = Invitee(name, row.email, row.person, there.pk if there else None)
        problem = row.problem or _in_the_way(invitee, asked, seen)
        where = (there.town or there.postcode) if there else ""
        found.append(ListedInvitee(row.line, invitee, problem, where))
    return found


def _in_the_way(invitee: Invitee, asked: Collection[int | None], seen: set[object]) -> str:
    mark = invitee.organisation_id or " ".join(invitee.name.casefold().split())
    if mark in seen:
        return f"{invitee.name} stands in the list twice."
    seen.add(mark)
    if invitee.organisation_id in asked:
        return f"{invitee.name} is asked already."
    return ""
