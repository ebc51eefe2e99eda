"""K10: seven volunteer centres plan with milestones and measures, keep an eye on their risks, and
celebrate what goes well; what waits on the co-ordinator's funding shows.

Played through pages. That there are seven, that a lead partner hosts, both risks and that
successes are celebrated are the source's; the rest is invented.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement
from spinney.clusters.models import Cluster
from spinney.workplans.models import Activity, FundingBid, Milestone, Risk, Success
from tests.casebook.agreeing import at as at_agreement
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/volunteer_centres"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
ADDRESSES = [f"centre{number}@example.org" for number in range(FACTS["centres"])]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def at(cluster: Cluster, view: str, *more: object) -> str:
    return reverse(f"workplans:{view}", args=[cluster.pk, *more])


def the_network(runner: Visitor) -> Cluster:
    """Seven centres, of which the lead partner is to host the co-ordinator: a draft says so."""
    runner.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place="London")
    cluster = Cluster.objects.get()
    for name, address in zip(INVENTED["centres"], ADDRESSES, strict=True):
        let_in(cluster, name, address)
    lead = cluster.memberships.get(organisation__name=INVENTED["centres"][0]).organisation
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    runner.fill(f"{start}?wording=memorandum", title=FACTS["host"])
    made = Agreement.objects.get(cluster=cluster)
    party = made.parties.get(organisation=lead)
    runner.fill(
        at_agreement(made, "set-parties"), **{f"role-{party.pk}": "lead", f"place-{party.pk}": "1"}
    )
    assert not runner.errors, runner.errors
    runner.open(f"{at_agreement(made, 'answer-term', 'lead_body')}?from=draft")
    assert runner.says("as in the list of parties"), "the lead partner is known from its role"
    return cluster


def test_milestones_risks_and_successes() -> None:
    runner = signed_in(INVENTED["facilitator"])
    cluster = the_network(runner)
    today = localdate()
    runner.fill(
        at(cluster, "start-workplan"), title=INVENTED["plan"], starts_on=today,
        ends_on=today + timedelta(days=365),
    )  # fmt: skip
    host = cluster.memberships.get(organisation__name=INVENTED["centres"][0]).organisation
    runner.fill(at(cluster, "add-objective"), title=FACTS["objective"])
    runner.fill(
        at(cluster, "add-activity"), title=INVENTED["activity"], organisation=host.pk,
        starts_on=today, ends_on=today + timedelta(days=300),
    )  # fmt: skip
    activity = Activity.objects.get()
    runner.fill(
        at(cluster, "add-milestone"), title=INVENTED["milestone"], activity=activity.pk,
        due_on=today + timedelta(days=200), unit=INVENTED["unit"], target=INVENTED["target"],
    )  # fmt: skip
    assert not runner.errors, runner.errors
    what_waits_on_the_money_shows(runner, cluster, activity)
    the_host_says_how_far_it_is(cluster)
    both_risks_have_an_owner_and_a_day(runner, cluster, host.pk)
    what_goes_well_is_celebrated(cluster)


def what_waits_on_the_money_shows(runner: Visitor, cluster: Cluster, activity: Activity) -> None:
    runner.fill(
        at(cluster, "plan-bid"), title=FACTS["waits_on"], funder=INVENTED["funder"],
        amount_pence=INVENTED["amount"], decision_on=localdate() + timedelta(days=90),
    )  # fmt: skip
    bid = FundingBid.objects.get()
    runner.fill(at(cluster, "add-dependency", activity.pk), on=f"bid:{bid.pk}")
    assert not runner.errors, runner.errors
    member = signed_in(ADDRESSES[3])
    member.open(at(cluster, "bid", bid.pk))
    assert member.says("1 activity could not be done")
    assert member.says(INVENTED["activity"])


def the_host_says_how_far_it_is(cluster: Cluster) -> None:
    mark = Milestone.objects.get()
    host = signed_in(ADDRESSES[0])
    host.open(at(cluster, "note-milestone", mark.pk))
    data = {"is_reached": "no", "reached": "4"}
    host.client.post(host.path, data)
    host.open(at(cluster, "milestones"))
    assert host.says(f"4 of {INVENTED['target']} {INVENTED['unit']}")


def both_risks_have_an_owner_and_a_day(runner: Visitor, cluster: Cluster, host: int) -> None:
    for title in FACTS["risks"]:
        runner.fill(
            at(cluster, "add-risk"), title=title, likelihood=3, impact=5, organisation=host,
            response_words=INVENTED["response"], review_on=localdate() + timedelta(days=60),
        )  # fmt: skip
        assert not runner.errors, runner.errors
    funding = Risk.objects.get(title=FACTS["risks"][0])
    owner = signed_in(ADDRESSES[0])
    owner.fill(at(cluster, "review-risk", funding.pk), likelihood=2, note=INVENTED["response"])
    member = signed_in(ADDRESSES[5])
    member.open(at(cluster, "risks"))
    for words in (*FACTS["risks"], "High (15)", "Middling (10)", INVENTED["centres"][0]):
        assert member.says(words), words


def what_goes_well_is_celebrated(cluster: Cluster) -> None:
    teller = signed_in(ADDRESSES[2])
    teller.fill(at(cluster, "tell-success"), title=INVENTED["success"])
    assert not teller.errors, teller.errors
    told = Success.objects.get()
    other = signed_in(ADDRESSES[6])
    other.open(at(cluster, "success", told.pk))
    other.press("Well done")
    teller.open(at(cluster, "success", told.pk))
    assert teller.says(f"{INVENTED['centres'][6]} said “well done”.")
