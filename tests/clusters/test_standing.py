"""Where every cluster stands: right in every column, and in few queries for forty clusters."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from spinney.clusters.models import (
    Attendance,
    Cluster,
    Day,
    Facilitator,
    Gathering,
    Invitation,
    Membership,
    StageMove,
)
from spinney.clusters.queries.standing import standing_of
from spinney.clusters.states import ClusterState, MembershipState, ProgrammeState
from spinney.register.models import Organisation
from tests.access import client_of
from tests.clusters.programmes import asks, at, in_stage, set_dates
from tests.personas import NOON, TODAY


def the_one(wood, now=NOON):
    return standing_of(wood.programme, now)[0]


def test_stage_and_pace_against_the_plan(wood):
    in_stage(wood, 1, since=date(2026, 3, 11))
    found = the_one(wood)
    assert found.stage.name == "Focus"
    assert (found.pace.days, found.pace.planned_days, found.pace.late_days) == (9, 61, -42)


def test_a_cluster_that_has_not_begun_is_there_too(wood):
    set_dates(wood)
    found = the_one(wood)
    assert (found.stage, found.pace, found.members) == (None, None, 1)
    assert found.facilitators == ["Ash"]


def test_stalled_says_why_in_words(wood):
    in_stage(wood)
    wood.cluster.last_activity_at = NOON - timedelta(days=50)
    wood.cluster.save()
    found = the_one(wood, at(date(2026, 4, 2)))
    assert found.is_stalled
    assert found.why == (
        "Nothing happened for 63 days (the rule allows fewer than 42)."
        " Finding out is 32 days past its date (the rule allows fewer than 28)."
    )


@pytest.mark.parametrize("state", [ProgrammeState.DRAFT, ProgrammeState.CLOSED])
def test_only_a_running_programme_has_stalled_clusters(wood, state):
    in_stage(wood)
    wood.programme.state = state
    wood.programme.save()
    assert not the_one(wood, at(date(2026, 9, 1))).is_stalled


def test_an_ended_cluster_is_not_stalled(wood):
    in_stage(wood)
    wood.cluster.state = ClusterState.ENDED
    wood.cluster.save()
    assert not the_one(wood, at(date(2026, 9, 1))).is_stalled


def test_days_count_by_kind_and_not_when_taken_back(wood):
    for kind, days, taken in (
        ("facilitation", "5.5", None),
        ("facilitation", "1", None),
        ("facilitation", "3", NOON),
        ("review", "4", None),
    ):
        Day.objects.create(
            cluster=wood.cluster,
            kind=kind,
            days=Decimal(days),
            worked_on=TODAY,
            what="x",
            logged_at=NOON,
            taken_back_at=taken,
        )
    found = the_one(wood)
    assert (str(found.facilitation), found.facilitation.is_over) == ("6.5 of 6", True)
    assert (str(found.review), found.review.is_over) == ("4 of 4", False)


def gathered(wood, how, weeks):
    gathering = Gathering.objects.create(
        cluster=wood.cluster,
        title="Core group",
        held_on=TODAY - timedelta(weeks=weeks),
        made_at=NOON,
    )
    if how:
        Attendance.objects.create(
            gathering=gathering, membership=wood.memberships["birch"], how=how
        )
    return gathering


def test_attendance_and_who_fades(wood):
    for weeks, how in ((6, "in_person"), (5, "remote"), (4, "no_word"), (3, "no_word")):
        gathered(wood, how, weeks)
    found = the_one(wood).attended
    assert (found.came, found.of, found.percent) == (2, 4, 50)
    assert found.fading == ["Birch House"]


def test_attendance_sorts_by_share_with_those_without_any_last(wood):
    in_stage(wood)
    gathered(wood, "no_word", 1)
    plant(wood, 1)
    Cluster.objects.create(name="Bare", programme=wood.programme, made_at=NOON)
    url = reverse("clusters:standing", args=[wood.programme.pk])
    for order, names in (
        ("attended", ["The Spinney", "Wood 00", "Bare"]),
        ("-attended", ["Wood 00", "The Spinney", "Bare"]),
    ):
        answer = client_of(wood, "rowan").get(f"{url}?order={order}&as=csv")
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
        assert [row["Cluster"] for row in rows] == names


def test_supporters_do_not_count_in_the_attendance(wood):
    gathering = gathered(wood, "in_person", 1)
    Attendance.objects.create(
        gathering=gathering, membership=wood.memberships["cedar"], how="no_word"
    )
    assert the_one(wood).attended.percent == 100


def test_what_waits_on_whom(wood):
    stages = in_stage(wood)
    asks(stages[0], "Ground rules signed")
    asks(stages[1], "Of a later stage")
    Invitation.objects.create(
        cluster=wood.cluster,
        organisation_name="Holly Trust",
        email="holly@example.org",
        tier=wood.tiers["core"],
        sent_at=NOON,
        sent_by="x",
        answer_by=date(2026, 3, 1),
    )
    gathered(wood, "", 1)
    applied = Organisation.objects.create(name="Fern Street")
    Membership.objects.create(
        cluster=wood.cluster,
        organisation=applied,
        admitted_to=wood.tiers["core"],
        tier=wood.tiers["core"],
        state=MembershipState.APPLIED,
        asked_at=NOON,
    )
    assert [str(w) for w in the_one(wood).waits] == [
        "The cluster: Ground rules signed",
        "Holly Trust: answer to the invitation (was due 1 March 2026)",
        "The facilitator: decide whether Fern Street joins",
        "The facilitator: say who came to Core group on 13 March 2026",
    ]


def plant(wood, number):
    """More clusters, each with a stage, members, marks, days and an invitation."""
    stages = list(wood.programme.stages.order_by("position"))
    for n in range(number):
        cluster = Cluster.objects.create(
            name=f"Wood {n:02}",
            programme=wood.programme,
            state=ClusterState.ACTIVE,
            made_at=NOON,
        )
        StageMove.objects.create(
            cluster=cluster, stage=stages[n % 5], entered_on=TODAY, moved_by="x"
        )
        Facilitator.objects.create(
            cluster=cluster, person=wood.people["ash"], starts_on=date(2026, 1, 1)
        )
        organisation = Organisation.objects.create(name=f"Charity {n:02}")
        member = Membership.objects.create(
            cluster=cluster,
            organisation=organisation,
            admitted_to=wood.tiers["core"],
            tier=wood.tiers["core"],
            state=MembershipState.ACTIVE,
            asked_at=NOON,
            joined_on=TODAY,
        )
        gathering = Gathering.objects.create(
            cluster=cluster, title="First", held_on=TODAY, made_at=NOON
        )
        Attendance.objects.create(gathering=gathering, membership=member, how="in_person")
        Day.objects.create(cluster=cluster, worked_on=TODAY, days=1, what="x", logged_at=NOON)


def test_forty_clusters_take_no_more_queries_than_one(
    wood, django_assert_num_queries, django_assert_max_num_queries
):
    stages = in_stage(wood)
    asks(stages[0])
    with django_assert_num_queries(12):
        assert len(standing_of(wood.programme, NOON)) == 1
    plant(wood, 39)
    with django_assert_num_queries(12):
        assert len(standing_of(wood.programme, NOON)) == 40
    client = client_of(wood, "rowan")
    with django_assert_max_num_queries(40):
        page = client.get(reverse("clusters:standing", args=[wood.programme.pk]))
    assert page.content.decode().count("Charity") == 0
    assert "Wood 38" in page.content.decode()
    with django_assert_max_num_queries(40):
        client.get(reverse("clusters:programme", args=[wood.programme.pk]))


def test_filters_search_and_order_are_in_the_address(wood):
    in_stage(wood)
    plant(wood, 5)
    Cluster.objects.filter(name="Wood 03").update(made_at=NOON - timedelta(days=1_000))
    client, url = client_of(wood, "rowan"), reverse("clusters:standing", args=[wood.programme.pk])

    def shown(query):
        page = client.get(f"{url}{query}").content.decode()
        table = page.split("<tbody")[1].split("</tbody>")[0]
        names = [f"Wood 0{n}" for n in range(5)] + ["The Spinney"]
        return [name for name in names if f">{name}</a>" in table]

    assert shown("?stage=Focus") == ["Wood 01"]
    assert shown("?q=spinney") == ["The Spinney"]
    assert shown("?needs=waits") == []


def test_it_is_taken_away_as_csv_and_xlsx(wood):
    in_stage(wood)
    client, url = client_of(wood, "rowan"), reverse("clusters:standing", args=[wood.programme.pk])
    answer = client.get(f"{url}?as=csv")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [r["Cluster"] for r in rows] == ["The Spinney"]
    assert rows[0]["Stage"] == "Finding out"
    assert "Why" in rows[0]
    sheet = load_workbook(io.BytesIO(client.get(f"{url}?as=xlsx").getvalue())).active
    assert "The Spinney" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_moves_are_there_with_their_reasons(wood):
    in_stage(wood)
    StageMove.objects.update(reason="By letter of the trust", early=True)
    url = reverse("clusters:standing", args=[wood.programme.pk])
    page = client_of(wood, "rowan").get(url).content.decode()
    assert "By letter of the trust" in page
    assert "before everything was met" in page
