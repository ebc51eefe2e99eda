"""Six invented organisations in a cluster of an invented programme, and what each of them says."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.clusters.models import Cluster, Programme
from tests.casebook.joining import let_in
from tests.visitor import Visitor

MANAGER, FACILITATOR = "manager@example.org", "facilitator@example.org"
AREAS = (
    "hr", "ict", "finance", "premises", "fundraising", "marketing", "training", "volunteers",
    "safety", "business",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What an organisation says: needs and willingness to share, from 0 to 3, in the order of the
    areas; in which areas nobody does the work.
    """

    name: str
    email: str
    full_time: int
    needs: str
    shares: str
    nobody: tuple[str, ...] = ()


ON_A_PHONE = (
    Told("Alder Lane Advice", "office@alder.example.org", 4, "3301201011", "3301201011", ("hr",)),
    Told("Brook End Carers", "office@brook.example.org", 3, "2310210010", "2310210010", ("ict",)),
    Told("Croft House", "office@croft.example.org", 2, "3300211000", "3300211000", ("hr", "ict")),
    Told("Dell Youth Project", "office@dell.example.org", 6, "3211200100", "3211200100", ("hr",)),
)
ON_PAPER = (
    Told("Fen Foodshare", "office@fen.example.org", 1, "2300210110", "2300210110", ("ict", "hr")),
    Told("Garth Arts", "office@garth.example.org", 5, "3210101001", "3210101001", ("ict",)),
)
SECRET = "Our manager leaves in May and nobody knows yet."
OFFER = "A hall at the end of Alder Lane on Mondays."
OFFER_AS_SHOWN = "A hall on Mondays."


@dataclass
class Company:
    """The cluster, with those who look at it signed in; `members` by the organisation's name."""

    cluster: Cluster
    manager: Person
    facilitator: Person
    members: dict[str, Person]


def bring_together() -> Company:
    """A programme with one cluster, its facilitator, and six members with somebody who speaks for
    each.
    """
    manager = Person.objects.create_user(MANAGER, "Rowan Hill")
    facilitator = Person.objects.create_user(FACILITATOR, "Ash Rivers")
    client = Client()
    client.force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    at_desk = Visitor(client)
    at_desk.fill(reverse("clusters:make-programme"), name="Six together", starts_on=localdate())
    programme = Programme.objects.get(name="Six together")
    at_desk.fill(
        reverse("clusters:add-cluster", args=[programme.pk]),
        place="Fernley",
        facilitator=FACILITATOR,
    )
    cluster = Cluster.objects.get(programme=programme)
    members = {}
    for told in (*ON_A_PHONE, *ON_PAPER):
        let_in(cluster, told.name, told.email)
        members[told.name] = Person.objects.get(email=told.email)
    return Company(cluster, manager, facilitator, members)
