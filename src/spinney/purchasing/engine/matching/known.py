"""Which well-known supplier, or which council, a name means that is written in one of many ways.

>>> known_as(["nat", "west"]).words, known_as(["bt", "leeds"]).behind
(('natwest',), ['leeds'])
>>> council_as(["barnsley", "mbc"]).words
('barnsley', 'council')
"""

from collections.abc import Sequence
from functools import cache, partial
from typing import Final, NamedTuple

from spinney.base.kernel.names import fold, singular, with_phrases
from spinney.purchasing.engine.matching.known_names import known_lines
from spinney.purchasing.engine.matching.statements import WEB
from spinney.purchasing.engine.matching.vocabulary import BRANCH_MARKS, LEGAL, PLACES, SHORT, SMALL

UNSURE: Final = "~"
"""Before what is thought to mean another name, and a person should say so."""

LEAST_CUT: Final = 12
"""A well-known name that breaks off after so many letters is thought to be that name."""

BESIDE: Final = frozenset({"uk", "gb", "gbr", "group", "online", "england", "accounts", "account"})
_SHOPS: Final = frozenset({"stores", "superstore", "station", "airport"})
_BEHIND: Final = BESIDE | PLACES | BRANCH_MARKS | _SHOPS
_JOINERS: Final = frozenset({"and", "the"})
_LEAST_WITH_PLACE: Final = 2


class Known(NamedTuple):
    """What a name is read as: the words of the name that all know it by; the name it had here
    (`as_written`); whether that is sure; and the tokens that stood behind it (places, figures).
    """

    words: tuple[str, ...]
    as_written: str
    sure: bool
    behind: Sequence[str] = ()

    @property
    def respelt(self) -> tuple[str, ...]:
        """What sets a name that is not sure beside those that are (`reading.Read.respelt`)."""
        return () if self.sure else (UNSURE + self.as_written.replace(" ", ""),)


def known_as(tokens: Sequence[str]) -> Known | None:
    """The well-known supplier that these folded tokens of a name mean; None if they mean none."""
    names, cut = _names()
    letters = _letters(tokens)
    found = names.get(letters) or cut.get(letters)
    size = len(tokens)
    if found is None and size > 1 and tokens[0] in tokens[1:]:
        found = names.get(_letters(list(dict.fromkeys(tokens))))
    while (
        found is None and size > 1 and (tokens[size - 1] in _BEHIND or tokens[size - 1].isdigit())
    ):
        size -= 1
        letters = _letters(tokens[:size])
        found = names.get(letters) if len(letters) >= _LEAST_WITH_PLACE else None
    return None if found is None else found._replace(behind=tokens[size:])


def _letters(tokens: Sequence[str]) -> str:
    return "".join([token for token in tokens if token not in _JOINERS])


@cache
def _names() -> tuple[dict[str, Known], dict[str, Known]]:
    """The letters of each well-known name -> what it means; and of each that is cut off."""
    names: dict[str, Known] = {}
    for line in known_lines():
        spelt = [name.strip() for name in line.split("=")]
        words = _words(max(map(_tokens, spelt), key=partial(_spells_out, _tokens(spelt[0]))))
        for name in spelt:
            tokens = _tokens(name)
            known = Known(words, " ".join(tokens), not name.startswith(UNSURE))
            names.setdefault(_letters(tokens), known)
    cut: dict[str, Known] = {}
    several: set[str] = set()
    for letters, known in names.items():
        for size in range(LEAST_CUT, len(letters)):
            if cut.setdefault(letters[:size], known).words != known.words:
                several.add(letters[:size])
    return names, {
        letters: known._replace(as_written=letters, sure=False)
        for letters, known in cut.items()
        if letters not in several
    }


def _spells_out(first: Sequence[str], name: Sequence[str]) -> int:
    """How many letters of a name spell out the initials that the first name is: of names that
    differ in that, the longest is what all are read as, else the first.
    """
    if len(first) > 1 or len(name) < 2:
        return 0
    spelt = ("".join(word[0] for word in words) for words in (_words(name), name))
    return len(_letters(name)) if first[0] in spelt else 0


