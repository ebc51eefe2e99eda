"""K5: what members buy is compared, they buy together, and over £20,000 is saved.

Played through pages and mailed links. That one cluster's members saved over £20,000 is the
source's; the six charities, their ledgers in six formats, suppliers and prices are invented
(casebook/meadowbridge/ledgers, made by tools/example_ledgers.py).
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from tools.example_ledgers import FORMATS, JOINT, PEOPLE, TOGETHER

from spinney.base.kernel.actors import Actor
from spinney.clusters.models import Cluster
from spinney.decisions.models import Ballot
from spinney.purchasing import api
from spinney.purchasing.models import (
    Contract,
    DoubtfulPair,
    JointPurchase,
    Opportunity,
    Saving,
    SpendName,
    Supplier,
)
from spinney.purchasing.tasks.savings import look_at_savings
from spinney.register.models import Organisation
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.harness.work import do_waiting_work
from tests.visitor import Visitor

CASEBOOK = Path(__file__).parents[2] / "casebook"
FACTS = tomllib.loads((CASEBOOK / "purchasing_spin_off/facts.toml").read_text())["case"]
LEDGERS = CASEBOOK / "meadowbridge/ledgers"
NAMES = {
    "mill-lane": "Mill Lane Community Centre",
    "otter-street": "Otter Street Youth Project",
    "redshank": "Redshank Carers",
    "sallow-green": "Sallow Green Elders",
    "weir-street": "Weir Street Arts",
    "yarrow": "Yarrow Housing Advice",
}
GROSS_ALONE = ("sallow-green", "weir-street", "yarrow")
"""A bank statement, a card and a sheet kept by hand tell no VAT: all of it was paid."""
LONDON = ZoneInfo("Europe/London")
COMPARED, LOOKED_AGAIN = (
    datetime(2026, 10, 20, 10, tzinfo=LONDON),
    datetime(2028, 1, 10, 10, tzinfo=LONDON),
)
BOUGHT = {"telephone": "telecoms", "energy": "energy", "it": "it_support", "insurance": "insurance"}
RIVALS = {
    "telephone": "Oakhill Communications", "energy": "Stonechat Power PLC",
    "it": "Bytewise Computers Ltd", "insurance": "Fenwater Mutual Insurance",
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]


def address_of(key: str) -> str:
    return f"{key}@example.org"


def costs(key: str, what: str, *, after: bool) -> int:
    """What a member pays in a year for one of the things bought together, in pence, as its own
    books tell it.
    """
    _, yearly = TOGETHER[what][3][key]
    pounds = yearly * TOGETHER[what][4] // 100 if after else yearly
    return pounds * (120 if key in GROSS_ALONE else 100)


def give_in(member: Visitor, organisation: Organisation, key: str, year: str) -> None:
    """A bookkeeper gives in what her package exports, looks how it was read, and adds it."""
    name = f"{key}-{year}-{FORMATS[key][0]}"
    file = SimpleUploadedFile(name, (LEDGERS / name).read_bytes())
    address = reverse("purchasing:give-file", args=[organisation.pk])
    member.open(address)
    member._show(member.client.post(address, {"file": file}, follow=True), address)
    assert not member.errors, member.errors
    upload = member.path
    do_waiting_work()
    member.open(upload)
    assert member.says("Check how it was read"), member.page.get_text(" ", strip=True)
    member.press("Add the payments")
    do_waiting_work()
    member.open(upload)
    assert member.says("Its payments count"), member.page.get_text(" ", strip=True)


def share(member: Visitor, cluster: Cluster, organisation: Organisation, key: str) -> None:
    """It looks at what the others will see, and shares it."""
    member.open(reverse("purchasing:preview-share", args=[cluster.pk]))
    people = [name for name, _ in PEOPLE[key]]
    assert not any(member.says(name) for name in people), "people are left out"
    member.press("Share it")
    assert not member.errors, member.errors


def put_right(member: Visitor, organisation: Organisation, key: str) -> None:
    """A member looks through what it buys, and says what a bare name cannot tell."""
    for what, category in BOUGHT.items():
        names = SpendName.objects.filter(
            organisation=organisation, written__in=TOGETHER[what][3][key][0]
        )
        taken_for_people = [one.pk for one in names if one.aside]
        if taken_for_people:
            address = reverse("purchasing:bring-back-name", args=[organisation.pk])
            member.client.post(address, {"chosen": taken_for_people})
        wrong = [one.pk for one in names if one.category != category]
        if wrong:
            address = reverse("purchasing:correct-name-category", args=[organisation.pk])
            sent = {"chosen": wrong, "category": category}
            member._show(member.client.post(address, sent, follow=True), address)
            assert not member.errors, member.errors
    do_waiting_work()


def answer_pairs(member: Visitor, cluster: Cluster) -> int:
    """The short list of doubtful pairs, on a phone: same words mean the same here."""
    answered = 0
    while DoubtfulPair.objects.filter(cluster=cluster).exists():
        member.open(reverse("purchasing:review-suppliers", args=[cluster.pk]))
        if member.says("Nothing is left to look at"):
            break
        member.press("Yes, the same")
        answered += 1
        assert answered < 12, "the queue is short"
    return answered


def supplier_of(cluster: Cluster, name: str) -> Supplier:
    """The one supplier that a written name belongs to."""
    return Supplier.objects.get(cluster=cluster, merged_into=None, names__written=name)


def buy_together(consultant: Visitor, cluster: Cluster, what: str, today: date) -> JointPurchase:
    """From what was found to a contract with each member's share."""
    category = BOUGHT[what]
    found = Opportunity.objects.filter(cluster=cluster, category=category).order_by("rank").first()
    assert found is not None, f"nothing was found for {category}"
    start = reverse("purchasing:start-purchase", args=[cluster.pk])
    consultant.fill(
        f"{start}?opportunity={found.pk}", title=f"{TOGETHER[what][0]} for all of us",
        what=f"{TOGETHER[what][1]}, for each pound that we pay today.", unit="a pound of today",
        per="year", months=12,
    )  # fmt: skip
    assert not consultant.errors, consultant.errors
    purchase = JointPurchase.objects.latest("pk")

    def at(view: str) -> str:
        return reverse(f"purchasing:{view}", args=[cluster.pk, purchase.pk])

    consultant.fill(at("ask-pledges"), pledge_by=today + timedelta(days=7))
    for key in NAMES:
        guest = Visitor(Client())
        letter = deciding.last_message(address_of(key), "purchasing.are_you_in")
        quantity = TOGETHER[what][3][key][1]
        guest.fill(deciding.path_in(letter), state="in", quantity=quantity, at_least=4)
        assert guest.says("Noted: you are in"), guest.errors
    for name in (JOINT[what], RIVALS[what]):
        email = f"{name.split()[0].lower()}@example.org"
        consultant.fill(at("invite-supplier"), name=name, email=email)
    consultant.fill(at("request-quotes"), quotes_by_on=today + timedelta(days=10))
    assert not consultant.errors, consultant.errors
    for name, pence in ((JOINT[what], TOGETHER[what][4]), (RIVALS[what], 97)):
        supplier = Visitor(Client())
        email = f"{name.split()[0].lower()}@example.org"
        letter = deciding.last_message(email, "purchasing.quote_request")
        supplier.fill(deciding.path_in(letter), pence_1=f"0.{pence}", includes_vat="no", months=12)
        assert supplier.says("Your quote has come"), supplier.errors
    consultant.open(at("compare-quotes"))
    assert consultant.status != 200, "nobody reads a quote before its time"
    return purchase


