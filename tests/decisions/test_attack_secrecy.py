"""What a secret ballot must not give away, tried from every side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from spinney.base.keeping import portable
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.decisions.actions.opening import withdraw_ballot
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.bridge import sealed
from spinney.decisions.bridge.sealed import find_sealed, make_late_places, make_places, seal
from spinney.decisions.models import Ballot, Elector, SealedVote
from spinney.decisions.models import Entry as PaperVote
from spinney.decisions.tasks.ballots import turn_ballots
from spinney.register.models import Organisation
from tests.access import client_of
from tests.decisions.making import DAY, NOON, WEEK, a_ballot
from tests.decisions.paper import secret_with_envelopes, two_members, type_papers, typed
from tests.decisions.test_counting import seal as sealed_votes
from tests.decisions.test_counting import six
from tests.decisions.voting import link_for, open_now, vote_now
from tests.decisions.writing import CONSENSUS, address, agreed, members, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db

TURNS = {
    "method": "consensus", "fallback": "majority", "fallback_on": (DAY + timedelta(5)).isoformat(),
}  # fmt: skip


@pytest.mark.parametrize("words", [("agree", "agree"), ("agree", "disagree")])
def test_closing_early_does_not_tell_whether_all_agree(wood: Wood, words: tuple[str, str]) -> None:
    ballot = a_ballot(wood, "motion", voters=six(wood)[:2], secret=True, rule=TURNS)
    ballot.electors.update(voted_at=NOON)
    for place, word in zip(ballot.sealed_votes.order_by("pk"), words, strict=True):
        SealedVote.objects.filter(pk=place.pk).update(says=word, check_digest=f"{place.pk:064d}")
    with pytest.raises(WrongState) as told:
        close_ballot(ballot=ballot, by=wood.ash, now=NOON + timedelta(days=1))
    assert str(told.value) == (
        "On 25 March 2026 your rule turns into a vote; until then everybody can change what they"
        " said."
    )


def test_nobody_is_told_that_a_secret_consensus_has_not_come_about(wood: Wood) -> None:
    members(wood, "fern")
    agreed(wood, decision_rule=CONSENSUS)
    ballot = opened(wood, "motion", secret=True)
    sealed.seal(ballot, sealed.draw_code(), marks={}, says="disagree")
    turn_ballots(NOON + timedelta(days=10))
    assert not Message.objects.filter(kind="decisions.rule_turned").exists()
    assert not Entry.objects.filter(verb="decisions.turn_ballot").exists()


def test_the_vote_of_whoever_joins_last_does_not_lie_in_the_last_place(wood: Wood) -> None:
    last = set()
    for number in range(12):
        ballot = a_ballot(wood, "choose", secret=True, voters=(), title=f"Ballot {number}")
        make_places(ballot, 6)
        codes = [sealed.draw_code() for _ in range(7)]
        for code in codes[:6]:
            seal(ballot, code, marks={"1": 1}, says="")
        late = Organisation.objects.create(name=f"Late {number}")
        Elector.objects.create(ballot=ballot, organisation=late, joined_late=True)
        make_late_places(ballot, 7)
        seal(ballot, codes[6], marks={"2": 1}, says="")
        found = [find_sealed(ballot, code) for code in codes]
        assert [one.marks for one in found if one] == [{"1": 1}] * 6 + [{"2": 1}]
        late_vote = found[6]
        assert late_vote is not None
        last.add(late_vote.slot == 6)
    assert False in last  # once in 7**12 it may lie last by chance in all


def test_a_vote_is_found_again_though_it_changed_places_meanwhile(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose", secret=True, voters=())
    make_places(ballot, 1)
    code = sealed.draw_code()
    seal(ballot, code, marks={"1": 1}, says="")
    read = find_sealed(ballot, code)
    assert read is not None
    for many in range(2, 9):
        make_late_places(ballot, many)
    sealed.reseal(read, marks={"2": 1}, says="")
    votes = [one.marks for one in ballot.sealed_votes.exclude(check_digest="")]
    assert votes == [{"2": 1}]


def closed(wood: Wood, voters: tuple[str, ...], votes: list[dict[str, int]]) -> Ballot:
    """A secret ballot of these members in which so many took part, closed at its hour."""
    ballot = a_ballot(wood, "choose", voters=voters, secret=True)
    sealed_votes(ballot, *votes)
    return close_ballot(ballot=ballot, by=wood.ash, now=NOON + WEEK)


def test_who_took_part_is_not_told_where_it_tells_what_they_voted(wood: Wood) -> None:
    voters = tuple(six(wood))
    for votes, told in (
        ([{"1": 1}], False),
        ([{"1": 1}, {"1": 1}], False),
        ([{"1": 1}] * 4, False),
        ([{"1": 1}, {"2": 1}], False),  # too few: nothing is kept that could tell
        ([{"1": 1}, {"1": 1}, {"1": 1}, {"2": 1}], True),
    ):
        ballot = closed(wood, voters, votes)
        page = client_of(wood, "birch").get(address(ballot)).content.decode()
        assert f"{len(votes)} of 6 organisations took part." in page
        assert ("Has voted" in page) is told


def everything_told(wood: Wood, ballot: Ballot) -> str:
    """Every page of a ballot as all inside may see it, every letter and every line of the record,
    and all that leads from an elector.
    """
    verbs = ("ballot", "result", "interests", "proxies", "entries", "objections", "check-receipt")
    pages = [
        client_of(wood, who).get(address(ballot, verb)).content.decode()
        for verb in verbs
        for who in ("ash", "birch", "cedar")
    ]
    letters = [f"{one.subject} {one.body}" for one in Message.objects.all()]
    record = [f"{one.at} {one.verb} {one.detail}" for one in Entry.objects.all()]
    rows = [str(vars(one)) for one in ballot.electors.all()]
    return "\n".join([*pages, *letters, *record, *rows])


def test_nothing_names_a_vote_its_moment_or_its_receipt(wood: Wood) -> None:
    ballot = open_now(wood, "motion", voters=("birch", "cedar"), secret=True)
    url = link_for(wood, ballot, "birch")
    client = Client()
    looked = client.post(url, {"says": "disagree", "deed": "look_over"})
    code = dict(looked.context["kept"])["code"]
    shown = client.post(url, {"says": "disagree", "deed": "cast", "code": code})
    assert code in shown.content.decode()
    vote_now(wood, ballot, "cedar", says="agree")
    told = everything_told(wood, ballot)
    assert code not in told
    assert "disagree" not in told.replace("Disagree", "")
    kept = Entry.objects.filter(verb="decisions.cast_vote")
    assert {(one.at.second, one.at.microsecond, *one.detail) for one in kept} == {
        (0, 0, "organisation")
    }
    digest = SealedVote.objects.get(says="disagree").check_digest
    assert digest not in told


def test_what_is_taken_back_keeps_no_order_either(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose", voters=six(wood), secret=True)
    codes = [sealed.draw_code() for _ in range(6)]
    for code in codes:
        seal(ballot, code, marks={"1": 1}, says="")
    before = set(ballot.sealed_votes.values_list("uid", flat=True))
    withdraw_ballot(ballot=ballot, why="Too early", by=wood.ash, now=NOON + timedelta(days=1))
    rows = list(ballot.sealed_votes.order_by("pk"))
    assert [one.check_digest for one in rows] == sorted(one.check_digest for one in rows)
    assert not before & {one.uid for one in rows}
    assert all(find_sealed(ballot, code) for code in codes)


def test_papers_that_are_typed_and_not_counted_do_not_travel(wood: Wood) -> None:
    secret = secret_with_envelopes(wood)
    type_papers(wood, secret, "ash", {"1": 1}, {"2": 1})
    typed(wood, two_members(wood))
    goes = PaperVote.objects.filter(portable.holdings["decisions.Entry"].where)
    assert {(one.ballot.secret, one.elector is None) for one in goes} == {
        (True, False), (False, False),
    }  # fmt: skip
    assert PaperVote.objects.count() == goes.count() + 2
    assert "decisions.SealedVote" in portable.staying


def test_another_ballots_receipt_opens_nothing(wood: Wood) -> None:
    one = open_now(wood, "motion", secret=True)
    other = open_now(wood, "motion", secret=True)
    code = vote_now(wood, one, says="agree").receipt
    page = client_of(wood, "birch").post(address(other, "check-receipt"), {"code": code})
    assert not page.context["rows"]
    assert "No vote in this ballot has this code" in page.content.decode()
