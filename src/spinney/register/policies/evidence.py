"""Who may see and keep an organisation's evidence, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import day
from spinney.register.models import Evidence, EvidenceFile
from spinney.register.models.evidence import EvidenceKind
from spinney.register.states import NEXT, EvidenceState

#: Nobody else, the host included: evidence is the organisation's own. Clusters see what is shared
#: with them through the clusters room.
KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
READS = KEEPS | {Role.SIGNATORY}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # the site itself, by its daily duty

MAY: dict[str, frozenset[Role]] = {
    "list_evidence": READS,
    "view_evidence": READS,
    "download_file": READS,
    "add_evidence": KEEPS,
    "change_evidence": KEEPS,
    "replace_evidence": KEEPS,
    "withdraw_evidence": KEEPS,
    "restore_evidence": KEEPS,
    "attach_file": KEEPS,
    "remove_file": KEEPS,
    "restore_file": KEEPS,
    "evidence_calendar": READS | {Role.GUEST},
    "make_calendar": READS,
    "end_calendar": READS,
    "remind_of_evidence": NOBODY_BY_HAND,
    "retire_evidence": NOBODY_BY_HAND,
}

UNDO_DAYS = 30
MOST_FILES = 10
MOST_BYTES = 20_000_000
AHEAD_DAYS = 366
EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True)
class EvidenceFacts:
    """What a piece of evidence says. `issued_on` is the day that its age is counted from (for
    accounts the year end); `cover_pence` the amount that an insurance covers.
    """

    kind: str
    issued_on: date
    expires_on: date | None = None
    title: str = ""
    issuer: str = ""
    reference: str = ""
    cover_pence: int | None = None
    note: str = ""


def check_facts(facts: EvidenceFacts, today: date) -> None:
    """Raise BadInput for a kind, dates or an amount that cannot be right."""
    if facts.kind not in EvidenceKind.values:
        raise BadInput("Choose what it is.", {"kind": ["Choose what it is."]})
    told, field = "", "issued_on"
    if facts.issued_on < EARLIEST:
        told = f"The date must be {day(EARLIEST)} or later. Check the year."
    elif facts.kind == EvidenceKind.ACCOUNTS and facts.issued_on > today:
        told = "The year end must have passed: accounts are made up after it."
    elif facts.issued_on > today + timedelta(days=AHEAD_DAYS):
        told = "The date is more than a year ahead. Check the year."
    elif facts.expires_on is not None and facts.expires_on < facts.issued_on:
        told, field = "The end must not be before the beginning.", "expires_on"
    elif facts.cover_pence is not None and facts.cover_pence < 0:
        told, field = "The amount covered cannot be below nought.", "cover_pence"
    if told:
        raise BadInput(told, {field: [told]})


def check_evidence_can_become(evidence: Evidence, state: EvidenceState) -> None:
    """Raise WrongState unless the evidence may move to the state."""
    if state not in NEXT[EvidenceState][evidence.state]:
        raise WrongState(f"{evidence}: {evidence.get_state_display().lower()} already.")


def check_is_held(evidence: Evidence) -> None:
    """Raise WrongState unless the evidence is held, so that it may be changed."""
    if evidence.state != EvidenceState.HELD:
        raise WrongState(
            f"{evidence} is {evidence.get_state_display().lower()}, so it stays as it was."
        )


def check_number_of_files(held: int, added: int) -> None:
    """Raise BadInput for more files than one piece of evidence takes."""
    if held + added > MOST_FILES:
        told = f"One piece of evidence takes {MOST_FILES} files at the most. Leave some out."
        raise BadInput(told, {"files": [told]})


def check_file_is_there(file: EvidenceFile) -> None:
    """Raise WrongState for a file that was taken away."""
    if file.removed_at is not None:
        raise WrongState(f"“{file.name}” was taken away on {day(file.removed_at)}.")
