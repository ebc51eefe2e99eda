"""Voting opens: by the rule in force, with its electors, its fallback and its secrecy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.assent import Method
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions.opening import open_ballot
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ties import sealed
from spinney.decisions.models import Ballot, Elector
from tests.access import client_of
from tests.decisions.making import NOON
from tests.decisions.writing import (
    CONSENSUS,
    SOON,
    UNANIMOUS,
    a_draft,
    address,
    agreed,
    members,
    opened,
)
from tests.personas import Wood

pytestmark = pytest.mark.django_db

DAY = NOON.date()


def test_each_that_may_vote_is_an_elector_and_gets_a_link(wood: Wood) -> None:
    members(wood, "fern", "gorse")
    ballot = opened(wood)
    electors = Elector.objects.select_related("organisation")
    assert {one.organisation.name for one in electors} == {
        "Birch House", "Fern House", "Gorse House",
    }  # fmt: skip
    assert {one.tier for one in electors} == {"Core"}
    links = TaskLink.objects.filter(verb="decisions.cast_vote")
    assert links.count() == 3
    entry = Entry.objects.get(verb="decisions.open_ballot")
    assert entry.detail["asked"] == 3
    assert "example.org" not in str(entry.detail)
    assert (ballot.state, ballot.opened_at, ballot.closes_at) == ("open", NOON, SOON)


def test_the_rule_is_kept_with_the_clause_that_it_comes_from(wood: Wood) -> None:
    agreed(
        wood, decision_rule=CONSENSUS,
        quorum={"at_least": 2, "of_tiers": [{"tier": "Core", "at_least": 1}]},
    )  # fmt: skip
    ballot = opened(wood, "consensus")
    rule = rule_of(ballot)
    assert rule.assent.method == Method.CONSENSUS
    assert (rule.assent.fallback, rule.assent.fallback_on) == (
        Method.TWO_THIRDS, DAY + timedelta(days=10),
    )  # fmt: skip
    assert rule.assent.quorum.of(5) == 2
    assert rule.dated_sources[0]["clause"] == "2, “Decision Rule”"
    assert rule.dated_sources[0]["since"] == date(2026, 2, 1)
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert "it turns into a vote: it is agreed when at least two thirds" in page
    assert "#clause-about_decision_rule" in page
    assert "30 March 2026" in page


@pytest.mark.parametrize(
    ("terms", "way", "words"),
    [
        (
            CONSENSUS, "consensus",
            [
                "It is agreed when everybody agrees, stands aside, or disagrees without stopping"
                " it.",
                "“Disagree, but will not stop it” lets it pass. “Block” stops it.",
                "In the vote “Agree” counts for it; “Disagree, but will not stop it” and “Block”"
                " count against it; “Stand aside” counts for neither.",
            ],
        ),
        (UNANIMOUS, "consensus", ["Only “Agree” counts as agreeing."]),
        (
            CONSENSUS, "consent",
            ["In the vote “No objection” counts for it; “Object” counts against it; “Stand"
             " aside” counts for neither."],
        ),
        (CONSENSUS, "gradients", ["“Against, but will go along” lets it pass."]),
    ],
)  # fmt: skip
def test_the_page_says_before_what_each_voice_counts_as(wood, terms, way, words) -> None:
    agreed(wood, decision_rule=terms)
    ballot = opened(wood, way)
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert [one for one in words if one not in page] == []


@pytest.mark.parametrize(
    ("terms", "way", "method", "fallback", "adopts"),
    [
        ({}, "motion", "majority", None, "directly"),
        ({}, "consent", "consent", "majority", "directly"),
        ({}, "score", "majority", None, "directly"),
        ({}, "sense_check", "majority", None, "nothing"),
        (CONSENSUS, "motion", "consensus", "two_thirds", "directly"),
        (CONSENSUS, "consent", "consensus", "two_thirds", "directly"),
        (CONSENSUS, "score", "consensus", None, "by_motion"),
        (CONSENSUS, "election", "consensus", None, "directly"),
        (CONSENSUS, "times", "consensus", None, "directly"),
        (UNANIMOUS, "consent", "unanimous", None, "directly"),
        (UNANIMOUS, "gradients", "unanimous", None, "directly"),
        (UNANIMOUS, "motion", "unanimous", None, "directly"),
        (UNANIMOUS, "money", "unanimous", None, "by_motion"),
        (UNANIMOUS, "advice", "majority", None, "nothing"),
    ],
)
def test_what_counts_in_each_way(wood, terms, way, method, fallback, adopts) -> None:
    if terms:
        agreed(wood, decision_rule=terms)
    times = {"starts_at": SOON}
    options = {
        "score": ["A", "B"],
        "election": [{"title": "A", "organisation": wood.organisations["birch"].pk}],
        "times": [{"title": "A"} | times, {"title": "B"} | times],
        "money": [{"title": "A", "cost_pence": 5}, {"title": "B", "cost_pence": 5}],
    }.get(way, [])
    rule = rule_of(opened(wood, way, options, settings=Settings(budget_pence=9)))
    assert (rule.assent.method, rule.assent.fallback, rule.adopts) == (method, fallback, adopts)


def test_where_the_terms_are_a_vote_consent_turns_into_it_on_the_closing_day(wood: Wood) -> None:
    rule = rule_of(opened(wood, "consent"))
    assert rule.assent.fallback_on == timezone.localdate(SOON)


def test_it_does_not_close_before_its_rule_has_turned(wood: Wood) -> None:
    agreed(wood, decision_rule=CONSENSUS)
    with pytest.raises(BadInput, match="turns into a vote on 30 March 2026"):
        opened(wood, "consensus", closes_at=NOON + timedelta(days=9))


@pytest.mark.parametrize("after", [timedelta(minutes=30), timedelta(days=121)])
def test_neither_too_short_nor_too_long(wood: Wood, after: timedelta) -> None:
    with pytest.raises(BadInput) as told:
        opened(wood, closes_at=NOON + after)
    assert "closes_on" in told.value.fields


def test_a_secret_election_has_empty_places_and_a_sealed_lot(wood: Wood) -> None:
    members(wood, "fern")
    ballot = opened(wood, "election", ["Birch House", "Fern House"])
    assert ballot.secret
    assert (ballot.sealed_votes.count(), ballot.electors.count()) == (2, 2)
    rule = rule_of(ballot)
    assert rule.tie_sealed == sealed(ballot.seed)
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert rule.tie_sealed in page
    assert ballot.seed not in page


@pytest.mark.parametrize(
    ("way", "options", "said", "told"),
    [
        ("approve", ["A"], {}, "at least 2 options"),
        ("election", [], {}, "at least 1 candidate"),
        ("money", ["A", "B"], {}, "how much money"),
        ("money", ["A", "B"], {"settings": Settings(budget_pence=9)}, "Say what “A” costs"),
        (
            "money", [{"title": "A", "cost_pence": 10}, {"title": "B", "cost_pence": 11}],
            {"settings": Settings(budget_pence=9)}, "none could win",
        ),
        ("times", ["A", "B"], {}, "Say when “A” is"),
        ("election", ["A"], {"elects_lead": True}, "Choose the organisation of “A”"),
        ("score", ["A", "B"], {"settings": Settings(seats=3)}, "there are only 2"),
    ],
)  # fmt: skip
def test_what_a_draft_lacks(wood: Wood, way, options, said, told) -> None:
    ballot = a_draft(wood, way, options, **said)
    assert told in client_of(wood, "ash").get(address(ballot)).content.decode()
    with pytest.raises(WrongState, match=told):
        open_ballot(ballot=ballot, closes_at=SOON, by=wood.ash, now=NOON)


def test_secrecy_is_as_agreed_and_never_with_weights(wood: Wood) -> None:
    members(wood, "fern")
    Ballot.objects.filter(pk=(election := a_draft(wood, "election", ["A"])).pk).update(secret=False)
    with pytest.raises(WrongState, match="elections are secret"):
        open_ballot(ballot=election, closes_at=SOON, by=wood.ash, now=NOON)
    uid = str(wood.organisations["birch"].uid)
    weights = {"who": "voters", "weights": "fixed", "votes": [{"organisation": uid, "votes": 3}]}
    agreed(wood, electorate=weights)
    with pytest.raises(WrongState, match="Some of you have more votes"):
        opened(wood, secret=True)
    assert {one.weight for one in opened(wood).electors.all()} == {1, 3}


def test_where_secrecy_is_not_agreed_an_election_with_weights_is_open(wood: Wood) -> None:
    members(wood, "fern")
    uid = str(wood.organisations["birch"].uid)
    weights = {"who": "voters", "weights": "fixed", "votes": [{"organisation": uid, "votes": 3}]}
    agreed(wood, electorate=weights)
    election = a_draft(wood, "election", ["A"])
    Ballot.objects.filter(pk=election.pk).update(secret=False)
    done = open_ballot(ballot=election, closes_at=SOON, by=wood.ash, now=NOON)
    assert (done.secret, done.electors.count()) == (False, 2)


def test_where_both_are_agreed_the_agreement_is_changed_first(wood: Wood) -> None:
    members(wood, "fern")
    uid = str(wood.organisations["birch"].uid)
    weights = {"who": "voters", "weights": "fixed", "votes": [{"organisation": uid, "votes": 3}]}
    agreed(wood, electorate=weights, voting={"secret": "everything"})
    ballot = a_draft(wood)
    Ballot.objects.filter(pk=ballot.pk).update(secret=False)
    with pytest.raises(WrongState, match="change one of the two clauses"):
        open_ballot(ballot=ballot, closes_at=SOON, by=wood.ash, now=NOON)


def test_with_notice_agreed_it_is_announced_first(wood: Wood) -> None:
    agreed(wood, voting={"secret": "nothing", "notice_days": 7})
    with pytest.raises(WrongState, match="announced 7 days before"):
        opened(wood)
    page = client_of(wood, "ash").get(address(a_draft(wood))).content.decode()
    assert "Announce it" in page
    assert "Open the voting" not in page


def test_where_nobody_may_vote_it_cannot_open(wood: Wood) -> None:
    wood.memberships["birch"].delete()
    ballot = a_draft(wood)
    assert "no member here may vote" in client_of(wood, "ash").get(address(ballot)).content.decode()
    with pytest.raises(WrongState, match="no member here may vote"):
        open_ballot(ballot=ballot, closes_at=SOON, by=wood.ash, now=NOON)


def test_by_hand_on_its_page(wood: Wood) -> None:
    ballot = a_draft(wood)
    client, url = client_of(wood, "ash"), address(ballot, "open_ballot")
    assert "1 organisation gets" in client.get(url).content.decode()
    closes = timezone.localdate() + timedelta(days=9)
    client.post(
        url,
        {
            "closes_on_day": closes.day, "closes_on_month": closes.month,
            "closes_on_year": closes.year, "closes_time": "5pm",
        },
    )  # fmt: skip
    ballot.refresh_from_db()
    assert (ballot.state, timezone.localtime(ballot.closes_at).hour) == ("open", 17)
    assert client.post(url, {}).status_code == 409


def test_a_member_opens_none(wood: Wood) -> None:
    with pytest.raises(NotAllowed):
        open_ballot(ballot=a_draft(wood, by="birch"), closes_at=SOON, by=wood.birch, now=NOON)
