"""A part of a fund is set aside; what is taken never exceeds what is left."""

import pytest
from django.db import IntegrityError, transaction

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.ring_fences import RingFenceSaid, add_ring_fence
from spinney.money.bridge.ring_fences import put_back, take_from
from spinney.money.models import RingFence
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON, a_fund, a_ring_fence

pytestmark = pytest.mark.django_db


def test_it_is_set_aside_on_the_page(wood):
    fund = a_fund(wood.cluster)
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
