"""From rows to what a ballot comes to: the four ballots of the casebook, and who counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.counting import count_anew, outcome_now, problem_of, voices_of
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot, Elector, SealedVote
from tests.decisions.making import CUSTOMS, DAY, NOON, a_ballot, another_member, vote_of
from tests.personas import Wood

pytestmark = pytest.mark.django_db

SIX = ("birch", "fern", "gorse", "heath", "maple", "rowans")
VOTE_ON_LAST_DAY = {
    "method": "consensus", "fallback": "two_thirds", "fallback_on": "2026-03-27",
    "quorum": [1, 2, 0],
}  # fmt: skip


def six(wood: Wood) -> tuple[str, ...]:
    for name in SIX[1:]:
        another_member(wood, name)
    return SIX


def say(wood: Wood, ballot: Ballot, words: Iterable[str]) -> None:
    for name, says in zip(SIX, words, strict=False):
        vote_of(ballot, wood.organisations[name], says=says)


def kept(found: BallotOutcome) -> BallotOutcome:
    """As it comes back from the table: nothing is lost on the way."""
    again = BallotOutcome.from_json(found.to_json())
    assert again == found
    return again


def test_six_members_score_activities(wood: Wood) -> None:
    ballot = a_ballot(wood, "score", ["Pooled HR", "Shared van", "Joint bids"], voters=six(wood))
    scores = [(5, 0, 3), (4, 1, 3), (5, 0, 3), (4, 5, 3), (5, 0, 2), (4, 5, 3)]
    for name, (hr, van, bids) in zip(SIX, scores, strict=True):
        vote_of(ballot, wood.organisations[name], {"1": hr, "2": van, "3": bids})
    ballot.options.filter(number=3).update(withdrawn_at=NOON)
    found = kept(count_anew(ballot, DAY, deep=True))
    assert (found.code, found.chosen, found.turnout.everybody) == ("chosen", ("1",), True)
    assert found.feeling
    assert found.feeling.spreads["2"].how in ("mixed", "divided")
    assert found.what_if
    assert found.what_if.changed.code == "cannot_change"
    assert {key for paper in problem_of(ballot).papers for key in paper.marks} == {"1", "2"}


def test_consensus_that_fails_becomes_the_vote_on_its_day(wood: Wood) -> None:
    ballot = a_ballot(wood, "consensus", voters=six(wood), rule=VOTE_ON_LAST_DAY)
    say(wood, ballot, ["agree", "agree", "agree", "agree", "block"])
    before = count_anew(ballot, DAY, deep=False)
    assert before.count
    assert (before.code, before.count.method) == ("not_agreed", "consensus")
    found = kept(outcome_now(ballot, NOON + timedelta(days=30), deep=True))
    assert found.count
    assert (found.code, found.count.method) == ("agreed", "two_thirds")
    assert found.voices_firm
    assert found.voices_firm.changed.code == "could_change"


def test_what_came_about_by_consensus_stays_so_on_the_day_of_the_vote(wood: Wood) -> None:
    ballot = a_ballot(wood, "consensus", voters=six(wood), rule=VOTE_ON_LAST_DAY)
    say(wood, ballot, ["agree", *["abstain"] * 5])
    found = outcome_now(ballot, NOON + timedelta(days=30))
    assert found.count
    assert (found.code, found.count.method) == ("agreed", "consensus")


@pytest.mark.parametrize(("voted", "code"), [(0, "nobody_voted"), (2, "no_quorum"), (3, "chosen")])
def test_a_quorum_by_number_and_by_class(wood: Wood, voted: int, code: str) -> None:
    rule = {"quorum": [1, 2, 0], "quorum_of": {"Micro": [0, 1, 1]}}
    ballot = a_ballot(wood, "choose", voters=six(wood), rule=rule)
    Elector.objects.filter(organisation=wood.organisations["gorse"]).update(tier="Micro")
    for name in SIX[:voted]:
        vote_of(ballot, wood.organisations[name], {"1": 1})
    found = kept(count_anew(ballot, DAY, deep=False))
    assert (found.code, found.quorum.is_met) == (code, voted == 3)


def test_unanimous_or_nothing(wood: Wood) -> None:
    ballot = a_ballot(wood, "motion", voters=six(wood), rule={"method": "unanimous"})
    say(wood, ballot, ["agree"] * 5)
    assert count_anew(ballot, DAY, deep=False).code == "not_agreed"
    Elector.objects.filter(organisation=wood.organisations["rowans"]).update(recused_at=NOON)
    found = count_anew(ballot, DAY, deep=False)
    assert (found.code, found.turnout.asked, found.turnout.recused) == ("agreed", 5, 1)


@pytest.mark.parametrize("counts", [False, True])
def test_who_declared_an_interest_counts_for_the_quorum_as_the_terms_say(
    wood: Wood, counts: bool
) -> None:
    rule = {"quorum": [0, 1, 5], "customs": CUSTOMS | {"recused_count": counts}}
    ballot = a_ballot(wood, "motion", voters=six(wood), rule=rule)
    say(wood, ballot, ["agree"] * 4)
    Elector.objects.filter(organisation=wood.organisations["rowans"]).update(recused_at=NOON)
    assert count_anew(ballot, DAY, deep=False).quorum.is_met is counts


@pytest.mark.parametrize("counts", [False, True])
def test_who_left_counts_as_the_terms_say(wood: Wood, counts: bool) -> None:
    rule = {"customs": CUSTOMS | {"leavers_count": counts}}
    ballot = a_ballot(wood, "choose", voters=six(wood), rule=rule)
    vote_of(ballot, wood.organisations["birch"], {"1": 1})
    vote_of(ballot, wood.organisations["fern"], {"2": 1})
    Elector.objects.filter(organisation=wood.organisations["birch"]).update(left_at=NOON)
    found = count_anew(ballot, DAY, deep=False)
    assert found.marks
    assert found.marks.totals["1"] == (1 if counts else 0)
    assert found.turnout.left == (0 if counts else 1)


def seal(ballot: Ballot, *papers: dict[str, int] | str) -> None:
    """Votes in a secret ballot, by electors of whom it is known only that they took part."""
    places = SealedVote.objects.filter(ballot=ballot)
    electors = ballot.electors.order_by("-pk")
    for number, (place, elector, paper) in enumerate(zip(places, electors, papers, strict=False)):
        said = {"says": paper} if isinstance(paper, str) else {"marks": paper}
        check = {"check_digest": f"{number:064d}"}
        SealedVote.objects.filter(pk=place.pk).update(**said, **check)
        Elector.objects.filter(pk=elector.pk).update(voted_at=NOON)


def test_a_secret_election_is_counted_without_anybody_s_name(wood: Wood) -> None:
    candidates = ["Birch House", "Fern House", "Gorse House"]
    ballot = a_ballot(wood, "election", candidates, voters=six(wood), secret=True)
    seal(ballot, {"1": 1, "2": 2}, {"1": 1, "2": 2}, {"2": 1}, {"1": 1, "3": 2}, {})
    problem = problem_of(ballot)
    assert {paper.voter for paper in problem.papers} == {""}
    assert (problem.voters, len(problem.papers), problem.seed) == (5, 4, "")
    found = kept(count_anew(ballot, DAY, deep=True))
    assert (found.chosen, found.turnout.voted, found.turnout.missing) == (("1",), 5, 1)
    assert found.feeling
    assert found.feeling.left_out.voters == ()


def test_secret_voices_are_nobody_s(wood: Wood) -> None:
    ballot = a_ballot(wood, "motion", voters=six(wood), secret=True)
    seal(ballot, "agree", "disagree", "agree", "agree")
    uids = {str(one.uid) for one in ballot.electors.all()}
    assert uids.isdisjoint(voices_of(ballot))
    found = kept(count_anew(ballot, DAY, deep=True))
    assert found.count
    assert (found.count.agree, found.count.asked, found.code) == (3, 6, "agreed")


def test_money_is_shared_out_within_the_budget(wood: Wood) -> None:
    things = [{"title": "Van", "cost_pence": 600_000}, {"title": "Shed", "cost_pence": 300_000}]
    settings = Settings(budget_pence=700_000)
    ballot = a_ballot(wood, "money", things, voters=six(wood), settings=settings)
    for name in SIX[:4]:
        vote_of(ballot, wood.organisations[name], {"1": 1})
    found = count_anew(ballot, DAY, deep=True)
    assert found.marks
    assert (found.chosen, found.marks.spent) == (("1",), 600_000)


def test_what_only_listens_decides_nothing(wood: Wood) -> None:
    ballot = a_ballot(wood, "sense_check", voters=six(wood))
    assert count_anew(ballot, DAY, deep=True).code == "nobody_voted"
    say(wood, ballot, ["looks_good", "concerned"])
    found = kept(count_anew(ballot, DAY, deep=True))
    assert (found.code, found.count, found.says["concerned"]) == ("heard", None, 1)


def test_few_queries_however_many_vote(wood: Wood, django_assert_max_num_queries: object) -> None:
    ballot = a_ballot(wood, "approve", voters=six(wood))
    for name in SIX:
        vote_of(ballot, wood.organisations[name], {"1": 1})
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        count_anew(ballot, DAY, deep=True)
