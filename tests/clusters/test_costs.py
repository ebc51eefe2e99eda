"""What a programme costs, as far as it is known, and what it is compared with."""

from decimal import Decimal

from django.urls import reverse

from spinney.clusters.models import Cluster, Comparator, Day
from spinney.clusters.queries.programmes import costs_of
from tests.access import client_of
from tests.personas import NOON, TODAY


def log(cluster, days, kind="facilitation", **more):
    return Day.objects.create(
        cluster=cluster,
        kind=kind,
        days=Decimal(days),
        worked_on=TODAY,
        what="x",
        logged_at=NOON,
        **more,
    )


def test_grant_and_days_make_the_cost_of_a_cluster_and_of_each_organisation(wood):
    wood.programme.day_rate_pence = 45_000
    wood.programme.save()
    log(wood.cluster, "5.5")
    log(wood.cluster, "1", kind="review")
    log(wood.cluster, "20", taken_back_at=NOON)
    known = costs_of(wood.programme)
    one = known.clusters[0]
    assert one.days_pence == 292_500
    assert one.total_pence == known.per_cluster_pence == 1_792_500
    assert one.organisations == 1  # Birch House; Cedar supports and is no member
    assert known.per_organisation_pence == 1_792_500


def test_averages_go_over_all_clusters_and_round_to_the_penny(wood):
    for n in range(2):
        Cluster.objects.create(name=f"Wood {n}", programme=wood.programme, made_at=NOON)
    wood.programme.day_rate_pence = 10_001
    wood.programme.save()
    log(wood.cluster, "0.25")
    known = costs_of(wood.programme)
    assert known.clusters[0].days_pence == 2_500
    assert known.total_pence == 3 * 1_500_000 + 2_500
    assert known.per_cluster_pence == 1_500_833


def test_days_without_a_price_leave_the_cost_unknown_not_nought(wood):
    assert costs_of(wood.programme).total_pence == 1_500_000
    log(wood.cluster, "1")
    known = costs_of(wood.programme)
    assert known.clusters[0].days_pence is None
    assert (known.total_pence, known.per_cluster_pence, known.per_organisation_pence) == (
        None,
        None,
        None,
    )


def test_those_who_left_took_part_and_those_who_declined_did_not(wood):
    wood.memberships["birch"].state = "left"
    wood.memberships["birch"].save()
    assert costs_of(wood.programme).organisations == 1
    wood.memberships["birch"].state = "declined"
    wood.memberships["birch"].save()
    assert costs_of(wood.programme).organisations == 0


def test_four_queries(wood, django_assert_num_queries):
    with django_assert_num_queries(4):
        costs_of(wood.programme)


def test_the_page_shows_figures_sources_and_what_is_not_counted(wood):
    Comparator.objects.create(
        programme=wood.programme,
        name="Another fund",
        pence_per_organisation=1_100_000,
        source="Report of 2010, page 8",
    )
    url = reverse("clusters:costs", args=[wood.programme.pk])
    page = client_of(wood, "rowan").get(url).content.decode()
    assert "£15,000 for each organisation, compared with £11,000 for Another fund." in page
    for words in ("£11,000", "Report of 2010, page 8", "£15,000", "What was spent is not counted"):
        assert words in page
    log(wood.cluster, "1")
    page = client_of(wood, "rowan").get(url).content.decode()
    assert "cannot be said yet" in page
    assert "Say what a day costs" in page
