"""Who may knock at which door of programmes."""

import pytest
from django.urls import reverse

from spinney.clusters.models import Comparator, Manager
from tests.access import answers, client_of
from tests.clusters.programmes import set_dates

#            rowan ash birch cedar hazel elm willow sorrel nobody
ACCOUNT = (200, 200, 200, 200, 200, 200, 200, 200, 401)
HOST = (403, 403, 403, 403, 200, 403, 403, 403, 401)
EVERYBODY_IN_IT = (200, 200, 200, 200, 404, 404, 404, 404, 401)


def manages(answer):
    return (answer, 403, 403, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("programmes", "get"): ACCOUNT,
    ("all-programmes", "get"): HOST,
    ("make-programme", "get"): ACCOUNT,
    ("programme", "get"): EVERYBODY_IN_IT,
    ("edit-programme", "get"): manages(200),
    ("start-programme", "get"): manages(200),
    ("start-programme", "post"): manages(409),  # it runs already
    ("close-programme", "get"): manages(200),
    ("reopen-programme", "get"): manages(200),
    ("duplicate-programme", "get"): manages(200),
    ("managers", "get"): manages(200),
    ("add-manager", "get"): manages(200),
    ("remove-manager", "post"): manages(409),  # the last one
    ("standing", "get"): manages(200),
    ("costs", "get"): manages(200),
    ("add-comparator", "get"): manages(200),
    ("remove-comparator", "post"): manages(302),
    ("restore-comparator", "post"): manages(409),  # it is there
    ("remove-manager", "get"): manages(405),
    ("remove-comparator", "get"): manages(405),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    set_dates(wood)
    figure = Comparator.objects.create(
        programme=wood.programme, name="Fund", pence_per_organisation=1_100_000, source="p. 8"
    )
    more = {
        "programmes": None,
        "all-programmes": None,
        "make-programme": None,
        "remove-manager": Manager.objects.get().pk,
        "remove-comparator": figure.pk,
        "restore-comparator": figure.pk,
    }
    args = [] if more.get(door, 0) is None else [wood.programme.pk]
    args += [more[door]] if more.get(door) else []
    assert answers(wood, method, reverse(f"clusters:{door}", args=args)) == MATRIX[door, method]


def test_a_host_reads_names_and_nothing_else(wood):
    page = client_of(wood, "hazel").get(reverse("clusters:all-programmes")).content.decode()
    assert "Growing Together" in page
    assert "The Spinney" not in page
    assert "Meadow Trust" not in page


def test_members_do_not_see_what_is_for_managers(wood):
    wood.programme.day_rate_pence = 45_678
    wood.programme.save()
    url = reverse("clusters:programme", args=[wood.programme.pk])
    for name in ("ash", "birch", "cedar"):
        page = client_of(wood, name).get(url).content.decode()
        assert "£456.78" not in page
        assert "Where every cluster stands" not in page
    assert "£456.78" in client_of(wood, "rowan").get(url).content.decode()
