"""A member gives its word, signed in or by link; its highest price stays its secret."""

from __future__ import annotations

from decimal import Decimal

import pytest

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.clusters.models import Membership
from spinney.purchasing.actions.pledging import ask_pledges, pledge
from spinney.purchasing.bridge.purchases import PledgeText
from spinney.purchasing.models import JointPurchase
from spinney.purchasing.queries.purchases import group_of
from tests.privacy import stands_in
from tests.purchasing.buying import NOW, a_word, opened, with_members
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_word_can_be_changed_and_the_record_holds_no_condition(wood):
    purchase = a_purchase(wood.cluster)
    a_word(wood, purchase, at_most_pence=98_765, at_least=2)
    found = a_word(wood, purchase, at_most_pence=54_321)
    assert purchase.pledges.count() == 1
    assert (found.at_most_pence, found.at_least, found.quantity) == (54_321, 1, Decimal(10))
    said = str(list(Entry.objects.values_list("detail", flat=True)))
    assert not stands_in("98765", said)
    assert not stands_in("54321", said)
    assert "Birch House" in said


def test_a_link_speaks_for_its_own_member_and_purchase(wood):
    purchase, other = a_purchase(wood.cluster), a_purchase(wood.cluster)
    ask_pledges(purchase=purchase, pledge_by=NOW.date(), by=wood.ash, now=NOW)
    guest = links.actor_of(TaskLink.objects.get())
    made = pledge(purchase=purchase, said=PledgeText(), by=guest, now=NOW)
    assert made.organisation == wood.organisations["birch"]
    with pytest.raises(NotFound):
        pledge(purchase=other, said=PledgeText(), by=guest, now=NOW)


def test_who_left_the_cluster_is_no_longer_in(wood):
    purchase = with_members(wood)
    Membership.objects.filter(pk=wood.memberships["maple"].pk).update(
        state="left", left_on=NOW.date()
    )
    assert group_of(purchase).inside == {wood.organisations["birch"].pk}


@pytest.mark.parametrize(
    ("who", "error"), [("ash", NotAllowed), ("cedar", NotAllowed), ("sorrel", NotFound)]
)
def test_members_speak_for_themselves(wood, who, error):
    with pytest.raises(error):
        a_word(wood, a_purchase(wood.cluster), who)


@pytest.mark.parametrize(
    "said", [{"quantity": Decimal(0)}, {"at_least": 0}, {"at_most_pence": 0}, {"note": "a" * 301}]
)
def test_conditions_make_sense(wood, said):
    with pytest.raises(BadInput):
        a_word(wood, a_purchase(wood.cluster), **said)


def test_it_is_too_late_once_it_is_being_decided(wood):
    purchase = opened(wood)
    JointPurchase.objects.filter(pk=purchase.pk).update(state="deciding")
    with pytest.raises(WrongState):
        a_word(wood, purchase)
