"""Who may knock at which door of bank statements: those who keep the ledger, and nobody else."""

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.money.banking import given, lines
from tests.money.keeping import at, may_spend
from tests.money.posting import paid

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#          rowan ash birch cedar hazel elm willow sorrel nobody
KEEPERS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
POSTED = (302, 302, 403, 403, 404, 404, 404, 404, 401)
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("bank-files", "get"): KEEPERS,
    ("give-bank-file", "get"): KEEPERS,
    ("bank-file", "get"): KEEPERS,
    ("turn-bank-file", "post"): POSTED,
    ("add-bank-lines", "post"): ONCE,
    ("discard-bank-file", "post"): ONCE,
    ("undo-bank-file", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # not added
    ("bank-lines", "get"): KEEPERS,
    ("bank-line", "get"): KEEPERS,
    ("match-bank-line", "post"): ONCE,
    ("match-bank-lines", "get"): KEEPERS,
    ("match-sure-lines", "post"): POSTED,
    ("enter-bank-line", "get"): KEEPERS,
    ("ignore-bank-line", "post"): ONCE,
    ("open-bank-line", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # it is open
}
OF_CLUSTER = {"bank-files", "give-bank-file", "bank-lines", "match-sure-lines"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    if name in OF_CLUSTER:
        more = []
    elif name == "match-bank-lines":
        more = [paid(wood).pk]
    elif name.endswith(("-file", "-bank-lines")) and name != "bank-lines":
        more = [given(wood).pk]
    else:
        more = [lines(wood)[1].pk]
        more += [paid(wood).pk] if name == "match-bank-line" else []
    assert answers(wood, method, at(wood, name, *more)) == MATRIX[(name, method)]


def test_next_door_and_a_treasurer_of_another_member_see_nothing(wood):
    file, line = given(wood), lines(wood, "Date,Description,Amount\n1/3/2026,Tea,-1\n")[0]
    may_spend(wood, "birch")
    for name, pk in (("bank-file", file.pk), ("bank-line", line.pk)):
        assert client_of(wood, "birch").get(at(wood, name, pk)).status_code == 403
        url = reverse(f"money:{name}", args=[wood.next_door.pk, pk])
        assert client_of(wood, "willow").get(url).status_code == 404
