"""Reading invitations, by who asks; and what stands in the way of sending one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from spinney.base.access import links
from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters.engine.guest_list import MOST_LINES, Problem, read_guests, too_many
from spinney.clusters.models import Cluster, Invitation, Membership
from spinney.clusters.states import InvitationState, MembershipState
from spinney.register import api as register

RUNS_IT = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
ACCEPT = "clusters.accept_invitation"
MOST_A_DAY = 300
LIST_LINE = (
    "One organisation to a line: its name, an e-mail address, and whom you write to."
    " For example: Birch House, birch@example.org, B. Birch"
)
"""What `read_list` reads, as the box tells it."""


@dataclass(frozen=True)
class Guest:
    """An organisation to be invited: from the register (`organisation_id`), or by its name."""

    organisation_name: str
    email: str
    person_name: str = ""
    organisation_id: int | None = None


def visible_to(actor: Actor) -> QuerySet[Invitation]:
    """The invitations of the clusters that the actor runs; a guest's own."""
    found = Invitation.objects.select_related("cluster__programme", "tier", "organisation")
    if actor.is_system:
        return found
    if actor.pass_ is not None:
        kind, _, number = actor.pass_.subject.rpartition(":")
        return found.filter(pk=int(number)) if kind == "clusters.Invitation" else found.none()
    return found.filter(cluster_id__in=actor.ids_of("cluster", *RUNS_IT))


def invitation_for(actor: Actor, cluster_id: int, invitation_id: int) -> Invitation:
    """One invitation of a cluster that the actor runs. Raises NotFound to anybody else."""
    found = visible_to(actor).filter(pk=invitation_id, cluster_id=cluster_id).first()
    if found is None:
        raise NotFound("There is no such invitation, or it is not shared with you.")
    return found


def is_invitee(actor: Actor, email: str, invitation: Invitation) -> bool:
    """Whether the invitation is for the signed-in person: sent to her address, or to an
    organisation that she represents.
    """
    if email and email == invitation.email:
        return True
    organisation_id = invitation.organisation_id
    if organisation_id is None:
        return False
    return actor.has(Role.REPRESENTATIVE, organisation_scope(organisation_id))


def newest_first(cluster_id: int) -> QuerySet[Invitation]:
    """Every invitation of a cluster."""
    found = Invitation.objects.filter(cluster_id=cluster_id)
    return found.select_related("tier", "organisation", "cluster").order_by("-sent_at", "-pk")


def held_by(invitations: Iterable[Invitation]) -> dict[int, str]:
    """The address that has each invitation now, by its key: the one that it was sent to or, where
    it was handed on, the colleague's. One query.
    """
    waiting = {subject_of(one): one for one in invitations if one.state == InvitationState.SENT}
    holders = links.holders(ACCEPT, waiting)
    return {one.pk: holders.get(about, one.email) for about, one in waiting.items()}


def handed_on(invitations: Iterable[Invitation]) -> dict[int, str]:
    """To whom invitations that wait were handed on, by their keys; the others are left out."""
    rows = list(invitations)
    holders = held_by(rows)
    return {
        one.pk: holders[one.pk]
        for one in rows
        if one.pk in holders and holders[one.pk] != one.email
    }


def problems_of(cluster: Cluster, guests: Sequence[Guest]) -> dict[int, str]:
    """For each guest (by its place in the list) that cannot be invited: why not, and what to do."""
    ids = [g.organisation_id for g in guests if g.organisation_id]
    members = _members(cluster, ids)
    waiting = list(newest_first(cluster.pk).filter(state=InvitationState.SENT))
    by_organisation = {i.organisation_id: i for i in waiting if i.organisation_id}
    by_name = {_key(i.organisation_name): i for i in waiting}
    problems: dict[int, str] = {}
    seen: set[object] = set()
    for place, guest in enumerate(guests):
        told = members.get(guest.organisation_id) or members.get(_key(guest.organisation_name))
        open_one = by_organisation.get(guest.organisation_id or 0) or by_name.get(
            _key(guest.organisation_name)
        )
        mark = guest.organisation_id or _key(guest.organisation_name)
        if told:
            problems[place] = told
        elif open_one:
            problems[place] = (
                f"{guest.organisation_name} was invited on {day(open_one.sent_at)} and has not"
                " answered yet. Remind it instead."
            )
        elif mark in seen:
            problems[place] = f"{guest.organisation_name} stands in the list twice."
        seen.add(mark)
    return problems


