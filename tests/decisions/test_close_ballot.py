"""A ballot is closed by hand when all have voted, by itself at its hour; counted, kept, told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.counting import count_anew
from spinney.decisions.events.results import ballot_closed
from spinney.decisions.models import Ballot, Decision, SealedVote
from spinney.decisions.queries.results import outcome_of
from spinney.decisions.states import BallotState
from spinney.decisions.tasks.results import close_what_is_over
from tests.decisions.making import DAY, NOON, WEEK, a_ballot, vote_of
from tests.decisions.test_counting import SIX, VOTE_ON_LAST_DAY, seal, six
from tests.personas import Wood

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)
OVER = NOON + WEEK


def close(wood: Wood, ballot: Ballot, now=LATER) -> Ballot:
    return close_ballot(ballot=ballot, by=wood.ash, now=now)


def test_by_hand_once_everybody_has_voted(wood: Wood) -> None:
    ballot = a_ballot(wood, "score", voters=six(wood))
    for name in SIX[:5]:
        vote_of(ballot, wood.organisations[name], {"1": 5, "2": 2})
    with pytest.raises(WrongState, match="1 organisation has not voted yet"):
        close(wood, ballot)
    vote_of(ballot, wood.organisations[SIX[5]], {"2": 5})
    heard = []

    def hear(**news: object) -> None:
        heard.append(news["ballot"])

    ballot_closed.connect(hear)
    ballot = close(wood, ballot)
    assert (ballot.state, ballot.outcome, ballot.closed_at) == ("closed", "chosen", LATER)
    assert heard == [ballot]
    assert Decision.objects.get(ballot=ballot).title == ballot.title
    entry = Entry.objects.get(verb="decisions.close_ballot")
    assert entry.detail["outcome"] == "Shared HR chosen"
    letter = Message.objects.filter(kind="decisions.ballot_ended")[0]
    assert "“Shared HR” was chosen with 25 points." in letter.body
    assert f"/ballots/{ballot.pk}/result/" in letter.body
    with pytest.raises(WrongState, match="Only an open ballot"):
        close(wood, ballot)


def test_what_is_kept_can_be_counted_again(wood: Wood) -> None:
    ballot = a_ballot(wood, "rank", voters=six(wood))
    for number, name in enumerate(SIX):
        order = {"1": 1, "2": 2, "3": 3} if number < 3 else {"2": 1, "1": 2, "3": 3}
        vote_of(ballot, wood.organisations[name], order)
    ballot = close(wood, ballot)
    ballot.refresh_from_db()
    assert count_anew(ballot, DAY, deep=True) == outcome_of(ballot)
    marks = outcome_of(ballot).marks
    assert marks
    assert marks.ties[0].parted_by == "lot"  # drawn with the seed, which is open now


def test_by_itself_at_its_hour_whatever_is_missing(wood: Wood) -> None:
    ballot = a_ballot(wood, "motion", voters=six(wood), rule={"quorum": [1, 2, 0]})
    vote_of(ballot, wood.organisations["birch"], says="agree")
    close_what_is_over(OVER - timedelta(minutes=1))
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN
    close_what_is_over(OVER + timedelta(hours=3))
    ballot.refresh_from_db()
    assert (ballot.outcome, ballot.closed_at) == ("no_quorum", OVER)


def test_not_before_the_vote_that_the_rule_turns_into(wood: Wood) -> None:
    ballot = a_ballot(wood, "consensus", voters=six(wood), rule=VOTE_ON_LAST_DAY)
    for name in SIX[:5]:
        vote_of(ballot, wood.organisations[name], says="agree")
    vote = vote_of(ballot, wood.organisations[SIX[5]], says="block", reason="It costs too much.")
    with pytest.raises(WrongState, match="On 27 March 2026 your rule turns into a vote"):
        close(wood, ballot)
    vote.says = "disagree"
    vote.save()
    assert close(wood, ballot).outcome == "agreed"  # by consensus now, before any vote


def test_a_secret_ballot_keeps_its_places_in_an_order_of_chance(wood: Wood) -> None:
    ballot = a_ballot(wood, "election", ["Birch", "Fern"], voters=six(wood), secret=True)
    seal(ballot, {"1": 1}, {"1": 1}, {"2": 1})
    with pytest.raises(WrongState, match="3 organisations have not voted yet"):
        close(wood, ballot)
    ballot = close(wood, ballot, now=OVER)
    assert BallotOutcome.from_json(ballot.result or {}).chosen == ("1",)
    checks = list(
        SealedVote.objects.filter(ballot=ballot)
        .order_by("pk")
        .values_list("check_digest", flat=True)
    )
    assert checks == sorted(checks)
    assert len(checks) == 3
    told = [one.detail for one in Entry.objects.filter(verb="decisions.close_ballot")]
    assert told[0]["voted"] == 3


def test_what_only_listens_is_not_entered_in_the_register(wood: Wood) -> None:
    ballot = a_ballot(wood, "sense_check", voters=["birch"])
    vote_of(ballot, wood.organisations["birch"], says="looks_good")
    assert close(wood, ballot).outcome == "heard"
    assert not Decision.objects.exists()


def test_only_those_who_run_the_cluster_close_it(wood: Wood) -> None:
    ballot = a_ballot(wood, "motion")
    with pytest.raises(NotAllowed):
        close_ballot(ballot=ballot, by=wood.birch, now=OVER)
