"""A member says that a saving claimed for it is not right: it counts nowhere, and says why."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.savings import refuse_saving
from spinney.purchasing.queries.savings import ledger_of
from tests.purchasing.making import DAY, NOON
from tests.purchasing.saving_claims import claimed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_counts_nowhere_and_whoever_claimed_it_is_told(wood):
    saving = claimed(wood)
    assert ledger_of(wood.birch, wood.cluster, DAY).totals[0].claimed.low == 30_000
    Message.objects.all().delete()
    done = refuse_saving(saving=saving, why=" We still\npay it. ", by=wood.birch, now=NOON)
    assert (done.state, done.ended_why) == ("refused", "We still pay it.")
    assert ledger_of(wood.birch, wood.cluster, DAY).totals == ()
    assert "did not confirm" in Message.objects.get(person=wood.people["ash"]).subject
    claimed(wood)  # its money is free to be claimed again


def test_by_the_member_alone_with_a_reason_and_once(wood):
    saving = claimed(wood)
    with pytest.raises(BadInput, match="Say why"):
        refuse_saving(saving=saving, why=" ", by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        refuse_saving(saving=saving, why="No.", by=wood.ash, now=NOON)
    refuse_saving(saving=saving, why="No.", by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        refuse_saving(saving=saving, why="No.", by=wood.birch, now=NOON)
