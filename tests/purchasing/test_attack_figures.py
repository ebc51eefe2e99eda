"""Attack: what a member pays is not found out by guessing, by an address, by changed terms."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.models import Agreement
from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.savings import claim_saving, confirm_saving, look_again
from spinney.purchasing.models import Opportunity
from spinney.purchasing.queries.seeing import broker_of, shared_in, term_of
from spinney.purchasing.tasks.savings import look_at_savings
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import DAY, a_purchase, a_share
from tests.purchasing.saving_claims import LATER_NOON, claimed, pays, said, year_of_bills

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("who", ["ash", "rowan"])
def test_a_claim_for_a_member_is_no_way_to_guess_what_it_pays(wood, who):
    """Figures that somebody else typed are set against payments only once the member said yes: else
    changing them and looking again would tell what it pays, to the pound.
    """
    pays(wood, year_of_bills())
    pays(wood, {date(2026, month, 1): 7_500 for month in range(1, 7)})
    guess = claimed(wood, by=who, new_pence=89_000)
    with pytest.raises(WrongState, match="has not said"):
        look_again(saving=guess, by=wood.actor(who), now=LATER_NOON)
    look_at_savings(LATER_NOON)
    guess.refresh_from_db()
    assert (guess.state, guess.seen, guess.seen_at) == ("claimed", {}, None)
    confirm_saving(saving=guess, by=wood.birch, now=LATER_NOON)
    assert look_again(saving=guess, by=wood.actor(who), now=LATER_NOON).state == "realised"


def test_an_opportunity_that_is_not_shown_is_not_read_by_its_number(wood):
    look(wood_that_buys(wood))
    stop = Opportunity.objects.get(kind="stop")
    for_brokers = Opportunity.objects.get(kind="switch")
    cluster = wood.cluster.pk
    claim = reverse("purchasing:claim-saving", args=[cluster])
    start = reverse("purchasing:start-purchase", args=[cluster])
    for one in (stop, for_brokers):
        for who, address in (("maple", claim), ("rowan", start)):
            answer = client_of(wood, who).get(address, {"opportunity": one.pk})
            assert answer.status_code == 404, (who, one.kind)
    assert client_of(wood, "birch").get(claim, {"opportunity": stop.pk}).status_code == 200
    assert client_of(wood, "ash").get(start, {"opportunity": for_brokers.pk}).status_code == 200
    bought = a_purchase(wood.cluster, opportunity=for_brokers)
    page = reverse("purchasing:purchase", args=[cluster, bought.pk])
    assert for_brokers.title in client_of(wood, "ash").get(page).content.decode()
    told = client_of(wood, "maple").get(page).content.decode()
    assert "Rook" not in told
    assert "It comes from" in told


def test_a_member_s_own_figure_is_not_the_middle_of_its_band(wood):
    """Birch pays £2,400; what is found for all knows only £1,000 to £2,500, the middle £1,750."""
    look(wood_that_buys(wood))
    join = Opportunity.objects.get(kind="join")
    page = reverse("purchasing:opportunity", args=[wood.cluster.pk, join.pk])
    own = client_of(wood, "birch").get(page).context["one"].parts[0]
    assert own.is_own
    assert str(own.now) == "£1,000 to £2,500"
    claim = said(
        category="energy", baseline_pence=240_000, new_pence=200_000, basis_kind="contract",
        opportunity=join,
    )  # fmt: skip
    birch = wood.organisations["birch"]
    made = claim_saving(
        cluster=wood.cluster, organisation=birch, said=claim, by=wood.birch, now=LATER_NOON
    )
    assert made.baseline_pence == 240_000


@pytest.mark.parametrize("body", ["lead_body", "host"])
def test_another_lead_body_or_host_does_not_compare_what_was_shared_with_the_first(wood, body):
    birch = wood.organisations["birch"]
    first, second = another_member(wood, "Maple Centre"), another_member(wood, "Oak Hall")

    def is_now(organisation):
        Agreement.objects.all().delete()
        said_there = {
            "purchases": {"shown": "bands", "broker": body},
            body: {"organisation": str(organisation.uid)},
        }
        an_agreement(wood, terms=said_there, starts=DAY)

    is_now(first)
    a_share(wood.cluster, birch, broker=broker_of(term_of(wood.cluster, DAY)))
    assert shared_in(wood.cluster, DAY)[birch.pk].to_broker
    is_now(second)
    assert not shared_in(wood.cluster, DAY)[birch.pk].to_broker
