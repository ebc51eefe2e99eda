"""K7: three organisations along the coast; the one in Whitby withdraws with the agreed notice, one
in Filey joins, and nothing of the record is lost.

Played through pages and mailed links. The towns are the source's; it does not name the
organisations, which are invented (casebook/yorkshire_coast/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.web.components.words import day
from spinney.base.work.duties import all_duties
from spinney.clusters import api
from spinney.clusters.models import Cluster, Membership
from tests.clusters.inviting import last_link
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/yorkshire_coast"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
NIGHTLY = "clusters: leavers leave, tiers follow the criteria"

pytestmark = pytest.mark.django_db(transaction=True)


def organisation(place: str) -> str:
    return INVENTED["organisation"].format(place=place)


def email(place: str) -> str:
    return INVENTED["email"].format(place=place.lower())


def signed_in(address: str) -> Visitor:
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(address)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client)


def joins(consultant: Visitor, cluster: Cluster, place: str) -> None:
    consultant.fill(
        reverse("clusters:invite", args=[cluster.pk]),
        organisation_name=organisation(place), email=email(place),
        tier=cluster.tiers.get(name="Full").pk,
    )  # fmt: skip
    guest = Visitor(Client())
    guest.fill(
        f"{last_link(email(place))}accept/",
        person_name=f"The representative in {place}", post="Manager", agrees=True,
    )  # fmt: skip
    assert guest.says("You have joined"), guest.errors


def there(cluster: Cluster, on=None) -> set[str]:
    return {row.organisation_name for row in api.members(cluster, on)}


def test_yorkshire_coast():
    consultant = signed_in(INVENTED["facilitator"])
    consultant.fill(
        reverse("clusters:make-cluster"),
        place=FACTS["place"], notice_to_leave_days=INVENTED["notice_to_leave_days"],
    )  # fmt: skip
    cluster = Cluster.objects.get(name=INVENTED["name"])
    for place in FACTS["began_with"]:
        joins(consultant, cluster, place)
    assert there(cluster) == {organisation(place) for place in FACTS["began_with"]}

    # Whitby gives notice: it belongs until the day, and both sides know which that is.
    leaver = organisation(FACTS["withdraws"])
    membership = Membership.objects.get(cluster=cluster, organisation__name=leaver)
    whitby = signed_in(email(FACTS["withdraws"]))
    whitby.fill(
        reverse("clusters:leave-cluster", args=[cluster.pk, membership.pk]),
        reason=INVENTED["why_it_leaves"],
    )  # fmt: skip
    last = timezone.localdate() + timedelta(days=INVENTED["notice_to_leave_days"])
    consultant.open(reverse("clusters:cluster", args=[cluster.pk]))
    assert consultant.says(f"leaves on {day(last)}")
    whitby.open(reverse("clusters:cluster", args=[cluster.pk]))
    assert whitby.status == 200

    # Filey joins while Whitby is on its way out.
    joins(consultant, cluster, FACTS["joins"])

    # The day comes.
    (nightly,) = [duty for duty in all_duties() if duty.name == NIGHTLY]
    nightly.deed(timezone.make_aware(datetime.combine(last, datetime.min.time())))
    after = (set(FACTS["began_with"]) - {FACTS["withdraws"]}) | {FACTS["joins"]}
    assert there(cluster, last) == {organisation(place) for place in after}
    assert leaver in there(cluster, last - timedelta(days=1))
    whitby.open(reverse("clusters:cluster", args=[cluster.pk]))
    assert whitby.status == 404

    # Nothing of the record is lost.
    consultant.open(reverse("clusters:member", args=[cluster.pk, membership.pk]))
    for words in (f"Left {cluster.name} on {day(last)}", "Joined as Full"):
        assert consultant.says(words), words
    consultant.open(reverse("clusters:cluster-timeline", args=[cluster.pk]))
    for words in (
        f"{leaver} joined as Full.",
        f"{leaver} will leave on {day(last)}.",
        f"{leaver} left.",
        f"{organisation(FACTS['joins'])} joined as Full.",
    ):
        assert consultant.says(words), words
