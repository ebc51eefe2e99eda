"""The data that protocols can share, as the rooms declare them, and what they may be shared for.

A room says when it starts which of its data another organisation could ever be shown:

    api.declare_field(Field("referrals.reason", "referrals", "Reason for the referral", …))

What no room declared cannot be named in a protocol, and so is never shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from spinney.agreements.engine.purposes import PURPOSES
from spinney.agreements.engine.purposes import Purpose as Purpose


class About(StrEnum):
    """Whether data are about an organisation, or about people (personal data)."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Basis(StrEnum):
    """The lawful bases of the UK GDPR, article 6(1), as the term `data_shared` names them; and that
    none is needed for what is about no person.
    """

    NOT_PERSONAL = "not_personal"
    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


@dataclass(frozen=True)
class Field:
    """One kind of data. `key` is "room.name"; `title` is how a page calls it; `describes` says in
    a sentence what it holds. `special` marks special category data (health, ethnicity, belief…).
    `basis` is the usual lawful basis, `keep_months` how long a recipient usually keeps it once it
    is no longer shared (0: no longer than it needs).
    """

    key: str
    room: str
    title: str
    describes: str
    about: About = About.ORGANISATION
    special: bool = False
    basis: Basis = Basis.NOT_PERSONAL
    keep_months: int = 0


_KEY = re.compile(r"[a-z][a-z_]*\.[a-z][a-z0-9_]*").fullmatch
_fields: dict[str, Field] = {}


def declare_field(field: Field) -> Field:
    """Let protocols name a kind of data. The same declaration twice is one.

    Raises ValueError for a key that is not its room's, that is taken, or for data about people
    without a usual lawful basis.
    """
    if not _KEY(field.key) or not field.key.startswith(f"{field.room}."):
        raise ValueError(f"{field.key!r} is no key of the room {field.room!r}: “room.name”.")
    if _fields.get(field.key, field) != field:
        raise ValueError(f"{field.key!r} is declared already, as something else.")
    if (field.about is About.PERSON) is (field.basis is Basis.NOT_PERSONAL):
        raise ValueError(f"{field.key!r}: data about people, and no others, need a lawful basis.")
    _fields[field.key] = field
    return field


def declare_purpose(purpose: Purpose) -> Purpose:
    """Let protocols name a purpose. Raises ValueError for a key that means something else."""
    return PURPOSES.declare(purpose)


def known_fields() -> Mapping[str, Field]:
    """Every kind of data that a protocol can name, by key, in the order of declaring."""
    return MappingProxyType(_fields)


def known_purposes() -> Mapping[str, Purpose]:
    """Every purpose that a protocol can name, by key, in the order of declaring."""
    return PURPOSES.all()


def field_title(key: str) -> str:
    """How a kind of data is called; what no room declares any more is called by its key."""
    return _fields[key].title if key in _fields else key


def purpose_title(key: str) -> str:
    """How a purpose is called; what nobody declares any more is called by its key."""
    return PURPOSES.title(key)


def field_words(keys: Iterable[str]) -> list[str]:
    """Kinds of data as they stand in a list: the first with a capital, the others without."""
    first, *others = [field_title(key) for key in keys] or [""]
    return [one for one in (first, *(f"{o[:1].lower()}{o[1:]}" for o in others)) if one]
