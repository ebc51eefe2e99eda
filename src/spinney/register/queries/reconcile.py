"""Which organisation of the register a name on somebody's list means, how surely, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from spinney.base.kernel.name_words import SMALL_WORDS
from spinney.base.kernel.names import Name, initials, read_name
from spinney.register.engine.matching import Candidate, Match, in_words, rank
from spinney.register.engine.rarity import Rarity
from spinney.register.models import Organisation, SearchName
from spinney.register.queries import shortlist
from spinney.register.queries.numbers import by_number
from spinney.register.queries.search import WELL_KNOWN, canonical, standing

RARE: Final = 200
"""Names that hold a word, up to which it may find candidates by itself."""

BY_PAIRS: Final = 100
"""Rows that two of a name's words may find: a long name with a tail has many such pairs."""

WHOLE: Final = frozenset({"same_name", "same_apart_from_form", "same_words", "same_letters"})
"""Reasons that speak of the whole name: without one of them nothing is called a match."""

SAME_POSTCODE: Final = 8.0
SAME_TOWN: Final = 2.0
OTHER_DISTRICT: Final = 0.4
"""By how much the odds change for what is known of the place."""

CLEAR_LEAD: Final = 10.0
"""Points by which a match must lead the next candidate."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a row of somebody's list says: its name, and whatever else there is."""

    name: str = ""
    number: str = ""
    postcode: str = ""
    town: str = ""
    kinds: tuple[str, ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Likely:
    """A candidate: `score` 0..100 is how sure; `match` that no person need look."""

    organisation: Organisation
    name: str
    score: float
    match: bool
    reasons: tuple[str, ...]


def reconcile(sought: Sought) -> list[Likely]:
    """The organisations that a row may mean, the likeliest first.

    A number decides by itself. Else names are compared (`engine.matching`) and the place shifts the
    odds. `match` is given to one candidate at most: its number is the one given, or its whole name
    is, and no other comes near.
    """
    if found := _by_number(sought):
        return found
    name = read_name(sought.name)
    rows = _candidates(name)
    if not rows:
        return []
    organisations = canonical(rows)
    candidates = [
        Candidate(str(pk), tuple(texts), standing(organisations[pk]))
        for pk, texts in rows.items()
        if pk in organisations and _is_of_kind(organisations[pk], sought.kinds)
    ]
    words = {word for c in candidates for text in c.names for word in read_name(text).words}
    rarity = shortlist.rarity_of(words.union(*name.readings))
    matches = rank(name, candidates, rarity, limit=len(candidates))
    likely = _best_of_each(matches, organisations, sought)
    likely.sort(key=lambda one: -one.score)
    return _with_match(likely)[: max(0, sought.limit)]


def _by_number(sought: Sought) -> list[Likely]:
    """The organisation with exactly this number, from its field or standing in the name's place."""
    for text in (sought.number, sought.name):
        hits = by_number(text, limit=5) if text else {}
        bare = text.upper().replace(" ", "")
        exact = {
            pk: org_id
            for pk, org_id in hits.items()
            if bare == org_id or bare.lstrip("0") == org_id.rpartition("-")[2].lstrip("0")
        }
        if exact:
            organisations = canonical(exact)
            unique = {organisations[pk].pk: pk for pk in exact if pk in organisations}
            return [
                Likely(
                    organisations[pk],
                    organisations[pk].name,
                    100.0 if len(unique) == 1 else 80.0,
                    len(unique) == 1,
                    (f"Its number is {exact[pk]}.",),
                )
                for pk in unique.values()
            ]
    return []


def _candidates(name: Name) -> dict[int, list[str]]:
    """Organisation ids with the names by which they may be meant."""
    found: dict[int, dict[str, None]] = {}
    for words in name.readings:
        for row in _rows_for(words):
            found.setdefault(row.organisation_id, {})[row.text] = None
    others = SearchName.objects.filter(organisation__in=found, is_main=True)
    for pk, text in others.values_list("organisation_id", "text"):
        found[pk] = {text: None} | found[pk]
    return {pk: list(texts) for pk, texts in found.items()}


def _rows_for(words: tuple[str, ...]) -> list[shortlist.NameRow]:
    """The same letters, all the words, pairs of the rarest, rare ones alone, near spellings."""
    joined = "".join(words)
    rows = shortlist.by_letters(joined, joined)
    telling = [word for word in dict.fromkeys(words) if word not in SMALL_WORDS][:8]
    if not telling:
        return rows
    rarity = shortlist.rarity_of(telling)
    meant = _spelled(telling, rarity)
    rarest = sorted(meant, key=lambda word: -rarity.of(word))
    rows += shortlist.by_words([(meant, "")])
    rows += shortlist.by_words([(pair, "") for pair in combinations(rarest[:4], 2)], BY_PAIRS)
    alone = [word for word in rarest if rarity.counts.get(word, 0) <= RARE][:3]
    runs = [one + other for one, other in zip(words, words[1:], strict=False)]
    acronym = initials(words)
    alone += runs + ([acronym] if len(acronym) > 2 else [])
    rows += shortlist.by_words([([word], "") for word in alone or rarest[:1]])
    return rows


def _spelled(words: Sequence[str], rarity: Rarity) -> list[str]:
    """The words, each unknown one as it is most likely spelled."""
    meant = []
    for word in words:
        near = [] if rarity.counts.get(word, 0) > WELL_KNOWN else shortlist.spellings(word)
        meant.append(near[0] if near and not rarity.counts.get(word) else word)
    return list(dict.fromkeys(meant))


def _best_of_each(
    matches: Iterable[Match], organisations: dict[int, Organisation], sought: Sought
) -> list[Likely]:
    best: dict[int, Likely] = {}
    for match in matches:
        organisation = organisations[int(match.id)]
        sureness, place = _with_place(match.sureness, organisation, sought)
        reasons = tuple(in_words(reason) for reason in match.reasons) + place
        whole = any(reason.code in WHOLE for reason in match.reasons)
        aside = any(reason.code == "aside" for reason in match.reasons)
        likely = Likely(
            organisation, match.name, round(100 * sureness, 1), whole and not aside, reasons
        )
        known = best.get(organisation.pk)
        if known is None or likely.score > known.score:
            best[organisation.pk] = likely
    return list(best.values())


def _with_place(
    sureness: float, organisation: Organisation, sought: Sought
) -> tuple[float, tuple[str, ...]]:
    """How sure, when what is known of the place is counted in, and what it was that counted."""
    factor, said = 1.0, ""
    mine = "".join(sought.postcode.upper().split())
    its = "".join(organisation.postcode.upper().split())
    if mine and its:
        if mine == its:
            factor, said = SAME_POSTCODE, "It has the same postcode."
        elif mine[:-3] != its[:-3]:
            factor, said = OTHER_DISTRICT, "It is in another postcode district."
    elif sought.town and sought.town.casefold() == organisation.town.casefold():
        factor, said = SAME_TOWN, "It is in the same town."
    odds = factor * sureness / max(1e-9, 1 - sureness)
    return odds / (1 + odds), (said,) if said else ()


def _with_match(likely: list[Likely]) -> list[Likely]:
    """At most the first is called a match: its whole name is the same, and it leads clearly."""
    decided = []
    for at, one in enumerate(likely):
        leads = at == 0 and (len(likely) == 1 or one.score - likely[1].score >= CLEAR_LEAD)
        decided.append(
            Likely(one.organisation, one.name, one.score, one.match and leads, one.reasons)
        )
    return decided


def _is_of_kind(organisation: Organisation, kinds: tuple[str, ...]) -> bool:
    return not kinds or organisation.kind in kinds
