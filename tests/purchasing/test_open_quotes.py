"""Quotes are opened all at once, when their time has come and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.quotes import open_quotes
from spinney.purchasing.models import JointPurchase, Quote
from spinney.purchasing.queries.purchases import opened_quotes
from spinney.purchasing.tasks.purchases import open_quotes_in_time
from tests.purchasing.buying import AFTER, DEADLINE, a_quote, asked, invited

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nobody_opens_them_a_moment_earlier(wood):
    purchase = asked(wood)
    for by in (wood.ash, Actor.system("a test")):
        with pytest.raises(WrongState, match="stay sealed"):
            open_quotes(purchase=purchase, by=by, now=DEADLINE - timedelta(seconds=1))
    open_quotes_in_time(DEADLINE - timedelta(seconds=1))
    purchase.refresh_from_db()
    assert purchase.state == "quoting"


def test_at_their_time_they_open_by_themselves_with_their_files(wood):
    purchase = asked(wood)
    file = SimpleUploadedFile("Offer £4.pdf", b"%PDF-1.4 four pounds")
    a_quote(invited(purchase), 400, files=[file], note="Good help.", months=24)
    open_quotes_in_time(DEADLINE)
    purchase.refresh_from_db()
    found = opened_quotes(purchase)[0]
    assert (found.prices, found.note, found.months, found.sealed) == (
        [{"from": 1, "pence": 400}],
        "Good help.",
        24,
        "",
    )
    kept = found.files.get()
    assert (kept.name, kept.size) == ("Offer £4.pdf", file.size)
    with kept.file.open("rb") as stream:
        assert stream.read() == b"%PDF-1.4 four pounds"


def test_what_another_installation_sealed_stays_shut(wood, settings):
    purchase = asked(wood)
    a_quote(invited(purchase))
    settings.SECRET_KEY = "another key, of another site"
    a_quote(invited(purchase, 1), 777)
    open_quotes_in_time(AFTER)
    purchase = JointPurchase.objects.get(pk=purchase.pk)
    assert [one.prices[0]["pence"] for one in opened_quotes(purchase)] == [777]
    assert Quote.objects.exclude(sealed="").get().prices == []
