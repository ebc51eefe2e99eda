"""K7: along the coast members keep one register of building contractors: where each works, whether
it is insured, how it was for each member, and when it was last used.

Played through pages. That such a database was wanted, and that there was none to be had, is the
source's; who is in it, and what members say, is invented (casebook/yorkshire_coast). That members
come and go is played by test_yorkshire_coast.py; travel time where a group is proposed, and risks
that hang on one person, belong to other rooms.
"""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.post.models import Message
from spinney.base.web.components.words import day
from spinney.clusters.models import Cluster
from spinney.purchasing.models import Contractor
from spinney.purchasing.tasks.contractors import remind_of_papers
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/yorkshire_coast"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
GIVEN = INVENTED["contractors"]
STAY = [one for one in FACTS["began_with"] if one != FACTS["withdraws"]] + [FACTS["joins"]]
BUILDER = GIVEN["paper"]["of"]

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]


def email(place: str) -> str:
    return INVENTED["email"].format(place=place.lower())


def page_of(name: str, view: str = "contractor") -> str:
    found = Contractor.objects.get(name=name)
    return reverse(f"purchasing:{view}", args=[found.cluster_id, found.pk])


def take_in_the_list(member: Visitor, cluster: Cluster) -> None:
    """What one member had in a spreadsheet is looked at row by row, and comes in."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Name", "Trade", "Phone", "Areas", "Miles", "About"])
    for one in GIVEN["list"]:
        areas = "; ".join(one["areas"])
        table.writerow(
            [one["name"], one["trade"], one["phone"], areas, one["miles"], one["about"]]
        )  # fmt: skip
    address = reverse("purchasing:import-contractors", args=[cluster.pk])
    file = SimpleUploadedFile("our builders.csv", out.getvalue().encode())
    member._show(member.client.post(address, {"file": file}, follow=True), address)
    count = len(GIVEN["list"])
    assert member.says(f"{count} contractors of {count} rows can come in."), member.errors
    member.press("Take them in")
    assert member.says(f"{count} contractors came in.")


def note_what_they_know(members: dict[str, Visitor]) -> None:
    """Each notes its jobs from its own desk; one of them the paper that it was shown."""
    for use in GIVEN["uses"]:
        member = members[use["in"]]
        member.fill(
            page_of(use["of"], "note-use"), job=use["job"], stars=str(use["stars"]),
            last_used_on=localdate() - timedelta(days=use["days_ago"]),
        )  # fmt: skip
        assert not member.errors, member.errors
    paper = GIVEN["paper"]
    member = members[paper["seen_in"]]
    ends = localdate() + timedelta(days=paper["ends_in_days"])
    member.fill(
        page_of(BUILDER, "note-insurance"), kind=paper["kind"], cover_pence=paper["cover"],
        expires_on=ends,
    )  # fmt: skip
    assert not member.errors, member.errors


def listed(member: Visitor, cluster: Cluster, **asked: str) -> list[str]:
    """The names in the register, in their order, for what is asked."""
    address = reverse("purchasing:contractors", args=[cluster.pk])
    response = member.client.get(address, asked, follow=True)
    member._show(response, address)
    return [one.name for one in response.context["listing"].found]


def test_members_find_who_does_good_work_near_them() -> None:
    consultant = signed_in(INVENTED["facilitator"])
    consultant.fill(reverse("clusters:make-cluster"), place=FACTS["place"])
    cluster = Cluster.objects.get()
    members = {
        place: let_in(cluster, INVENTED["organisation"].format(place=place), email(place))
        for place in STAY
    }
    take_in_the_list(members[GIVEN["list_from"]], cluster)
    joiner = members[GIVEN["joiner_in"]]
    joiner.fill(reverse("purchasing:add-contractor", args=[cluster.pk]), **GIVEN["by_hand"])
    assert not joiner.errors, joiner.errors
    note_what_they_know(members)

    # Area: who works in a place comes first there, and who does not is left out.
    in_filey = [one["name"] for one in GIVEN["list"] if "Filey" in one["areas"]]
    assert listed(joiner, cluster, near="Filey", within="5") == sorted(
        [*in_filey, GIVEN["by_hand"]["name"]]
    )
    check_insurance(joiner)
    check_ratings_and_last_use(joiner, cluster)
    check_who_sees_it(consultant, cluster)


def check_insurance(joiner: Visitor) -> None:
    """A member that never saw the paper sees that another did, for how much and until when; and
    what was not shown at all. Who used the builder lately is told before it ends.
    """
    ends = localdate() + timedelta(days=GIVEN["paper"]["ends_in_days"])
    joiner.open(page_of(BUILDER))
    assert joiner.says(f"For £{GIVEN['paper']['cover']}")
    assert joiner.says(f"ends {day(ends)}")
    joiner.open(page_of(GIVEN["by_hand"]["name"]))
    assert joiner.says("Gas Safe registration: not seen"), "the law asks for it"
    remind_of_papers(now())
    told = Message.objects.filter(body__contains=day(ends)) | Message.objects.filter(
        subject__contains=day(ends)
    )
    assert {one.email for one in told} == {
        email(use["in"]) for use in GIVEN["uses"] if use["of"] == BUILDER and use["days_ago"] < 730
    }
    assert not told.filter(body__contains=BUILDER).exists()


def check_ratings_and_last_use(joiner: Visitor, cluster: Cluster) -> None:
    """The mean of the stars, from how many; each member's word; the newest day of all."""
    uses = [one for one in GIVEN["uses"] if one["of"] == BUILDER]
    mean = sum(one["stars"] for one in uses) / len(uses)
    last = localdate() - timedelta(days=min(one["days_ago"] for one in uses))
    assert listed(joiner, cluster, only="good") == [BUILDER]
    assert joiner.says(f"{mean:.1f} of 5, from {len(uses)} members")
    assert joiner.says(day(last))
    joiner.open(page_of(BUILDER))
    for one in uses:
        assert joiner.says(INVENTED["organisation"].format(place=one["in"]))
        assert joiner.says(one["job"])
    address = reverse("purchasing:contractors", args=[cluster.pk])
    file = b"".join(joiner.client.get(address, {"as": "csv"}).streaming_content).decode()
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(file.removeprefix("\ufeff")))}
    assert float(rows[BUILDER]["Stars"]) == mean
    assert last.isoformat() in rows[BUILDER]["Last used"]


def check_who_sees_it(consultant: Visitor, cluster: Cluster) -> None:
    """Those who run the cluster see it; whoever withdrew, and whoever never joined, does not."""
    address = reverse("purchasing:contractors", args=[cluster.pk])
    consultant.open(address)
    assert consultant.says(BUILDER)
    stranger = signed_in(email(FACTS["withdraws"]))
    for page in (address, page_of(BUILDER)):
        stranger.open(page)
        assert stranger.status == 404