def _tokens(name: str) -> list[str]:
    tokens = fold(WEB.sub(" ", name.removeprefix(UNSURE)).replace(".", "")).split()
    while len(tokens) > 1 and tokens[-1] in LEGAL:
        tokens.pop()
    return tokens[1:] if len(tokens) > 1 and tokens[0] == "the" else tokens


def _words(tokens: Sequence[str]) -> tuple[str, ...]:
    spelt = with_phrases(list(tokens))
    return tuple(singular(SHORT.get(token, token)) for token in spelt if token not in SMALL)


KINDS: Final[dict[tuple[str, ...], str]] = {
    ("city", "council"): "city",
    ("county", "council"): "county",
    ("borough", "council"): "borough",
    ("district", "council"): "district",
    ("metropolitan", "borough", "council"): "metropolitan",
    ("metropolitan", "borough"): "metropolitan",
    ("met", "borough", "council"): "metropolitan",
    ("metropolitan", "district", "council"): "metropolitan",
    ("mbc",): "metropolitan",
    ("mdc",): "metropolitan",
    ("london", "borough"): "london",
    ("london", "borough", "council"): "london",
    ("lbc",): "london",
    ("council",): "",
    ("cc",): "cc",
    ("bc",): "bc",
    ("dc",): "dc",
}
"""What stands behind a place whose council it is -> the kind of council that this says."""

OPENINGS: Final[dict[tuple[str, ...], str]] = {
    ("london", "borough", "of"): "london",
    ("lb", "of"): "london",
    ("lb",): "london",
    ("royal", "borough", "of"): "royal",
    ("city", "of"): "city",
    ("council", "of", "the", "borough", "of"): "borough",
}
"""What stands before a place; "City of Bradford Metropolitan District Council" says it twice."""

_WITH_PLACES: Final = frozenset({"and", "upon", "of", "on", "east", "west", "north", "south", "st"})


def council_as(tokens: Sequence[str]) -> Known | None:
    """The council that these folded tokens of a name mean; None if they mean none. The kind of
    council is left out of its words and told beside them: who has it differently is asked.
    """
    opening = next((one for one in OPENINGS if tuple(tokens[: len(one)]) == one), ())
    kind = next((one for one in _LONGEST_FIRST if tuple(tokens[-len(one) :]) == one), ())
    if not kind and OPENINGS.get(opening) not in ("london", "royal"):
        return None
    place = [SHORT.get(one, one) for one in tokens[len(opening) : len(tokens) - len(kind)]]
    if not place or not _is_place(place):
        return None
    said = OPENINGS.get(opening, "") if opening else KINDS[kind]
    words = tuple(word for word in place if word not in ("and", "of", "on", "upon"))
    return Known((*words, "council"), f"{said} council".strip(), not said)


_LONGEST_FIRST: Final = sorted(KINDS, key=len, reverse=True)
_ENDINGS: Final = frozenset(kind[-1] for kind in KINDS)
_OPENERS: Final = frozenset(opening[0] for opening in OPENINGS)


def _is_place(tokens: Sequence[str]) -> bool:
    return all(one in PLACES or one in _WITH_PLACES for one in tokens) and any(
        one in PLACES for one in tokens
    )


def meant_by(tokens: Sequence[str]) -> Known | None:
    """Who is meant by the tokens of a name, where that is known better than from its words."""
    if not tokens:
        return None
    found = known_as(tokens)
    if found is None and (tokens[-1] in _ENDINGS or tokens[0] in _OPENERS):
        return council_as(tokens)
    return found


INITIALS: Final = ("cc", "bc", "dc", "mbc", "mdc")
"""What councils write behind the first letters of their place, and "LB" before it: "LCC", "LBH"."""


def council_initials(words: tuple[str, ...]) -> frozenset[str]:
    """By what letters a council may be called, of whatever kind it is; nothing for other names.

    Many councils share them ("LCC" is of Leeds, Liverpool, Lancashire …), so a person is asked.
    """
    if len(words) < 2 or words[-1] != "council":
        return frozenset()
    places = {words[0][0], "".join(word[0] for word in words[:-1])}
    behind = {place + kind for place in places for kind in INITIALS}
    return frozenset({*behind, *("lb" + place for place in places)})
