"""A quote comes in sealed, can be changed until the end, and nobody else can send it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, TooLarge, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.quotes import send_quote
from spinney.purchasing.bridge.quotes import QuoteText, unsealed_quote
from spinney.purchasing.models import Quote
from tests.purchasing.buying import AFTER, NOW, a_quote, asked, invited, supplier
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_can_be_changed_and_a_receipt_says_nothing_of_it(wood):
    one = invited(asked(wood))
    a_quote(one, 111)
    found = a_quote(one, 98_765, note="Our best.")
    assert Quote.objects.count() == 1
    assert unsealed_quote(found).text.prices == [{"from": 1, "pence": 98_765}]
    letters = Message.objects.filter(kind="purchasing.quote_receipt")
    assert letters.count() == 2
    assert not any("987" in one.body or "best" in one.body for one in letters)


@pytest.mark.parametrize(
    "prices",
    [
        [],
        [{"from": 10, "pence": 5}, {"from": 1, "pence": 9}],
        [{"from": 1, "pence": 5}, {"from": 10, "pence": 6}],
    ],
)
def test_prices_fall_or_stay_as_quantities_grow(wood, prices):
    one = invited(asked(wood))
    with pytest.raises(BadInput):
        send_quote(invited=one, text=QuoteText(prices=prices), by=supplier(one), now=NOW)
    assert not Quote.objects.exists()


def test_not_after_the_end_not_by_others_not_with_another_link(wood):
    purchase = asked(wood)
    one, other = invited(purchase, 0), invited(purchase, 1)
    text = QuoteText(prices=[{"from": 1, "pence": 5}])
    with pytest.raises(WrongState):
        send_quote(invited=one, text=text, by=supplier(one), now=AFTER)
    with pytest.raises(NotAllowed):
        send_quote(invited=one, text=text, by=wood.ash, now=NOW)
    with pytest.raises(NotFound):
        send_quote(invited=one, text=text, by=supplier(other), now=NOW)
    second = asked(wood, a_purchase(wood.cluster))
    with pytest.raises(NotFound):
        send_quote(invited=invited(second), text=text, by=supplier(one), now=NOW)
    assert not Quote.objects.exists()


def test_files_are_looked_into_counted_and_taken_away_again(wood):
    one = invited(asked(wood))
    pdf = lambda name: SimpleUploadedFile(name, b"%PDF-1.4 " + name.encode())  # noqa: E731
    found = a_quote(one, files=[pdf("Offer.pdf"), pdf("Terms.pdf")])
    first, second = unsealed_quote(found).files
    assert (first.name, second.name) == ("Offer.pdf", "Terms.pdf")
    with pytest.raises(BadInput, match="room for 3"):
        a_quote(one, files=[pdf("a.pdf"), pdf("b.pdf")])
    with pytest.raises((BadInput, TooLarge)):
        a_quote(one, files=[SimpleUploadedFile("x.pdf", b"no pdf")])
    text = QuoteText(prices=[{"from": 1, "pence": 5}])
    send_quote(invited=one, text=text, drop=[first.uid], by=supplier(one), now=NOW)
    assert [f.name for f in unsealed_quote(Quote.objects.get()).files] == ["Terms.pdf"]
