"""What a decision brings is put in motion: once, logged, and nothing by half."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.models import Agreement, Approval, Version
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions.book import enter_ballot
from spinney.decisions.actions.reviews import end_decision
from spinney.decisions.actions.steps import take_step
from spinney.decisions.api import lead_of, outline
from spinney.decisions.models import Ballot, Meeting
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.agreements.signing_cases import a_draft
from tests.decisions.making import NOON, a_ballot, vote_of
from tests.decisions.registering import LATER, TODAY, agreed, chosen, closed

pytestmark = pytest.mark.django_db


def take(wood, decision, by=None, **more):
    return take_step(step=decision.steps.get(), by=by or wood.ash, now=LATER, **more)


def an_election(wood):
    stands = [
        {"title": name.title(), "organisation": wood.organisations[name]}
        for name in ("birch", "maple")
    ]
    return chosen(wood, "election", {"2": 1, "1": 2}, options=stands, elects_lead=True)


def test_an_elected_lead_stands_in_a_draft_that_is_ready_to_be_put_out(wood):
    maple = another_member(wood, "maple")
    held = an_agreement(
        wood, ["birch", "maple"], terms={"lead_body": str(wood.organisations["birch"].uid)}
    )
    decision = an_election(wood)
    assert lead_of(wood.cluster, TODAY) == maple  # at once: whoever was elected leads
    assert lead_of(wood.cluster, date(2026, 1, 1)) is None
    step = take(wood, decision)
    version = Version.objects.get(agreement=held, number=2)
    assert version.content["terms"]["lead_body"] == str(maple.uid)
    assert Approval.objects.get(about=version).decided_elsewhere.startswith("Decision 1, ")
    assert step.subject == f"agreements.Version:{version.uid}"
    page = client_of(wood, "birch").get(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert "Led by Maple House" in page.content.decode()


def test_a_lead_without_an_agreement_gets_one_begun(wood):
    another_member(wood, "maple")
    take(wood, an_election(wood))
    assert Agreement.objects.get().kind == "consortium_agreement"


def test_a_carried_agreement_goes_out_for_signature(wood):
    another_member(wood, "maple")
    version = a_draft(wood, ["birch", "maple"]).versions.get()
    step = take(wood, agreed(wood, about_version=version), deadline=date(2026, 5, 1))
    version.refresh_from_db()
    assert version.state == "signing"
    assert "is out for signature until 1 May 2026" in step.words
    assert Approval.objects.get(about=version).state == "agreed"


def test_what_is_in_the_way_of_signing_is_said_and_the_decision_noted(wood):
    another_member(wood, "maple", may_sign=False)
    version = a_draft(wood, ["birch", "maple"]).versions.get()
    step = take(wood, agreed(wood, about_version=version))
    version.refresh_from_db()
    assert (version.state, step.state) == ("draft", "done")
    assert "not out for signature yet" in step.words
    assert Approval.objects.get(about=version).state == "agreed"


def test_chosen_priorities_become_the_outline(wood):
    options = [{"title": "Shared HR", "cost_pence": 1_500_000, "quick_win": True}, "Shared ICT"]
    take(wood, chosen(wood, marks={"1": 1}, options=options))
    line = outline(wood.cluster)[0]
    assert (line.title, line.cost_pence, line.quick_win, line.decision) == (
        "Shared HR", 1_500_000, True, 1,
    )  # fmt: skip


def test_a_chosen_date_becomes_a_meeting(wood):
    when = [{"title": "Friday", "starts_at": NOON, "place": "The Hall"}]
    step = take(wood, chosen(wood, "times", {"1": 2}, options=when))
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.place) == (NOON, "The Hall")
    assert step.subject == f"decisions.Meeting:{meeting.uid}"


def test_what_was_chosen_is_put_to_the_members_and_then_becomes_the_outline(wood):
    first = chosen(wood, rule={"adopts": "by_motion"})
    take(wood, first)
    draft = Ballot.objects.get(follows=first.ballot)
    assert (draft.way, draft.state, draft.title) == ("motion", "draft", "We take on: Shared ICT")
    motion = a_ballot(wood, "motion", follows=first.ballot)
    vote_of(motion, wood.organisations["birch"], says="agree")
    take(wood, enter_ballot(ballot=closed(motion), by=wood.ash, now=LATER))
    assert [one.title for one in outline(wood.cluster)] == ["Shared ICT"]


def test_twice_is_once(wood):
    decision = chosen(wood)
    take(wood, decision)
    assert take(wood, decision).state == "done"
    assert len(outline(wood.cluster)) == 1
    assert Entry.objects.filter(verb="decisions.take_step").count() == 1


def test_not_once_it_no_longer_stands(wood):
    decision = chosen(wood)
    end_decision(decision=decision, reason="No.", by=wood.ash, now=LATER)
    with pytest.raises(WrongState):
        take(wood, decision)


def test_one_button_with_a_page_that_says_what_will_happen(wood):
    decision = chosen(wood)
    page = reverse("decisions:decision", args=[wood.cluster.pk, decision.number])
    url = reverse("decisions:take-step", args=[wood.cluster.pk, decision.number, "outline"])
    client = client_of(wood, "ash")
    assert url in client.get(page).content.decode()
    assert url not in client_of(wood, "birch").get(page).content.decode()
    assert "Shared ICT" in client.get(url).content.decode()
    done = client.post(url, follow=True).content.decode()
    assert "1 priority in the outline of the workplan." in done
    assert "The outline of the workplan" in done


def test_a_meeting_that_was_planned_from_the_poll_is_offered_no_more(wood):
    when = [{"title": "Friday", "starts_at": NOON}]
    decision = chosen(wood, "times", {"1": 2}, options=when)
    url = reverse("decisions:meeting-from-poll", args=[wood.cluster.pk, decision.ballot_id])
    client_of(wood, "ash").post(url)
    assert decision.steps.get().state == "done"
    assert Meeting.objects.count() == 1
