"""D9: a lead that stands as guarantor, staff that move, six weeks to decide on a bid, all equally
accountable, consensus: terms that are recorded, signed and can be read by every room.

Played through pages only. The four organisations, who leads, how they decide, the six weeks, that
the lead is guarantor and that staff moved are the source's; the people, which team moved to whom
and what the other questions are answered with are invented
(casebook/leeds_drugs/illustration.toml).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from spinney.agreements import api
from spinney.agreements.models import Agreement
from spinney.base.access.models import Person
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate, Organisation
from tests.casebook.agreeing import answer, answer_in_words, at, put_out, sign, take_what_is_usual
from tests.casebook.joining import let_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/leeds_drugs"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
LEAD = FACTS["lead"]
ALL = (LEAD, *FACTS["others"])

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def uid(name: str) -> str:
    return str(Organisation.objects.get(name=name).uid)


def the_consortium() -> tuple[Visitor, dict[str, Visitor], Cluster]:
    """A cluster made in a browser, and its four members with somebody who may sign for each."""
    host = INVENTED["facilitator"]
    person = Person.objects.create_user(host["email"], host["name"])
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    runs = Visitor(client)
    runs.fill(reverse("clusters:make-cluster"), name=FACTS["name"], place=INVENTED["place"])
    cluster = Cluster.objects.get()
    members = {
        name: let_in(cluster, name, f"member{number}@example.org")
        for number, name in enumerate(ALL)
    }
    Mandate.objects.update(may_sign=True)
    return runs, members, cluster


def begin(runs: Visitor, cluster: Cluster) -> Agreement:
    """A consortium agreement with all four, one of them the lead body."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    runs.fill(f"{start}?wording=consortium_agreement", title=FACTS["name"])
    assert runs.says("lead"), "it says that a lead body is still needed"
    made = Agreement.objects.get()
    lead = made.parties.get(organisation__name=LEAD)
    runs.fill(at(made, "set-parties"), **{f"role-{lead.pk}": "lead", f"place-{lead.pk}": "1"})
    assert not runs.errors, runs.errors
    return made


def write_it(runs: Visitor, made: Agreement) -> None:
    runs.open(f"{at(made, 'answer-term', 'lead_body')}?from=draft")
    assert runs.says("as in the list of parties"), "the lead body is known from its role"
    answer(runs, made, "decision_rule", rule=FACTS["decides_by"])
    answer(runs, made, "equal_accountability", equal="yes")
    answer(runs, made, "bid_window", weeks=FACTS["weeks_to_decide_on_a_bid"])
    answer(
        runs, made, "guarantor",
        organisation=uid(FACTS["guarantor"]), guarantees=INVENTED["guarantees"],
    )  # fmt: skip
    moves = [
        {"staff": one["staff"], "people": one["people"],
         "from_": uid(one["from"]), "to": uid(one["to"]), "tupe": "yes"}
        for one in INVENTED["transfers"]
    ]  # fmt: skip
    answer(runs, made, "staff_transfer", {"transfers": moves})
    finish(runs, made)


def finish(runs: Visitor, made: Agreement) -> None:
    """What the case says nothing of: left out, invented, or as usual."""
    for clause in ("tiers", "suspension", "ends"):
        runs.client.post(at(made, "leave-out-clause", clause))
    does = [{"organisation": uid(name), "what": INVENTED["delivers"]} for name in ALL]
    answer(runs, made, "outputs", {"outputs": does})
    answer(runs, made, "open_books", shown=INVENTED["open_on"])
    answer(runs, made, "joint_decisions", matters=INVENTED["matters"])
    answer(runs, made, "risks", {"borne": [INVENTED["risk"]]})
    answer(runs, made, "insurance", {"covers": [INVENTED["insurance"]]})
    answer_in_words(runs, made, **INVENTED["answers"])
    take_what_is_usual(runs, made)
    runs.open(at(made, "draft"))
    assert runs.says("Nothing is open"), runs.page.get_text(" ", strip=True)[:3000]


def test_what_they_agreed_is_recorded_and_read_by_every_room():
    runs, members, cluster = the_consortium()
    made = begin(runs, cluster)
    write_it(runs, made)

    # Members read it, as it will be signed, before they sign.
    members["BARCA-Leeds"].open(at(made, "read-agreement"))
    page = members["BARCA-Leeds"]
    assert page.says(f"{LEAD} is our lead body")
    assert page.says("6 weeks"), page.page.get_text(" ", strip=True)
    assert page.says("consensus")

    put_out(runs, made)
    for name, member in members.items():
        assert api.terms(cluster).source("guarantor") is None, "not before the last has signed"
        sign(member, made, name)

    for terms in (api.terms(cluster), api.terms_of(made)):
        assert terms.lead_body.organisation == uid(LEAD)
        assert terms.guarantor.organisation == uid(FACTS["guarantor"])
        assert terms.decision_rule.rule == FACTS["decides_by"]
        assert terms.equal_accountability.equal is True
        assert terms.bid_window.weeks == FACTS["weeks_to_decide_on_a_bid"]
        assert [(one.from_, one.to, one.people) for one in terms.staff_transfer.transfers] == [
            (uid(one["from"]), uid(one["to"]), one["people"]) for one in INVENTED["transfers"]
        ]
        assert terms.source("guarantor").title == FACTS["name"]
