"""Who may knock at which door of shared costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.money.actions.cost_sharing import answer_share
from tests.access import answers
from tests.money.costing import agreed, noted, share_of
from tests.personas import NOON

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
OWN = (403, 403, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("shared-costs", "get"): INSIDE,
    ("shared-cost", "get"): INSIDE,
    ("cost-statement", "get"): INSIDE,
    ("own-shared-costs", "get"): (403, 403, 200, 403, 403, 403, 403, 403, 401),
    ("own-cost-statement", "get"): (403, 403, 200, 403, 403, 403, 403, 403, 401),
    ("compare-rules", "get"): INSIDE,
    ("vat-evidence", "get"): INSIDE,
    ("export-vat-evidence", "get"): KEEPS,
    ("add-shared-cost", "get"): KEEPS,
    ("edit-shared-cost", "get"): KEEPS,
    ("edit-cost-member", "get"): KEEPS,
    ("ask-for-figures", "get"): KEEPS,
    ("share-budget", "get"): KEEPS,
    ("note-vat", "get"): KEEPS,
    ("give-figures", "get"): OWN,
    ("true-up-cost", "get"): KEEPS,
    ("answer-share", "get"): OWN,
    ("ask-again", "get"): KEEPS,
    ("pay-share", "get"): KEEPS,
    ("reopen-shared-cost", "get"): KEEPS,
    ("end-shared-cost", "get"): KEEPS,
}
OF_CLUSTER = {"shared-costs", "add-shared-cost"}
DRAFTS = {"edit-shared-cost", "share-budget"}
OF_SHARE = {
    "cost-statement", "edit-cost-member", "give-figures", "answer-share", "ask-again", "pay-share",
}  # fmt: skip


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    cost = noted(wood) if name in DRAFTS else agreed(wood)
    share = share_of(cost, wood, "birch")
    if name == "ask-again":
        answer_share(share=share, question="Why?", by=wood.birch, now=NOON)
    args = [wood.cluster.pk] if name in OF_CLUSTER else [wood.cluster.pk, cost.pk]
    args += [share.pk] if name in OF_SHARE else []
    own = {"own-shared-costs": [], "own-cost-statement": [share.pk]}
    if name in own:
        args = [share.organisation_id, *own[name]]
    assert answers(wood, method, reverse(f"money:{name}", args=args)) == MATRIX[(name, method)]
    if name not in OF_CLUSTER and name not in own:
        args[0] = wood.next_door.pk
        url = reverse(f"money:{name}", args=args)
        assert set(answers(wood, method, url)) <= {401, 403, 404}, "it is not next door's"
