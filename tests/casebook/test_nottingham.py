"""K4: three organisations compare quotes for joint ICT support, appoint one provider together, and
share its cost by the rule that they agreed.

Played through pages and mailed links. Who the three are, and that they upgraded their ICT systems
and jointly appointed a support provider, is the source's; suppliers, prices, numbers, the rule,
marks and votes are invented (casebook/nottingham/illustration.toml). That some of the budget brings
the less resourced members up to a common level belongs to the money room, and is played there.
"""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement
from spinney.clusters.models import Cluster
from spinney.decisions.models import Ballot
from spinney.purchasing.models import Contract, Criterion, JointPurchase, Quote
from spinney.register.models import Mandate, Organisation
from tests.casebook import agreeing, deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/nottingham"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
SAID = dict(zip(FACTS["members"], INVENTED["members"], strict=True))
"""What is invented of each member, by its name."""
SUPPLIERS = INVENTED["suppliers"]
WINS = next(iter(SUPPLIERS))
BEGIN = datetime(2026, 10, 5, 10, tzinfo=ZoneInfo("Europe/London"))
DAYS_FOR_QUOTES = 10
COMPUTERS = sum(one["computers"] for one in SAID.values())
VAT = 120

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]


def at(purchase: JointPurchase, view: str, *more: object) -> str:
    return reverse(f"purchasing:{view}", args=[purchase.cluster_id, purchase.pk, *more])


def begin(consultant: Visitor) -> Cluster:
    """The cluster, its three members, and the terms: ICT support is shared by use."""
    consultant.fill(
        reverse("clusters:make-cluster"), name=INVENTED["name"], place=FACTS["place"]
    )  # fmt: skip
    cluster = Cluster.objects.get()
    for name, one in SAID.items():
        let_in(cluster, name, one["email"])
    agree_how_costs_are_shared(consultant, cluster)
    return cluster


