"""What each column of a table means, by its heading and by what is in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from spinney.purchasing.engine.reading.headings import is_balance, said_by
from spinney.purchasing.engine.reading.layout import Role
from spinney.purchasing.engine.reading.profile import Profile

LEAST = 0.3
SECOND = 0.45
"""How surely a second column must be a category, or a description, to be one as well."""
SURE = 0.85
NAMES = 0.8
"""From so many cells on that may be names, if short ones, a column called so has suppliers."""
WAYS = 0.8
"""From so many cells on that say how money went ("Direct Debit"), a column is no category."""
_MOST = {Role.CATEGORY: 2, Role.DESCRIPTION: 2}
_FIGURES = frozenset(
    {Role.NET, Role.GROSS, Role.DEBIT, Role.CREDIT, Role.QUANTITY, Role.UNIT_PRICE}
)


def roles_of(headings: Sequence[str], profiles: Sequence[Profile]) -> tuple[Role, ...]:
    """The meaning of each column: the surest first, each meaning once.

    >>> from spinney.purchasing.engine.reading.profile import profile_of
    >>> columns = [["0012", "0013"], ["Rook Ltd", "Tit & Sons"], ["12.50", "1.00"]]
    >>> roles_of(["Supplier Name", "Supplier Name", "Total"], [profile_of(c) for c in columns])
    (<Role.SUPPLIER_NUMBER: 'supplier_number'>, <Role.SUPPLIER: 'supplier'>, <Role.GROSS: 'gross'>)
    """
    found = [Role.IGNORE] * len(headings)
    taken: dict[Role, int] = {}
    for score, index, role in _candidates(headings, profiles):
        least = SECOND if taken.get(role) else LEAST
        if score < least or found[index] is not Role.IGNORE:
            continue
        if taken.get(role, 0) < _MOST.get(role, 1):
            found[index] = role
            taken[role] = taken.get(role, 0) + 1
    _codes_beside_names(found, headings, profiles)
    _one_way_of_amounts(found, profiles)
    _supplier_in_few_letters(found, headings, profiles)
    _supplier_by_code(found)
    _supplier_in_words(found, headings, profiles)
    return tuple(found)


def _candidates(
    headings: Sequence[str], profiles: Sequence[Profile]
) -> list[tuple[float, int, Role]]:
    """(how surely, which column, what) of all that is possible, the surest first."""
    found = []
    for index, (heading, profile) in enumerate(zip(headings, profiles, strict=True)):
        if is_balance(heading):
            continue
        said = said_by(heading)
        for role in Role:
            score = said.get(role, 0.0) * _fit(role, profile) or _unsaid(role, profile, heading)
            if score > 0:
                found.append((score + _bonus(role, profile), index, role))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _fit(role: Role, profile: Profile) -> float:
    """How well what is in a column goes with a meaning (0 to 1)."""
    if profile.empty:
        return 0.2
    if role is Role.SUPPLIER:
        return (1.0 if profile.words >= 0.5 else profile.words * 0.5) * _varied(profile)
    if role in (Role.DATE, Role.CONTRACT_END):
        return 1.0 if profile.days >= 0.6 else profile.days * 0.5
    if role in _FIGURES:
        return 1.0 if profile.amounts >= 0.5 else profile.amounts * 0.5
    if role is Role.SIGN:
        return 1.0 if profile.signs >= 0.9 else 0.0
    if role is Role.SUPPLIER_NUMBER:
        return 1.0 if profile.words < 0.6 or profile.codes >= 0.6 else 0.3
    if role in (Role.CATEGORY, Role.DESCRIPTION, Role.REFERENCE):
        telling = profile.words >= 0.5 or role is not Role.CATEGORY
        fit = (1.0 if telling else 0.3) * (1.0 if profile.filled >= 0.1 else 0.4)
        return fit * (_of_kinds(profile) if role is Role.CATEGORY else 1.0)
    return 1.0


def _varied(profile: Profile) -> float:
    """Little for a column that says the same in every row, such as whose file it is."""
    return 0.3 if profile.constant else 1.0


def _of_kinds(profile: Profile) -> float:
    """Whether a column may say what was bought: not if it says how money went."""
    return 0.0 if profile.ways >= WAYS else _varied(profile)


def _unsaid(role: Role, profile: Profile, heading: str) -> float:
    """How surely a column without a telling heading has a meaning, by what is in it alone."""
    if profile.empty or said_by(heading):
        return 0.0
    if role is Role.SUPPLIER and profile.words >= 0.8 and not profile.constant:
        legal = min(1.0, 3 * profile.legal)
        return 0.1 + 0.3 * legal + 0.15 * profile.firms + 0.3 * profile.distinct
    if role is Role.DATE and profile.days >= 0.9 > profile.serials:
        return 0.5
    if role is Role.GROSS and profile.amounts >= 0.95 and profile.money >= 0.3:
        return 0.45
    if role is Role.SIGN and profile.signs >= 0.95 and profile.words > 0.5:
        return 0.4
    return 0.0


def _bonus(role: Role, profile: Profile) -> float:
    """What parts two columns that are said to be the same: the fuller, the more telling."""
    bonus = 0.04 * profile.filled
    if role is Role.SUPPLIER:
        bonus += 0.1 * profile.firms + (0.05 if profile.distinct > 0.02 else 0.0)
    if role is Role.SIGN and profile.signs >= 0.95:
        bonus += 0.3
    if role in _FIGURES:
        bonus += 0.02 * profile.money
    return bonus


def _codes_beside_names(
    found: list[Role], headings: Sequence[str], profiles: Sequence[Profile]
) -> None:
    """A column called after suppliers that has only codes has their numbers."""
    if Role.SUPPLIER_NUMBER in found or Role.SUPPLIER not in found:
        return
    for index, (heading, profile) in enumerate(zip(headings, profiles, strict=True)):
        said = said_by(heading).get(Role.SUPPLIER, 0.0)
        if found[index] is Role.IGNORE and said >= SURE and 0 < profile.filled > profile.words:
            found[index] = Role.SUPPLIER_NUMBER
            return


def _one_way_of_amounts(found: list[Role], profiles: Sequence[Profile]) -> None:
    """Where money out and money in have columns of their own, other amounts say it again."""
    if Role.DEBIT not in found:
        if Role.CREDIT in found:
            found[found.index(Role.CREDIT)] = Role.IGNORE
        return
    if Role.CREDIT in found:
        for index, role in enumerate(found):
            if role is Role.NET or (role is Role.GROSS and Role.VAT not in found):
                found[index] = Role.IGNORE
    elif Role.NET in found or Role.GROSS in found:
        found[found.index(Role.DEBIT)] = Role.IGNORE


def _supplier_by_code(found: list[Role]) -> None:
    """Where suppliers have only a code, as in some ledgers, the code says who was paid."""
    if Role.SUPPLIER not in found and Role.SUPPLIER_NUMBER in found:
        found[found.index(Role.SUPPLIER_NUMBER)] = Role.SUPPLIER


def _supplier_in_few_letters(
    found: list[Role], headings: Sequence[str], profiles: Sequence[Profile]
) -> None:
    """A column that is plainly called after suppliers has them, be their names as short as "BT"."""
    if Role.SUPPLIER in found:
        return
    for index, (heading, profile) in enumerate(zip(headings, profiles, strict=True)):
        said = said_by(heading).get(Role.SUPPLIER, 0.0)
        if found[index] is Role.IGNORE and said >= SURE and profile.names >= NAMES:
            found[index] = Role.SUPPLIER
            return


def _supplier_in_words(
    found: list[Role], headings: Sequence[str], profiles: Sequence[Profile]
) -> None:
    """Where no column names suppliers, as in bank statements, the description does."""
    if Role.SUPPLIER in found:
        return
    for role in (Role.DESCRIPTION, Role.REFERENCE, Role.CATEGORY):
        if role is Role.CATEGORY and len(headings) > 4:
            return
        for index, one in enumerate(found):
            if one is role and profiles[index].words >= 0.5:
                found[index] = Role.SUPPLIER
                return


def slid(headings: Sequence[str], profiles: Sequence[Profile], roles: Sequence[Role]) -> int | None:
    """The column whose heading surely says supplier, or amount, over something else, while
    another column without such a heading has it: headings and cells have slid apart, as in tables
    taken out of a PDF. None where all is well.
    """
    for role in (Role.SUPPLIER, Role.GROSS, Role.NET):
        used = next((index for index, one in enumerate(roles) if one is role), None)
        if used is not None and said_by(headings[used]).get(role, 0.0) >= 0.3:
            continue
        for index, heading in enumerate(headings):
            sure = said_by(heading).get(role, 0.0) >= SURE
            if sure and index != used and profiles[index].filled > 0.2:
                if used is not None and _is_something_else(role, profiles[index]):
                    return index
    return None


def _is_something_else(role: Role, profile: Profile) -> bool:
    return (profile.words if role is Role.SUPPLIER else profile.amounts) < 0.5
