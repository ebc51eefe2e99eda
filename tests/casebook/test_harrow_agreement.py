"""D10: what was signed is what the software does. The terms say how it is decided (consensus, and
an agreed vote if that fails) and who is a full member: who can show a recent financial statement.
From the day that they are signed, tiers follow from the evidence that groups hold.

Played through pages and mailed links. What is the source's and what is invented: test_harrow.py.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements import api as agreements
from spinney.agreements.models import Agreement
from spinney.base.access.models import Person
from spinney.base.kernel.periods import add_months
from spinney.clusters import api
from spinney.clusters.models import Cluster, Membership
from spinney.register.models import Mandate
from tests.casebook.agreeing import answer, answer_in_words, put_out, take_what_is_usual
from tests.casebook.joining import let_in
from tests.casebook.test_harrow import (
    ADVICE,
    FACTS,
    INVENTED,
    LUNCH,
    MONTHS,
    invite_and_accept,
    make_the_consortium,
    names,
    signed_in,
    the_night_after,
    the_page,
    tier_of,
)
from tests.clusters.inviting import last_link
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LEAD = "lead@example.org"
TITLE = "How the consortium works"


def the_three(havs: Visitor, cluster: Cluster) -> tuple[Membership, Membership]:
    """Two groups, and the lead body, whose people may sign."""
    lunch = invite_and_accept(havs, cluster, LUNCH)
    advice = invite_and_accept(havs, cluster, ADVICE)
    let_in(cluster, FACTS["lead"], LEAD)
    Mandate.objects.update(may_sign=True)
    return lunch, advice


def take_other_tiers_away(havs: Visitor, cluster: Cluster) -> None:
    """A cluster begins with more tiers than this consortium has."""
    for tier in cluster.tiers.all():
        if tier.name.lower() not in FACTS["tiers"]:
            havs.client.post(reverse("clusters:remove-tier", args=[cluster.pk, tier.pk]))


def write_the_terms(havs: Visitor, cluster: Cluster) -> Agreement:
    """Consensus with a vote if it fails; full members show a recent financial statement."""
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    havs.fill(f"{start}?wording=terms_of_reference", title=TITLE)
    made = Agreement.objects.get(cluster=cluster)
    full, associate = (tier.title() for tier in FACTS["tiers"])
    asked = {
        "tier": full, "evidence_kind": FACTS["criterion"], "max_age_months": MONTHS,
    }  # fmt: skip
    tiers = [{"name": full}, {"name": associate, "may_vote": "no", "in_quorum": "no"}]
    answer(havs, made, "tiers", {"tiers": tiers, "criteria": [asked]})
    answer(
        havs, made, "decision_rule", rule="consensus", fallback="two_thirds",
        fallback_after_days="28",
    )  # fmt: skip
    answer(havs, made, "suspension", reasons=["evidence"])
    answer(havs, made, "joint_decisions", matters=["bids", "members"])
    answer_in_words(havs, made, purpose="bid together", what_it_may_decide="which bids are made")
    take_what_is_usual(havs, made)
    return made


def sign_all(agreement: Agreement, *addresses: str) -> None:
    """Each signs by the link in her letter, without an account's session."""
    for address in addresses:
        guest = Visitor(Client())
        guest.fill(last_link(address), name=str(Person.objects.get(email=address)), agrees=True)
        assert guest.says("You have signed for"), guest.errors or guest.page.get_text(" ")


def show_a_statement(person: Visitor, membership: Membership, year_end: date) -> None:
    """Keep the statement, then share it with the consortium."""
    here = [membership.organisation_id]
    add = reverse("register:add-evidence", args=here) + f"?kind={FACTS['criterion']}"
    person.fill(add, issued_on=year_end)
    evidence = membership.organisation.evidence.latest("pk")
    share = reverse("clusters:share-evidence", args=[*here, membership.cluster_id])
    person.fill(share, evidence=[str(evidence.pk)])


def test_the_tier_follows_from_the_agreement_and_the_evidence():
    havs = signed_in(INVENTED["facilitator"]["email"], INVENTED["facilitator"]["name"])
    cluster = make_the_consortium(havs)
    lunch, advice = the_three(havs, cluster)
    take_other_tiers_away(havs, cluster)
    agreement = write_the_terms(havs, cluster)
    assert (tier_of(lunch), tier_of(advice)) == ("Full", "Full"), "nothing is agreed yet"
    put_out(havs, agreement)
    sign_all(agreement, LUNCH["email"], ADVICE["email"])
    assert (tier_of(lunch), tier_of(advice)) == ("Full", "Full"), "not all have signed yet"
    sign_all(agreement, LEAD)

    # It is in force: the tiers are those of the agreement, and nobody has shown anything yet.
    now = agreements.terms(cluster)
    assert now.source("tiers").agreement == agreement.pk
    assert now.decision_rule.rule == "consensus"
    assert (now.decision_rule.fallback, now.decision_rule.fallback_after_days) == ("two_thirds", 28)
    assert (tier_of(lunch), tier_of(advice)) == ("Associate", "Associate")
    assert names(api.voters(cluster)) == []
    havs.open(reverse("clusters:tiers", args=[cluster.pk]))
    assert havs.says(f"The members agreed these tiers, in “{TITLE}”, version 1")
    assert havs.says(f"financial statement not older than {MONTHS} months")
    of_advice = signed_in(ADVICE["email"])
    of_advice.open(reverse("agreements:terms", args=[cluster.pk]))
    assert of_advice.says("We decide by consensus")
    assert of_advice.says("If we have not agreed after 28 days, we vote")
    assert the_page(of_advice, advice).says("Nothing of this kind is shared with the cluster.")

    # A recent statement arrives: Advice is a full member, by itself. An old one changes nothing.
    today = timezone.localdate()
    year_end = add_months(today, -6)
    show_a_statement(of_advice, advice, year_end)
    assert tier_of(advice) == "Full"
    assert names(api.voters(cluster)) == [ADVICE["name"]]
    show_a_statement(signed_in(LUNCH["email"]), lunch, add_months(today, -30))
    assert tier_of(lunch) == "Associate"

    # It grows too old: the night after its last day Advice is an associate again.
    last_day = add_months(year_end, MONTHS)
    the_night_after(last_day - timedelta(days=1))
    assert tier_of(advice) == "Full"
    the_night_after(last_day)
    assert tier_of(advice) == "Associate"
    assert names(api.voters(cluster, last_day)) == [ADVICE["name"]]

    # Nobody can make the software differ from the paper by hand.
    full = cluster.tiers.get(name="Full")
    edit = reverse("clusters:edit-tier", args=[cluster.pk, full.pk])
    havs.fill(edit, may_vote="no")
    assert havs.says("To change them, vary that agreement."), havs.page.get_text(" ")