def appoint(consultant: Visitor, purchase: JointPurchase, what: str) -> Contract:
    """The quotes are opened, the members vote, and what it costs each follows the agreed rule."""
    cluster = purchase.cluster

    def at(view: str) -> str:
        return reverse(f"purchasing:{view}", args=[cluster.pk, purchase.pk])

    consultant.open(at("purchase"))
    consultant.press("Open the quotes")
    consultant.open(at("compare-quotes"))
    assert consultant.says(JOINT[what])
    winner = purchase.invited.get(name=JOINT[what]).quote
    consultant.fill(at("put-to-vote"), quote=winner.pk)
    assert not consultant.errors, consultant.errors
    ballot = Ballot.objects.latest("pk")
    deciding.open_voting(consultant, ballot)
    for key in NAMES:
        deciding.vote(address_of(key), says="agree")
    deciding.close(consultant, ballot)
    purchase.refresh_from_db()
    assert purchase.state == "appointed"
    consultant.fill(
        at("make-contract"), first_day=date(2027, 1, 1),
        end_day=date(2027, 12, 31), notice_days=30,
    )  # fmt: skip
    assert not consultant.errors, consultant.errors
    contract = Contract.objects.get(purchase=purchase)
    assert contract.shares.count() == len(NAMES)
    assert sum(one.yearly_pence for one in contract.shares.all()) == contract.yearly_pence
    return contract


def claim(member: Visitor, cluster: Cluster, key: str, what: str) -> None:
    """A member claims what it saves: its own payments before, the joint price after."""
    after = costs(key, what, after=True)
    member.fill(
        reverse("purchasing:claim-saving", args=[cluster.pk]),
        title=f"{TOGETHER[what][0]} at the joint price", kind="cashable", category=BOUGHT[what],
        covers="category", first_day=date(2027, 1, 1), last_day=date(2027, 12, 31),
        basis_kind="lines", basis_first=date(2025, 10, 1), basis_last=date(2026, 9, 30),
        new_pence=f"{after / 100:.2f}",
    )  # fmt: skip
    assert not member.errors, member.errors
    member.press("Claim it")
    assert member.says("It counts in the ledger from now on."), member.page.get_text(" ")


