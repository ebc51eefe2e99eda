"""Whether a word that nobody knows sounds like a name: "Brielle" does, "Envirovent" does not. Pure.

Runs of three letters are counted in the given names and surnames that are known, and in the words
of trades; a word is held against both. It is a naive Bayes classifier whose whole training is in
this package: no list of real payees went into it.

    >>> sounds_given("brielle") > 0 > sounds_given("envirovent")
    True
    >>> sounds_surname("nuttycombe") > 0 > sounds_surname("thermatrol")
    True
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from spinney.purchasing.engine.personal.firm_words import TRADE_WORDS
from spinney.purchasing.engine.personal.given_names import GIVEN
from spinney.purchasing.engine.personal.surnames import SURNAMES

UNSEEN = 0.5
"""What a run that was never seen counts for."""
KINDS_OF_RUNS = 5_000
"""About how many runs of three letters there are in names at all: the rest of the smoothing."""

Model = tuple[Counter[str], int]


@lru_cache(maxsize=50_000)
def sounds_given(word: str) -> float:
    """How much likelier a word is a given name than a word of a trade: log odds for each letter."""
    return _given()(word)


@lru_cache(maxsize=50_000)
def sounds_surname(word: str) -> float:
    """The same for a surname."""
    return _surname()(word)


@cache
def _given() -> Callable[[str], float]:
    return _against_trades(GIVEN)


@cache
def _surname() -> Callable[[str], float]:
    return _against_trades(SURNAMES)


def _against_trades(names: Iterable[str]) -> Callable[[str], float]:
    known, trades = _model(names), _model(TRADE_WORDS)

    def told(word: str) -> float:
        found = sum(_log(known, run) - _log(trades, run) for run in _runs(word))
        return found / max(len(word), 1)

    return told


def _model(words: Iterable[str]) -> Model:
    counted = Counter(run for word in words if len(word) > 2 for run in _runs(word))
    return counted, sum(counted.values())


def _log(model: Model, run: str) -> float:
    counted, whole = model
    return math.log((counted[run] + UNSEEN) / (whole + KINDS_OF_RUNS))


def _runs(word: str) -> Iterator[str]:
    framed = f"^{word}$"
    return (framed[at : at + 3] for at in range(len(framed) - 2))
