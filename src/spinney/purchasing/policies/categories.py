"""Who may do what with what was bought; and when.

A member puts right what its own names and payments are; what a supplier of a cluster is for all,
members and those who run it say together.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import SpendLine, Supplier
from spinney.purchasing.states import UploadState

KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

MAY: dict[str, frozenset[Role]] = {
    "name_categories": KEEPS,
    "correct_name_category": KEEPS,
    "correct_line_category": KEEPS,
    "take_back_correction": KEEPS,
    "category_lessons": KEEPS,
    "teach_own_words": KEEPS,
    "change_lesson": KEEPS,
    "forget_lessons": KEEPS,
    "correct_supplier_category": INSIDE,
}


def check_category(category: str) -> None:
    """Raise BadInput unless there is such a category."""
    if category not in CATEGORIES:
        told = "Choose what was bought from the list."
        raise BadInput(told, {"category": [told]})


def check_counts(line: SpendLine) -> None:
    """Raise WrongState unless the payment is one of a file that is added."""
    if line.upload.state != UploadState.ADDED:
        raise WrongState("The file of this payment is not added, so nothing is counted by it.")


def check_stands_alone(supplier: Supplier) -> None:
    """Raise WrongState for a supplier that was put together with another one."""
    if supplier.merged_into_id is not None:
        raise WrongState(f"“{supplier.name}” was put together with another supplier.")
