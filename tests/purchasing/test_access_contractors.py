"""Who may knock at which door of the contractors' register."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import ContractorInsurance, ContractorUse
from tests.access import answers, client_of
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MEMBERS = (403, 403, 200, 403, 404, 404, 404, 404, 401)
RUN_IT = (302, 409, 403, 403, 404, 404, 404, 404, 401)  # Rowan did it before Ash
MATRIX = {
    ("contractors", "get"): INSIDE,
    ("contractor", "get"): INSIDE,
    ("add-contractor", "get"): INSIDE,
    ("import-contractors", "get"): INSIDE,
    ("edit-contractor", "get"): INSIDE,
    ("note-insurance", "get"): INSIDE,
    ("note-use", "get"): MEMBERS,
    ("remove-contractor", "post"): RUN_IT,
    ("restore-contractor", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # it is there
    ("erase-contractor", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
    ("undo-import-contractors", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # in use
    ("remove-insurance", "post"): (302, 404, 404, 403, 404, 404, 404, 404, 401),  # gone by then
    ("remove-use", "post"): (403, 403, 302, 403, 404, 404, 404, 404, 401),
}
OF_CLUSTER = {"contractors", "add-contractor", "import-contractors"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    one = a_contractor(wood.cluster)
    use = ContractorUse.objects.create(
        contractor=one, organisation=wood.organisations["birch"], last_used_on=DAY, by=BY, at=NOON
    )
    paper = ContractorInsurance.objects.create(contractor=one, kind="gas_safe", seen_on=DAY)
    args = [wood.cluster.pk] if name in OF_CLUSTER else [wood.cluster.pk, one.pk]
    args += {"remove-insurance": [paper.pk], "remove-use": [use.pk]}.get(name, [])
    url = reverse(f"purchasing:{name}", args=args)
    assert answers(wood, method, url) == MATRIX[(name, method)]


def test_next_door_is_another_register(wood):
    one = a_contractor(wood.cluster)
    url = reverse("purchasing:contractor", args=[wood.next_door.pk, one.pk])
    assert client_of(wood, "willow").get(url).status_code == 404
