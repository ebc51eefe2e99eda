"""How alike two names are, why, and how sure one can be.

`compare` looks at every reading of two names, aligns their words, weighs each word by its rarity
and gives a score with its reasons as codes; `rank` does so for one name against many; `in_words`
says a reason in plain English. Used to reconcile a list with the register, to suggest duplicates
and to order what search as you type finds.

    >>> from spinney.register.engine.rarity import count_words
    >>> known = ["BOLTON MIND", "Bolton Women's Aid Limited", "Home-Start Bolton", "Leigh Mind"]
    >>> rarity = count_words(read_name(name).words for name in known)
    >>> best = rank("Mind - Bolton", [Candidate(str(at), (name,)) for at, name in
    ...     enumerate(known)], rarity)[0]
    >>> best.id, best.sureness > 0.8, [in_words(reason) for reason in best.reasons]
    ('0', True, ['The same words in another order.'])
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from spinney.base.kernel.names import Name, read_name
from spinney.register.engine.alignment import Pair, align
from spinney.register.engine.rarity import Rarity

FEATURES: Final = (
    "wanted_found",
    "found_wanted",
    "conflict",
    "letters",
    "same_key",
    "same_written",
    "same_start",
    "form_differs",
    "rarest_missing",
    "rarest_extra",
    "aside",
)
"""What the score is made of, in the order of `WEIGHTS`; each is 0..1 (see `_features`)."""

SIGNS: Final = (1, 1, -1, 1, 1, 1, 1, -1, -1, -1, -1)
"""Whether each feature speaks for (1) or against (-1) two names being the same."""

WEIGHTS: Final = (6.6, 2.43, -4.89, 0.3, 0.3, 0.3, 1.0, -0.3, -0.3, -2.18, -2.83)
CALIBRATION: Final = (-2.25, 0.13, 2.89)
"""Fitted by `benchmarks/reconciliation.py --fit` on its tuning half; see that file."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a name was thought alike or unlike: a code of `REASONS` and the words it is about."""

    code: str
    words: tuple[str, ...] = ()


