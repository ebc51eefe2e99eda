"""Who leans on too few people: over a cluster, those asked, or a thousand organisations."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.queries.fragility import (
    NO,
    UNKNOWN,
    YES,
    Whom,
    in_all,
    looked_at,
    shares,
)
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.findings import answered_survey

pytestmark = pytest.mark.django_db


def by_name(wood, whom, by=None):
    survey_place = wood.cluster
    rows = looked_at(by or wood.ash, survey_place, scope(wood), whom)
    return {row.name: row for row in rows}


def scope(wood):
    from spinney.base.kernel.actors import cluster_scope

    return cluster_scope(wood.cluster.pk)


def test_members_by_the_register(wood):
    Organisation.objects.filter(name="Birch House").update(full_time_staff=3)
    found = by_name(wood, Whom())
    assert set(found) == {"Birch House"}  # a supporter is no member
    assert found["Birch House"].verdict == YES
    assert found["Birch House"].known_from == "The register"
    assert by_name(wood, Whom(below=3))["Birch House"].verdict == NO
    Organisation.objects.update(full_time_staff=None)
    assert by_name(wood, Whom())["Birch House"].verdict == UNKNOWN


def test_those_asked_by_what_they_said(wood):
    survey = answered_survey(wood)
    Organisation.objects.filter(name="Hedge Group 2").update(full_time_staff=1)
    found = by_name(wood, Whom("asked", survey.pk))
    assert len(found) == 6
    assert found["Hedge Group 2"].staff == 12  # what it said counts, not the register
    assert found["Hedge Group 2"].known_from == "Said in “Who needs what”"
    assert found["Hedge Group 2"].verdict == NO
    assert found["Hedge Group 3"].verdict == YES  # five staff, and all hangs on one


def test_whoever_may_not_see_names_sees_only_the_register(wood):
    survey = answered_survey(wood)
    found = by_name(wood, Whom("asked", survey.pk), by=wood.rowan)
    assert {row.staff for row in found.values()} == {None}
    assert {row.verdict for row in found.values()} == {UNKNOWN}


def test_a_detached_survey_tells_nothing_here(wood):
    survey = answered_survey(wood, mode="detached")
    found = by_name(wood, Whom("asked", survey.pk))
    assert {row.verdict for row in found.values()} == {UNKNOWN}


def test_a_survey_of_another_place_is_no_way_in(wood):
    other = answered_survey(wood, in_programme=True)
    with pytest.raises(BadInput):
        looked_at(wood.ash, wood.cluster, scope(wood), Whom("asked", other.pk))


def test_only_those_who_run_the_place(wood):
    with pytest.raises(NotAllowed):
        looked_at(wood.birch, wood.cluster, scope(wood), Whom())


@pytest.mark.parametrize("whom", [Whom(below=0), Whom("area"), Whom("asked")])
def test_what_cannot_be_is_refused(wood, whom):
    with pytest.raises(BadInput):
        looked_at(wood.ash, wood.cluster, scope(wood), whom)


def thousand():
    Organisation.objects.bulk_create(
        Organisation(
            name=f"Thicket {number:04d}",
            town="Thicketon",
            kind="voluntary" if number % 3 else "second_tier",
            income_pence=None if number % 5 == 0 else number * 1_000_00,
            full_time_staff=None if number % 4 == 0 else number % 9,
        )
        for number in range(1000)
    )


def test_a_thousand_of_a_town_in_few_queries(wood, django_assert_max_num_queries):
    thousand()
    ash = wood.ash
    with django_assert_max_num_queries(4):
        rows = looked_at(ash, wood.cluster, scope(wood), Whom("area", area="Thicketon"))
    total = in_all(rows)
    assert len(rows) == 1000
    assert total.unknown == 250
    expected = sum(1 for n in range(1000) if n % 4 and n % 9 < 4)
    assert total.fragile == expected
    kinds = shares(rows, "kind")
    assert sum(one.fragile + one.not_fragile + one.unknown for one in kinds) == 1000
    assert [one.label for one in shares(rows, "band")][-1] == "Not known"


def test_the_page_tells_shares_and_how_many_are_not_known(wood):
    thousand()
    client = client_of(wood, "ash")
    url = reverse("diagnostics:fragility", args=[scope(wood)])
    text = client.get(url, {"of": "area", "area": "Thicketon", "below": "4"}).content.decode()
    assert "Of 1,000 organisations" in text
    assert "Of 250 it is not known." in text
    response = client.get(url, {"of": "area", "area": "Thicketon", "as": "csv"})
    assert len(b"".join(response.streaming_content).splitlines()) == 1001
    wrong = client.get(url, {"of": "area", "area": "", "below": "x"})
    assert wrong.status_code == 200
    assert "Thicket 0001" not in wrong.content.decode()