def agree_how_costs_are_shared(consultant: Visitor, cluster: Cluster) -> None:
    """A memorandum, signed from the mailed links: ICT support by use, all else in equal parts."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    consultant.fill(f"{start}?wording=memorandum", title=INVENTED["agreement"]["title"])
    made = Agreement.objects.get(cluster=cluster)
    lead = made.parties.get(organisation__name=INVENTED["agreement"]["leads"])
    said = {f"role-{lead.pk}": "lead", f"place-{lead.pk}": "1"}
    consultant.fill(agreeing.at(made, "set-parties"), **said)
    rule = {"cost": INVENTED["cost"], "rule": "use"}
    agreeing.answer(consultant, made, "cost_sharing", {"rules": [rule]}, otherwise="equal")
    usual = INVENTED["agreement"]["usual"]
    agreeing.answer(consultant, made, "joint_decisions", matters=usual["matters"])
    agreeing.answer(consultant, made, "risks", {"borne": [usual["risk"]]})
    agreeing.answer(consultant, made, "insurance", {"covers": [usual["insurance"]]})
    agreeing.answer_in_words(consultant, made, **INVENTED["agreement"]["answers"])
    for clause in ("posts", "deliver", "ends"):
        consultant.client.post(agreeing.at(made, "leave-out-clause", clause))
    agreeing.take_what_is_usual(consultant, made)
    Mandate.objects.update(may_sign=True)
    agreeing.put_out(consultant, made)
    for one in SAID.values():
        guest = Visitor(Client())
        letter = deciding.path_in(deciding.last_message(one["email"]))
        guest.fill(letter, name="A director (illustrative)", agrees=True)
        assert guest.says("You have signed for"), guest.errors


def ask_who_is_in(consultant: Visitor, cluster: Cluster) -> JointPurchase:
    """All three are in, from the mailed links; what one pays at the most is seen by nobody else."""
    consultant.fill(
        reverse("purchasing:start-purchase", args=[cluster.pk]), title=INVENTED["title"],
        what=INVENTED["what"], category="it_support", unit=INVENTED["unit"], per="month",
        months=INVENTED["months"],
    )  # fmt: skip
    assert not consultant.errors, consultant.errors
    purchase = JointPurchase.objects.get()
    week = localdate() + timedelta(days=7)
    consultant.fill(at(purchase, "ask-pledges"), pledge_by=week)
    for one in SAID.values():
        guest = Visitor(Client())
        letter = deciding.last_message(one["email"], "purchasing.are_you_in")
        guest.fill(
            deciding.path_in(letter), state="in", quantity=one["computers"],
            at_most_pence=one["at_most"], at_least=len(SAID),
        )  # fmt: skip
        assert guest.says("Noted: you are in"), guest.errors
    consultant.open(at(purchase, "purchase"))
    capped = next(one["at_most"] for one in SAID.values() if one["at_most"])
    assert not consultant.says(f"£{capped}"), "what one would pay at the most is its own"
    return purchase


def ask_for_quotes(consultant: Visitor, purchase: JointPurchase) -> None:
    """Three suppliers are asked, by price and by what matters besides; each answers by its link."""
    weights = {}
    for number, (title, weight) in enumerate(INVENTED["criteria"].items(), start=1):
        weights |= {f"title_{number}": title, f"weight_{number}": weight}
    price = 100 - sum(INVENTED["criteria"].values())
    consultant.fill(at(purchase, "set-criteria"), price_weight=price, **weights)
    assert not consultant.errors, consultant.errors
    for name, said in SUPPLIERS.items():
        consultant.fill(at(purchase, "invite-supplier"), name=name, email=said["email"])
    until = localdate() + timedelta(days=DAYS_FOR_QUOTES)
    consultant.fill(at(purchase, "request-quotes"), quotes_by_on=until)
    assert not consultant.errors, consultant.errors
    for said in SUPPLIERS.values():
        supplier = Visitor(Client())
        prices: dict[str, Any] = {}
        for step, (units, pounds) in enumerate(said["prices"], start=1):
            prices |= {f"from_{step}": units, f"pence_{step}": pounds}
        letter = deciding.last_message(said["email"], "purchasing.quote_request")
        supplier.fill(
            deciding.path_in(letter), includes_vat="no", one_off_pence=said["once"],
            months=INVENTED["months"], notice_days=INVENTED["notice_days"], **prices,
        )  # fmt: skip
        assert supplier.says("Your quote has come"), supplier.errors
    for who in (consultant, signed_in(next(iter(SAID.values()))["email"])):
        who.open(at(purchase, "compare-quotes"))
        assert who.status != 200, "nobody reads a quote before its time"


def yearly_pence(supplier: str) -> int:
    """What all of them would pay a supplier in the first year, with VAT: reckoned by hand."""
    said = SUPPLIERS[supplier]
    pounds = next(price for units, price in reversed(said["prices"]) if units <= COMPUTERS)
    once = round(float(said["once"] or 0) * 100)
    net = round(float(pounds) * 100) * COMPUTERS * INVENTED["months"] + once
    return net * VAT // 100


def compare(consultant: Visitor, members: dict[str, Visitor], purchase: JointPurchase) -> None:
    """The quotes are opened. Each member marks what money does not tell, and sees no other's marks
    before all have; then all see who comes first, and why.
    """
    consultant.open(at(purchase, "purchase"))
    consultant.press("Open the quotes")
    quotes = {one.invited.name: one for one in Quote.objects.select_related("invited")}
    criteria = list(Criterion.objects.filter(purchase=purchase, is_price=False))
    for number, (name, member) in enumerate(members.items()):
        if number:
            member.open(at(purchase, "compare-quotes"))
            assert member.says(f"{number} of {len(members)} members have marked")
            assert member.says("you see no marks")
        marks = {
            f"mark_{quotes[supplier].pk}_{one.pk}": mark
            for supplier, given in SAID[name]["marks"].items()
            for one, mark in zip(criteria, given, strict=True)
        }
        member.fill(at(purchase, "mark-quote"), **marks)
        assert not member.errors, member.errors
    member.open(at(purchase, "compare-quotes"))
    assert member.says(f"Compared for {COMPUTERS} (counted in: {INVENTED['unit']})")
    for supplier in SUPPLIERS:
        pence = yearly_pence(supplier)
        assert member.says(f"£{pence // 100:,}"), (supplier, member.page.get_text(" ", strip=True))
    first = member.page.select_one("tbody tr")
    assert first is not None
    assert WINS in first.get_text(" ")
    dearer = [one for one in SUPPLIERS if one != WINS and yearly_pence(one) <= yearly_pence(WINS)]
    assert not dearer, "what is cheap for one computer a month is not cheap for all in a year"
    assert member.says("How each figure came about")


def appoint(consultant: Visitor, purchase: JointPurchase) -> None:
    """The members appoint by a vote, and the decision stands in their register."""
    winner = purchase.invited.get(name=WINS).quote
    consultant.fill(at(purchase, "put-to-vote"), quote=winner.pk)
    assert not consultant.errors, consultant.errors
    ballot = Ballot.objects.get()
    deciding.open_voting(consultant, ballot)
    for one in SAID.values():
        deciding.vote(one["email"], says="agree")
    deciding.close(consultant, ballot)
    purchase.refresh_from_db()
    assert (purchase.state, purchase.winner) == ("appointed", winner)
    consultant.open(reverse("decisions:decisions", args=[purchase.cluster_id]))
    assert consultant.says(f"We appoint {WINS}")
    for name in SUPPLIERS:
        letter = deciding.last_message(SUPPLIERS[name]["email"], "purchasing.quote_outcome")
        assert "£" not in letter.body, "no price goes round by mail"


def share_the_cost(consultant: Visitor, purchase: JointPurchase) -> None:
    """The contract's cost is shared by use, as the agreement says of this kind of cost."""
    start = localdate() + timedelta(days=30)
    consultant.fill(
        at(purchase, "make-contract"), first_day=start, end_day=start + timedelta(days=364),
        notice_days=INVENTED["notice_days"], sharing=INVENTED["cost"],
    )  # fmt: skip
    assert not consultant.errors, consultant.errors
    contract = Contract.objects.get(purchase=purchase)
    whole = yearly_pence(WINS)
    assert contract.yearly_pence == whole
    borne = {one.organisation.name: one.yearly_pence for one in contract.shares.all()}
    assert borne == {name: whole * SAID[name]["computers"] // COMPUTERS for name in SAID}
    assert sum(borne.values()) == whole
    member = signed_in(next(iter(SAID.values()))["email"])
    member.open(reverse("purchasing:joint-contract", args=[purchase.cluster_id, contract.pk]))
    name, said = next(iter(SAID.items()))
    assert member.says(f"takes {said['computers']} of {COMPUTERS}"), member.page.get_text(" ")
    assert member.says(f"£{borne[name] // 100:,}")


def test_a_support_provider_is_appointed_jointly() -> None:
    with time_machine.travel(BEGIN, tick=True):
        consultant = signed_in(INVENTED["facilitator"])
        cluster = begin(consultant)
        purchase = ask_who_is_in(consultant, cluster)
        ask_for_quotes(consultant, purchase)
    with time_machine.travel(BEGIN + timedelta(days=DAYS_FOR_QUOTES + 1), tick=True):
        consultant = signed_in(INVENTED["facilitator"])
        members = {name: signed_in(one["email"]) for name, one in SAID.items()}
        compare(consultant, members, purchase)
        appoint(consultant, purchase)
        share_the_cost(consultant, purchase)
    assert set(Organisation.objects.values_list("name", flat=True)) == set(FACTS["members"])
