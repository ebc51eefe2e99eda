"""K8: six health organisations choose a theme; the activities within it are set out, scored, voted
on, and recorded formally.

Played through pages and mailed links. The theme, what was set aside, the activities and which came
first and next are the source's; who scored what is invented (casebook/leeds/illustration.toml).
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.web.components.words import day
from spinney.cli.ballot import ballot as counting
from spinney.clusters.models import Cluster
from spinney.decisions import api
from spinney.decisions.models import Ballot
from spinney.diagnostics.models import Theme
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/leeds"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
ACTIVITIES = [FACTS["first"], FACTS["next"], *FACTS["considered"]]
MEMBERS = INVENTED["organisations"]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def address_of(number: int) -> str:
    return f"member{number}@example.org"


def the_cluster(consultant: Visitor) -> tuple[Cluster, list[Visitor]]:
    consultant.fill(reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"])
    cluster = Cluster.objects.get()
    people = [let_in(cluster, name, address_of(n)) for n, name in enumerate(MEMBERS)]
    assert len(people) == FACTS["organisations"]
    return cluster, people


def choose_the_theme(consultant: Visitor, cluster: Cluster) -> None:
    """Two themes; one is set aside with its reason, the other is what they work on."""
    for title in (FACTS["theme"], FACTS["set_aside"]):
        consultant.fill(reverse("diagnostics:add-theme", args=[cluster.pk]), title=title)
    aside = Theme.objects.get(title=FACTS["set_aside"])
    consultant.fill(
        reverse("diagnostics:hold-round", args=[cluster.pk]), held_on=localdate(),
        how=INVENTED["how"],
        **{f"theme-{aside.pk}": "aside", f"reason-{aside.pk}": FACTS["why_set_aside"]},
    )  # fmt: skip
    theme = Theme.objects.get(title=FACTS["theme"])
    consultant.open(reverse("diagnostics:theme", args=[cluster.pk, theme.pk]))
    consultant.press("The cluster will work on this")
    consultant.open(reverse("diagnostics:rounds", args=[cluster.pk]))
    assert consultant.says(f"Set aside: {FACTS['why_set_aside']}")
    assert consultant.says("Chosen")


def put_to_the_vote(consultant: Visitor, cluster: Cluster) -> Ballot:
    """The activities within the theme are set out, and put to the members."""
    ballot = deciding.begin(
        consultant, cluster, INVENTED["question"], "score", seats=INVENTED["chosen"], secret="no",
        background=f"{FACTS['theme']}: {INVENTED['background']}",
    )  # fmt: skip
    deciding.add_options(consultant, ballot, ACTIVITIES)
    deciding.open_voting(consultant, ballot)
    return ballot


def test_activities_are_set_out_scored_voted_on_and_recorded(tmp_path: Path) -> None:
    consultant = signed_in(INVENTED["facilitator"])
    cluster, people = the_cluster(consultant)
    choose_the_theme(consultant, cluster)
    ballot = put_to_the_vote(consultant, cluster)
    for number in range(len(MEMBERS)):
        given = {title: INVENTED["scores"][title][number] for title in ACTIVITIES}
        voter = deciding.vote(address_of(number), **deciding.scores(ACTIVITIES, given))
        assert voter.says(f"Score {given[FACTS['first']]}")
    # Nobody sees how it stands before the end, not even whoever has voted.
    member = people[-1]
    member.open(deciding.at(ballot, "result"))
    assert member.status == 409
    assert member.says("The result can be seen when voting has ended")
    deciding.close(consultant, ballot)

    # What it came to, with each member's priorities and the balance of feeling.
    member.open(deciding.at(ballot, "result"))
    assert member.says(f"2 options were chosen: “{FACTS['first']}” and “{FACTS['next']}”.")
    assert member.says("6 of 6 organisations took part")
    check_each_members_scores(member)
    check_balance_of_feeling(member)
    check_recorded_formally(member, cluster)
    check_counted_anew(member, ballot, tmp_path)

    # From it follow the first lines of the workplan.
    deciding.take_step(consultant, cluster, 1, "outline")
    assert [one.title for one in api.outline(cluster)] == [FACTS["first"], FACTS["next"]]
    member.open(reverse("decisions:outline", args=[cluster.pk]))
    assert member.says(FACTS["first"])
    for title in FACTS["considered"]:
        assert not member.says(title)


def check_each_members_scores(member: Visitor) -> None:
    """The ballot was open: each sees what matters to whom."""
    votes = {one.strong.text: one.get_text(" ") for one in member.page.select("li") if one.strong}
    for number, name in enumerate(MEMBERS):
        for title in ACTIVITIES:
            assert f"{title}: {INVENTED['scores'][title][number]}" in votes[name]


def check_balance_of_feeling(member: Visitor) -> None:
    """They are furthest apart about the media worker, and that one vote could have brought it."""
    apart = {
        cell.find_previous("th").text.partition(". ")[2]: cell.text
        for cell in member.page.select("td[data-label='How far apart you are']")
    }
    assert apart.keys() == set(ACTIVITIES)
    for title, words in apart.items():
        said = "You see this in many ways." if title == INVENTED["divides"] else "You agree"
        assert words.startswith(said), (title, words)
    assert apart[INVENTED["divides"]].endswith(
        "Marks go from 0 to 5; half of them are 3.5 or less."
    )
    assert member.says("Everybody who marked anything gets something they liked.")
    assert member.says(f"one changed vote could have chosen {INVENTED['divides']}")


def check_recorded_formally(member: Visitor, cluster: Cluster) -> None:
    """It is number 1 of the register, with its day, its rule and what each activity had."""
    (kept,) = api.decisions(cluster)
    assert (kept.number, kept.title, kept.stands) == (1, INVENTED["question"], True)
    deciding.entry(member, cluster, 1)
    for words in (
        f"2 options were chosen: “{FACTS['first']}” and “{FACTS['next']}”.",
        day(localdate()),
        "What is chosen is decided",
        "You had agreed no rule yet, so this is what Spinney does.",
        *ACTIVITIES,
    ):
        assert member.says(words), words
    member.open(reverse("decisions:verify-book", args=[cluster.pk]))
    assert member.says("The register is whole")


def check_counted_anew(member: Visitor, ballot: Ballot, folder: Path) -> None:
    answer = member.client.get(deciding.at(ballot, "result-file", "json"))
    file = folder / "leeds.json"
    file.write_bytes(answer.content)
    done = CliRunner().invoke(counting, ["count", str(file), "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    names = [said["options"][key]["name"] for key in said["chosen"]]
    assert (names, said["rule"]) == ([FACTS["first"], FACTS["next"]], "score")
