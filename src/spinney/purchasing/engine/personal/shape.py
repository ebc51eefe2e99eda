"""How like a person's name a name is: its words looked up and its shape weighed. Pure.

The weights are in units of log-odds, ours, set by judgement and checked by the benchmark
(benchmarks/people_and_categories.py). They add up, as in a logistic model: what is printed as "how
sure" is the probability that the sum stands for.

    >>> round(likeness("Mrs A. Okafor").chance, 2) > 0.95
    True
    >>> likeness("Ash & Elm Solicitors").chance < 0.05, likeness("John Lewis").chance < 0.05
    (True, True)
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

from spinney.purchasing.engine.categories.known import known_in
from spinney.purchasing.engine.categories.phrases import FORMS, plain, words_of
from spinney.purchasing.engine.personal.firm_words import LEGAL_FORMS, PLACE_WORDS, TRADE_WORDS
from spinney.purchasing.engine.personal.given_names import GIVEN, SOFT_GIVEN
from spinney.purchasing.engine.personal.namesakes import NAMESAKES
from spinney.purchasing.engine.personal.sound import sounds_given, sounds_surname
from spinney.purchasing.engine.personal.surnames import (
    SURNAME_ENDINGS,
    SURNAME_STARTS,
    SURNAMES,
)
from spinney.purchasing.engine.personal.verdict import Why

TITLES = {
    **dict.fromkeys(("mr", "mrs", "ms", "miss", "mx", "messrs", "mstr", "cllr", "esq"), 4.5),
    **dict.fromkeys(("dr", "prof", "professor", "rev", "revd", "reverend", "councillor"), 3.5),
    **dict.fromkeys(("sir", "dame", "lady", "lord", "master", "fr", "imam", "rabbi"), 1.5),
}
AFTER_NAMES = frozenset(
    {"qc", "kc", "mbe", "obe", "cbe", "phd", "esq", "jnr", "snr", "dec", "decd"}
)
AND_OTHERS = frozenset({"sons", "son", "bros", "brothers", "daughters", "partners", "sisters"})
HOUSES = frozenset({"house", "lodge", "villa", "manor", "grange", "cottage", "priory", "chapel"})
EVERYDAY = words_of(
    """
    young bright best little big wild good green black white grey brown gold golden silver smart
    sharp short long rich noble wise swift strong new old high low north south east west church king
    queen bishop prince pope law day may summer winter spring frost snow hill wood stone rock moon
    star sun fair free just love joy hope grace light power first fresh pure clear bold brave happy
    senior kind warm dear nearly tang page way bridge moor field fox wolf lamb bird swan drake hawk
    """
)
"""Surnames and given names that are plain words: where they come first, they tell nothing."""
SOUNDS_FROM = 0.6
"""From this on (`sound`, of both words), two unknown words are taken for a name."""
PARTICLES = frozenset({"ni", "nic", "ui", "mac"})
"""They open an Irish or Scottish surname that is written apart."""
SAINTS = frozenset({"st", "saint", "saints", "sts", "our", "holy"})

_PAYMENT_TAIL = re.compile(
    r"\b(bacs|fpo?|bgc|so|chq|cheque|faster payment|exp(ense)?s?|ref\b.*|inv(oice)?\b.*|wages?|"
    r"salary|refund|payment|mileage|travel|employee|staff|volunteer)\b|[\d/#]{2,}\S*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"\w['\N{RIGHT SINGLE QUOTATION MARK}]s\b", re.IGNORECASE)
_JOINED = re.compile(r"&|\+|\band\b", re.IGNORECASE)
_JOINING_INITIALS = re.compile(r"^\W*[a-z]\W+[a-z]\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Likeness:
    """The chance (0 to 1) that a name is a person's, and what told most for or against."""

    chance: float
    why: Why


def likeness(name: str) -> Likeness:
    """How like a person's name it is, by its words and shape alone."""
    shape = _Shape(name)
    weights = [one for one in shape.weights() if one[0]]
    whole = sum(weight for weight, _ in weights)
    told = [one for one in weights if (one[0] > 0) == (whole > 0)]
    why = max(told, key=lambda one: abs(one[0]))[1] if told else Why("no_sign")
    return Likeness(1 / (1 + math.exp(-whole)), why)


Weight = tuple[float, Why]


