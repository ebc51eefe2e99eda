"""Who may do what with ballots: written, announced, opened, taken back, replaced; and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot
from spinney.decisions.states import NEXT, BallotState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
WRITES = RUNS_IT | {Role.VOTER}
"""Whoever votes for a member may write a ballot; only those who run the cluster open it."""
INSIDE = WRITES | {Role.MEMBER, Role.OBSERVER}

MAY: dict[str, frozenset[Role]] = {
    "ballots": INSIDE,
    "ballot": INSIDE,
    "ballots_calendar": INSIDE,
    "option_file": INSIDE,
    "draft_ballot": WRITES,
    "edit_ballot": WRITES,
    "preview_ballot": WRITES,
    "copy_ballot": WRITES,
    "discard_ballot": WRITES,
    "restore_ballot": WRITES,
    "ballot_from_themes": WRITES,
    "add_option": WRITES,
    "edit_option": WRITES,
    "move_option": WRITES,
    "remove_option": WRITES,
    "add_option_file": WRITES,
    "remove_option_file": WRITES,
    "announce_ballot": RUNS_IT,
    "rewrite_ballot": RUNS_IT,
    "open_ballot": RUNS_IT,
    "extend_ballot": RUNS_IT,
    "withdraw_ballot": RUNS_IT,
    "renew_ballot": RUNS_IT,
    "withdraw_option": RUNS_IT,
    "remind_voters": RUNS_IT,
    "turn_ballot": frozenset(),
    "follow_membership": frozenset(),
    "follow_merge": frozenset(),
    "follow_unmerge": frozenset(),
}

UNDO_DAYS = 30
"""So long a draft that was thrown away can be brought back."""
MOST_OPTIONS = 60
LONGEST = 10_000
"""So many letters at the most a background or a description has."""
MOST_FILES = 5
"""So many files at the most go with one option."""


def runs(by: Actor, ballot: Ballot) -> bool:
    """Whether the actor runs the cluster that a ballot is of."""
    return by.is_system or bool(by.roles_in(ballot.scope) & RUNS_IT)


def writes(by: Actor, ballot: Ballot) -> bool:
    """Whether the actor may write a draft: those who run the cluster, and whoever began it."""
    return runs(by, ballot) or ballot.made_by == by.label


def check_writes(by: Actor, ballot: Ballot) -> None:
    """Raise NotAllowed to whoever does not write a draft."""
    if not writes(by, ballot):
        raise NotAllowed(
            "This ballot is written by whoever began it, and those who run the cluster."
        )


def check_reads(by: Actor, ballot: Ballot) -> None:
    """Raise NotFound for what others are still writing."""
    being_written = ballot.state in (BallotState.DRAFT, BallotState.DISCARDED)
    if being_written and not writes(by, ballot):
        raise NotFound("There is no such ballot here.")


def check_is_draft(ballot: Ballot) -> None:
    """Raise WrongState unless a ballot is still being written."""
    if ballot.state == BallotState.DRAFT:
        return
    told = {
        BallotState.ANNOUNCED: "It is announced, so it stays as it is. Take it back to write on, or"
        " make a new version.",
        BallotState.OPEN: "Voting is open, so the question and its options stay as they are. Make a"
        " new version of it: everybody is told.",
        BallotState.DISCARDED: "This draft was thrown away. Bring it back first.",
    }
    raise WrongState(told.get(BallotState(ballot.state), "Voting is over, so it stays as it is."))


def check_becomes(ballot: Ballot, state: BallotState) -> None:
    """Raise WrongState unless a ballot may come to that state."""
    if state not in NEXT[BallotState][ballot.state]:
        raise WrongState(f"This ballot is “{ballot.get_state_display().lower()}”.")


def check_can_restore(ballot: Ballot, now: datetime) -> None:
    """Raise WrongState unless a draft was thrown away, and not too long ago."""
    if ballot.state != BallotState.DISCARDED or ballot.discarded_at is None:
        raise WrongState("This ballot is there, so it need not be brought back.")
    if now - ballot.discarded_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was thrown away more than {UNDO_DAYS} days ago, and is gone.")


def check_text(text: BallotText) -> None:
    """Raise BadInput for what cannot be a ballot, even one that is being written."""
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Write the question."]
    elif len(text.title) > 200:
        problems["title"] = [_too_long(text.title, 200)]
    elif "://" in text.title:
        problems["title"] = ["Write the question without a web address: it stands in letters."]
    if len(text.background) > LONGEST:
        problems["background"] = [_too_long(text.background, LONGEST)]
    if text.way not in WAYS:
        problems["way"] = ["Choose how you decide."]
    elif fault := check_settings(text):
        problems |= fault
    _raise(problems)


def check_settings(text: BallotText) -> dict[str, list[str]]:
    """What is wrong with how a ballot is set up, by field."""
    said, way = text.settings, WAYS[text.way]
    found: dict[str, list[str]] = {}
    if not 1 <= said.seats <= 50:
        found["seats"] = ["Write how many are chosen, from 1 to 50."]
    if said.most_marks is not None and said.most_marks < max(1, said.least_marks):
        found["most_marks"] = ["The most that may be marked cannot be less than the fewest."]
    if way.kind is Kind.SCORE and not 1 <= said.top_mark <= 10:
        found["top_mark"] = ["Write a highest score from 1 to 10."]
    if way.kind is Kind.ALLOCATE and not 1 <= said.points <= 1000:
        found["points"] = ["Write how many points each shares out, from 1 to 1,000."]
    if text.secret and way.key in ANSWERED:
        found["secret"] = [ANSWERED_IN_THE_OPEN]
    if text.elects_lead and said.seats != 1:
        found["seats"] = ["One organisation becomes the lead body: write 1."]
    if text.elects_lead and not way.elects:
        found["elects_lead"] = ["Only an election can choose the lead body."]
    return found


ANSWERED = ("consent", "consensus", "advice")
"""Ways in which what people say is answered: they cannot be secret."""
ANSWERED_IN_THE_OPEN = (
    "In this way what people say is answered, so it cannot be secret. Choose “Yes or no, by your"
    " rule” for a secret vote."
)


def check_option(text: OptionText) -> None:
    """Raise BadInput for what cannot be an option."""
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Say what the option is."]
    elif len(text.title) > 200:
        problems["title"] = [_too_long(text.title, 200)]
    for name in ("description", "evidence", "pros", "cons"):
        if len(getattr(text, name)) > LONGEST:
            problems[name] = [_too_long(getattr(text, name), LONGEST)]
    if text.starts_at and text.ends_at and text.ends_at <= text.starts_at:
        problems["ends_at"] = ["It has to end after it begins."]
    _raise(problems)


def check_room_for_options(many: int) -> None:
    """Raise WrongState when a ballot has as many options as it can hold."""
    if many > MOST_OPTIONS:
        raise WrongState(
            f"A ballot has room for {MOST_OPTIONS} options. Nobody can weigh more against each"
            " other: make the list shorter first."
        )


def check_has_themes(many: int) -> None:
    """Raise WrongState when nothing is left on the list of themes to vote on."""
    if not many:
        raise WrongState(
            "Nothing is on the list of themes. Put themes on it first, or write options by hand."
        )


def check_title_is_new(title: str, others: list[str]) -> None:
    """Raise BadInput for an option that is called like another one."""
    if " ".join(title.split()).casefold() in {one.casefold() for one in others}:
        told = "Another option is called that. Give this one another name."
        raise BadInput(told, {"title": [told]})


def _too_long(text: str, most: int) -> str:
    return f"Make it shorter: it has {len(text):,} letters, and there is room for {most:,}."


def _raise(problems: dict[str, list[str]]) -> None:
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)
