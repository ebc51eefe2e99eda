"""Who gets which answer at the addresses of claims and mandates (columns: personas.EVERYBODY).

Ash, Rowan and the like have no part in Birch House: it has a representative of its own. While it
has none, its facilitators and programme managers help (HELPED).
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.register.actions.claims import claim_organisation
from spinney.register.models import Claim
from tests.access import answers
from tests.register.acting import mandate, now, someone
from tests.register.test_offer_mandate import offer

#        rowan ash birch cedar hazel elm willow sorrel nobody
SIGNED_IN = (200, 200, 200, 200, 200, 200, 200, 200, 401)
OURS = (403, 403, 200, 403, 200, 403, 403, 403, 401)
OURS_BY_POST = (403, 403, 405, 403, 405, 403, 403, 403, 401)
HELPED = (200, 200, 403, 403, 200, 403, 403, 403, 401)
FOR_WHOM_IT_IS = (404, 404, 404, 404, 404, 200, 404, 404, 401)

SITE = {"my-organisations": SIGNED_IN, "list-claims": SIGNED_IN}
OF_ORGANISATION = {
    "claim-organisation": SIGNED_IN,
    "list-mandates": OURS,
    "offer-mandate": OURS,
}
OF_MANDATE = {
    "change-mandate": OURS,
    "end-mandate": OURS,
    "restore-mandate": OURS_BY_POST,
}
OF_CLAIM = {"confirm-claim": OURS, "decline-claim": OURS}


@pytest.mark.parametrize("name", SITE)
def test_site_addresses(wood, name):
    assert answers(wood, "get", reverse(f"register:{name}")) == SITE[name]


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_organisation_addresses(wood, name):
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk])
    assert answers(wood, "get", url) == OF_ORGANISATION[name]


@pytest.mark.parametrize("name", OF_MANDATE)
def test_mandate_addresses(wood, name):
    held = mandate(someone("Fern"), wood.organisations["birch"])
    url = reverse(f"register:{name}", args=[held.organisation_id, held.pk])
    assert answers(wood, "get", url) == OF_MANDATE[name]


def a_claim(wood) -> Claim:
    return claim_organisation(
        organisation=wood.organisations["birch"],
        post="Chair",
        method=Claim.Method.COLLEAGUE,
        by=wood.elm,
        now=now(),
    )


@pytest.mark.parametrize("name", OF_CLAIM)
def test_claim_addresses(wood, name):
    claim = a_claim(wood)
    url = reverse(f"register:{name}", args=[claim.organisation_id, claim.pk])
    assert answers(wood, "get", url) == OF_CLAIM[name]


@pytest.mark.parametrize("name", OF_CLAIM)
def test_claim_addresses_while_nobody_represents_it(wood, name):
    claim = a_claim(wood)
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    url = reverse(f"register:{name}", args=[claim.organisation_id, claim.pk])
    assert answers(wood, "get", url) == HELPED


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_organisation_addresses_while_nobody_represents_it(wood, name):
    wood.organisations["birch"].mandates.update(ended_early_at=now())
    url = reverse(f"register:{name}", args=[wood.organisations["birch"].pk])
    expected = SIGNED_IN if name == "claim-organisation" else HELPED
    assert answers(wood, "get", url) == expected


def test_a_claim_is_not_read_at_another_organisations_address(wood):
    claim = a_claim(wood)
    url = reverse("register:confirm-claim", args=[wood.organisations["cedar"].pk, claim.pk])
    assert answers(wood, "get", url) == (403, 403, 403, 404, 404, 403, 403, 403, 401)


def test_withdrawing_a_claim_is_for_the_claimant(wood):
    url = reverse("register:withdraw-claim", args=[a_claim(wood).pk])
    assert answers(wood, "get", url) == (405, 405, 405, 405, 405, 405, 405, 405, 401)
    assert answers(wood, "post", url) == (404, 404, 403, 404, 403, 302, 404, 404, 401)


@pytest.mark.parametrize("name", ["accept-mandate", "decline-mandate"])
def test_an_offer_is_for_whom_it_was_sent_to(wood, name):
    made = offer(wood, email="elm@example.org")
    url = reverse(f"register:{name}", args=[made.pk])
    assert answers(wood, "get", url) == FOR_WHOM_IT_IS


def test_taking_back_an_offer(wood):
    made = offer(wood)
    url = reverse("register:withdraw-offer", args=[made.organisation_id, made.pk])
    assert answers(wood, "get", url) == OURS_BY_POST
    assert answers(wood, "post", url) == (403, 403, 302, 403, 404, 403, 403, 403, 401)
