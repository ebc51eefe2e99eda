"""A supplier is appointed without a ballot only where the terms let it be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.decisions.models import Decision
from spinney.purchasing.actions.appointing import appoint_supplier
from spinney.purchasing.models import JointPurchase, Quote
from tests.agreements.making import an_agreement
from tests.decisions.making import a_decision
from tests.decisions.voting import open_now
from tests.purchasing.buying import AFTER, opened, quote_of
from tests.purchasing.making import NOON, a_purchase
from tests.purchasing.test_follow_ballot import end

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def limits(who, up_to=500_000, **more):
    return {"spending_limits": {"limits": [{"up_to_pence": up_to, "who": who}]} | more}


def appoint(wood, purchase, who="ash", decision=None, why="The best help."):
    return appoint_supplier(
        purchase=purchase,
        quote=quote_of(purchase),
        why=why,
        decision=decision,
        by=wood.actor(who),
        now=AFTER,
    )


def test_while_nothing_is_agreed_the_members_decide(wood):
    with pytest.raises(WrongState, match="£2,880 the members decide"):
        appoint(wood, opened(wood))


@pytest.mark.parametrize(("who", "term"), [("ash", "run"), ("ash", "anyone"), ("birch", "anyone")])
def test_whom_the_terms_let_spend_so_much_may_appoint(wood, who, term):
    an_agreement(wood, terms=limits(term))
    done = appoint(wood, opened(wood), who)
    assert (done.state, done.chosen_why) == ("appointed", "The best help.")


@pytest.mark.parametrize(
    ("who", "terms"),
    [
        ("birch", limits("run")),
        ("ash", limits("two")),
        ("ash", limits("run", 100_000)),
        ("ash", limits("run", second_above_pence=100_000)),
    ],
)
def test_whom_they_do_not_may_not(wood, who, terms):
    an_agreement(wood, terms=terms)
    with pytest.raises(WrongState):
        appoint(wood, opened(wood), who)


def entry(wood, number, title="We appoint Larch Computers.", days=0, **more):
    on = (AFTER + timedelta(days=days)).date()
    return a_decision(wood, number, title=title, decided_on=on, facts={
        "title": title, "origin": "meeting", "decided_on": str(on),
    }, **more)  # fmt: skip


def test_a_decision_in_the_register_does_as_well(wood):
    purchase = opened(wood)
    with pytest.raises(BadInput, match="no decision 1"):
        appoint(wood, purchase, decision=1)
    entry(wood, 1)
    with pytest.raises(NotAllowed):
        appoint(wood, purchase, "birch", decision=1)
    assert appoint(wood, purchase, decision=1).winner == quote_of(purchase)


def test_a_decision_must_be_about_it_and_name_whom_it_appoints(wood):
    purchase, other = opened(wood), a_purchase(wood.cluster, title="Paper")
    ballot = open_now(wood)
    other.ballot = ballot.uid
    other.save()
    entry(wood, 1, "We appoint Rook Networks.")
    entry(wood, 2, "We appoint Larchcomputers for all.")
    entry(wood, 3, days=-30)
    entry(wood, 4, ballot=ballot)
    entry(wood, 5, state="not_carried")
    for number, why in [
        (1, "does not name Larch Computers"), (2, "does not name"), (3, "before these quotes"),
        (4, "another purchase"), (5, "no decision 5"),
    ]:  # fmt: skip
        with pytest.raises(BadInput, match=why):
            appoint(wood, purchase, decision=number)
    chosen = open_now(wood, "choose", ("Larch Computers", "Rook Networks"))
    end(wood, chosen, marks={"2": 1})
    JointPurchase.objects.update(opened_at=NOON)  # voting goes by the clock on the wall
    with pytest.raises(BadInput, match="does not name Larch"):
        appoint(wood, purchase, decision=Decision.objects.get(ballot=chosen).number)


def test_what_is_not_sold_for_so_few_costs_nobody_knows_what(wood):
    an_agreement(wood, terms=limits("run"))
    purchase = opened(wood)
    Quote.objects.update(prices=[{"from": 500, "pence": 99_999_999}])
    with pytest.raises(WrongState, match="So few"):
        appoint(wood, purchase)


def test_a_reason_is_given(wood):
    an_agreement(wood, terms=limits("run"))
    with pytest.raises(BadInput):
        appoint(wood, opened(wood), why="")
