"""A part of a fund is set aside; what is taken never exceeds what is left."""

import pytest
from django.db import IntegrityError, transaction

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.ring_fences import RingFenceSaid, add_ring_fence
from spinney.money.bridge.ring_fences import put_back, take_from
from spinney.money.models import RingFence
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON, a_fund, a_grant, a_ring_fence
from tests.money.posting import came_in, paid

pytestmark = pytest.mark.django_db


def test_it_is_set_aside_on_the_page(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 100_000, fund)
    sent = {"name": "Coming to meetings", "fund": fund.pk, "amount_pence": "1,000"}
    page = ash(wood).post(at(wood, "add-ring-fence"), sent, follow=True)
    fence = RingFence.objects.get()
    assert (fence.amount_pence, fence.remaining_pence) == (100_000, 100_000)
    assert "is left of £1,000 of “Programme grant”" in page.content.decode()


def test_what_cannot_be_is_refused(wood):
    fund = a_fund(wood.cluster)
    a_ring_fence(fund, name="Taken")
    for said, field in (
        (RingFenceSaid("taken", 5), "name"), (RingFenceSaid("", 5), "name"),
        (RingFenceSaid("x", 0), "amount_pence"), (RingFenceSaid("x", -5), "amount_pence"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            add_ring_fence(fund=fund, said=said, by=wood.ash, now=NOON)
        assert field in refused.value.fields
    fund.closed_on = DAY
    with pytest.raises(WrongState, match="closed"):
        add_ring_fence(fund=fund, said=RingFenceSaid("x", 5), by=wood.ash, now=NOON)


def test_no_more_is_set_aside_than_came_in_and_is_promised_and_is_not_spent(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 400_000, fund)
    paid(wood, 50_000, fund)
    a_ring_fence(fund)
    sent = {"name": "Far too much", "fund": fund.pk, "amount_pence": "99,999", "sure": "on"}
    page = ash(wood).post(at(wood, "add-ring-fence"), sent).content.decode()
    assert (
        "“Programme grant” has £2,500 to set aside: £4,000 came in, £0 is promised, £500 was spent"
        " and £1,000 is set aside already."
    ) in page
    said = RingFenceSaid("All of it", 250_000)
    assert add_ring_fence(fund=fund, said=said, by=wood.ash, now=NOON).remaining_pence == 250_000
    with pytest.raises(BadInput, match="has £0 to set aside"):
        add_ring_fence(fund=fund, said=RingFenceSaid("A penny", 1), by=wood.ash, now=NOON)


def test_what_a_grant_promises_can_be_set_aside_before_it_comes(wood):
    fund = a_fund(wood.cluster)
    grant = a_grant(wood.cluster, fund=fund, state="approved", awarded_pence=900_000)
    came_in(wood, 300_000, fund)
    with pytest.raises(BadInput, match="£3,000 came in, £6,000 is promised"):
        add_ring_fence(fund=fund, said=RingFenceSaid("x", 900_001), by=wood.ash, now=NOON)
    grant.state = "closed"
    grant.save()
    with pytest.raises(BadInput, match="has £3,000 to set aside"):
        add_ring_fence(fund=fund, said=RingFenceSaid("x", 900_000), by=wood.ash, now=NOON)


def test_a_fund_into_which_nothing_came_is_asked_about_first(wood):
    fund = a_fund(wood.cluster)
    sent = {"name": "Meetings", "fund": fund.pk, "amount_pence": "1,000"}
    client = ash(wood)
    assert "Yes, all the same" not in client.get(at(wood, "add-ring-fence")).content.decode()
    page = client.post(at(wood, "add-ring-fence"), sent).content.decode()
    assert "Nothing has come into “Programme grant” yet. Set it aside all the same?" in page
    assert "Yes, all the same" in page
    assert not RingFence.objects.exists()
    client.post(at(wood, "add-ring-fence"), sent | {"sure": "on"})
    assert RingFence.objects.get().amount_pence == 100_000


def test_nothing_takes_more_than_is_left_and_the_words_say_what_is(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    take_from(fence, 96_000, words="Came", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="£40 is left in .* needs £75: £35 too much"):
        take_from(fence, 7_500, words="Came", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="£960 was taken from it"):
        put_back(fence, 96_001, words="Back", by=wood.ash, now=NOON)
    put_back(fence, 1_000, words="Back", by=wood.ash, now=NOON)
    assert fence.remaining_pence == 5_000 == 100_000 + sum(one.pence for one in fence.moves.all())
    for wrong in (-1, 100_001):
        with pytest.raises(IntegrityError), transaction.atomic():
            RingFence.objects.filter(pk=fence.pk).update(remaining_pence=wrong)
