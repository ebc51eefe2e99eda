"""D10: the consortium decides by consensus. Where that fails by its day, it turns by itself into
the vote that was agreed; and too few taking part is no decision.

Played through pages and mailed links, and the duty that the site does by itself. That there is
consensus, and an agreed vote if it fails, is the source's; the rest is invented
(casebook/harrow/illustration.toml).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.post.models import Message
from spinney.base.web.components.words import day
from spinney.base.work.duties import all_duties
from spinney.clusters.models import Cluster
from spinney.decisions import api
from spinney.decisions.models import Ballot, Vote
from spinney.decisions.states import BallotState
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.test_harrow import INVENTED, make_the_consortium, signed_in
from tests.clusters.inviting import last_message, path_in
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TOLD = INVENTED["deciding"]
CLOSING = "decisions: ballots close at their hour, and are counted"
AFTER = timedelta(days=TOLD["after_days"])


def address_of(number: int) -> str:
    return f"group{number}@example.org"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(TOLD["begins"], tick=True) as clock:
        yield clock


def agree_how_to_decide(havs: Visitor, cluster: Cluster) -> None:
    """Six groups; consensus, then two thirds; at least four take part."""
    for number, name in enumerate(TOLD["groups"]):
        let_in(cluster, name, address_of(number))
    deciding.agree_on_terms(
        havs, cluster, [address_of(number) for number in range(len(TOLD["groups"]))],
        decision_rule={
            "rule": "consensus", "fallback": TOLD["fallback"],
            "fallback_after_days": TOLD["after_days"],
        },
        quorum={"percent": "", "at_least": TOLD["at_least"]},
    )  # fmt: skip


def ask(havs: Visitor, cluster: Cluster, told: dict) -> Ballot:
    """Open a ballot, and let those vote of whom something is told."""
    ballot = deciding.begin(havs, cluster, told["title"], "consensus")
    havs.fill(
        deciding.at(ballot, "open-ballot"), closes_on=localdate() + AFTER, closes_time="12:00"
    )
    assert not havs.errors, havs.errors
    assert havs.says(
        f"If that has not come about by {day(localdate() + AFTER)}, it turns into a vote: it is"
        " agreed when at least two thirds of those who vote agree."
    )
    voter = Visitor(Client())
    voter.open(path_in(last_message(address_of(0), deciding.ASKED)))
    assert voter.page.main.text.count("clause 8, “How we decide”") == 1
    for number, says in enumerate(told["says"]):
        why = TOLD["why"] if says == "block" else ""
        deciding.vote(address_of(number), says=says, reason=why)
    ballot.refresh_from_db()
    return ballot


def close_what_is_over(moment: datetime) -> None:
    """What the site does by itself every minute."""
    (duty,) = [one for one in all_duties() if one.name == CLOSING]
    duty.deed(moment)


def test_a_failed_consensus_becomes_the_agreed_vote(clock: time_machine.Coordinates) -> None:
    havs = signed_in(INVENTED["facilitator"]["email"], INVENTED["facilitator"]["name"])
    cluster = make_the_consortium(havs)
    agree_how_to_decide(havs, cluster)
    ballots = [ask(havs, cluster, told) for told in TOLD["ballots"]]
    turns = localdate() + AFTER

    # Everybody has answered the first, and one blocks it: it cannot be closed as if that were a no.
    havs.open(deciding.at(ballots[0], "ballot"))
    assert havs.says(f"You have not agreed yet. On {day(turns)} your rule turns into a vote")
    assert havs.page.find("button", string="Close the voting") is None
    refused = havs.client.post(deciding.at(ballots[0], "close-ballot"))
    assert refused.status_code == 409
    assert f"On {day(turns)} your rule turns into a vote" in refused.content.decode()
    block = Vote.objects.get(elector__ballot=ballots[0], says="block")
    havs.fill(deciding.at(ballots[0], "answer-objection", block.pk), text=TOLD["answer"])
    assert not havs.errors, havs.errors
    told = Message.objects.filter(kind="decisions.objection_answered")
    assert [one.email for one in told] == [address_of(5)], "whoever blocked is asked to read it"

    # The day before, nothing has come to an end. On its day each is counted as the vote agreed.
    clock.move_to(TOLD["begins"] + AFTER - timedelta(days=1))
    close_what_is_over(now())
    assert {one.state for one in Ballot.objects.all()} == {BallotState.OPEN}
    clock.move_to(TOLD["begins"] + AFTER + timedelta(hours=3))
    close_what_is_over(now())
    havs = signed_in(INVENTED["facilitator"]["email"])
    for ballot, asked in zip(ballots, TOLD["ballots"], strict=True):
        havs.open(deciding.at(ballot, "result"))
        assert havs.says(asked["comes_to"]), havs.page.main.get_text(" ", strip=True)
    havs.open(deciding.at(ballots[0], "result"))
    assert havs.says("It came to a vote because there was no consensus by the last day.")

    # The register has each with its rule, and whoever blocked is heard there.
    entered = api.decisions(cluster)
    assert {one.title: one.stands for one in entered} == {
        one["title"]: one["carried"] for one in TOLD["ballots"]
    }
    number = next(one.number for one in entered if one.stands)
    deciding.entry(havs, cluster, number)
    assert havs.says(TOLD["why"])
    assert havs.says(deciding.TERMS)
    havs.open(reverse("decisions:verify-book", args=[cluster.pk]))
    assert havs.says("The register is whole")
