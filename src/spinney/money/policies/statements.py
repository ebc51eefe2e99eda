"""Who may do what with files of the bank and their lines; and when."""

from __future__ import annotations

from collections.abc import Sequence

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.money import Money
from spinney.money.models import BankFile, BankLine
from spinney.money.policies.ledger import KEEPS
from spinney.money.states import NEXT, BankFileState, BankLineState

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from an entry that was taken back

MAY: dict[str, frozenset[Role]] = {
    "bank_files": KEEPS,
    "give_bank_file": KEEPS,
    "bank_file": KEEPS,
    "turn_bank_file": KEEPS,
    "add_bank_lines": KEEPS,
    "discard_bank_file": KEEPS,
    "undo_bank_file": KEEPS,
    "bank_lines": KEEPS,
    "bank_line": KEEPS,
    "match_bank_line": KEEPS,
    "match_bank_lines": KEEPS,
    "match_sure_lines": KEEPS,
    "enter_bank_line": KEEPS,
    "ignore_bank_line": KEEPS,
    "open_bank_line": KEEPS,
    "open_lines_of_entry": NOBODY_BY_HAND,
}
ENDINGS = ("csv", "txt", "xlsx", "xls", "ods", "ofx", "qif")
MOST_BYTES = 10_000_000


def check_new(given: BankFile | None) -> None:
    """Raise BadInput for a file that is here already."""
    if given is not None:
        day = f"{given.given_at:%-d %B %Y}"
        told = f"This file was given on {day} as “{given.name}”. Nothing is added twice."
        raise BadInput(told, {"file": [told]})


def check_file_becomes(bank_file: BankFile, state: BankFileState) -> None:
    """Raise WrongState unless a file may move to a state."""
    if state not in NEXT["bank_file"][bank_file.state]:
        raise WrongState(f"“{bank_file.name}” is “{bank_file.get_state_display().lower()}”.")


def check_can_undo(matched: int) -> None:
    """Raise WrongState while lines of a file are matched."""
    if matched:
        lines = "1 line of it is" if matched == 1 else f"{matched} lines of it are"
        raise WrongState(f"{lines} matched with entries. Open them again first.")


def check_line_becomes(line: BankLine, state: BankLineState) -> None:
    """Raise WrongState unless a line may move to a state."""
    if state not in NEXT["bank_line"][line.state]:
        raise WrongState(f"This line is “{line.get_state_display().lower()}” already.")


def check_is_same(
    lines: Sequence[BankLine], entry_pence: int, taken: int, *, was_taken_back: bool
) -> None:
    """Raise BadInput for an entry of another amount than its lines come to, one that is matched
    with others, and one that was taken back.
    """
    if not lines:
        raise BadInput("Tick the lines that it is.", {"chosen": ["Tick the lines that it is."]})
    pence = sum(one.pence for one in lines)
    told = ""
    if len({one.pk for one in lines}) < len(lines):
        told = "Tick each line once."
    elif entry_pence != pence:
        told = (
            f"The bank says {Money(pence)}, and the entry {Money(entry_pence)}. Correct the"
            " entry first, or write another."
            if len(lines) == 1 else
            f"These lines come to {Money(pence)}, and the entry to {Money(entry_pence)}. Tick"
            " those that come to the same."
        )  # fmt: skip
    elif taken:
        told = "That entry is matched with another line of the bank."
    elif was_taken_back:
        told = "That entry was taken back. Choose another."
    if told:
        raise BadInput(told, {"chosen": [told]})
