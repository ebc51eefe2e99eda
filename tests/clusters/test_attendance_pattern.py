"""How members come and go, over time."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.clusters.models import Attendance, Gathering
from spinney.clusters.queries.days import gatherings_of, patterns_of
from tests.access import client_of
from tests.personas import NOON, TODAY


@pytest.fixture
def gathered(wood):
    marks = ["in_person", "deputy", "apologies", "no_word", "no_word"]
    for weeks, how in zip(range(5, 0, -1), marks, strict=True):
        gathering = Gathering.objects.create(
            cluster=wood.cluster,
            title=f"Meeting {6 - weeks}",
            held_on=TODAY - timedelta(weeks=weeks),
            made_at=NOON,
        )
        Attendance.objects.create(
            gathering=gathering, membership=wood.memberships["birch"], how=how
        )
    return wood


def test_marks_stand_in_order_with_what_stands_out(gathered, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = patterns_of(gathered.cluster)
    assert [g.title for g in found.gatherings] == [f"Meeting {n}" for n in range(1, 6)]
    birch, cedar = found.rows
    assert birch.marks == ["in_person", "deputy", "apologies", "no_word", "no_word"]
    assert [s.value for s in birch.pattern.signs] == ["gone quiet", "coming less"]
    assert cedar.marks == [None] * 5


def test_the_list_counts_who_came(gathered):
    counts = [(g.title, g.came, g.marked) for g in gatherings_of(gathered.cluster)]
    assert counts[0] == ("Meeting 5", 0, 1)
    assert counts[-1] == ("Meeting 1", 1, 1)


def test_the_file_has_a_column_for_each_gathering(gathered):
    url = reverse("clusters:attendance-pattern", args=[gathered.cluster.pk])
    text = client_of(gathered, "ash").get(f"{url}?as=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    columns = [c for c in rows[0] if c.startswith("Meeting")]
    assert len(columns) == 5
    assert [rows[0][c] for c in columns][:2] == ["Came", "Sent a deputy"]


def test_one_screen_for_the_whole_membership(gathered):
    gathering = Gathering.objects.create(
        cluster=gathered.cluster, title="Sixth", held_on=TODAY, made_at=NOON
    )
    url = reverse("clusters:record-attendance", args=[gathered.cluster.pk, gathering.pk])
    client = client_of(gathered, "ash")
    page = client.get(url).content.decode()
    assert "Birch House" in page
    assert "Cedar Housing Association" in page
    birch, cedar = (gathered.memberships[n].pk for n in ("birch", "cedar"))
    answer = client.post(
        url,
        {
            f"member-{birch}": "apologies",
            f"member-{cedar}": "unnoted",
            "version": 1,
            "everyone_else": "1",
        },
    )
    assert answer.status_code == 302
    assert dict(gathering.attendance.values_list("membership_id", "how")) == {
        birch: "apologies",
        cedar: "in_person",
    }
    late = {f"member-{birch}": "remote", f"member-{cedar}": "unnoted", "version": 1}
    told = client.post(url, late).content.decode()
    assert "Somebody else changed who came" in told
    assert "Birch House" in told
