"""Who may see the templates, and who is told of newer ones."""

import pytest
from django.urls import reverse

from spinney.agreements.states import AgreementState
from tests.access import answers
from tests.agreements.making import an_agreement

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
WRITES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("templates", "get"): INSIDE,
    ("choose-template", "get"): INSIDE,
    ("template", "get"): INSIDE,
    ("print-template", "get"): INSIDE,
    ("export-template", "get"): INSIDE,
    ("newer-template", "get"): WRITES,
    ("keep-our-words", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),
    ("keep-our-words", "get"): (405, 405, 405, 403, 404, 404, 404, 404, 401),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    agreement = an_agreement(wood, state=AgreementState.DRAFT)
    args = {
        "templates": [], "choose-template": [], "newer-template": [agreement.pk],
        "keep-our-words": [agreement.pk],
    }.get(door, ["ground_rules"])  # fmt: skip
    url = reverse(f"agreements:{door}", args=[wood.cluster.pk, *args])
    assert answers(wood, method, url) == MATRIX[door, method]
