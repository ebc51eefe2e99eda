"""Which category a supplier's line belongs to, how sure that is, and why.

A person's correction decides. Else each thing known speaks for one category: who the supplier is,
the words of its name, the file's own words (nominal account, purpose, merchant category), a number
of a chart of accounts or of a card, the description. What speaks is weighed as independent evidence
(naive Bayes with equal prior over the categories): agreement makes surer, contradiction less sure.

    >>> classify("BRITISH GAS BUSINESS").category, classify("Ash & Elm Solicitors LLP").category
    ('energy', 'legal')
    >>> guess = classify("Rowan Stores", "Printing & stationery")
    >>> guess.category, guess.why.code, guess.why.detail
    ('stationery_print', 'own_words', 'printing stationery')
    >>> lessons = Lessons((Lesson("name", "Rowan Stores Ltd", "catering"),))
    >>> classify("ROWAN STORES", "Printing", lessons=lessons).category
    'catering'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from spinney.purchasing.engine.categories.code_numbers import ACCOUNT_CODES, CARD_CODES
from spinney.purchasing.engine.categories.file_words import FILE_WORDS
from spinney.purchasing.engine.categories.guess import Guess, Lesson, Lessons, Why
from spinney.purchasing.engine.categories.known import known_in
from spinney.purchasing.engine.categories.name_words import NAME_WORDS
from spinney.purchasing.engine.categories.phrases import FORMS, Phrases, heard, plain
from spinney.purchasing.engine.categories.tree import CATEGORIES, OTHER
from spinney.purchasing.engine.engines import engine_of, mapped

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

__all__ = ["NEW_COLUMNS", "Guess", "Lesson", "Lessons", "Why", "classify", "with_categories"]

NOTHING_SURE, MOST_SURE = 0.1, 0.98
VAGUE_SURE = 0.3
"""Words such as "sundries" hardly speak against anything."""
CODE_SURE, ELSEWHERE_SURE, DESCRIPTION_WEIGHT = 0.75, 0.9, 0.8
CLEAR, BESIDE = 0.88, 0.75
"""The file's own words are clear from so sure on; words of a name beside them count for no more."""

NEW_COLUMNS = (
    "category_key",
    "category_sure",
    "category_why",
    "category_detail",
    "category_also",
)
"""What `with_categories` adds: a category's key, 0 to 1, code and words of the why, second key."""

LINE = "line"
"""The column by which corrections of single lines are found, where a table has it."""

_PAYMENT_NOISE = re.compile(
    r"^(?:(?:card payment (?:to)?|direct debit (?:payment )?(?:to)?|d/?d|bacs|faster payments?|fpo|"
    r"bgc|standing order|s/?o|www)\b[\s.*:_-]*|"
    r"(?:paypal|pp|sq|sumup|sum up|zettle|izettle|iz|sp|crv|pos)\s*\*\s*)(?=\S)",
    re.IGNORECASE,
)
_CARD_NUMBER = re.compile(r"\bmcc\W*(\d{4})\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\s*(\d{4})\s*")


class _Evidence(NamedTuple):
    category: str
    sure: float
    why: Why


def classify(
    name: str,
    own_words: str = "",
    description: str = "",
    *,
    lessons: Lessons | None = None,
    source: str = "",
    line: str = "",
) -> Guess:
    """The category of what was bought. `own_words`: what the file says of the line's kind.

    `source` and `line` say whose line it is and which one: corrections count for their own source
    wholly (a line's own before its name's before its words'), and for others as evidence.
    """
    evidence: list[_Evidence] = []
    if lessons is not None and lessons.made:
        taught = _taught(name, own_words, lessons, source, line)
        if isinstance(taught, Guess):
            return taught
        evidence += taught
    said = list(_of_own_words(own_words))
    clear = any(one.sure >= CLEAR for one in said)
    evidence += (_beside_clear_words(one) if clear else one for one in _of_name(name))
    evidence += said
    if description and not clear:
        evidence += _of_words(description, FILE_WORDS, "description_words", DESCRIPTION_WEIGHT)
    return _weighed(evidence)


