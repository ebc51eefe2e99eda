"""Who may see the terms in force."""

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.agreements.making import an_agreement

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("terms", "get"): INSIDE,
    ("terms", "post"): (405, 405, 405, 403, 404, 404, 404, 404, 401),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    an_agreement(wood, terms={"meeting_notice": {"days": 14}})
    url = reverse(f"agreements:{door}", args=[wood.cluster.pk])
    assert answers(wood, method, url) == MATRIX[door, method]


def test_few_queries(wood, django_assert_max_num_queries):
    for days in range(1, 8):
        an_agreement(
            wood,
            terms={
                "meeting_notice": {"days": days},
                "lead_body": str(wood.organisations["birch"].uid),
            },
        )
    visitor = client_of(wood, "birch")
    with django_assert_max_num_queries(12):
        visitor.get(reverse("agreements:terms", args=[wood.cluster.pk]))
