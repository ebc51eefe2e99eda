"""The parts of a document in the order of the page: what PDF and Word have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spinney.agreements.engine.document import Document, NamedParty

NUMBERS = {
    "GB-CHC": "registered charity {}",
    "GB-SC": "Scottish charity {}",
    "GB-NIC": "Northern Ireland charity {}",
    "GB-COH": "company {}",
    "GB-CIC": "community interest company {}",
    "GB-MPR": "mutual society {}",
}
"""Public lists by their code at org-id.guide, as a reader calls a number on them."""

LONGEST_IN_FOOT = 70


@dataclass(frozen=True)
class Block:
    """A paragraph (one text) or a list (its items)."""

    items: tuple[str, ...]
    is_list: bool = False


def blocks(paragraphs: Iterable[str]) -> tuple[Block, ...]:
    """Items that follow one another ("- ") as one list.

    >>> [(one.is_list, one.items) for one in blocks(["We", "- meet", "- talk", "Then:"])]
    [(False, ('We',)), (True, ('meet', 'talk')), (False, ('Then:',))]
    """
    found: list[Block] = []
    for line in (line.strip() for text in paragraphs for line in text.split("\n")):
        if not line:
            continue
        if not line.startswith("- "):
            found.append(Block((line,)))
        elif found and found[-1].is_list:
            found[-1] = Block((*found[-1].items, line[2:].strip()), is_list=True)
        else:
            found.append(Block((line[2:].strip(),), is_list=True))
    return tuple(found)


def party_words(party: NamedParty) -> str:
    """A party with its role and number: "Elm House (lead body; registered charity 1096829)".

    >>> party_words(NamedParty("u", "Elm House", "Lead body", "GB-CHC-1096829"))
    'Elm House (lead body; registered charity 1096829)'
    """
    said = [_role(party.role), _number(party.number)]
    known = "; ".join(one for one in said if one)
    return f"{party.name} ({known})" if known else party.name


def _role(role: str) -> str:
    return role[:1].lower() + role[1:] if role != "Member" else ""


def _number(number: str) -> str:
    at_list, _, own = number.rpartition("-")
    return NUMBERS[at_list].format(own) if at_list in NUMBERS else number


def subtitle(document: Document) -> str:
    """The line below the title: what kind it is, whose, which version."""
    which = f", version {document.number}" if document.number > 1 else ""
    # A title that is the kind's own name need not be said twice.
    kind = "" if document.kind.casefold() == document.title.casefold() else f"{document.kind} of "
    return f"{kind}{document.cluster}{which}"


def short(title: str) -> str:
    """A title that fits the foot of a page."""
    return title if len(title) <= LONGEST_IN_FOOT else title[: LONGEST_IN_FOOT - 1].rstrip() + "…"


def numbers_are_plain(document: Document) -> bool:
    """Whether the clauses are numbered 1, 2, 3…, as a word processor numbers by itself."""
    return all(one.number == str(at) for at, one in enumerate(document.clauses, start=1))
