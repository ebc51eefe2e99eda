"""The list of where a cluster could save, and one of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import Opportunity
from tests.access import client_of
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import an_opportunity

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def buying(wood):
    look(wood_that_buys(wood))
    return wood


def page(wood, name, view="opportunities", *args, **asked):
    url = reverse(f"purchasing:{view}", args=[wood.cluster.pk, *args])
    return client_of(wood, name).get(url, asked)


def test_the_list_is_ranked_and_its_sum_counts_no_money_twice(buying):
    answer = page(buying, "ash")
    rows = answer.context["listing"].found
    assert [one.row.kind for one in rows] == ["switch", "join", "stop"]
    # Switching and buying together would save the same money; what Birch may stop is other money.
    assert answer.context["figures"][0].value == "£600 to £2,280"
    assert page(buying, "birch").context["figures"][0].value != "£600 to £2,280"
    assert page(buying, "ash", kind="Switch").context["listing"].count == 1


def test_one_says_what_it_rests_on_and_what_it_excludes(buying):
    switch = Opportunity.objects.get(kind="switch")
    answer = page(buying, "ash", "opportunity", switch.pk)
    content = answer.content.decode()
    assert "3 members can be compared: £12 to £24 a year for each square metre." in content
    assert [one.row.kind for one in answer.context["excludes"]] == ["join"]
    assert page(buying, "birch", "opportunity", switch.pk).status_code == 404
    join = Opportunity.objects.get(kind="join")
    seen = page(buying, "birch", "opportunity", join.pk).content.decode()
    assert "middles of bands" in seen
    assert "Rook" not in seen


def test_what_one_member_may_stop_is_not_for_the_others(buying):
    stop = Opportunity.objects.get(kind="stop")
    assert page(buying, "birch", "opportunity", stop.pk).status_code == 200
    assert page(buying, "maple", "opportunity", stop.pk).status_code == 404
    assert page(buying, "rowan", "opportunity", stop.pk).status_code == 404


def test_a_row_without_facts_is_shown_to_nobody(buying):
    one = an_opportunity(buying.cluster)
    assert page(buying, "ash", "opportunity", one.pk).status_code == 404


def test_the_pages_ask_the_database_little(buying, django_assert_max_num_queries):
    client = client_of(buying, "birch")
    join = Opportunity.objects.get(kind="join")
    for view, args in (("opportunities", []), ("opportunity", [join.pk])):
        url = reverse(f"purchasing:{view}", args=[buying.cluster.pk, *args])
        with django_assert_max_num_queries(13):
            client.get(url)
