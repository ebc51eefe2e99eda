"""One organisation, one vote: cast, changed, sent twice, too late, without a mandate, in secret."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.clusters.models import Cluster
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.ballot_box import Cast
from spinney.decisions.models import Ballot, Elector, Vote
from spinney.decisions.states import BallotState, VotedHow
from spinney.register.models import Mandate
from tests.decisions.making import NOON, WEEK, a_ballot
from tests.personas import Wood
from tests.personas import _mandate as mandate_of

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)


def vote(wood: Wood, ballot: Ballot, who: str = "birch", **said: object) -> Cast:
    fields: dict[str, object] = {"marks": {}, "how": VotedHow.SITE, "now": LATER} | said
    organisation = wood.organisations[str(fields.pop("of", who))]
    return cast_vote(
        ballot=ballot, organisation_id=organisation.pk, by=wood.actor(who), **fields
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_vote_counts_and_is_recorded(wood: Wood) -> None:
    ballot = a_ballot(wood)
    assert vote(wood, ballot, says="agree", reason=" It helps ") == Cast()
    found = Vote.objects.get()
    assert (found.says, found.reason, found.how, found.at) == ("agree", "It helps", "site", LATER)
    assert found.person == wood.people["birch"]
    assert Elector.objects.get().voted_at == LATER
    entry = Entry.objects.get(verb="decisions.cast_vote")
    assert "agree" not in str(entry.detail)
    assert entry.detail["organisation"] == "Birch House"


def test_sent_twice_it_counts_once_and_changed_the_last_one_counts(wood: Wood) -> None:
    ballot = a_ballot(wood, "score")
    vote(wood, ballot, marks={"1": 3})
    assert vote(wood, ballot, marks={"1": 3}) == Cast(again=True)
    assert vote(wood, ballot, marks={"1": 5, "2": 0}) == Cast(changed=True)
    found = Vote.objects.get()
    assert (found.marks, found.changes) == ({"1": 5, "2": 0}, 1)


def test_a_colleague_changes_it_and_its_first_voter_is_told(wood: Wood) -> None:
    ballot = a_ballot(wood)
    vote(wood, ballot, says="agree")
    mandate_of(wood.people["elm"], wood.organisations["birch"])
    vote(wood, ballot, "elm", of="birch", says="disagree")
    assert Vote.objects.get().person == wood.people["elm"]
    told = Message.objects.get(person=wood.people["birch"])
    assert "changed" in told.body
    assert "disagree" not in told.body.lower()


@pytest.mark.parametrize(
    ("way", "said", "field"),
    [
        ("motion", {"says": ""}, "says"),
        ("consent", {"says": "object"}, "reason"),
        ("score", {"marks": {"1": 6}}, "mark_1"),
        ("choose", {"marks": {"1": 1, "2": 1}}, "marks"),
        ("allocate", {"marks": {"1": 8, "2": 3}}, "marks"),
        ("approve", {"marks": {"9": 1}}, "marks"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    wood: Wood, way: str, said: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as found:
        vote(wood, a_ballot(wood, way), **said)
    assert list(found.value.fields) == [field]
    assert not Vote.objects.exists()


def test_nobody_votes_who_may_not(wood: Wood) -> None:
    ballot = a_ballot(wood)
    with pytest.raises(NotAllowed, match="not among those"):
        vote(wood, ballot, "cedar", says="agree")
    with pytest.raises(NotAllowed, match="You do not vote for Birch House"):
        vote(wood, ballot, "cedar", of="birch", says="agree")
    with pytest.raises(NotFound):
        vote(wood, ballot, "sorrel", says="agree")
    by = wood.birch
    Mandate.objects.filter(person=wood.people["birch"]).update(may_vote=False)
    with pytest.raises(NotAllowed, match="no mandate to vote for Birch House today"):
        cast_vote(
            ballot=ballot, organisation_id=wood.organisations["birch"].pk, marks={}, says="agree",
            how=VotedHow.SITE, by=by, now=LATER,
        )  # fmt: skip
    assert not Vote.objects.exists()


def test_who_left_votes_no_more_unless_it_is_agreed(wood: Wood) -> None:
    ballot = a_ballot(wood)
    Elector.objects.update(left_at=NOON)
    with pytest.raises(NotAllowed, match="votes no more"):
        vote(wood, ballot, says="agree")
    ballot.rule["customs"] |= {"leavers_count": True}
    ballot.save()
    vote(wood, ballot, says="agree")


@pytest.mark.parametrize("state", [BallotState.ANNOUNCED, *list(BallotState)[3:6]])
def test_only_an_open_ballot_takes_votes(wood: Wood, state: BallotState) -> None:
    ballot = a_ballot(wood, state=state, closed_at=NOON + WEEK)
    with pytest.raises(WrongState):
        vote(wood, ballot, says="agree")


def test_a_moment_too_late_is_too_late(wood: Wood) -> None:
    ballot = a_ballot(wood)
    vote(wood, ballot, says="agree", now=NOON + WEEK - timedelta(seconds=1))
    with pytest.raises(WrongState, match="Voting closed at 12:00 on 27 March 2026"):
        vote(wood, ballot, says="disagree", now=NOON + WEEK)
    assert Vote.objects.get().says == "agree"


def test_a_vote_in_hand_is_refused_once_somebody_has_closed(wood: Wood) -> None:
    as_she_read_it = a_ballot(wood)
    vote(wood, as_she_read_it, says="agree")
    close_ballot(ballot=as_she_read_it, by=wood.ash, now=LATER)
    with pytest.raises(WrongState, match="Voting closed at"):
        vote(wood, as_she_read_it, says="disagree")


# In secret ------------------------------------------------------------------------------------


def test_a_secret_vote_is_kept_apart_from_its_voter(wood: Wood) -> None:
    ballot = a_ballot(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    cast = vote(wood, ballot, marks={"1": 1, "2": 2})
    assert len(cast.receipt) == 19
    assert not Vote.objects.exists()
    sealed = ballot.sealed_votes.get()
    assert sealed.marks == {"1": 1, "2": 2}
    assert cast.receipt not in sealed.check_digest
    midnight = LATER.replace(hour=0)
    assert Elector.objects.get().voted_at == midnight
    entry = Entry.objects.get(verb="decisions.cast_vote")
    assert entry.at == midnight
    assert entry.detail == {"organisation": "Birch House"}


def test_a_secret_vote_is_changed_with_its_receipt_alone(wood: Wood) -> None:
    ballot = a_ballot(
        wood, "election", ["Birch House", "Cedar Barn"], secret=True, voters=("birch", "cedar")
    )
    first = vote(wood, ballot, marks={"1": 1})
    with pytest.raises(BadInput, match="takes the code on the receipt"):
        vote(wood, ballot, marks={"2": 1})
    with pytest.raises(BadInput, match="No vote has this code"):
        vote(wood, ballot, marks={"2": 1}, receipt="0000-0000-0000-0000")
    with pytest.raises(BadInput, match="code of another vote"):
        vote(wood, ballot, "cedar", marks={"2": 1}, receipt=first.receipt)
    again = vote(wood, ballot, marks={"1": 1}, receipt=first.receipt.lower())
    assert again.again
    assert not again.changed
    assert vote(wood, ballot, marks={"2": 1}, receipt=first.receipt).changed
    marked = [one.marks for one in ballot.sealed_votes.exclude(check_digest="")]
    assert marked == [{"2": 1}]


def test_votes_of_the_cluster_next_door_do_not_mix(wood: Wood) -> None:
    other = a_ballot(wood, cluster=Cluster.objects.get(pk=wood.next_door.pk), voters=("sorrel",))
    with pytest.raises(NotFound):
        vote(wood, other, says="agree")
