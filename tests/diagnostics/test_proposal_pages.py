"""What is read of a proposal: why, who is outside and what would place it, files, side by side."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.clusters.models import Membership
from spinney.diagnostics.engine.groups import Broken, BrokenRule, Outsider, Why
from spinney.diagnostics.engine.groups.proposing import Kind, Measure
from spinney.diagnostics.queries import group_words as words
from spinney.diagnostics.queries.proposals import Arranged
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.groupings import answered, asked, locality, proposed
from tests.personas import NOON

SPEECH = words.Speech(
    {"a": "Alder Trust", "b": "Beck House"}, {"hr": "Staff"}, {"statutory": "Statutory"}, [1, 4]
)


def read(wood, grouping, door="proposal", *more, **query):
    url = reverse(f"diagnostics:{door}", args=[grouping.scope, grouping.pk, *more])
    return client_of(wood, "ash").get(url, query)


def test_why_and_how_far_in_words(wood):
    locality(wood)
    grouping = asked(wood)
    answered(wood, grouping)
    page = read(wood, grouping, "proposal", 1).content.decode()
    assert "Staff and pay (HR): Beck House, Cote Street and Gorse Arts need help with it." in page
    assert "Dale Carers can help Beck House, Cote Street and Gorse Arts." in page
    assert "No arrangement under these rules can be better. That is proven." in page
    assert "The longest way is about 5 minutes, between Cote Street and Dale Carers." in page
    # A place that is not known is said, and blamed on nobody.
    assert "Travel to these counts as half an hour, neither near nor far" in page


def test_who_is_outside_and_what_would_place_it(wood):
    locality(wood)
    far = Organisation.objects.create(name="Zennor Choir", latitude=50.2, longitude=-5.6)
    Membership.objects.create(
        cluster=wood.cluster, organisation=far, admitted_to=wood.tiers["core"],
        tier=wood.tiers["core"], state="active", asked_at=NOON, joined_on=NOON.date(),
    )  # fmt: skip
    # One whose place is not known is in reach of everybody; here all are known.
    unknown = Organisation.objects.filter(latitude=None)
    unknown.update(latitude=53.8, longitude=-1.55)
    grouping = asked(wood, longest_minutes=30, max_size=8)
    found = answered(wood, grouping)
    left = {one.name: one for one in Arranged(found[0]).outside}
    assert left["Zennor Choir"].mend == "Allow longer travel."
    page = read(wood, grouping, "proposal", 1).content.decode()
    assert left["Zennor Choir"].why in page
    assert left["Zennor Choir"].mend in page


def test_files(wood):
    locality(wood)
    grouping = asked(wood)
    proposed(wood, grouping)
    kept = json.loads(read(wood, grouping, "proposal", 1, file="json").content)
    assert len(kept["evaluation"]["groups"]) == 2
    assert len(kept["problem"]["organisations"]) == 8
    page = read(wood, grouping, "proposal", 1)
    for name in ("csv", "xlsx"):
        file = read(wood, grouping, "proposal", 1, **{"as": name})
        content = b"".join(file.streaming_content) if file.streaming else file.content
        if name == "csv":
            assert b"Alder Trust,Group 1" in content
        else:
            rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
            assert len(rows) == 9
    assert page.context["listing"].count == 8


def test_side_by_side(wood):
    locality(wood)
    grouping = asked(wood)
    first, second = proposed(wood, grouping)
    page = read(wood, grouping, "compare-proposals")
    people = {line.what: line.values for line in page.context["people"].rows}
    a, b = Arranged(first), Arranged(second)
    for one in a.problem.organisations:
        assert people[one.name] == {
            1: f"Group {a.where(one.key) + 1}", 2: f"Group {b.where(one.key) + 1}"
        }  # fmt: skip
    measures = {line.what: line.values for line in page.context["measures"].rows}
    assert measures["Gained in all"] == {
        1: f"{a.evaluation.objective:.2f}", 2: f"{b.evaluation.objective:.2f}"
    }  # fmt: skip
    only = read(wood, grouping, "compare-proposals", n="2")
    assert [one.proposal.number for one in only.context["several"]] == [2]


def test_nothing_to_compare_yet(wood):
    assert read(wood, asked(wood), "compare-proposals").status_code == 404


@pytest.mark.parametrize("code", list(Broken))
def test_every_breach_has_words(code):
    told = words.broken_words(BrokenRule(code, 1, ("a", "b"), 5, 4, "statutory"), SPEECH)
    assert told.endswith(".")
    assert told[0].isupper()
    if code is not Broken.NOT_PLACED and code is not Broken.NOT_TOGETHER:
        assert "roup 4" in told


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words_and_a_way_out(why):
    breach = BrokenRule(Broken.TOO_FAR, 0, ("a", "b"), 50, 40)
    left = words.left_words(Outsider("a", why, 5, 4, 0, breach), SPEECH)
    assert left.name == "Alder Trust"
    assert left.why.endswith(".")
    assert left.mend.endswith(".")


@pytest.mark.parametrize("measure", list(Measure))
def test_every_mark_has_words_unless_rounding_hides_it(measure):
    mark = {"measure": measure.value, "number": 20.0, "against": 30.0}
    assert len(words.mark_words([mark], good=True)) == 1
    assert words.mark_words([mark], good=True) != words.mark_words([mark], good=False)
    assert words.mark_words([mark | {"against": 20.01}], good=True) == []


def test_every_kind_has_a_name():
    assert set(words.KINDS) == set(Kind)


@pytest.mark.parametrize(
    ("objective", "bound", "said"),
    [
        (10.0, 10.0, "can be better"),
        (10.0, 10.2, "more than 2 % better"),
        (10.0, 10.201, "more than 2.1 % better"),
        (-1.0, 3.0, "gain no more than the travel costs"),
    ],
)
def test_the_bound_is_never_told_smaller_than_it_is(objective, bound, said):
    told = words.bound_words(objective, bound, broken=False, cut_short=False)
    assert said in told[0]


def test_no_member_ever_reads_a_name_from_it(wood):
    locality(wood)
    grouping = asked(wood)
    proposed(wood, grouping)
    place = cluster_scope(wood.cluster.pk)
    url = reverse("diagnostics:proposal", args=[place, grouping.pk, 1])
    for who in ("birch", "cedar", "willow", "sorrel", "hazel", "elm"):
        answer = client_of(wood, who).get(url)
        assert answer.status_code in (403, 404)
        assert "Alder Trust" not in answer.content.decode()
    timeline = client_of(wood, "birch").get(f"/clusters/{wood.cluster.pk}/cluster-timeline/")
    assert "groups" not in timeline.content.decode().lower().split("<main")[1].split("</main")[0]
