"""Why one name belongs with another: the most telling difference, as a `Reason`.

>>> lexicon = Lexicon(2, {})
>>> explain_names("Hartley Ltd", "Hartley Limited", lexicon)
Reason(code='legal_form', detail='Ltd and Limited')
>>> explain(read("Hartly Heating"), read("Hartley Heating"), lexicon)
Reason(code='spelling', detail='hartly and hartley')
"""

from collections.abc import Iterable

from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import Alignment, align
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.seen import Reason

ORDER = (
    ("initials", "initials"),
    ("spelling", "spelling"),
    ("short", "abbreviation"),
    ("initial", "abbreviation"),
    ("spacing", "spacing"),
)
"""How words of two names may pair, the most telling first, and the reason's code."""


def explain(one: Read, other: Read, lexicon: Lexicon) -> Reason:
    """The reason that two names, as read, were thought one."""
    if one.words != other.words and (traded := _by_other_name(one, other)):
        return traded
    found = align(one.words, other.words, lexicon)
    if found.left or found.right:
        return _with_more(one, other, found, lexicon)
    for how, code in ORDER:
        for pair in found.pairs:
            if pair.how == how:
                return Reason(code, f"{pair.one} and {pair.other}")
    return _same_words(one, other, lexicon)


def place_of(one: Read, other: Read, lexicon: Lexicon) -> str:
    """The place or branch that stands behind `one` and not in `other`; "" when there is none."""
    behind = [word for word in one.tail if word not in (*other.tail, *other.words)]
    alone = align(one.words, other.words, lexicon).left if one.words != other.words else []
    places = [word for word in alone if word in lexicon.places and word != one.words[0]]
    if one.branch and one.branch != other.branch:
        return " ".join([*behind, one.branch])
    known = [word for word in behind if word in lexicon.places]
    return " ".join(word.title() for word in dict.fromkeys([*known, *places]))


def _by_other_name(one: Read, other: Read) -> Reason | None:
    for mine, theirs in ((one, other), (other, one)):
        for alias in mine.others:
            if alias == theirs.words or alias in theirs.others:
                return Reason("trading_name", " ".join(alias))
    return None


def _with_more(one: Read, other: Read, found: Alignment, lexicon: Lexicon) -> Reason:
    if place := place_of(one, other, lexicon) or place_of(other, one, lexicon):
        return Reason("branch_town", place)
    left, right = "".join(one.words), "".join(other.words)
    shorter, longer = sorted((left, right), key=len)
    if longer.startswith(shorter) and len(shorter) > 12:
        return Reason("truncated", " ".join(min(one.words, other.words, key=_letters)))
    words = [*found.left, *found.right]
    return Reason("extra_word", " ".join(words))


def _letters(words: Iterable[str]) -> int:
    return len("".join(words))


def _same_words(one: Read, other: Read, lexicon: Lexicon) -> Reason:
    if one.words != other.words:
        return Reason("word_order")
    if place := place_of(one, other, lexicon) or place_of(other, one, lexicon):
        return Reason("branch_town", place)
    if one.code != other.code:
        return Reason("account_code", one.code or other.code)
    if one.form != other.form:
        return Reason("legal_form", " or ".join(filter(None, (one.form, other.form))))
    return Reason("abbreviation") if one.short != other.short else Reason("same_words")


def explain_names(
    name: str, other: str, lexicon: Lexicon, reads: tuple[Read, Read] | None = None
) -> Reason:
    """As `explain`, from the names as written (and as read, where they are): tells "Ltd" from
    "Limited" too.
    """
    if name == other:
        return Reason("same_name")
    one, two = reads or (read(name), read(other))
    reason = explain(one, two, lexicon)
    if reason.code == "same_words" and one.form:
        mine, theirs = _form_written(name), _form_written(other)
        if mine.lower() != theirs.lower():
            return Reason("legal_form", f"{mine} and {theirs}")
    return reason


def _form_written(name: str) -> str:
    from spinney.purchasing.engine.matching.vocabulary import LEGAL

    words = [word.strip(".,()") for word in name.split()]
    return next((word for word in reversed(words) if word.lower() in LEGAL), "")
