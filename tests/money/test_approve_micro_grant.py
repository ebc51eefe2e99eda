"""What is approved is promised out of the ring-fence at once, never more than is left."""

from __future__ import annotations

import pytest

from spinney.base.access.sources import actor_for
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.microgrants import apply_micro_grant, approve_micro_grant
from tests.decisions.making import a_decision
from tests.money.micro_grants import GARDEN, NOW, applied, approved, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_never_more_than_is_left(wood):
    one = opened(wood)
    fence = one.ring_fence
    for _ in range(3):
        approved(wood, 25_000, one)
    fence.refresh_from_db()
    assert fence.remaining_pence == 25_000
    fence.remaining_pence, fence.amount_pence = 10_000, 85_000
    fence.save()
    last = applied(wood, one)
    with pytest.raises(WrongState, match="£100 is left .* £150 too much"):
        approve_micro_grant(grant=last, pence=25_000, reasons="Yes", by=wood.ash, now=NOW)
    last.refresh_from_db()
    assert (last.state, last.given_pence) == ("applied", None)
    done = approve_micro_grant(grant=last, pence=10_000, reasons="As far as it goes", by=wood.ash,
                               now=NOW)  # fmt: skip
    fence.refresh_from_db()
    assert (done.given_pence, fence.remaining_pence) == (10_000, 0)
    assert Message.objects.filter(kind="money.micro_grant_outcome").count() == 4


def test_with_reasons_by_decision_or_not_and_not_more_than_asked(wood):
    one = applied(wood)
    for bad, field in (
        ({"pence": 25_001, "reasons": "Yes"}, "pence"),
        ({"pence": 0, "reasons": "Yes"}, "pence"),
        ({"pence": 5, "reasons": " "}, "reasons"),
        ({"pence": 5, "reasons": "Yes", "decision": 8}, "decision"),
    ):
        with pytest.raises(BadInput) as error:
            approve_micro_grant(grant=one, by=wood.ash, now=NOW, **bad)
        assert list(error.value.fields) == [field]
    number = a_decision(wood).number
    done = approve_micro_grant(
        grant=one, pence=5, reasons="Yes", decision=number, by=wood.ash, now=NOW
    )
    assert (done.state, done.decision_number) == ("approved", number)
    with pytest.raises(WrongState):
        approve_micro_grant(grant=one, pence=5, reasons="Yes", by=wood.ash, now=NOW)


def test_nobody_decides_on_her_own_organisation(wood):
    birch = wood.organisations["birch"]
    one = apply_micro_grant(
        round_=opened(wood), said=GARDEN, organisation=birch, by=wood.birch, now=NOW
    )
    with pytest.raises(NotAllowed):
        approve_micro_grant(grant=one, pence=5, reasons="Yes", by=wood.birch, now=NOW)
    from spinney.clusters.models import Facilitator

    Facilitator.objects.create(
        cluster=wood.cluster, person=wood.people["birch"], starts_on=NOW.date().replace(day=1)
    )
    for choices in (None, []):
        by = actor_for(wood.people["birch"], NOW.date(), None, choices)
        assert (by.organisation_id is None) == (choices == []), "as a token for no organisation"
        with pytest.raises(NotAllowed, match="You speak for whoever applied"):
            approve_micro_grant(grant=one, pence=5, reasons="Yes", by=by, now=NOW)