REASONS: Final[dict[str, str]] = {
    "same_name": "The same name.",
    "same_apart_from_form": "The same name apart from case, signs, “the” or its legal form.",
    "same_words": "The same words in another order.",
    "same_letters": "The same letters, spaced differently.",
    "shared": "Both have {words}.",
    "joined": "One writes {words} as one word.",
    "initials": "{words} are initials of the other.",
    "cut": "{words} is cut short or written out.",
    "spelling": "{words} is spelt differently.",
    "missing": "{words} is not in the name found.",
    "extra": "The name found also has {words}.",
    "other_name": "It is another name of this organisation: {words}.",
    "aside": "It matches a part set apart in the name, such as one in brackets.",
}
"""Codes and how to say them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One organisation that a name may mean: its id, and its names with the main one first.

    `standing` (0..1) decides between equals: one that is at work before one that is wound up.
    """

    id: str
    names: tuple[str, ...]
    standing: float = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """One name against another. `score` orders; `sureness` (0..1) is for people and thresholds."""

    score: float
    sureness: float
    features: tuple[float, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with the best of its names, the score, how sure, and why."""

    id: str
    name: str
    score: float
    sureness: float
    reasons: tuple[Reason, ...]


def compare(wanted: Name, found: Name, rarity: Rarity) -> Comparison:
    """How well `found` answers `wanted`: the best over their readings."""
    return max(
        (
            _compare_readings(wanted, mine, found, theirs, rarity, a + b > 0)
            for a, mine in enumerate(wanted.readings)
            for b, theirs in enumerate(found.readings)
        ),
        key=lambda comparison: comparison.score,
    )


def rank(
    wanted: str | Name, candidates: Iterable[Candidate], rarity: Rarity, *, limit: int = 10
) -> list[Match]:
    """The best candidates first; ties by standing, then id. `limit` <= 0 gives none."""
    name = read_name(wanted) if isinstance(wanted, str) else wanted
    matches = [
        (_best_name(name, candidate, rarity), candidate.standing) for candidate in candidates
    ]
    matches.sort(key=lambda pair: (-round(pair[0].score, 6), -pair[1], pair[0].id))
    parts = shares([match.score for match, _standing in matches])
    return [
        replace(match, sureness=sure(match.score, part))
        for (match, _standing), part in zip(matches[: max(0, limit)], parts, strict=False)
    ]


def in_words(reason: Reason) -> str:
    """One reason as a sentence. KeyError for a code that is not in `REASONS`."""
    words = ", ".join(f"“{word}”" for word in reason.words)
    return REASONS[reason.code].format(words=words)


def sure(score: float, share: float = 1.0) -> float:
    """The probability that a name with this score is the one meant, as calibrated.

    `share` (0..1) is its part of the odds among all that were compared: 1 when nothing comes
    near, a half when another is just as good.
    """
    at_zero, by_score, by_share = CALIBRATION
    log_odds = at_zero + by_score * score + by_share * share
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def shares(scores: Sequence[float]) -> list[float]:
    """Each score's part of the odds, as the weights were fitted (conditional logit)."""
    top = max(scores, default=0.0)
    odds = [math.exp(score - top) for score in scores]
    return [odd / sum(odds) for odd in odds]


def _best_name(wanted: Name, candidate: Candidate, rarity: Rarity) -> Match:
    best: tuple[float, int, Comparison] | None = None
    for at, text in enumerate(candidate.names):
        comparison = compare(wanted, read_name(text), rarity)
        if best is None or comparison.score > best[0] + 1e-9:
            best = (comparison.score, at, comparison)
    if best is None:
        return Match(candidate.id, "", -math.inf, 0.0, ())
    score, at, comparison = best
    reasons = comparison.reasons
    if at > 0:
        reasons = (*reasons, Reason("other_name", (candidate.names[at],)))
    return Match(candidate.id, candidate.names[at], score, comparison.sureness, reasons)


def _compare_readings(
    wanted: Name,
    wanted_words: tuple[str, ...],
    found: Name,
    found_words: tuple[str, ...],
    rarity: Rarity,
    aside: bool,
) -> Comparison:
    pairs = align(wanted_words, found_words)
    wanted_side = _Side(wanted_words, rarity, [(pair.left, pair.credit) for pair in pairs])
    found_side = _Side(found_words, rarity, [(pair.right, pair.credit) for pair in pairs])
    features = _features(wanted, found, wanted_side, found_side, aside)
    score = sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
    reasons = _reasons(wanted, found, wanted_side, found_side, pairs, aside)
    return Comparison(score, sure(score), features, reasons)


class _Side:
    """One name's words with their weights and how much of each the other name answers."""

    def __init__(
        self,
        words: tuple[str, ...],
        rarity: Rarity,
        answered: Sequence[tuple[tuple[int, ...], float]],
    ) -> None:
        self.words = words
        self.weights = [rarity.of(word) for word in words]
        self.credits = [0.0] * len(words)
        for positions, credit in answered:
            for at in positions:
                self.credits[at] = credit
        self.total = sum(self.weights) or 1.0
        self.answered = sum(w * c for w, c in zip(self.weights, self.credits, strict=True))
        self.open = [w for w, c in zip(self.weights, self.credits, strict=True) if c == 0]

    @property
    def share(self) -> float:
        return self.answered / self.total

    @property
    def unanswered(self) -> tuple[str, ...]:
        return tuple(
            word
            for word, weight, credit in zip(self.words, self.weights, self.credits, strict=True)
            if credit == 0 and weight > 0.05
        )


def _features(
    wanted: Name, found: Name, left: _Side, right: _Side, aside: bool
) -> tuple[float, ...]:
    """The values of `FEATURES`: shares of weight answered, contradiction, letters, and signs."""
    open_left, open_right = sum(left.open), sum(right.open)
    same = left.words == right.words
    return (
        left.share,
        right.share,
        min(open_left, open_right) / max(left.total, right.total),
        fuzz.ratio("".join(left.words), "".join(right.words)) / 100,
        float(same),
        float(wanted.folded == found.folded),
        float(bool(left.words and right.words) and left.words[0] == right.words[0]),
        float(bool(wanted.legal_form and found.legal_form) and not _same_form(wanted, found)),
        max(left.open, default=0.0),
        max(right.open, default=0.0),
        float(aside),
    )


def _same_form(wanted: Name, found: Name) -> bool:
    return wanted.legal_form == found.legal_form


def _reasons(
    wanted: Name, found: Name, left: _Side, right: _Side, pairs: tuple[Pair, ...], aside: bool
) -> tuple[Reason, ...]:
    whole = _whole_reason(wanted, found, left.words, right.words)
    reasons = [Reason(whole)] if whole else _partial_reasons(left, right, pairs)
    if aside:
        reasons.append(Reason("aside"))
    return tuple(reasons)


def _whole_reason(wanted: Name, found: Name, left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if wanted.written == found.written:
        return "same_name"
    if left == right:
        return "same_apart_from_form"
    if sorted(left) == sorted(right):
        return "same_words"
    if "".join(left) == "".join(right):
        return "same_letters"
    return ""


def _partial_reasons(left: _Side, right: _Side, pairs: tuple[Pair, ...]) -> list[Reason]:
    reasons = []
    for how, code in (
        ("same", "shared"),
        ("joined", "joined"),
        ("initials", "initials"),
        ("cut", "cut"),
        ("spelling", "spelling"),
    ):
        words = tuple(
            left.words[at]
            for pair in pairs
            if pair.how == how
            for at in pair.left
            if left.weights[at] > 0.05
        )
        if words:
            reasons.append(Reason(code, words))
    if left.unanswered:
        reasons.append(Reason("missing", left.unanswered))
    if right.unanswered:
        reasons.append(Reason("extra", right.unanswered))
    return reasons
