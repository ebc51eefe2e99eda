"""D10: who can show a recent financial statement is a full member, who cannot is an associate; and
that changes by itself, when a statement arrives and when it has grown too old.

Played through pages and mailed links only. The consortium, its lead body, its two tiers and the
criterion are the source's; the groups, the people and "18 months" are invented
(casebook/harrow/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.kernel.periods import add_months
from spinney.base.post.models import Message
from spinney.base.web.components.words import day
from spinney.base.work.duties import all_duties
from spinney.clusters import api
from spinney.clusters.models import Cluster, Membership
from tests.clusters.inviting import last_link
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/harrow"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
LUNCH, ADVICE = INVENTED["groups"]
MONTHS = INVENTED["full_asks_months"]
NIGHTLY = "clusters: leavers leave, tiers follow the criteria"

# Tiers follow once a deed is kept, so deeds are really kept here.
pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(email: str, name: str = "") -> Visitor:
    person = Person.objects.filter(email=email).first()
    person = person or Person.objects.create_user(email, name)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client)


def the_night_after(last_day: date) -> None:
    """What the site does by itself each night, on the night that follows a day."""
    (duty,) = [one for one in all_duties() if one.name == NIGHTLY]
    duty.deed(
        timezone.make_aware(datetime.combine(last_day + timedelta(days=1), datetime.min.time()))
    )


def make_the_consortium(havs: Visitor) -> Cluster:
    havs.fill(reverse("clusters:make-cluster"), name=FACTS["name"], place=FACTS["place"])
    return Cluster.objects.get(name=FACTS["name"])


def write_the_tiers(havs: Visitor, cluster: Cluster) -> None:
    """Full asks for a recent financial statement; associate asks for nothing. The other tiers that
    a cluster begins with are taken away: this consortium has two.
    """
    for tier in cluster.tiers.all():
        if tier.name.lower() not in FACTS["tiers"]:
            havs.client.post(reverse("clusters:remove-tier", args=[cluster.pk, tier.pk]))
    assert [tier.name.lower() for tier in cluster.tiers.all()] == FACTS["tiers"]
    full = cluster.tiers.get(name="Full")
    havs.fill(
        reverse("clusters:edit-tier", args=[cluster.pk, full.pk]),
        **{"asks-0-evidence_kind": FACTS["criterion"], "asks-0-max_age_months": MONTHS},
    )
    havs.open(reverse("clusters:tiers", args=[cluster.pk]))
    assert havs.says(f"financial statement not older than {MONTHS} months")
    assert havs.says("It is a member, does not vote")


def invite_and_accept(havs: Visitor, cluster: Cluster, group: dict[str, str]) -> Membership:
    full = cluster.tiers.get(name="Full")
    havs.fill(
        reverse("clusters:invite", args=[cluster.pk]),
        organisation_name=group["name"], person_name=group["person"], email=group["email"],
        tier=full.pk,
    )  # fmt: skip
    guest = Visitor(Client())
    guest.fill(f"{last_link(group['email'])}accept/", post="Treasurer", agrees=True)
    assert guest.says("You have joined"), guest.errors
    return Membership.objects.get(cluster=cluster, organisation__name=group["name"])


def show_a_statement(person: Visitor, membership: Membership, year_end: date) -> None:
    """Keep the statement, then share it with the consortium."""
    here = [membership.organisation_id]
    add = reverse("register:add-evidence", args=here) + f"?kind={FACTS['criterion']}"
    person.fill(add, issued_on=year_end)
    assert person.says("Nobody else sees it until you share it"), person.errors
    assert tier_of(membership) == "Associate", "what is not shared must not count"
    evidence = membership.organisation.evidence.latest("pk")
    share = reverse("clusters:share-evidence", args=[*here, membership.cluster_id])
    person.fill(share, evidence=[str(evidence.pk)])


def tier_of(membership: Membership) -> str:
    membership.refresh_from_db()
    return membership.tier.name


def names(rows) -> list[str]:
    return [row.organisation_name for row in rows]


def the_page(person: Visitor, membership: Membership) -> Visitor:
    person.open(reverse("clusters:member", args=[membership.cluster_id, membership.pk]))
    assert person.status == 200
    return person


def test_harrow():
    havs = signed_in(INVENTED["facilitator"]["email"], INVENTED["facilitator"]["name"])
    cluster = make_the_consortium(havs)
    write_the_tiers(havs, cluster)
    lunch = invite_and_accept(havs, cluster, LUNCH)
    advice = invite_and_accept(havs, cluster, ADVICE)

    # Nobody has shown anything yet: both are in, as associates, and are told what is missing.
    assert (tier_of(lunch), tier_of(advice)) == ("Associate", "Associate")
    of_advice = signed_in(ADVICE["email"])
    page = the_page(of_advice, advice)
    assert page.says("It was admitted to Full, and is Associate while something is missing.")
    assert page.says("Nothing of this kind is shared with the cluster.")
    assert names(api.voters(cluster)) == []
    assert len(api.members(cluster)) == 2, "associates are members: that is why there is the tier"

    # A recent statement arrives and is shared: Advice is a full member, by itself.
    today = timezone.localdate()
    year_end = add_months(today, -6)
    show_a_statement(of_advice, advice, year_end)
    assert tier_of(advice) == "Full"
    assert names(api.voters(cluster)) == [ADVICE["name"]]
    told = Message.objects.filter(
        kind="clusters.standing", headline=f"{ADVICE['name']} is now Full"
    )
    assert {m.email for m in told} == {ADVICE["email"], INVENTED["facilitator"]["email"]}
    havs.open(reverse("clusters:cluster", args=[cluster.pk]))
    assert havs.says(
        f"{ADVICE['name']} changed from Associate to Full, by the criteria of the tiers."
    )

    # It says until when, and what happens then.
    last_day = add_months(year_end, MONTHS)
    page = the_page(of_advice, advice)
    assert page.says(f"Shared, and good until {day(last_day)}.")
    assert page.says(f"On {day(last_day + timedelta(days=1))} the tier becomes Associate")

    # The lunch club can show only an old one. It stays an associate, and sees why.
    of_lunch = signed_in(LUNCH["email"])
    show_a_statement(of_lunch, lunch, add_months(today, -30))
    assert tier_of(lunch) == "Associate"
    assert the_page(of_lunch, lunch).says("What is shared has been too old since")
    # The associate sees what members see, and has no vote.
    of_lunch.open(reverse("clusters:members", args=[cluster.pk]))
    assert of_lunch.status == 200

    # The statement grows too old. On its last day it counts; the night after it does not.
    the_night_after(last_day - timedelta(days=1))
    assert tier_of(advice) == "Full"
    the_night_after(last_day)
    assert tier_of(advice) == "Associate"
    headline = f"{ADVICE['name']} is now Associate"
    assert Message.objects.filter(headline=headline, email=ADVICE["email"]).exists()

    # What was true on each day stays true of that day.
    assert names(api.voters(cluster, last_day)) == [ADVICE["name"]]
    assert names(api.voters(cluster, last_day + timedelta(days=1))) == []
    page = the_page(havs, advice)
    assert page.says("Changed from Associate to Full, by the criteria.")
    assert page.says("Changed from Full to Associate, by the criteria.")


def test_a_statement_that_is_withdrawn_no_longer_counts():
    havs = signed_in(INVENTED["facilitator"]["email"])
    cluster = make_the_consortium(havs)
    write_the_tiers(havs, cluster)
    advice = invite_and_accept(havs, cluster, ADVICE)
    of_advice = signed_in(ADVICE["email"])
    show_a_statement(of_advice, advice, add_months(timezone.localdate(), -6))
    assert tier_of(advice) == "Full"
    evidence = advice.organisation.evidence.get()
    of_advice.client.post(
        reverse("register:withdraw-evidence", args=[advice.organisation_id, evidence.pk])
    )
    assert tier_of(advice) == "Associate"
