"""The page of a result: what it came to in one sentence, why, and nothing that should not be seen.

The ballots are those of the casebook: K8 (six score activities), D10 (consensus that became a vote;
too few), K12 (all or nothing), D5 (a secret election).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.bridge.files import result_table, written
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot
from spinney.decisions.queries.results import shown
from tests.access import client_of
from tests.decisions.making import a_ballot, vote_of
from tests.decisions.test_close_ballot import OVER, close
from tests.decisions.test_counting import SIX, VOTE_ON_LAST_DAY, say, seal, six
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def closed(wood: Wood, way: str, votes: Iterable[Any], *options: Any, **changes: Any) -> Ballot:
    """A ballot in which the first of the six voted so, and that closed at its hour."""
    ballot = a_ballot(wood, way, options, **{"voters": six(wood)} | changes)
    if ballot.secret:
        seal(ballot, *votes)
    else:
        for name, vote in zip(SIX, votes, strict=False):
            said = {"says": vote} if isinstance(vote, str) else {"marks": vote}
            vote_of(ballot, wood.organisations[name], **said)
    return close(wood, ballot, now=OVER)


def page(wood: Wood, ballot: Ballot, name: str = "birch") -> str:
    url = reverse("decisions:result", args=[ballot.cluster_id, ballot.pk])
    return client_of(wood, name).get(url).content.decode()


VOTED = {"quorum": [1, 2, 0]}
UNANIMOUS = {"method": "unanimous"}
MICRO = {"quorum_of": {"Micro": [0, 1, 2]}}
STAGE = {"title": "A shared van", "cost_pence": 600_000}
SHED = {"title": "A shed", "cost_pence": 300_000}
MONEY = Settings(budget_pence=1_000_000)
TEN = {"title": "First", "starts_at": OVER, "place": "The Hall"}

SENTENCES: dict[str, tuple[str, list[Any], list[Any], dict[str, Any], str]] = {
    "K8: six score activities": (
        "score", [{"1": 5, "2": 1}] * 4 + [{"1": 4, "2": 5}] * 2, ["Pooled HR", "Van"], {},
        "“Pooled HR” was chosen with 28 points.",
    ),
    "D10: consensus that became a vote": (
        "consensus", ["agree"] * 4 + ["block"], [], {"rule": VOTE_ON_LAST_DAY},
        "It was agreed by vote: 4 votes for it, 1 against; two thirds were needed. It came to a"
        " vote because there was no consensus by the last day.",
    ),
    "five disagree and do not stop it": (
        "consensus", ["agree"] + ["disagree"] * 5, [], {"rule": {"method": "consensus"}},
        "It was agreed by consensus: 1 agrees and 5 disagree but do not stop it.",
    ),
    "some agree, some stand aside": (
        "consensus", ["agree"] * 4 + ["abstain", "disagree"], [],
        {"rule": {"method": "consensus"}},
        "It was agreed by consensus: 4 agree, 1 stands aside and 1 disagrees but does not stop it.",
    ),
    "all agree": (
        "consensus", ["agree"] * 6, [], {"rule": {"method": "consensus"}},
        "It was agreed by consensus: all 6 agree.",
    ),
    "consensus that became a vote, with one against who did not stop it": (
        "consensus", ["agree"] * 4 + ["disagree", "block"], [], {"rule": VOTE_ON_LAST_DAY},
        "It was agreed by vote: 4 votes for it, 2 against; two thirds were needed. It came to a"
        " vote because there was no consensus by the last day.",
    ),
    "consensus that became a vote, and was lost": (
        "consensus", ["agree"] * 2 + ["disagree"] * 3 + ["block"], [], {"rule": VOTE_ON_LAST_DAY},
        "It was not agreed: 2 of 6 votes are for it, and two thirds are needed. It came to a"
        " vote because there was no consensus by the last day.",
    ),
    "gradients by consent": (
        "gradients", ["endorse"] * 3 + ["disagree"], [], {"rule": {"method": "consent"}},
        "It was agreed by consent: nobody stops it, 3 agree and 1 disagrees but does not stop it,"
        " and 4 of 6 organisations answered.",
    ),
    "gradients by a vote": (
        "gradients", ["endorse"] * 2 + ["disagree", "off", "stand_aside"], [],
        {"rule": {"method": "majority"}},
        "It was not agreed: 2 of 4 votes are for it, and more than half are needed.",
    ),
    "D10: too few": (
        "motion", ["agree"] * 2, [], {"rule": VOTED},
        "Too few of you took part, so nothing was decided: 2 of 6 organisations, and 3 are needed.",
    ),
    "D10: too few of a class": (
        "motion", ["agree"] * 4, [], {"rule": MICRO},
        "Too few of you took part, so nothing was decided: 0 of 0 organisations of the tier"
        " “Micro”, and 2 are needed.",
    ),
    "K12: all or nothing": (
        "motion", ["agree"] * 5 + ["disagree"], [], {"rule": UNANIMOUS},
        "It was not agreed: 5 of 6 agree, and your rule asks that every one does.",
    ),
    "K12: all": (
        "motion", ["agree"] * 6, [], {"rule": UNANIMOUS}, "It was agreed by all 6 organisations.",
    ),
    "D5: a secret election": (
        "election", [{"1": 1}] * 4 + [{"2": 1}] * 2, ["Birch House", "Fern House"],
        {"secret": True}, "Birch House is elected with 4 votes.",
    ),
    "consent, and an objection that stands": (
        "consent", ["consent"] * 3 + ["object"], [], {"rule": {"method": "consent"}},
        "It was not agreed: 1 organisation objects.",
    ),
    "a share of all": (
        "motion", ["agree"] * 5, [], {"rule": {"method": "share", "threshold": 75, "of_all": True}},
        "It was agreed by vote: 5 votes for it, 0 against; 75 in a hundred were needed.",
    ),
    "one is asked": (
        "motion", ["agree"], [], {"rule": UNANIMOUS, "voters": ["birch"]},
        "It was agreed: the one organisation that was asked agrees.",
    ),
    "consent": (
        "consent", ["consent"] * 3 + ["abstain"], [], {"rule": {"method": "consent"}},
        "It was agreed by consent: nobody objects, and 4 of 6 organisations answered.",
    ),
    "money": (
        "money", [{"1": 1}] * 4 + [{"2": 1}] * 2, [STAGE, SHED], {"settings": MONEY},
        "“A shared van” and “A shed” are paid for: £9,000 of £10,000; £1,000 is left.",
    ),
    "a time": (
        "times", [{"1": 2}] * 3 + [{"1": 1}, {"1": 0}], [TEN], {},
        "Friday 27 March 2026, 12:00, The Hall suits best: 4 organisations can come, 1 organisation"
        " cannot.",
    ),
    "a time about which not all said something": (
        "times", [{"1": 2}] * 3 + [{"1": 0}, {}], [TEN], {},
        "Friday 27 March 2026, 12:00, The Hall suits best: 3 organisations can come, 1 organisation"
        " cannot, 1 did not say.",
    ),
    "what is chosen is put to the members": (
        "approve", [{"1": 1, "3": 1}] * 4 + [{"1": 1}], ["HR", "ICT", "Training"],
        {"rule": {"adopts": "by_motion"}, "settings": Settings(seats=2)},
        "2 options were chosen: “HR” and “Training”. That becomes a proposal now, which you are"
        " asked about by your own rule.",
    ),
    "nobody": ("motion", [], [], {}, "Nobody voted, so nothing was decided."),
    "listening": (
        "sense_check", ["looks_good"] * 2 + ["concerned"], [], {},
        "It shows where you stand, and decides nothing: 2 said “Looks good” and 1 said “Worried”.",
    ),
    "empty papers": (
        "approve", [{}] * 3, ["HR", "ICT"], {},
        "Nothing was chosen: nobody supports any of the options.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES)
def test_it_is_told_in_a_sentence_and_its_page_opens(wood: Wood, case: str) -> None:
    way, votes, options, changes, sentence = SENTENCES[case]
    ballot = closed(wood, way, votes, *options, **changes)
    assert shown(ballot).sentence == sentence
    assert sentence.split("“")[0].split("’")[0][:30] in page(wood, ballot)


def test_who_disagreed_without_stopping_it_stands_there_by_name(wood: Wood) -> None:
    votes = ["agree"] * 4 + ["disagree", "abstain"]
    said = page(wood, closed(wood, "consensus", votes, rule={"method": "consensus"}))
    assert "Maple House disagrees, and did not stop it." in said
    assert "Some are against it. 4 of 5 agree, 1 is against. 1 stood aside." in said
    assert "obody is against" not in said


def test_a_secret_ballot_does_not_name_who_disagreed(wood: Wood) -> None:
    votes = ["agree"] * 4 + ["disagree"]
    rule = {"method": "consent"}
    ballot = closed(wood, "consensus", votes, secret=True, rule=rule)
    assert "disagrees but does not stop it" in shown(ballot).sentence
    assert not any("did not stop it" in line for line in shown(ballot).why)


def test_a_vote_says_that_a_disagreement_counts_against(wood: Wood) -> None:
    votes = ["agree"] * 4 + ["disagree", "block"]
    why = shown(closed(wood, "consensus", votes, rule=VOTE_ON_LAST_DAY)).why
    assert why[-2:] == (
        "Votes: 4 for it, 2 against, 0 standing aside, of 6 in all.",
        "In a vote “Disagree, but will not stop it” counts against it.",
    )


def test_where_a_vote_would_have_followed_one_could_not_have_stopped_it(wood: Wood) -> None:
    rule = VOTE_ON_LAST_DAY | {"fallback": "majority"}
    agreed = closed(wood, "consensus", ["agree"] * 6, rule=rule)
    assert shown(agreed).firm.one_vote[0] == "No single voice changed could have turned it."


def test_one_alone_could_have_stopped_a_consensus(wood: Wood) -> None:
    agreed = closed(wood, "consensus", ["agree"] * 6, rule={"method": "consensus"})
    assert shown(agreed).firm.one_vote == (
        "By your rule any one of you could have stopped it, and nobody did.",
    )


def test_it_says_why_how_far_apart_and_how_firm(wood: Wood) -> None:
    votes = [{"1": 5, "2": 0}] * 3 + [{"1": 5, "2": 5}] * 2 + [{"1": 0, "2": 5}]
    said = page(wood, closed(wood, "score", votes, "Pooled HR", "Van"))
    for words in (
        "6 of 6 organisations took part",
        "You are divided about this.",
        "1 of 6 is left with nothing they liked: Rowans House.",
        "No single changed vote",
        "By holding each against each",
        "Scores added up",
        "The lot, and how to check it",
        "Take it away",
    ):
        assert words in said, words
    assert "an example" in said  # the seed


TOO_FEW = {
    "election": (["Mill Lane", "Fern House"], {}),
    "choose": (["HR", "ICT"], {}),
    "rank": (["HR", "ICT"], {}),
    "money": ([STAGE, SHED], {"settings": MONEY}),
}


@pytest.mark.parametrize("way", TOO_FEW)
def test_where_too_few_took_part_the_steps_name_no_winner(wood: Wood, way: str) -> None:
    options, changes = TOO_FEW[way]
    ballot = closed(wood, way, [{"1": 1}, {"1": 1}], *options, rule=VOTED, **changes)
    steps = " ".join(shown(ballot).steps)
    assert [word for word in ("is elected", "is chosen", "is bought") if word in steps] == []
    assert "would have been" in steps or way == "rank"
    assert "Nothing was decided by it." in page(wood, ballot)


def test_an_equal_count_that_does_not_hold_decided_nothing(wood: Wood) -> None:
    ballot = closed(wood, "choose", [{"1": 1}, {"2": 1}], "HR", "ICT", rule=VOTED)
    assert shown(ballot).ties[0].endswith("This would have decided it.")


@pytest.mark.parametrize(
    ("way", "vote", "options"),
    [("election", {"1": 1}, ["Mill Lane", "Fern House"]), ("motion", "agree", [])],
)
def test_of_a_secret_ballot_in_which_too_few_took_part_no_tally_is_told(
    wood: Wood, way: str, vote: Any, options: list[str]
) -> None:
    ballot = closed(wood, way, [vote] * 2, *options, secret=True, rule=VOTED)
    found = shown(ballot)
    assert "2 of 6 organisations, and 3 are needed" in found.sentence
    assert (found.bars, found.strip, found.rounds, found.lot) == (None,) * 4
    assert (found.steps, found.ties, found.feeling, found.all_alike) == ((), (), (), False)
    assert "as too few took part, what they voted is not shown either" in page(wood, ballot)
    kept = ballot.result or {}
    assert (kept["marks"], kept["feeling"], kept["says"], kept["voices"]) == (None, None, {}, None)
    assert "steps" not in written("totals", ballot, found.found)
    _, rows = result_table(ballot, found.found)
    assert [row for row in rows if row[:1] in (["Agree"], ["Disagree"])] == []


def test_reasons_and_names_stand_in_an_open_ballot(wood: Wood) -> None:
    ballot = a_ballot(wood, "consent", voters=six(wood), rule={"method": "consent"})
    say(wood, ballot, ["consent"] * 5)
    reason = "We cannot pay <b>for</b> it."
    vote_of(ballot, wood.organisations[SIX[5]], says="object", reason=reason)
    said = page(wood, close(wood, ballot))
    assert "Rowans House" in said
    assert "We cannot pay &lt;b&gt;for&lt;/b&gt; it." in said


def test_a_secret_ballot_names_nobody(wood: Wood) -> None:
    votes = [{"1": 1}] * 2 + [{"2": 1}]
    ballot = closed(wood, "election", votes, "Ash", "Elm", secret=True)
    said = page(wood, ballot, "ash")
    assert "nobody sees who voted what" in said
    assert not any(wood.organisations[name].name in said for name in SIX)
    assert shown(ballot).votes == ()


def test_all_alike_cannot_be_hidden_and_is_said(wood: Wood) -> None:
    alike = closed(wood, "motion", ["agree"] * 4, secret=True)
    assert "that cannot be hidden" in page(wood, alike, "ash")


def open_now(wood: Wood, **changes: Any) -> Ballot:
    now = timezone.now()
    ballot = a_ballot(
        wood, "approve", ["HR", "ICT"], opened_at=now, closes_at=now + timedelta(days=2), **changes
    )
    if not ballot.secret:
        vote_of(ballot, wood.organisations["birch"], {"1": 1}, at=now)
    return ballot


def test_how_it_stands_is_seen_by_those_who_voted_where_that_was_chosen(wood: Wood) -> None:
    ballot = open_now(wood, settings=Settings(show="after_vote"))
    url = reverse("decisions:result", args=[ballot.cluster_id, ballot.pk])
    said = client_of(wood, "birch").get(url)
    assert (said.status_code, "How it stands" in said.content.decode()) == (200, True)
    assert "was chosen" not in said.content.decode()
    assert client_of(wood, "ash").get(url).status_code == 409
    assert client_of(wood, "cedar").get(url).status_code == 409


def test_how_a_secret_ballot_stands_nobody_sees(wood: Wood) -> None:
    ballot = open_now(wood, secret=True, settings=Settings(show="after_vote"))
    ballot.electors.update(voted_at=timezone.now())
    url = reverse("decisions:result", args=[ballot.cluster_id, ballot.pk])
    assert {client_of(wood, one).get(url).status_code for one in ("ash", "birch")} == {409}


def test_after_its_hour_it_is_being_counted(wood: Wood) -> None:
    ballot = a_ballot(wood, "approve")
    assert "The votes are being counted" in page(wood, ballot)
    assert "Count them now" not in page(wood, ballot)
    assert "Count them now" in page(wood, ballot, "ash")


def test_equal_shares_say_who_pays(wood: Wood) -> None:
    votes = [{"1": 1}] * 4 + [{"1": 1, "2": 1}] * 2
    ballot = closed(wood, "money", votes, STAGE, SHED, settings=MONEY)
    paid = shown(ballot).who_pays
    assert paid
    assert paid.options == ("A shared van", "A shed")
    alone, both = ("£1,000", "–"), ("£1,000", "£1,500")
    assert [cells for _, cells, _ in paid.rows] == [alone] * 4 + [both] * 2
    assert "Who pays for what" in page(wood, ballot)


def test_whoever_voted_is_told_on_her_own_page(wood: Wood) -> None:
    ballot = closed(wood, "motion", ["agree"] * 6, rule=UNANIMOUS)
    url = reverse("decisions:vote", args=[ballot.cluster_id, ballot.pk])
    said = client_of(wood, "birch").get(url).content.decode()
    assert "It was agreed by all 6 organisations." in said


def test_a_choice_and_the_motion_that_followed_lead_to_each_other(wood: Wood) -> None:
    choice = closed(wood, "approve", [{"1": 1}] * 4, "HR", rule={"adopts": "by_motion"})
    motion = a_ballot(wood, "motion", voters=SIX, title="We take on: HR", follows=choice)
    say(wood, motion, ["agree"] * 6)
    assert "We take on: HR" in page(wood, choice)
    assert "What shall we share first?" in page(wood, close(wood, motion, now=OVER))
