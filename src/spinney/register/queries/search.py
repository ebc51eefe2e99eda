"""Search as you type: organisations by number, name, other names, and words near enough.

Order of the hits: the number; the very name; names that begin so; names with all the words; names
with words near enough. At work before wound up; then by how alike (`engine.matching`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import combinations
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from spinney.base.kernel.name_words import SMALL_WORDS
from spinney.base.kernel.names import Name, display_key, read_name
from spinney.base.record.prepared import prepared
from spinney.register.engine.matching import Candidate, Reason, rank
from spinney.register.engine.rarity import Rarity
from spinney.register.engine.spelling import SHORTEST_CORRECTED
from spinney.register.models import Organisation
from spinney.register.models.organisations import Status
from spinney.register.queries import shortlist
from spinney.register.queries.numbers import by_number
from spinney.register.queries.shortlist import NameRow

LONGEST_QUERY: Final = 120
"""Letters that are searched for; the rest of a longer text is left out."""


LISTED: Final = (
    "id",
    "uid",
    "name",
    "kind",
    "status",
    "town",
    "postcode",
    "income_pence",
    "merged_into",
    "parent",
    "registered_on",
)
"""The columns that a list of organisations shows."""

BEST_FIRST: Final = 25
"""Of all matches, how many are put in the order of their likeness: a page of the list."""

WELL_KNOWN: Final = 3
"""Names that hold a word, from which on it is taken as meant."""


class How(IntEnum):
    """How an organisation was found; the lower, the better."""

    NUMBER = 0
    NAME = 1
    START = 2
    WORDS = 3
    NEAR = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One organisation found: by which of its names or numbers, how, how surely and why."""

    organisation: Organisation
    text: str
    how: How
    sureness: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Likely:
    """A hit of which only the id is known."""

    pk: int
    text: str
    how: How
    sureness: float
    reasons: tuple[Reason, ...] = ()


class _Known(NamedTuple):
    """What is read of each candidate."""

    pk: int
    status: str
    registered_on: date | None
    merged_into: int | None


@dataclass
class _Finds:
    """What was found so far: the best way for each organisation."""

    how: dict[int, How] = field(default_factory=dict)
    names: dict[int, dict[str, str]] = field(default_factory=dict)

    def add(self, rows: Iterable[NameRow], how: How, *, exact: str = "") -> None:
        for row in rows:
            this = How.NAME if exact and row.key == exact else how
            known = self.how.get(row.organisation_id)
            self.how[row.organisation_id] = this if known is None else min(known, this)
            self.names.setdefault(row.organisation_id, {})[row.text] = row.key


def search(text: str, *, limit: int = 10) -> list[Hit]:
    """The organisations most likely meant by what was typed so far; [] when nothing was.

    At most a dozen statements, each bounded. Organisations put aside by a merge are found under
    the one that was kept.
    """
    likely = _likeliest(text, limit)
    organisations = {o.pk: o for o in _listed(ids=[one.pk for one in likely])} if likely else {}
    return [
        Hit(organisations[one.pk], one.text, one.how, one.sureness, one.reasons)
        for one in likely
        if one.pk in organisations
    ]


def every_match(text: str, most: int) -> tuple[list[int], bool]:
    """Ids of all organisations that what was typed may mean, the likeliest first, and whether
    there are more than `most` (of which only so many are given).
    """
    best = _likeliest(text, BEST_FIRST)
    ids = dict.fromkeys(one.pk for one in best)
    words = display_key(text[:LONGEST_QUERY]).split()
    if not words or (best and best[0].how is How.NUMBER):
        return list(ids), False
    rest = shortlist.organisations_with(
        [(words[:-1], words[-1]), (read_name(text).words, "")], most + 1
    )
    ids |= dict.fromkeys(rest)
    return list(ids)[:most], len(ids) > most


def find_names(text: str, limit: int) -> _Finds:
    """Rows for what was typed, going on to looser ways only while there are too few."""
    name, key = read_name(text), display_key(text)
    finds = _Finds()
    finds.add(shortlist.by_start(key, 3 * limit), How.START, exact=key)
    words = key.split()
    if len(words) > 1 or len(finds.how) < limit:
        if len(name.joined) > 2:
            finds.add(shortlist.by_letters(name.joined, name.joined), How.WORDS)
        if words:
            rows = shortlist.by_words([(words[:-1], words[-1]), (name.words, "")])
            finds.add(rows, How.WORDS)
    if len(finds.how) < min(limit, 5):
        finds.add(near_names(name, words), How.NEAR)
    return finds


def near_names(name: Name, words: list[str]) -> list[NameRow]:
    """Names that hold the words as they may have been meant, or the most telling of them."""
    start = words[-1] if words and len(words[-1]) < SHORTEST_CORRECTED else ""
    telling = [w for w in dict.fromkeys(name.words) if w not in SMALL_WORDS and w != start][:6]
    rarity = shortlist.rarity_of(telling)
    options = {word: _meanings(word, words[-1], rarity) for word in telling}
    known = [meanings for meanings in options.values() if meanings]
    rows = shortlist.by_words([(way, start) for way in _ways(known)])
    if rows or len(telling) < 2:
        return rows
    rarest = sorted(known, key=lambda meanings: -rarity.of(meanings[0]))[:4]
    pairs = [([one[0], other[0]], "") for one, other in combinations(rarest, 2)]
    return shortlist.by_words(pairs) or shortlist.by_words([(rarest[0][:1], "")] if rarest else [])


