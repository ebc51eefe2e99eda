"""What clusters cost: money released, days at their price, and what they are compared with."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from spinney.clusters.models import Comparator, Day
from spinney.evaluation.queries.value import costs_of
from tests.access import client_of
from tests.money.making import a_grant, an_instalment
from tests.personas import NOON, TODAY, Wood
from tests.purchasing.making import a_saving

pytestmark = pytest.mark.django_db


def with_days(wood: Wood) -> Wood:
    """Ten days at £650, so that a cluster with a grant of £15,000 costs £21,500."""
    wood.programme.day_rate_pence = 65_000
    wood.programme.save()
    for kind, days in (("facilitation", 6), ("review", 4)):
        Day.objects.create(
            cluster=wood.cluster, kind=kind, days=Decimal(days), worked_on=TODAY, what="x",
            logged_at=NOON,
        )  # fmt: skip
    Comparator.objects.create(
        programme=wood.programme, name="Another fund", pence_per_organisation=1_100_000,
        source="Report, page 8",
    )  # fmt: skip
    return wood


def test_what_is_awarded_takes_the_place_of_what_is_set(wood: Wood) -> None:
    (before,) = costs_of(with_days(wood).programme).each
    assert (before.money_pence, before.total_pence) == (1_500_000, 2_150_000)
    grant = a_grant(wood.cluster, state="approved", awarded_pence=1_400_000)
    (awarded,) = costs_of(wood.programme).each
    assert (awarded.money_pence, awarded.money_is) == (
        1_400_000, "awarded, nothing released yet",
    )  # fmt: skip
    an_instalment(grant, state="released", released_on=TODAY)
    (released,) = costs_of(wood.programme).each
    assert (released.money_pence, released.money_is) == (
        1_400_000, "awarded, £9,000 of it released",
    )  # fmt: skip
    assert (released.released_pence, released.total_pence) == (900_000, 2_050_000)


def test_both_pages_say_the_same_cost(wood: Wood) -> None:
    with_days(wood)
    grant = a_grant(wood.cluster, state="approved", awarded_pence=1_400_000)
    an_instalment(grant, state="released", released_on=TODAY)
    client = client_of(wood, "rowan")
    for name in ("evaluation:programme-value", "clusters:costs"):
        page = client.get(reverse(name, args=[wood.programme.pk])).content.decode()
        assert "£20,500 for each organisation" in page, name


def test_the_whole_help_of_a_programme(wood: Wood) -> None:
    with_days(wood)
    wood.programme.facilitation_days, wood.programme.review_days = Decimal(6), Decimal(4)
    wood.programme.save()
    Day.objects.filter(kind="review").delete()
    assert costs_of(wood.programme).whole_pence == 2_150_000
    url = reverse("evaluation:programme-value", args=[wood.programme.pk])
    assert "£21,500" in client_of(wood, "rowan").get(url).content.decode()


def test_days_without_a_price_leave_the_sum_open(wood: Wood) -> None:
    with_days(wood)
    wood.programme.day_rate_pence = None
    wood.programme.save()
    assert costs_of(wood.programme).total_pence is None
    url = reverse("evaluation:programme-value", args=[wood.programme.pk])
    assert "Days have no price yet" in client_of(wood, "rowan").get(url).content.decode()


def test_the_pages_show_costs_beside_savings_never_together(wood: Wood) -> None:
    with_days(wood)
    birch = wood.organisations["birch"]
    a_saving(wood.cluster, birch, state="confirmed", confirmed_at=NOON)
    page = client_of(wood, "birch").get(reverse("evaluation:value", args=[wood.cluster.pk]))
    shown = page.content.decode()
    for words in ("£21,500", "£11,000", "Report, page 8", "£300", "Cash"):
        assert words in shown, words
    url = reverse("evaluation:programme-value", args=[wood.programme.pk])
    whole = client_of(wood, "rowan").get(url).content.decode()
    assert "£21,500 for each organisation, compared with £11,000 for Another fund." in whole


def test_costs_are_a_file(wood: Wood) -> None:
    with_days(wood)
    url = reverse("evaluation:programme-value", args=[wood.programme.pk])
    answer = client_of(wood, "rowan").get(url, {"format": "csv"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "21500" in text.decode().replace(",", "").replace(".00", "")
