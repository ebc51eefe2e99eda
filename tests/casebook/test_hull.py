"""K9: from many issues to three, and to one; every reason is kept, and what is left is a ballot.

Played through pages alone. The priorities and the order in which they were narrowed are the
source's; how a round was held, its day and its reasons are invented
(casebook/hull/illustration.toml).
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.clusters.models import Cluster
from spinney.decisions import api as decisions
from spinney.decisions.models import Ballot
from spinney.diagnostics import api
from spinney.diagnostics.models import Theme
from spinney.workplans.models import Activity, FundingBid
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/hull"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())

pytestmark = pytest.mark.django_db


def signed_in(address: str) -> Visitor:
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(address)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client)


def go_through(consultant: Visitor, cluster: Cluster, number: int, aside: dict[str, str]) -> None:
    """Hold a round that sets these titles aside, for these reasons."""
    said: dict[str, object] = {
        "held_on": INVENTED["first_round" if number == 1 else "second_round"],
        "how": INVENTED["how"][number - 1],
    }
    for theme in Theme.objects.filter(title__in=aside, cluster=cluster):
        said[f"theme-{theme.pk}"] = "aside"
        said[f"reason-{theme.pk}"] = aside[theme.title]
    consultant.fill(reverse("diagnostics:hold-round", args=[cluster.pk]), **said)
    assert consultant.says(f"Round {number} is noted.")


def narrow_to_three(consultant: Visitor) -> Cluster:
    """Many issues are found, and the first round leaves three."""
    consultant.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"])
    cluster = Cluster.objects.get()
    for title in FACTS["priorities"]:
        consultant.fill(reverse("diagnostics:add-theme", args=[cluster.pk]), title=title)
    gone = [one for one in FACTS["priorities"] if one not in FACTS["narrowed_to"]]
    go_through(consultant, cluster, 1, dict.fromkeys(gone, INVENTED["not_now"]))
    assert {one.title for one in api.ballot_options(cluster)} == set(FACTS["narrowed_to"])
    return cluster


def test_from_many_issues_to_three_to_hr() -> None:
    consultant = signed_in(INVENTED["facilitator"])
    cluster = narrow_to_three(consultant)
    ict = next(one for one in FACTS["narrowed_to"] if one.startswith("IT"))
    reasons = {FACTS["set_aside_last"]: FACTS["why_buildings"], ict: FACTS["why_ict"]}
    go_through(consultant, cluster, 2, reasons)
    (left,) = api.ballot_options(cluster)
    assert left.title == FACTS["ends_with"]

    hr = Theme.objects.get(title=FACTS["ends_with"])
    consultant.open(reverse("diagnostics:theme", args=[cluster.pk, hr.pk]))
    consultant.press("The cluster will work on this")

    member = let_in(cluster, INVENTED["organisation"], INVENTED["member"])
    member.open(reverse("diagnostics:rounds", args=[cluster.pk]))
    for reason in (INVENTED["not_now"], FACTS["why_buildings"], FACTS["why_ict"]):
        assert member.says(f"Set aside: {reason}")
    assert member.says("Chosen")
    assert not member.page.find_all("button", string="Take back the last round")


@pytest.mark.slow
def test_what_is_left_is_put_to_the_vote_in_one_step() -> None:
    consultant = signed_in(INVENTED["facilitator"])
    cluster = narrow_to_three(consultant)
    members = [INVENTED["organisation"], *INVENTED["others"]]
    assert len(members) == FACTS["organisations"]
    for number, name in enumerate(members):
        let_in(cluster, name, f"member{number}@example.org")

    # One step from the list of themes: the ballot is there, with the themes as its options.
    page = consultant.open(reverse("diagnostics:themes", args=[cluster.pk]))
    onward = page.find("a", string="Vote on these themes")
    assert onward is not None
    consultant.fill(str(onward["href"]), way="score")
    assert not consultant.errors, consultant.errors
    ballot = Ballot.objects.get()
    assert {one.title for one in ballot.options.all()} == set(FACTS["narrowed_to"])
    deciding.open_voting(consultant, ballot)
    titles = [one.title for one in ballot.options.all()]
    for number, scores in enumerate(INVENTED["scores"]):
        given = dict(zip(FACTS["narrowed_to"], scores, strict=True))
        deciding.vote(f"member{number}@example.org", **deciding.scores(titles, given))
    deciding.close(consultant, ballot)
    assert deciding.figures(consultant) == {
        title: str(total)
        for title, total in zip(FACTS["narrowed_to"], INVENTED["totals"], strict=True)
    }

    # HR was chosen; the plan that follows knows which theme it came from.
    assert consultant.says(f"“{FACTS['ends_with']}” was chosen with 26 points.")
    deciding.take_step(consultant, cluster, 1, "outline")
    (priority,) = decisions.outline(cluster)
    assert priority.theme == Theme.objects.get(title=FACTS["ends_with"]).pk
    what_waits_on_a_bid_shows(consultant, cluster)


def what_waits_on_a_bid_shows(consultant: Visitor, cluster: Cluster) -> None:
    """The HR worker of year 1 is paid from a bid to a lottery fund; the community service that is
    to follow needs the worker: the plan shows that both wait on the bid.
    """
    here, begins = [cluster.pk], localdate()
    consultant.fill(
        reverse("workplans:start-workplan", args=here), title=INVENTED["plan"], starts_on=begins,
        ends_on=begins + timedelta(days=729),
    )  # fmt: skip
    assert not consultant.errors, consultant.errors
    years = ((begins, 364), (begins + timedelta(days=365), 364))
    for title, (first, days) in zip(FACTS["years"], years, strict=True):
        consultant.fill(
            reverse("workplans:add-activity", args=here), title=title, starts_on=first,
            ends_on=first + timedelta(days=days),
        )  # fmt: skip
        assert not consultant.errors, consultant.errors
    worker, service = (Activity.objects.get(title=title) for title in FACTS["years"])
    consultant.fill(
        reverse("workplans:plan-bid", args=here), title=INVENTED["bid"], funder=FACTS["bid_to"],
        decision_on=begins + timedelta(days=INVENTED["decides_in_days"]),
    )  # fmt: skip
    bid = FundingBid.objects.get()
    consultant.fill(
        reverse("workplans:add-dependency", args=[*here, worker.pk]), on=f"bid:{bid.pk}"
    )
    consultant.fill(
        reverse("workplans:add-dependency", args=[*here, service.pk]), on=f"activity:{worker.pk}"
    )
    assert not consultant.errors, consultant.errors
    member = signed_in("member0@example.org")
    member.open(reverse("workplans:bid", args=[*here, bid.pk]))
    assert member.says("2 activities could not be done")
    for title in FACTS["years"]:
        assert member.says(title), title
    consultant.fill(reverse("workplans:note-bid", args=[*here, bid.pk]), state="sent")
    consultant.fill(reverse("workplans:note-bid", args=[*here, bid.pk]), state="lost")
    member.open(reverse("workplans:workplan", args=here))
    assert member.says(INVENTED["bid"]), "the plan says what was lost, and what waits"
