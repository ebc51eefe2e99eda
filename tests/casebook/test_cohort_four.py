"""D3: a large and a small charity write down who bears which risk, that they show one another costs
and prices, and that they take key decisions together; both sign.

Played through pages only. Who they are, the three risks that the large one takes and what they are
open about is the source's; the people, the words of the answers and which decisions are key are
invented (casebook/cohort_four/illustration.toml).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from spinney.agreements import api
from spinney.agreements.models import Agreement
from spinney.agreements.states import SpeaksFor
from spinney.base.access.models import Person
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate, Organisation
from tests.casebook.agreeing import answer, answer_in_words, at, put_out, sign, take_what_is_usual
from tests.casebook.joining import let_in
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/cohort_four"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
LARGE, SMALL = FACTS["large"], FACTS["small"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def both() -> tuple[Visitor, Visitor, Cluster]:
    """A cluster made in a browser, with the two of them in it."""
    person = Person.objects.create_user(
        INVENTED["facilitator"]["email"], INVENTED["facilitator"]["name"]
    )
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    Visitor(client).fill(
        reverse("clusters:make-cluster"), name=f"{LARGE} and {SMALL}", place=INVENTED["place"]
    )
    cluster = Cluster.objects.get()
    large = let_in(cluster, LARGE, INVENTED["large"]["email"])
    small = let_in(cluster, SMALL, INVENTED["small"]["email"])
    Mandate.objects.update(may_sign=True)
    return large, small, cluster


def uid(name: str) -> str:
    return str(Organisation.objects.get(name=name).uid)


def begin(large: Visitor, cluster: Cluster) -> Agreement:
    """The large one begins a memorandum between the two, and says who is what."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    ids = [str(Organisation.objects.get(name=name).pk) for name in (LARGE, SMALL)]
    large.fill(f"{start}?wording=memorandum", title=f"{LARGE} and {SMALL}", parties=ids)
    assert not large.errors, large.errors
    return Agreement.objects.get()


def test_risks_open_books_and_joint_decisions_between_two():
    large, small, cluster = both()
    made = begin(large, cluster)
    assert made.speaks_for == SpeaksFor.PARTIES
    assert made.begun_by.name == LARGE
    bears = [
        {"kind": kind, "bearer": "organisation", "organisation": uid(LARGE)}
        for kind in FACTS["large_bears"]
    ]
    answer(large, made, "risks", {"borne": bears})
    answer(large, made, "joint_decisions", matters=INVENTED["matters"])
    answer(large, made, "decision_rule", rule="unanimous")
    large.fill(
        at(made, "add-clause"), heading="Open books", term="open_books",
        text="Each of us can ask to see how an amount came about.",
    )  # fmt: skip
    answer(large, made, "open_books", shown=FACTS["open_on"])
    does = [
        {"organisation": uid(LARGE), "what": FACTS["large_does"]},
        {"organisation": uid(SMALL), "what": INVENTED["purpose"]},
    ]
    answer(large, made, "outputs", {"outputs": does})
    last, month, year = INVENTED["ends"]
    answer(large, made, "ends", on_day=last, on_month=month, on_year=year)
    finish(large, made)

    # The small one reads it, as it will be signed, before anybody signs.
    small.open(at(made, "read-agreement"))
    assert small.says(f"{LARGE} bears it"), small.page.get_text(" ", strip=True)
    assert small.says("We show one another what it costs us and what we charge")
    assert small.says("We only decide together on")

    put_out(large, made)
    sign(large, made, INVENTED["large"]["person"])
    assert api.terms_of(made).source("risks") is None, "nothing holds before both have signed"
    sign(small, made, INVENTED["small"]["person"])

    terms = api.terms_of(made)
    for kind in FACTS["large_bears"]:
        assert terms.risks.borne_by(kind).organisation == uid(LARGE)
    assert terms.open_books.shown == tuple(FACTS["open_on"])
    assert set(terms.joint_decisions.matters) == set(INVENTED["matters"])
    assert terms.decision_rule.rule == "unanimous"
    assert terms.source("open_books").clause.heading == "Open books"
    # It is theirs alone: the cluster's own terms are what they were.
    assert api.terms(cluster).agreed() == ()


def finish(large: Visitor, made: Agreement) -> None:
    """Leave out what two do not need, take what is usual for the rest, answer in words."""
    for key in leave_out(made):
        large.client.post(at(made, "leave-out-clause", key))
    # Neither of two is a lead body: that is taken out of the words.
    large.fill(at(made, "edit-clause", "roles"), text="{who_does_what}\n\n{first_contact}")
    assert not large.errors, large.errors
    answer_in_words(
        large, made, purpose=INVENTED["purpose"], background="as the clause on money says",
        who_does_what=FACTS["large_does"], first_contact="whoever signed for it",
    )  # fmt: skip
    take_what_is_usual(large, made)
    large.open(at(made, "draft"))
    assert large.says("Nothing is open"), large.page.get_text(" ", strip=True)[:3000]


def leave_out(made: Agreement) -> list[str]:
    """The clauses whose terms have no usual answer between two, and that may be left out."""
    from spinney.agreements.bridge.wordings import wordings

    unsaid = {"hosted_post", "insurance"}
    template = wordings()["memorandum"]
    return [one.key for one in template.clauses if one.optional and unsaid & set(one.terms)]
