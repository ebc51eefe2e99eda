"""Pages of joint purchases: what they show, by state and by who looks; in how many queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import asked_of
from spinney.purchasing.actions.pledging import ask_pledges
from spinney.purchasing.models import (
    Contract,
    JointPurchase,
    Measure,
    Opportunity,
    Pledge,
    Quote,
)
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.privacy import stands_in
from tests.purchasing.buying import (
    AFTER,
    NOW,
    a_quote,
    a_word,
    another_member,
    asked,
    invited,
    link_of,
    opened,
    quote_of,
    with_members,
)
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import a_contract, a_purchase, spent
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(wood, name, *args, who="ash"):
    url = reverse(f"purchasing:{name}", args=args)
    return client_of(wood, who).get(url).content.decode()


def test_begun_from_an_opportunity_and_gone_through_by_forms(wood):
    look(wood_that_buys(wood))
    found = Opportunity.objects.get(kind="join")
    at_desk = Visitor(client_of(wood, "ash"))
    start = reverse("purchasing:start-purchase", args=[wood.cluster.pk])
    at_desk.fill(f"{start}?opportunity={found.pk}", what="Phones", unit="a line", per="month")
    purchase = JointPurchase.objects.get()
    assert (purchase.opportunity, purchase.category) == (found, "energy")

    def url(verb):
        return reverse(f"purchasing:{verb}", args=[wood.cluster.pk, purchase.pk])

    at_desk.fill(url("ask-pledges"), pledge_by=localdate() + timedelta(days=5))
    at_desk.fill(url("invite-supplier"), name="Larch", email="larch@example.org")
    at_desk.fill(
        url("set-criteria"),
        price_weight=70,
        title_1="Help",
        weight_1=30,
        question_1="How fast are you?",
    )
    at_desk.fill(url("request-quotes"), quotes_by_on=localdate() + timedelta(days=9))
    purchase.refresh_from_db()
    assert purchase.state == "quoting"
    at_desk.fill(url("extend-quotes"), quotes_by_on=localdate() + timedelta(days=12))
    assert at_desk.says("longer")
    at_desk.fill(url("end-purchase"), why="Enough.")
    purchase.refresh_from_db()
    assert purchase.state == "ended"


def test_a_supplier_quotes_changes_and_declines_by_its_link(wood):
    purchase = asked(wood)
    _, secret = link_of(invited(purchase))
    supplier = Visitor(Client())
    home = f"/do/{secret}/"
    supplier.fill(
        home,
        from_1=1,
        pence_1="12.50",
        includes_vat="no",
        answer_2="We come within a day.",
        months=24,
    )
    assert supplier.says("Your quote has come")
    supplier.open(home)
    assert supplier.says("We come within a day.")
    supplier.fill(home, pence_1="11", from_2=50, pence_2="13")
    assert "may not rise" in supplier.errors
    supplier.fill(home, pence_1="11", from_2=50, pence_2="10")
    assert supplier.says("Your quote has come")
    file = SimpleUploadedFile("Offer.pdf", b"%PDF-1.4 x")
    kept = {"from_1": 1, "pence_1": "11", "includes_vat": "no"}
    supplier.client.post(home, kept | {"file": file})
    supplier.open(home)
    assert supplier.says("Offer.pdf")
    supplier.fill(f"{home}no/", why="Busy.")
    assert supplier.says("no quote from you")
    assert not Quote.objects.exists()


def test_a_member_says_by_link_that_it_is_in(wood):
    purchase = a_purchase(wood.cluster, unit="a line", per="month")
    ask_pledges(purchase=purchase, pledge_by=localdate(NOW), by=wood.ash, now=NOW)
    from spinney.base.access import links
    from spinney.base.access.models import TaskLink

    _, secret = links.renew(TaskLink.objects.get(), now=NOW)
    phone = Visitor(Client())
    phone.fill(f"/do/{secret}/", state="in", quantity="12", at_most_pence="15", at_least="2")
    assert phone.says("Noted: you are in")
    found = Pledge.objects.get()
    assert (found.at_most_pence, found.at_least, int(found.quantity)) == (1500, 2, 12)
    phone.open(f"/do/{secret}/")
    phone.press("Take back what you said")
    assert Pledge.objects.get().state == "taken_back"


def test_marked_voted_on_and_made_a_contract_by_forms(wood):
    purchase = opened(wood)
    args = [wood.cluster.pk, purchase.pk]
    help_ = purchase.criteria.get(is_price=False)
    birch = Visitor(client_of(wood, "birch"))
    marks = {f"mark_{quote_of(purchase, n).pk}_{help_.pk}": str(n + 3) for n in (0, 1)}
    birch.fill(reverse("purchasing:mark-quote", args=args), **marks)
    assert birch.says("1 of 2 members have marked")
    an_agreement(
        wood, terms={"spending_limits": {"limits": [{"up_to_pence": 900_000, "who": "run"}]}}
    )
    ash = Visitor(client_of(wood, "ash"))
    ash.fill(reverse("purchasing:appoint-supplier", args=args), quote=str(quote_of(purchase).pk),
        why="The best.")  # fmt: skip
    assert ash.says("Appointed")
    ash.open(reverse("purchasing:make-contract", args=args))
    assert ash.says("£1,440")
    ash.fill(reverse("purchasing:make-contract", args=args), notice_days=60)
    assert Contract.objects.get().shares.count() == 2
    assert ash.says("1 of 2 parts, of £2,880")


def test_compared_with_every_figure_explained_and_as_a_file(wood):
    purchase = opened(wood)
    JointPurchase.objects.update(marking_closed_at=AFTER)
    shown = page(wood, "compare-quotes", wood.cluster.pk, purchase.pk, who="birch")
    assert "20 × £10 for a computer a month, each month, over 12 months: £2,400" in shown
    assert "VAT at 20%: £480" in shown
    url = reverse("purchasing:compare-quotes", args=[wood.cluster.pk, purchase.pk])
    lines = client_of(wood, "birch").get(url, {"export": "csv"})
    body = b"".join(lines.streaming_content) if lines.streaming else lines.content
    assert "Larch Computers" in body.decode("utf-8-sig")


def test_quotes_for_which_nobody_is_in_can_be_read_and_say_so(wood):
    purchase = opened(wood)
    Pledge.objects.update(at_least=9)
    shown = page(wood, "compare-quotes", wood.cluster.pk, purchase.pk, who="ash")
    assert "Nothing to compare for yet" in shown
    assert "No quote came in" not in shown
    assert "Put it to the vote" not in shown
    for pk in Quote.objects.values_list("pk", flat=True):
        assert reverse("purchasing:quote", args=[wood.cluster.pk, purchase.pk, pk]) in shown


def test_nobody_sees_anothers_highest_price(wood):
    purchase = a_purchase(wood.cluster)
    a_word(wood, purchase, at_most_pence=98_765, at_least=3, note="We need it.")
    another_member(wood, "maple")
    for who in ("maple", "ash", "rowan"):
        shown = page(wood, "purchase", wood.cluster.pk, purchase.pk, who=who)
        assert "In if 3 join" in shown
        assert "987.6" not in shown
        assert "£987" not in shown
        assert not stands_in("98765", shown)
    own = page(wood, "pledge", wood.cluster.pk, purchase.pk, who="birch")
    assert "987.65" in own


@pytest.mark.parametrize("name", ["purchases", "purchase", "compare-quotes"])
def test_queries_do_not_grow_with_members_and_quotes(wood, name):
    def queries(purchase):
        args = [wood.cluster.pk] + ([purchase.pk] if name != "purchases" else [])
        client = client_of(wood, "ash")
        client.get(reverse(f"purchasing:{name}", args=args))
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse(f"purchasing:{name}", args=args))
        return len(found)

    few = queries(opened(wood))
    many = asked(wood, with_members(wood, ("fir", "ivy", "oak")), ("A", "B", "C", "D"))
    for number in range(4):
        a_quote(invited(many, number), 900 + number)
    from spinney.purchasing.actions.quotes import open_quotes

    many = open_quotes(purchase=many, by=wood.ash, now=AFTER)
    assert queries(many) <= few


def test_a_members_own_measure_says_how_many_it_needs(wood):
    birch = wood.organisations["birch"]
    Measure.objects.create(
        organisation=birch, measure="lines", value=14, on_day=NOW.date(), source="typed",
        given_by="person:1",
    )  # fmt: skip
    purchase = a_purchase(wood.cluster, measure="lines")
    shown = page(wood, "pledge", wood.cluster.pk, purchase.pk, who="birch")
    assert re.search(r'name="quantity" value="14"', shown)


def test_home_asks_members_and_those_who_run_it(wood):
    purchase = with_members(wood)
    another_member(wood, "fir")
    ask_pledges(purchase=purchase, pledge_by=localdate(NOW), by=wood.ash, now=NOW)

    def asks(who):
        return [one.what for one in asked_of(wood.actor(who), NOW) if purchase.title in one.what]

    assert asks("fir") == ["Say whether you are in: “IT support for all of us”"]
    assert asks("birch") == asks("cedar") == []
    opened(wood, asked(wood, purchase))
    assert asks("birch") == ["Mark the quotes: “IT support for all of us”"]
    assert asks("ash") == ["Compare the quotes, and have it decided: “IT support for all of us”"]


def test_contracts_on_one_calendar_with_windows_for_leaving_together(wood):
    maple = another_member(wood, "maple")
    day = localdate() + timedelta(days=100)
    for organisation, days in ((wood.organisations["birch"], 0), (maple, 30)):
        a_contract(
            organisation,
            shown_to=wood.cluster,
            category="energy",
            notice_day=day + timedelta(days=days),
            end_day=day + timedelta(days=days + 90),
        )
    shown = page(wood, "contracts", wood.cluster.pk, who="birch")
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", shown))
    assert "Energy: Birch House and Maple House can give notice between" in text
    url = reverse("purchasing:contracts-calendar", args=[wood.cluster.pk])
    calendar = client_of(wood, "birch").get(url).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 4
    assert "2,400" not in calendar


def test_payments_that_tell_of_a_contract_are_offered(wood):
    birch = wood.organisations["birch"]
    upload = spent(birch, [("Rook Energy", "energy", 900, NOW.date()),
        ("Mrs J Example", "other", 5, NOW.date())], aside=["Mrs J Example"])  # fmt: skip
    upload.lines.update(contract_end=localdate() + timedelta(days=200))
    at_desk = Visitor(client_of(wood, "birch"))
    shown = str(at_desk.open(reverse("purchasing:own-contracts", args=[birch.pk])))
    assert "Rook Energy" in shown
    assert "Mrs J Example" not in shown
    link = re.search(r'href="([^"]*line=\d+)"', shown)
    assert link is not None
    at_desk.fill(link[1])
    made = Contract.objects.get()
    assert (made.supplier_name, made.category, made.notice_days) == ("Rook Energy", "energy", 60)
    assert "Rook Energy, ends" not in page(wood, "own-contracts", birch.pk, who="birch")