def _meanings(word: str, last: str, rarity: Rarity) -> list[str]:
    """What a word may mean: itself if it is known well, else words spelt nearly so."""
    if rarity.counts.get(word, 0) > WELL_KNOWN:
        return [word]
    near = shortlist.spellings(word)
    if read_name(last).key == word:
        near += shortlist.spellings(last, unfinished=True)
    return list(dict.fromkeys([word, *near] if rarity.counts.get(word) else near))


def _ways(options: list[list[str]]) -> list[list[str]]:
    """Each way of choosing one spelling for every word; at most twelve ways."""
    ways: list[list[str]] = [[]] if options else []
    for choices in options:
        ways = [[*way, choice] for way in ways for choice in choices][:12]
    return ways


def _likeliest(text: str, limit: int) -> list[_Likely]:
    """The organisations most likely meant, the likeliest first; nothing is read of them but what
    puts them in order.
    """
    text = " ".join(text[:LONGEST_QUERY].split())
    if not text or limit < 1:
        return []
    return _in_order(text, by_number(text, limit), find_names(text, limit), limit)


def _in_order(text: str, numbers: dict[int, str], finds: _Finds, limit: int) -> list[_Likely]:
    known = _kept([*numbers, *finds.how])
    candidates = [
        Candidate(
            str(pk), tuple(finds.names[pk]), _standing(known[pk].status, known[pk].registered_on)
        )
        for pk in finds.how
        if pk in known
    ]
    words = {w for c in candidates for text_ in c.names for w in read_name(text_).words}
    rarity = shortlist.rarity_of({*words, *read_name(text).words})
    likely: dict[int, _Likely] = {}
    for pk, number in numbers.items():
        if one := known.get(pk):
            likely.setdefault(one.pk, _Likely(one.pk, number, How.NUMBER, 1.0))
    matches = rank(text, candidates, rarity, limit=len(candidates))
    order = {match.id: at for at, match in enumerate(matches)}
    matches.sort(key=lambda match: _order(match.id, known, finds, order))
    for match in matches:
        pk, how = known[int(match.id)].pk, finds.how[int(match.id)]
        likely.setdefault(pk, _Likely(pk, match.name, how, match.sureness, match.reasons))
    return list(likely.values())[:limit]


def _order(
    candidate_id: str, known: dict[int, _Known], finds: _Finds, order: dict[str, int]
) -> tuple[int, bool, int]:
    pk = int(candidate_id)
    wound_up = known[pk].status == Status.CLOSED
    return finds.how[pk], wound_up, order[candidate_id]


def standing(organisation: Organisation) -> float:
    """What decides between two of one name (0..1): at work before wound up, then the later
    registration, for a body that changes its legal form registers again.
    """
    return _standing(organisation.status, organisation.registered_on)


def _standing(status: str, registered_on: date | None) -> float:
    if status == Status.CLOSED:
        return 0.0
    if registered_on is None:
        return 0.75
    return 0.5 + min(0.5, max(0.0, registered_on.toordinal() / 1_500_000))


@prepared
def _candidates(ids: list[int]) -> QuerySet[Organisation, Any]:
    rows = Organisation.objects.filter(pk__in=ids)
    return rows.values_list("pk", "status", "registered_on", "merged_into_id")


def _kept(ids: Iterable[int]) -> dict[int, _Known]:
    """What is known of organisations by the id asked for; for one put aside by a merge, of the one
    that was kept.
    """
    found = {row[0]: _Known(*row) for row in _candidates(ids=list(set(ids)))}
    aside: dict[int, Any]
    aside = {pk: one.merged_into for pk, one in found.items() if one.merged_into}
    while aside:
        kept = {row[0]: _Known(*row) for row in _candidates(ids=list(set(aside.values())))}
        for pk, into in aside.items():
            found[pk] = kept[into]
        aside = {pk: found[pk].merged_into for pk in aside if found[pk].merged_into}
    return found


@prepared
def _listed(ids: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=ids).only(*LISTED)


def canonical(ids: Iterable[int]) -> dict[int, Organisation]:
    """Organisations by the id asked for; for one put aside by a merge, the one that was kept."""
    found = {o.pk: o for o in _listed(ids=list(set(ids)))}
    aside = {pk: o.merged_into_id for pk, o in found.items() if o.merged_into_id}
    while aside:
        by_id = {o.pk: o for o in _listed(ids=list(set(aside.values())))}
        for pk, into in aside.items():
            found[pk] = by_id[into]
        aside = {pk: o.merged_into_id for pk in aside if (o := found[pk]).merged_into_id}
    return found