def test_members_compare_what_they_buy_and_save_over_twenty_thousand_pounds() -> None:
    with time_machine.travel(COMPARED, tick=True):
        consultant = signed_in("consultant@example.org")
        consultant.fill(
            reverse("clusters:make-cluster"), name="The purchasing cluster (invented)",
            place="Meadowbridge",
        )  # fmt: skip
        cluster = Cluster.objects.get()
        members = {key: let_in(cluster, name, address_of(key)) for key, name in NAMES.items()}
        ours = {key: Organisation.objects.get(name=name) for key, name in NAMES.items()}
        for key, member in members.items():
            give_in(member, ours[key], key, "before")
            put_right(member, ours[key], key)
            share(member, cluster, ours[key], key)
        do_waiting_work()
        check_suppliers_became_one(members["weir-street"], cluster)
        check_what_others_see(members["yarrow"], consultant, cluster)
        purchases = {what: buy_together(consultant, cluster, what, localdate()) for what in BOUGHT}
    with time_machine.travel(COMPARED + timedelta(days=12), tick=True):
        consultant = signed_in("consultant@example.org")
        for what, purchase in purchases.items():
            appoint(consultant, purchase, what)
        members = {key: signed_in(address_of(key)) for key in NAMES}
        for what in BOUGHT:
            for key, member in members.items():
                claim(member, cluster, key, what)
    with time_machine.travel(LOOKED_AGAIN, tick=True):
        check_later_spending_shows_it(cluster, ours)


def check_suppliers_became_one(member: Visitor, cluster: Cluster) -> None:
    """Spellings, legal forms and a bank's capitals are one supplier; rivals stay apart."""
    answer_pairs(member, cluster)
    do_waiting_work()
    member.open(reverse("purchasing:suppliers", args=[cluster.pk]))
    larkfield = supplier_of(cluster, "Larkfield Telecom Ltd")
    assert supplier_of(cluster, "LARKFIELD TELECOM") == larkfield
    assert {one.organisation.name for one in larkfield.names.all()} == {
        NAMES["mill-lane"], NAMES["otter-street"], NAMES["weir-street"],
    }  # fmt: skip
    assert supplier_of(cluster, "Penrose & Tarn LLP") == supplier_of(cluster, "PENROSE AND TARN")
    assert supplier_of(cluster, "Oakhill Communications") != larkfield


def check_what_others_see(member: Visitor, consultant: Visitor, cluster: Cluster) -> None:
    """A member sees whom another buys from and about how much; the consultant compares amounts."""
    page = reverse("purchasing:opportunities", args=[cluster.pk])
    consultant.open(page)
    assert consultant.status == 200
    larkfield = supplier_of(cluster, "Larkfield Telecom Ltd")
    where = reverse("purchasing:supplier", args=[cluster.pk, larkfield.pk])
    consultant.open(where)
    assert consultant.says("4,200")
    member.open(where)
    assert member.says(NAMES["mill-lane"])
    assert not member.says("4,200")


def check_later_spending_shows_it(cluster: Cluster, ours: dict[str, Organisation]) -> None:
    """A year later each gives in its books again: what was claimed is seen there, and totalled."""
    for key in NAMES:
        member = signed_in(address_of(key))
        give_in(member, ours[key], key, "after")
        put_right(member, ours[key], key)
    look_at_savings(now())  # as every morning
    expected = sum(
        costs(key, what, after=False) - costs(key, what, after=True)
        for what in BOUGHT for key in NAMES
    )  # fmt: skip
    assert expected > FACTS["saved_over_pounds"] * 100
    savings = Saving.objects.filter(cluster=cluster)
    assert savings.count() == len(BOUGHT) * len(NAMES)
    states = {one.state for one in savings}
    assert states == {"realised"}, [(one.title, one.organisation, one.seen) for one in savings
        if one.state != "realised"]  # fmt: skip
    assert abs(sum(one.saved_pence for one in savings) - expected) < 100
    consultant = signed_in("consultant@example.org")
    consultant.open(reverse("purchasing:savings", args=[cluster.pk]))
    assert consultant.says(f"£{expected // 100:,}"), consultant.page.get_text(" ", strip=True)
    told = api.savings_of(cluster, by=Actor.system("a test"), at=localdate())
    assert told.kinds["cashable"].realised.least_pence > FACTS["saved_over_pounds"] * 100