def _members(cluster: Cluster, organisation_ids: list[int]) -> dict[object, str]:
    words = {
        MembershipState.ACTIVE: "{name} belongs to {cluster} already.",
        MembershipState.SUSPENDED: "{name} belongs to {cluster} already, and is suspended.",
        MembershipState.APPLIED: "{name} has asked to join. Decide that instead.",
    }
    found: dict[object, str] = {}
    rows = Membership.objects.filter(cluster=cluster, state__in=words).select_related(
        "organisation"
    )
    for membership in rows:
        name = membership.organisation.name
        text = words[MembershipState(membership.state)].format(name=name, cluster=cluster.name)
        found[membership.organisation_id] = found[_key(name)] = text
    return found


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class ListedGuest:
    """One line of a pasted list: whom it names, how it is known, and what is in the way."""

    line: int
    guest: Guest
    problem: str = ""
    where: str = ""

    @property
    def on_register(self) -> bool:
        return self.guest.organisation_id is not None


LINE_PROBLEMS = {
    Problem.NO_ADDRESS: "There is no e-mail address in this line.",
    Problem.BAD_ADDRESS: "The e-mail address is not complete.",
    Problem.TWO_ADDRESSES: "There are two e-mail addresses. Keep one.",
    Problem.NO_NAME: "The name of the organisation is missing.",
    Problem.TOO_LONG: "The name or the address is too long.",
    Problem.HAS_LINK: "Write the name without a web address.",
}


@dataclass(frozen=True)
class ListedLine:
    """One line of a list of organisations: what was read, and why it cannot be used, if so."""

    line: int
    organisation: str
    email: str
    person: str
    problem: str


def read_list(text: str) -> list[ListedLine]:
    """A list of organisations with their addresses, pasted or from a file, read line by line.

    Raises BadInput when it is longer than is read at once.
    """
    if too_many(text):
        raise BadInput(f"The list is too long. Paste at most {MOST_LINES} lines at once.")
    return [
        ListedLine(
            row.line,
            row.organisation,
            row.email,
            row.person,
            LINE_PROBLEMS[row.problem] if row.problem else "",
        )
        for row in read_guests(text)
    ]


def listed_guests(cluster: Cluster, text: str) -> list[ListedGuest]:
    """A pasted list, read: each line with the organisation of the register that it names, if there
    is exactly one, and with what is in the way of inviting it.

    Raises BadInput when the list is longer than can be sent in a day.
    """
    if too_many(text):
        raise BadInput(f"The list is too long. Paste at most {MOST_LINES} lines at once.")
    rows = read_guests(text)
    known = named_on_register({row.organisation for row in rows if row.problem is None})
    guests = [
        Guest(known[row.organisation].name, row.email, row.person, known[row.organisation].pk)
        if row.organisation in known
        else Guest(row.organisation, row.email, row.person)
        for row in rows
    ]
    usable = [place for place, row in enumerate(rows) if row.problem is None]
    found = problems_of(cluster, [guests[place] for place in usable])
    problems = {usable[at]: told for at, told in found.items()}
    return [
        ListedGuest(
            row.line,
            guests[place],
            LINE_PROBLEMS[row.problem] if row.problem else problems.get(place, ""),
            _where(known.get(row.organisation)),
        )
        for place, row in enumerate(rows)
    ]


def _where(organisation: register.Organisation | None) -> str:
    return (organisation.town or organisation.postcode) if organisation else ""


def sent_lately(label: str, now: datetime) -> int:
    """How many invitations somebody sent in the last 24 hours."""
    since = now - timedelta(days=1)
    return Invitation.objects.filter(sent_by=label, sent_at__gt=since).count()


def named_on_register(names: Iterable[str]) -> dict[str, register.Organisation]:
    """The one organisation of the register whose main name each of these is, as written here or in
    capitals, as registers write them; names that several have are left out. One query.
    """
    keys = {name: _key(name) for name in names}
    spelt = {spelling for name in keys for spelling in (name, name.upper())}
    found: dict[str, list[register.Organisation]] = {}
    rows = register.Organisation.objects.filter(name__in=spelt, merged_into=None)
    for organisation in rows.order_by("pk"):
        found.setdefault(_key(organisation.name), []).append(organisation)
    return {name: found[key][0] for name, key in keys.items() if len(found.get(key, ())) == 1}


def told_it_is_there(name: str) -> str:
    """What to say to whoever types the name of an organisation that the register has: it is to be
    asked as that one, not entered a second time. Empty where the register has none of that name.
    """
    known = named_on_register([name]).get(name)
    if known is None:
        return ""
    place = f" ({known.town})" if known.town else ""
    return (
        f"“{known.name}” is on the register{place}. If you mean that one, choose it above."
        " If not, add something to the name that tells them apart, like its town."
    )


def subjects(invitations: Iterable[Invitation]) -> dict[str, Invitation]:
    """Invitations by how the record (and the outbox) names them."""
    return {subject_of(invitation): invitation for invitation in invitations}
