"""Who may do what with votes on paper and by phone, confirmed by a second person; and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import allows
from spinney.base.web.components.words import counted, day
from spinney.decisions.models import Ballot, Elector, Entry, Vote
from spinney.decisions.policies.voting import check_takes_part, check_takes_votes
from spinney.decisions.states import NEXT, BallotState, EntryState, VotedHow
from spinney.register import api as register

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
SECOND = RUNS_IT | {Role.VOTER}
"""Whoever may be the second person: those who run the cluster, and voters of other members."""
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from the close

MAY: dict[str, frozenset[Role]] = {
    "entries": SECOND,
    "enter_vote": RUNS_IT,
    "confirm_entry": SECOND,
    "refuse_entry": RUNS_IT,
    "note_envelopes": RUNS_IT,
    "drop_envelope": RUNS_IT,
    "enter_paper": SECOND,
    "drop_paper": SECOND,
    "count_papers": SECOND,
    "refuse_waiting_entries": NOBODY_BY_HAND,
    "print_ballot_papers": RUNS_IT,
}

ON_PAPER = (VotedHow.PAPER, VotedHow.PHONE)
MOST_NOTE = 300
FEWEST_PAPERS = 2
"""With fewer, whoever types the papers knows whose they are."""

Paper = tuple[bool, str, tuple[tuple[str, int], ...]]


def check_open_votes(ballot: Ballot, now: datetime) -> None:
    """Raise WrongState unless votes with a name can be entered now."""
    check_takes_votes(ballot, now)
    if ballot.secret:
        raise WrongState(
            "This ballot is secret. A vote by phone would not be, so none is taken. Papers come in"
            " envelopes, and are typed without names."
        )


def check_secret_votes(ballot: Ballot, now: datetime) -> None:
    """Raise WrongState unless envelopes and papers without names can be taken now."""
    check_takes_votes(ballot, now)
    if not ballot.secret:
        raise WrongState("This ballot is open: each paper is typed with the name that is on it.")


def check_how(how: str) -> None:
    """Raise BadInput for a way to vote that is neither paper nor phone."""
    if how not in ON_PAPER:
        told = "Choose paper or phone."
        raise BadInput(told, {"how": [told]})


def check_marked_on(marked_on: date, ballot: Ballot, now: datetime) -> None:
    """Raise BadInput for a day on which nobody can have voted."""
    told = ""
    began = ballot.announced_at or ballot.opened_at
    if marked_on > localdate(now):
        told = "This day is still to come. Give the day of the paper, or of the call."
    elif began is not None and marked_on < localdate(began):
        told = f"The ballot was made known on {day(began)}, so it cannot be earlier than that."
    if told:
        raise BadInput(told, {"marked_on": [told]})


def check_none_waits(elector: Elector) -> None:
    """Raise BadInput where a vote of the organisation waits for its second person already."""
    if elector.entries.filter(state=EntryState.WAITING).exists():
        name = elector.organisation.name
        told = f"A vote of {name} waits to be confirmed already. Confirm it, or take it out first."
        raise BadInput(told, {"organisation": [told]})


def check_becomes(entry: Entry, state: EntryState) -> None:
    """Raise WrongState unless an entry may come to that state."""
    if state not in NEXT[EntryState][entry.state]:
        raise WrongState(f"This is settled already: {entry.get_state_display().lower()}.")


def organisations_of(by: Actor, now: datetime) -> frozenset[int]:
    """The organisations that an actor acts for in any way, today. One query."""
    held = register.mandates_in_force(localdate(now)).filter(person=by.person_id)
    own = frozenset(held.values_list("organisation_id", flat=True))
    return own | {by.organisation_id} if by.organisation_id is not None else own


def check_second_person(entry: Entry, by: Actor, own: Collection[int]) -> None:
    """Raise NotAllowed to whoever typed an entry, and to people of the organisation itself; `own`
    are those that the actor acts for.
    """
    if by.label == entry.entered_by:
        raise NotAllowed(
            "You typed it, so somebody else has to confirm it: another person who runs the cluster,"
            " or somebody who votes for another member."
        )
    elector = entry.elector
    if elector is not None and elector.organisation_id in own:
        raise NotAllowed(
            f"You act for {elector.organisation.name}. Somebody else has to confirm its vote."
        )


def newer_vote(entry: Entry) -> Vote | None:
    """The vote that the organisation cast by other means on the day of the paper or the call, or
    later; None where there is none, so that the paper cannot take the place of a newer vote.
    """
    if entry.elector_id is None or entry.marked_on is None:
        return None
    vote = Vote.objects.filter(elector=entry.elector_id).first()
    return vote if vote is not None and localdate(vote.at) >= entry.marked_on else None


def check_replaces(entry: Entry, replaces: bool) -> None:
    """Raise BadInput where a paper would take the place of a newer vote, and nobody said that it
    shall.
    """
    vote = newer_vote(entry)
    if vote is not None and not replaces:
        told = (
            f"They voted on {day(vote.at)} themselves: {vote.get_how_display().lower()}. Ask them"
            " which one counts."
        )
        raise BadInput(told, {"replaces": [told]})


def agrees(entry: Entry, marks: Mapping[str, int], says: str) -> bool:
    """Whether the second person typed what the first did."""
    return entry.marks == dict(marks) and entry.says == says


def check_agrees(entry: Entry, marks: Mapping[str, int], says: str) -> None:
    """Raise BadInput where the two persons typed different votes."""
    if not agrees(entry, marks, says):
        raise BadInput(
            "You two typed different votes. Nothing is counted yet. Look at the paper once more, or"
            " call back; then type what it says, or take the entry out."
        )


# Papers without names --------------------------------------------------------------------------


def check_can_come(electors: Iterable[Elector]) -> None:
    """Raise BadInput where an envelope is from somebody who has voted, or takes no part: for its
    interest, or as it has left.
    """
    told = [
        f"{one.organisation.name} {'has voted' if one.voted_at else 'takes no part'}."
        for one in electors
        if one.voted_at is not None or not _takes_part(one)
    ]
    if told:
        raise BadInput(" ".join(told), {"organisations": told})


def _takes_part(elector: Elector) -> bool:
    return allows(check_takes_part, elector, elector.ballot)


def envelope_of(entry: Entry, now: datetime) -> Elector:
    """Whose envelope it is. Raises WrongState unless it is one, and can still be taken out."""
    check_secret_votes(entry.ballot, now)
    check_becomes(entry, EntryState.REFUSED)
    if entry.elector is None:
        raise WrongState("This is a paper, not an envelope.")
    return entry.elector


def check_room_for_paper(envelopes: int, papers: int) -> None:
    """Raise WrongState where somebody has typed a paper for every envelope."""
    if not envelopes:
        raise WrongState("No envelope waits. Note whose envelopes came first.")
    if papers >= envelopes:
        raise WrongState(
            f"You have typed {counted(papers, 'paper')}, and {counted(envelopes, 'envelope')} came."
            " Note the other envelopes first, or take a paper out."
        )


def check_own_paper(entry: Entry, by: Actor) -> None:
    """Raise NotAllowed unless it is a paper that the actor typed."""
    if entry.elector_id is not None or entry.entered_by != by.label:
        raise NotAllowed("You can only take out papers that you typed yourself.")
    check_becomes(entry, EntryState.REFUSED)


def as_paper(entry: Entry) -> Paper:
    """What a paper says, so that it can be compared."""
    return entry.spoilt, entry.says, tuple(sorted(entry.marks.items()))


def only_in(mine: Collection[Entry], theirs: Collection[Entry]) -> list[Entry]:
    """The papers that one person typed and the other did not, each as often as that is so."""
    left = Counter(as_paper(one) for one in theirs)
    found = []
    for one in mine:
        paper = as_paper(one)
        if left[paper]:
            left[paper] -= 1
        else:
            found.append(one)
    return found


def check_can_count(
    envelopes: int, mine: Collection[Entry], theirs: Collection[Entry], *, alone: bool
) -> None:
    """Raise WrongState unless two persons typed the same papers, as many as envelopes came."""
    if len(mine) < envelopes:
        left = counted(envelopes - len(mine), "paper")
        raise WrongState(f"You have {left} still to type, so that there is one for each envelope.")
    if len(theirs) != envelopes or len(mine) != envelopes:
        raise WrongState(
            "A second person has to type the same papers on her own. One of the two must be of"
            " those who run the cluster. Nothing is counted before."
        )
    if only_in(mine, theirs):
        raise WrongState(
            "You two typed different papers. Look at those that differ, take out what is wrong, and"
            " type it again."
        )
    if envelopes < FEWEST_PAPERS and not alone:
        raise WrongState(
            "Only one envelope came, so you two know whose paper it is. Wait for another, or ask"
            " them whether that is all right."
        )


def check_can_be_printed(ballot: Ballot) -> None:
    """Raise WrongState unless what there is to vote on is settled, and voting to come or open."""
    if ballot.state not in (BallotState.ANNOUNCED, BallotState.OPEN):
        raise WrongState(
            "Papers can be printed from when a ballot is announced until it closes. This one is:"
            f" {ballot.get_state_display().lower()}."
        )