def _beside_clear_words(one: _Evidence) -> _Evidence:
    """What a name's words still say where the bookkeeper's own are clear: "Bytewise Computers"
    under "IT support" supports computers, and sells none. A supplier that is known stays known.
    """
    return one._replace(sure=min(one.sure, BESIDE)) if one.why.code == "name_words" else one


def key_of_name(name: str) -> str:
    """What two spellings of one supplier's name have in common: corrections are found by it."""
    words = plain(_PAYMENT_NOISE.sub("", name))
    return " ".join(word for word in words if word not in FORMS) or " ".join(words)


def key_of_words(own_words: str) -> str:
    """The same for the file's own words."""
    return " ".join(plain(own_words))


def _taught(
    name: str, own_words: str, lessons: Lessons, source: str, line: str
) -> Guess | list[_Evidence]:
    """What corrections say: a guess where they decide, else evidence of other people's."""
    keys = {"line": line, "name": key_of_name(name), "own_words": key_of_words(own_words)}
    for kind in ("line", "name", "own_words"):
        for whose in (source, ""):
            if keys[kind] and (lesson := _index(lessons).get((kind, keys[kind], whose))):
                return Guess(lesson.category, 1.0, Why(f"corrected_{kind}", lesson.key))
    if elsewhere := _index(lessons).get(("name elsewhere", keys["name"], "")):
        why = Why("corrected_elsewhere", elsewhere.key)
        return [_Evidence(elsewhere.category, ELSEWHERE_SURE, why)]
    return []


def _index(lessons: Lessons) -> Mapping[tuple[str, str, str], Lesson]:
    """Lessons by kind, key and source; the later in place of the earlier."""
    found: Mapping[tuple[str, str, str], Lesson] | None = lessons.__dict__.get("_index")
    if found is not None:
        return found
    index: dict[tuple[str, str, str], Lesson] = {}
    for lesson in lessons.made:
        if lesson.category not in CATEGORIES:
            raise ValueError(f"There is no category {lesson.category!r}.")
        key = _KEYED[lesson.kind](lesson.key)
        index[lesson.kind, key, lesson.source] = lesson
        if lesson.kind == "name" and lesson.source:
            index["name elsewhere", key, ""] = lesson
    lessons.__dict__["_index"] = index
    return index


_KEYED: Mapping[str, Callable[[str], str]] = {
    "name": key_of_name,
    "own_words": key_of_words,
    "line": str.strip,
}


def _of_name(name: str) -> Iterator[_Evidence]:
    bare = _PAYMENT_NOISE.sub("", name)
    known = known_in(plain(bare))
    if known:
        words, category, sure = known
        yield _Evidence(category, sure, Why("known_name", words))
        if sure >= MOST_SURE - 0.1:
            return  # "Severn Trent Water" tells no more by its last word
    yield from _of_words(bare, NAME_WORDS, "name_words", 1.0)


def _of_own_words(own_words: str) -> Iterator[_Evidence]:
    if card := _CARD_NUMBER.search(own_words):
        yield from _of_number(card[1], cards=True)
    elif bare := _BARE_NUMBER.fullmatch(own_words):
        yield from _of_number(bare[1], cards=bare[1] not in ACCOUNT_CODES)
    yield from _of_words(own_words, FILE_WORDS, "own_words", 1.0)


def _of_number(number: str, *, cards: bool) -> Iterator[_Evidence]:
    if not cards:
        yield _Evidence(ACCOUNT_CODES[number], CODE_SURE, Why("account_code", number))
        return
    for codes, category in CARD_CODES.items():
        if int(number) in codes:
            yield _Evidence(category, CODE_SURE, Why("card_code", number))


