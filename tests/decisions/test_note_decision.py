"""What no ballot decided is noted: at a meeting, by somebody, or before it came here."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.models import Decision
from spinney.decisions.states import Origin
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.decisions.making import a_meeting
from tests.decisions.registering import LATER, TODAY, noted

pytestmark = pytest.mark.django_db


def test_at_a_meeting_with_the_rule_in_force_and_who_was_there(wood):
    rule = {"rule": "consensus", "fallback": "majority", "fallback_after_days": 14}
    agreement = an_agreement(wood, terms={"decision_rule": rule})
    meeting = a_meeting(wood)
    meeting.presences.create(organisation=wood.organisations["birch"], how="remote")
    facts = facts_of(noted(wood, meeting=meeting, dissent="Nobody."))
    assert facts.meeting == "Members’ meeting, 3 April 2026"
    assert facts.rule
    assert [one.agreement for one in facts.sources] == [str(agreement.uid)]
    assert [(one.name, one.took_part) for one in facts.electorate] == [("Birch House", True)]
    assert facts.dissent_words == "Nobody."


def test_what_was_given_to_somebody_says_who_by_what_and_why(wood):
    with pytest.raises(BadInput) as told:
        noted(wood, origin=Origin.DELEGATED, reasons="")
    assert set(told.value.fields) == {"decided_by", "given_by", "reasons"}
    mandate = noted(wood, "The chair may spend up to £500")
    made = noted(
        wood, origin=Origin.DELEGATED, decided_by="Birch House", given_by="spending limits",
        given_in=mandate,
    )  # fmt: skip
    facts = facts_of(made)
    assert (facts.decided_by, facts.given_by) == ("Birch House", "Decision 1; spending limits")
    page = client_of(wood, "birch").get(reverse("decisions:decision", args=[wood.cluster.pk, 2]))
    assert reverse("decisions:decision", args=[wood.cluster.pk, 1]) in page.content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "See https://example.org"}, "title"),
        ({"outcome": ""}, "outcome"),
        ({"decided_on": date(2027, 1, 1)}, "decided_on"),
        ({"review_on": date(2026, 1, 1)}, "review_on"),
    ],
)
def test_what_cannot_be_noted(wood, said, field):
    with pytest.raises(BadInput) as told:
        noted(wood, **said)
    assert field in told.value.fields
    assert not Decision.objects.exists()


def test_what_was_not_carried_does_not_stand(wood):
    assert noted(wood, carried=False).state == "not_carried"


def test_members_do_not_note(wood):
    from spinney.decisions.actions.book import note_decision

    with pytest.raises(NotAllowed):
        note_decision(
            cluster=wood.cluster, title="Ours", outcome="Yes", origin=Origin.MEETING,
            decided_on=TODAY, by=wood.birch, now=LATER,
        )  # fmt: skip


def test_from_its_page(wood):
    url = reverse("decisions:note-decision", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    assert b"Note a decision" in client.get(url).content
    sent = {
        "title": "We bank together", "outcome": "We open one account.", "carried": "yes",
        "origin": "elsewhere", "decided_on_day": "3", "decided_on_month": "2",
        "decided_on_year": "2019",
    }  # fmt: skip
    done = client.post(url, sent, follow=True)
    assert b"It is decision 1 in the register." in done.content
    assert Decision.objects.get().decided_on == date(2019, 2, 3)
