"""A file of ballots is looked at, and made into a draft; a bad one says where and why."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.ballot_files import import_ballot
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.models import Ballot
from spinney.decisions.states import BallotState
from tests.access import client_of
from tests.decisions.making import NOON
from tests.personas import Wood

pytestmark = pytest.mark.django_db

PB = """META
key;value
description;Money for the hall
num_projects;2
num_votes;3
budget;9000
vote_type;approval
currency;GBP
PROJECTS
project_id;cost;name
a;6000;New roof
b;3000.50;A ramp
VOTES
voter_id;vote
1;a,b
2;b
3;b
"""
BLT = """3 1
2 1 2 0
1 3 2 0
0
"Ash"
"Birch"
"Cedar"
"Who chairs?"
"""


def look(wood: Wood, name: str, text: str | bytes):
    url = reverse("decisions:look-at-file", args=[wood.cluster.pk])
    content = text if isinstance(text, bytes) else text.encode()
    return client_of(wood, "ash").post(url, {"file": SimpleUploadedFile(name, content)})


def make(wood: Wood, page) -> Ballot:
    url = reverse("decisions:import-ballot", args=[wood.cluster.pk])
    response = client_of(wood, "ash").post(url, {"seen": page.context["seen"]})
    assert response.status_code == 302
    return Ballot.objects.get()


def test_a_shared_budget_becomes_a_draft_in_pence(wood: Wood) -> None:
    page = look(wood, "hall.pb", PB)
    said = page.content.decode()
    assert "£9,000" in said
    assert "3 papers" in said
    assert "Equal shares" in said
    assert not Ballot.objects.exists()
    ballot = make(wood, page)
    assert (ballot.title, ballot.way, ballot.state) == ("Money for the hall", "money", "draft")
    assert ballot.settings["budget_pence"] == 900_000
    costs = list(ballot.options.values_list("title", "cost_pence"))
    assert costs == [("New roof", 600_000), ("A ramp", 300_050)]


def test_ranked_papers_become_an_order_and_are_nobody_s_votes(wood: Wood) -> None:
    page = look(wood, "chair.blt", BLT)
    assert [one.chosen for one in page.context["found"].counts if "Single" in one.rule] == [
        ("Ash",)
    ]
    ballot = make(wood, page)
    assert (ballot.way, ballot.options.count(), ballot.electors.count()) == ("rank", 3, 0)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("hall.pb", PB.replace("9000", "much"), "Line 6"),
        ("hall.pb", PB.replace("2;b\n", "2;z\n"), "Line 16"),
        ("chair.blt", BLT.replace("1 3 2 0", "1 9 2 0"), "Line 3"),
        ("list.json", "{", "This is not JSON."),
        ("list.csv", b"\xff\xfe\x00", "not text in UTF-8"),
        ("list.docx", "x", "is not a"),
    ],
)
def test_a_bad_file_says_where_and_why(wood: Wood, name: str, content: str, told: str) -> None:
    page = look(wood, name, content)
    assert told in page.content.decode()
    assert page.context["found"] is None
    assert not Ballot.objects.exists()


def test_too_many_options_can_only_be_looked_at(wood: Wood) -> None:
    options = [OptionText(f"Option {number}") for number in range(61)]
    text = BallotText(title="Which?", way="approve")
    with pytest.raises(WrongState, match="room for 60"):
        import_ballot(cluster=wood.cluster, text=text, options=options, by=wood.ash, now=NOON)
    assert not Ballot.objects.exists()


def test_what_was_changed_on_its_way_is_not_taken(wood: Wood) -> None:
    url = reverse("decisions:import-ballot", args=[wood.cluster.pk])
    seen = look(wood, "hall.pb", PB).context["seen"]
    response = client_of(wood, "ash").post(url, {"seen": seen[:-2] + "xx"})
    assert response.status_code == 422


def test_undo_throws_the_draft_away(wood: Wood) -> None:
    ballot = make(wood, look(wood, "hall.pb", PB))
    url = reverse("decisions:discard-ballot", args=[ballot.cluster_id, ballot.pk])
    client_of(wood, "ash").post(url)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.DISCARDED


def test_members_do_not_bring_in_files(wood: Wood) -> None:
    text = BallotText(title="Which?", way="approve")
    with pytest.raises(NotAllowed):
        import_ballot(cluster=wood.cluster, text=text, options=[], by=wood.birch, now=NOON)
