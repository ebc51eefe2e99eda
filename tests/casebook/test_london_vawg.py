"""D7: the 28 members of a consortium elect the two organisations that lead its services.

Played through pages and mailed links. That there are 28 members, and that they elect the lead
organisations, is the source's; the members, who stood and the votes are invented
(casebook/london_vawg/illustration.toml).
"""

from __future__ import annotations

import json
import tomllib
from itertools import chain, repeat
from pathlib import Path

import pytest
from django.urls import reverse

from spinney.clusters.models import Cluster
from spinney.decisions import api
from spinney.decisions.models import Ballot
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/london_vawg"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
CANDIDATES = INVENTED["candidates"]
PAPERS = list(chain(*(repeat(one["places"], one["times"]) for one in INVENTED["papers"])))
"""What each member votes: candidates by number, the first choice first."""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def address_of(number: int) -> str:
    return f"member{number}@example.org"


def the_consortium(runner: Visitor) -> tuple[Cluster, Visitor]:
    """28 members, of which four stand."""
    runner.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"])
    cluster = Cluster.objects.get()
    assert len(PAPERS) == FACTS["members"]
    for number in range(FACTS["members"]):
        more = f"{INVENTED['member']} {number + 1} (illustrative)"
        name = CANDIDATES[number] if number < len(CANDIDATES) else more
        last = let_in(cluster, name, address_of(number))
    return cluster, last


def test_28_members_elect_who_leads() -> None:
    runner = signed_in(INVENTED["facilitator"])
    cluster, member = the_consortium(runner)
    ballot = deciding.begin(
        runner, cluster, INVENTED["question"], "election", rule="stv", seats=INVENTED["seats"],
        secret="yes",
    )  # fmt: skip
    deciding.add_candidates(runner, ballot, CANDIDATES)
    deciding.open_voting(runner, ballot)
    for number, places in enumerate(PAPERS):
        marks = {f"mark_{candidate}": place for place, candidate in enumerate(places, start=1)}
        deciding.vote(address_of(number), **marks)
    deciding.close(runner, ballot)

    member.open(deciding.at(ballot, "result"))
    check_explained(member)
    check_nothing_of_whose_vote(member, ballot)

    # Both stand in the register. Neither is the lead body of all the others by it: there are two.
    (kept,) = api.decisions(cluster)
    first, second = (CANDIDATES[number - 1] for number in INVENTED["elected"])
    assert (kept.outcome, kept.stands) == (f"{first} and {second} are elected.", True)
    assert api.lead_of(cluster) is None
    deciding.entry(member, cluster, kept.number)
    assert member.says("Election, in secret")
    assert member.says(f"{first} and {second} are elected.")


def check_explained(member: Visitor) -> None:
    """How it was counted can be followed round by round: the second place turned on where votes
    went on to.
    """
    first, second = (CANDIDATES[number - 1] for number in INVENTED["elected"])
    assert member.says(f"{first} and {second} are elected.")
    assert member.says(f"It takes {INVENTED['quota']} votes to be elected.")
    assert member.says(f"{INVENTED['rounds'][1][-1]} votes ({INVENTED['quota']} votes needed)")
    table = member.page.find("caption", string="Votes of each option after each round")
    assert table is not None
    rows = {
        row.th.text: [cell.text for cell in row.find_all("td")]
        for row in table.parent.select("tbody tr")
    }
    for number, votes in enumerate(INVENTED["rounds"]):
        assert rows[CANDIDATES[number]] == votes
    headings = [one.text for one in table.parent.select("thead th")]
    gone_out = CANDIDATES[-1]
    assert headings[1:] == ["First choices", f"Surplus of {first} goes on", f"{gone_out} is out"]


def check_nothing_of_whose_vote(member: Visitor, ballot: Ballot) -> None:
    """It was secret: no paper is given away, only what they came to together."""
    assert member.says("The ballot was secret: nobody sees who voted what")
    for key in ("json", "blt", "votes_csv", "votes_xlsx"):
        member.open(deciding.at(ballot, "result-file", key))
        assert member.status == 404, key
    totals = member.client.get(deciding.at(ballot, "result-file", "totals"))
    said = json.loads(totals.content)
    assert "papers" not in said
    assert said["turnout"]["voted"] == FACTS["members"]
