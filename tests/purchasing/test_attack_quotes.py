"""What sealed quotes must not give away, and what links must not open, tried from every side."""

from __future__ import annotations

import json
import logging
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from spinney.base.keeping.exports import export_cluster
from spinney.base.kernel.errors import NotFound
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.purchasing.models import JointPurchase, Quote, QuoteFile
from spinney.purchasing.queries.purchases import get_quote, opened_quotes
from tests.access import client_of
from tests.personas import EVERYBODY
from tests.privacy import stands_in
from tests.purchasing.buying import NOW, a_quote, asked, invited, link_of, opened, quote_of
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PENCE, WORDS, FILE = 987_654, "QUITE SECRET WORDS", "quite-secret-name.pdf"
TELLS = ("987654", "9,876", "9876", WORDS, FILE, "SECRET BYTES")


def a_sealed_one(wood):
    purchase = asked(wood)
    file = SimpleUploadedFile(FILE, b"%PDF-1.4 SECRET BYTES")
    a_quote(invited(purchase), PENCE, note=WORDS, answers={"2": WORDS}, files=[file])
    return purchase


def tells(text):
    return [one for one in TELLS if stands_in(one, text)]


def test_no_page_no_table_no_file_no_letter_no_record_tells_it(wood, caplog):
    caplog.set_level(logging.DEBUG)
    purchase = a_sealed_one(wood)
    args = [wood.cluster.pk, purchase.pk]
    for who in EVERYBODY:
        client = client_of(wood, who)
        for name, more in (
            ("purchase", []),
            ("purchases", None),
            ("compare-quotes", []),
            ("mark-quote", []),
            ("put-to-vote", []),
            ("appoint-supplier", []),
            ("quote", [quote_of(purchase).pk]),
            ("quote-file", [quote_of(purchase).pk, QuoteFile.objects.get().pk]),
        ):
            url = reverse(f"purchasing:{name}", args=args[:1] if more is None else args + more)
            for asked_for in ({}, {"export": "csv"}):
                shown = client.get(url, asked_for)
                body = b"".join(shown) if shown.streaming else shown.content
                assert not tells(body.decode(errors="replace")), (who, name)
    rows = [
        str(list(model.objects.values()))
        for model in apps.get_app_config("purchasing").get_models()
    ]
    assert not tells(" ".join(rows))
    assert not tells(str(list(Entry.objects.values())))
    assert not tells(str(list(Message.objects.values())))
    assert not tells(caplog.text)
    with QuoteFile.objects.get().file.open("rb") as stream:
        assert not tells(stream.read().decode(errors="replace"))


def test_a_cluster_that_moves_takes_no_sealed_quote_along(wood, tmp_path):
    a_sealed_one(wood)
    sealed = Quote.objects.get().sealed
    written = tmp_path / "cluster.zip"
    export_cluster(wood.cluster, written, now=NOW)
    with ZipFile(written) as pack:
        parts = {name: pack.read(name).decode(errors="replace") for name in pack.namelist()}
    whole = " ".join([*parts, *parts.values()])
    assert "Larch Computers" in whole
    assert sealed not in whole
    assert not tells(whole)
    assert not [name for name in parts if "sealed" in name]


def test_queries_give_no_sealed_quote_to_anybody_even_if_the_state_is_wrong(wood):
    purchase = a_sealed_one(wood)
    assert opened_quotes(purchase) == []
    purchase.opened_at = purchase.quotes_by
    assert opened_quotes(purchase) == []
    with pytest.raises(NotFound):
        get_quote(purchase, Quote.objects.get().pk)


@pytest.mark.parametrize("who", ["ash", "rowan", "hazel"])
def test_those_who_run_it_open_nothing_early(wood, who):
    purchase = a_sealed_one(wood)
    client = client_of(wood, who)
    client.post(reverse("purchasing:open-quotes", args=[wood.cluster.pk, purchase.pk]))
    earlier = {"quotes_by_on_0": "1", "quotes_by_on_1": "1", "quotes_by_on_2": "2026",
        "quotes_by_at": "12:00"}  # fmt: skip
    client.post(reverse("purchasing:extend-quotes", args=[wood.cluster.pk, purchase.pk]), earlier)
    found = JointPurchase.objects.get()
    assert (found.state, found.quotes_by) == ("quoting", purchase.quotes_by)


def test_a_suppliers_link_shows_its_own_quote_alone(wood):
    purchase = a_sealed_one(wood)
    _, secret = link_of(invited(purchase, 1))
    for step in ("", "sent/", "no/", f"quotes/{quote_of(purchase).pk}/", f"file-{1}/"):
        shown = Client().get(f"/do/{secret}/{step}")
        text = shown.content.decode()
        assert not tells(text)
        assert "Larch Computers" not in text
        assert "Birch House" not in text
    _, own = link_of(invited(purchase))
    assert tells(Client().get(f"/do/{own}/").content.decode())


def test_a_suppliers_link_opens_nothing_after_the_end(wood):
    purchase = opened(wood)
    _, secret = link_of(invited(purchase))
    before = list(Quote.objects.values())
    for method, step in (("get", ""), ("post", ""), ("post", "no/")):
        shown = getattr(Client(), method)(
            f"/do/{secret}/{step}", {"from_1": "1", "pence_1": "1", "includes_vat": "no"}
        )
        assert shown.status_code in (409, 410)
    assert list(Quote.objects.values()) == before


def test_a_members_link_gives_no_quote_and_a_suppliers_no_word(wood):
    purchase = a_sealed_one(wood)
    other = asked(wood, a_purchase(wood.cluster))
    _, secret = link_of(invited(other))
    client = Client()
    for url in (
        reverse("purchasing:purchase", args=[wood.cluster.pk, purchase.pk]),
        reverse("purchasing:pledge", args=[wood.cluster.pk, purchase.pk]),
    ):
        client.get(f"/do/{secret}/")
        assert client.get(url).status_code == 302  # to sign in


def test_marks_of_others_are_in_no_page_before_all_have_marked(wood):
    from spinney.purchasing.actions.quotes import mark_quote
    from tests.purchasing.buying import AFTER

    purchase = opened(wood)
    criterion = purchase.criteria.get(is_price=False)
    marks = {(quote_of(purchase).pk, criterion.pk): (5, "BIRCH LIKES IT")}
    mark_quote(purchase=purchase, marks=marks, by=wood.birch, now=AFTER)
    url = reverse("purchasing:compare-quotes", args=[wood.cluster.pk, purchase.pk])
    for who in ("maple", "ash", "rowan"):
        text = client_of(wood, who).get(url).content.decode()
        assert "not marked yet" in text
        assert "BIRCH LIKES IT" not in text
        assert "Score 100" not in text


def test_the_sealed_text_is_bound_to_this_installation(wood, settings):
    a_sealed_one(wood)
    quote = Quote.objects.get()
    from spinney.purchasing.bridge.quotes import unsealed_quote

    assert json.dumps(unsealed_quote(quote).text.prices) == '[{"from": 1, "pence": 987654}]'
    settings.SECRET_KEY = "another"
    assert unsealed_quote(quote) is None
