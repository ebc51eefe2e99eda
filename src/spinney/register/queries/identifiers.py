"""Numbers on public lists: which lists there are, how a number is read, and who has it."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.base.kernel.errors import BadInput
from spinney.register.engine import identifiers
from spinney.register.models import Identifier, Organisation


@dataclass(frozen=True)
class ListChoice:
    """A list to choose from: code, name and an example of its numbers."""

    code: str
    name: str
    example: str


def lists() -> list[ListChoice]:
    """The lists offered, most used first."""
    return [ListChoice(s.code, s.name, s.example) for s in identifiers.SCHEMES.values()]


def name_of(code: str) -> str:
    """The name of a list, or its code when it is not one of those known here."""
    known = identifiers.SCHEMES.get(code)
    return known.name if known else code


def read_number(scheme: str, text: str) -> tuple[str, str]:
    """List and number in the list's own spelling. Raises BadInput, with an example."""
    found = identifiers.read(scheme, text)
    if found is None:
        known = identifiers.SCHEMES.get(scheme.strip().upper())
        like = f" One of {known.name} looks like {known.example}." if known else ""
        told = f"“{text.strip()}” is not a number of this list.{like}"
        raise BadInput(told, {"value": [told]})
    return found.scheme, found.value


def holder_of(scheme: str, value: str) -> Organisation | None:
    """The organisation that has a number already (the one kept, after a merge)."""
    found = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation")
    row = found.first()
    if row is None:
        return None
    holder = row.organisation
    while holder.merged_into is not None:
        holder = holder.merged_into
    return holder