def _of_words(text: str, table: Phrases, code: str, weight: float) -> Iterator[_Evidence]:
    """One piece of evidence for each category that a text speaks of, its surest and longest."""
    best: dict[str, _Evidence] = {}
    for words, category, sure in heard(text, table):
        sure = VAGUE_SURE if category == OTHER else sure * weight
        before = best.get(category)
        if before is None or (sure, len(words)) >= (before.sure, len(before.why.detail)):
            best[category] = _Evidence(category, sure, Why(code, words))
    strongest = max((one.sure for one in best.values()), default=0.0)
    for one in best.values():
        # A weak word beside a strong one in the same text is its ornament ("water cleaning").
        if one.sure >= strongest - 0.15 or one.category == OTHER:
            yield one


def _weighed(evidence: list[_Evidence]) -> Guess:
    if not evidence:
        return Guess(OTHER, NOTHING_SURE, Why("nothing"))
    others = len(CATEGORIES) - 1
    odds = dict.fromkeys((one.category for one in evidence), 1.0)
    for one in evidence:
        odds[one.category] *= one.sure / ((1 - one.sure) / others)
    # The categories that nothing speaks for share what is left, one part each.
    whole = sum(odds.values()) + len(CATEGORIES) - len(odds)
    order = sorted(odds, key=lambda key: (-odds[key], key))
    top = order[0]
    why = max((one for one in evidence if one.category == top), key=lambda one: one.sure).why
    sure = round(min(odds[top] / whole, MOST_SURE), 3)
    also = order[1] if len(order) > 1 and odds[order[1]] / whole >= 0.1 else ""
    return Guess(top, sure, why, also)


def with_categories(lines: ir.Table, lessons: Lessons | None = None) -> ir.Table:
    """A table of lines (`engine/line.py`) with NEW_COLUMNS. Works on the table's own backend.

    Each distinct supplier and wording is looked at once, in Python, and joined back; a description
    counts only where the file has no words of its own, because descriptions seldom repeat.
    Corrections of single lines count where the table has a column LINE.
    """
    import ibis
    import pyarrow as pa

    lessons = lessons or Lessons()
    engine = engine_of(lines)
    words = lines.category.fill_null("")
    looked_at = {
        "_name": lines.supplier.fill_null(""),
        "_words": words,
        "_said": (words == "").ifelse(lines.description.fill_null(""), ""),
        "_source": lines.source.fill_null("") if lessons.made else ibis.literal(""),
        "_line": lines[LINE].fill_null("") if _lines_taught(lines, lessons) else ibis.literal(""),
    }
    keyed = lines.mutate(**looked_at)
    schema = pa.schema(
        [(key, pa.string()) for key in looked_at]
        + [(new, pa.float64() if new == "category_sure" else pa.string()) for new in NEW_COLUMNS]
    )
    guess = partial(_guessed, lessons)
    guesses = mapped(engine, keyed.select(*looked_at).distinct(), guess, schema)
    found = keyed.join(guesses, list(looked_at), how="left")
    return found.select(*lines.columns, *NEW_COLUMNS)


def _guessed(lessons: Lessons, batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of (name, own words, description, source, line), each with its guess."""
    import pyarrow as pa

    asked = batch.to_pydict()
    guesses = [
        classify(name, own, said, lessons=lessons, source=source, line=line)
        for name, own, said, source, line in zip(*asked.values(), strict=True)
    ]
    told = (
        [one.category for one in guesses],
        pa.array([one.sure for one in guesses], pa.float64()),
        [one.why.code for one in guesses],
        [one.why.detail for one in guesses],
        [one.also for one in guesses],
    )
    return pa.RecordBatch.from_pydict(asked | dict(zip(NEW_COLUMNS, told, strict=True)))


def _lines_taught(lines: ir.Table, lessons: Lessons) -> bool:
    return LINE in lines.columns and any(lesson.kind == "line" for lesson in lessons.made)