class _Shape:
    """A name taken apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        bare = _PAYMENT_TAIL.sub(" ", name)
        self.before_comma, self.comma, _ = bare.partition(",")
        words = [word.lower().replace("'", "").replace("’", "") for word in _WORD.findall(bare)]
        self.words = [part for word in words for part in _initials_apart(word)]
        self.titles = [w for w in self.words if w in TITLES]
        self.after = [w for w in self.words if w in AFTER_NAMES]
        self.core = [
            w for w in self.words if w not in TITLES and w not in AFTER_NAMES and w != "and"
        ]
        self.full = [w for w in self.core if len(w) > 1]

    @cached_property
    def trades(self) -> list[str]:
        particle = self.particle
        found = [w for w in self.core if w in TRADE_WORDS and w != particle]
        return [w for w in found if not (w in GIVEN or w in SURNAMES)]

    @cached_property
    def particle(self) -> str:
        """The "ni" of "Siobhan ni Dhomhnaill"; "" if none stands between two words of a name."""
        for before, word, after in zip(self.core, self.core[1:], self.core[2:], strict=False):
            beside = {before, after}
            if word in PARTICLES and not beside & (TRADE_WORDS | LEGAL_FORMS | PLACE_WORDS):
                return word
        return ""

    @cached_property
    def givens(self) -> list[bool]:
        return [w in GIVEN or any(p in GIVEN for p in w.split("-")[:1]) for w in self.core]

    def weights(self) -> list[Weight]:
        """Everything that speaks for or against a person."""
        if not self.full:
            return [(-3.0, Why("no_name"))]
        return [
            (-1.0, Why("no_sign")),
            *self._of_firm(),
            *self._of_titles(),
            *self._of_places(),
            self._of_joining(),
            (2.0 if self.particle else 0.0, Why("surname", self.particle)),
            self._of_order(),
            self._of_length(),
        ]

    def _of_firm(self) -> list[Weight]:
        found: list[Weight] = []
        if forms := [w for w in self.core if w in LEGAL_FORMS and len(self.core) > 1]:
            found.append((-8.0, Why("legal_form", forms[-1])))
        if known := known_firm(self.name):
            found.append((-8.0, Why("known_firm", known)))
        if self.trades:
            more = 2.0 * (min(len(self.trades), 3) - 1) + 3.0 * (self.core[-1] in self.trades)
            found.append((-4.5 - more, Why("trade_words", " ".join(self.trades))))
        if self.core[0] in SAINTS or self.name.lower().startswith("the "):
            found.append((-4.0, Why("trade_words", self.name.split()[0].lower())))
        if {"of", "for", "in", "at", "by", "with"} & set(self.core):
            found.append((-4.0, Why("trade_words", "of")))
        if _POSSESSIVE.search(self.name):
            found.append((-2.0, Why("trade_words", "'s")))
        if re.search(r"\*|www\.|\.co|@|t/a\b", self.name, re.IGNORECASE):
            found.append((-3.0, Why("trade_words", "")))
        return found

    def _of_titles(self) -> list[Weight]:
        found = [(TITLES[w], Why("title", w)) for w in self.titles[:1]]
        if found and len(self.titles) > 1:
            found.append((1.5, Why("title", " ".join(self.titles))))
        if self.after:
            found.append((2.0, Why("title", self.after[0])))
        return found

    def _of_places(self) -> list[Weight]:
        last = self.core[-1]
        if len(self.core) < 2 or last not in PLACE_WORDS:
            return []
        is_name = last in SURNAMES and last not in HOUSES
        first = self.core[0]
        told = len(first) == 1 or (self.givens[0] and first not in EVERYDAY)
        weight = (-1.2 if told else -2.2) if is_name else -4.5
        return [(weight, Why("place", last))]

    def _of_joining(self) -> Weight:
        if self.core[-1] in AND_OTHERS:
            return -4.0, Why("partners", self.core[-1])
        parts = _JOINED.split(_PAYMENT_TAIL.sub(" ", self.name))
        if len(parts) < 2 or self.titles:
            return 0.0, Why("no_sign")
        first, second = (_WORD.findall(part.lower()) for part in (parts[0], parts[-1]))
        couple = bool(first and second) and first[0] in GIVEN and second[0] in GIVEN
        if couple and (len(first) == 1 or len(second) > 1):
            return 0.5, Why("given_name", first[0])  # "Ann and Bob Ash"
        return -3.5, Why("partners", "&")

    def _of_order(self) -> Weight:
        """Given names and initials before or after a surname."""
        first, last = self.core[0], self.core[-1]
        if len(self.core) == 1:
            return (1.0, Why("given_name", first)) if first in GIVEN else (-1.5, Why("no_sign"))
        surname = _surname_weight(last)
        if self.givens[0] and first not in EVERYDAY and len(last) > 1:
            more = 0.6 * sum(self.givens[1:])
            return 3.2 + max(surname, 0.0) + more, Why("given_name", first)
        if len(first) == 1:
            return self._of_initials(surname, last)
        if len(last) == 1:  # "Ash J A"
            behind = 1.0 + _surname_weight(first) + (1.5 if self.comma else 0.0)
            return behind, Why("initials", first)
        if self.givens[-1]:  # "Ash Jane", "Ash, Jane"
            behind = 1.4 + max(_surname_weight(first), 0.0) + (2.5 if self.comma else 0.0)
            return behind, Why("given_name", last)
        return self._of_unknown(first, last, surname)

    def _of_unknown(self, first: str, last: str, surname: float) -> Weight:
        """The order of names of which neither the first nor the last is a plain given name."""
        if first in EVERYDAY:
            return 0.6 * surname, Why("no_sign")
        if first in SOFT_GIVEN:
            return 0.7 + 1.2 * surname, Why("given_name", first)
        if any(self.givens):
            return 1.0 + surname, Why("given_name", self.core[self.givens.index(True)])
        known = surname + max(_surname_weight(first), 0.0)
        told = 0.6 * known + (0.8 if self.comma else 0.0)
        sound = self._of_sound(first, last)
        return (told, Why("surname", last)) if told >= sound else (sound, Why("sound"))

    def _of_sound(self, first: str, last: str) -> float:
        """Two words that nobody knows, but that sound like a given name and a surname."""
        plain = self.name.replace("-", " ").replace("'", "").replace(" ", "").isalpha()
        if not plain or len(self.full) != 2 or min(len(first), len(last)) < 3:
            return 0.0
        if {first, last} & (EVERYDAY | PLACE_WORDS):
            return 0.0
        sound = sounds_given(first) + sounds_surname(last)
        return min(0.45 + 0.3 * (sound - SOUNDS_FROM), 1.2) if sound >= SOUNDS_FROM else 0.0

    def _of_initials(self, surname: float, last: str) -> Weight:
        if len(self.full) > 2 or len(last) < 2:
            return -0.5, Why("no_sign")
        if len(self.full) == 2:
            return 0.6 * surname, Why("initials", last)
        return 1.3 + 1.2 * surname, Why("initials", last)

    def _of_length(self) -> Weight:
        if len(self.core) > 4:
            return -1.5 * (len(self.core) - 4), Why("long")
        digits = any(c.isdigit() for c in _PAYMENT_TAIL.sub(" ", self.name))
        if digits or (len(self.core) == 1 and any(c.isdigit() for c in self.name)):
            return -1.5, Why("trade_words", "")
        return 0.0, Why("no_sign")


def _surname_weight(word: str) -> float:
    if word in SURNAMES or any(part in SURNAMES for part in word.split("-") if "-" in word):
        return 1.0
    if word.endswith(SURNAME_ENDINGS) or word.startswith(SURNAME_STARTS):
        return 0.8
    return 0.6 if "-" in word else -0.2


def _initials_apart(word: str) -> list[str]:
    """ "j.a" to its letters, "c.i.c" and "pre-school" to one word; a double name stays one."""
    joined = word.replace(".", "")
    if joined in LEGAL_FORMS or joined in TRADE_WORDS:
        return [joined]
    parts = word.replace(".", " ").split()
    return [p for part in parts for p in (part.split("-") if _is_trade(part) else [part]) if p]


def _is_trade(word: str) -> bool:
    return any(part in TRADE_WORDS for part in word.split("-"))


def known_firm(name: str) -> str:
    """The words of a name that are a known firm's; "" if none."""
    words = plain(name)
    for size in (4, 3, 2):
        start = " ".join(words[:size])
        if len(words) >= size and start in NAMESAKES:
            return start
    known = known_in(words)
    if not known or not " ".join(words).startswith(known[0]):
        return ""
    rest = words[known[0].count(" ") + 1 :]
    covers = all(
        word in FORMS or word in TRADE_WORDS or any(c.isdigit() for c in word) for word in rest
    )
    return known[0] if covers else ""
