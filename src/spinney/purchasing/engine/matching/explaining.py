"""Why one name belongs with another: the most telling difference, as a `Reason`.

>>> lexicon = Lexicon(2, {})
>>> explain_names("Hartley Ltd", "Hartley Limited", lexicon)
Reason(code='legal_form', detail='one has Ltd and the other Limited')
>>> explain(read("Hartly Heating"), read("Hartley Heating"), lexicon)
Reason(code='spelling', detail='hartly and hartley')
"""

from collections.abc import Iterable

from spinney.base.kernel.names import fold
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import Alignment, align
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.seen import Reason
from spinney.purchasing.engine.matching.vocabulary import LEGAL, LEGAL_PHRASES

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
    if _is_cut(one, other, found):
        return Reason("truncated", " ".join(min(one.words, other.words, key=_letters)))
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
    if _is_cut(one, other, found):
        return Reason("truncated", " ".join(min(one.words, other.words, key=_letters)))
    words = [*found.left, *found.right]
    return Reason("extra_word", " ".join(words))


def _is_cut(one: Read, other: Read, found: Alignment) -> bool:
    """Whether one name breaks off where the other goes on."""
    if any(pair.how not in ("same", "short") for pair in found.pairs):
        return False
    shorter, longer = sorted(("".join(one.words), "".join(other.words)), key=len)
    return len(longer) > len(shorter) > 12 and longer.startswith(shorter)


def _letters(words: Iterable[str]) -> int:
    return len("".join(words))


def _same_words(one: Read, other: Read, lexicon: Lexicon) -> Reason:
    if one.numbers != other.numbers:
        return Reason("extra_word", " ".join((*one.numbers, *other.numbers)))
    if one.words != other.words:
        return Reason("word_order")
    if place := place_of(one, other, lexicon) or place_of(other, one, lexicon):
        return Reason("branch_town", place)
    if one.known != other.known and one.known and other.known:
        return Reason("known_name", " and ".join(sorted((one.known, other.known))))
    if beside := set(one.tail) ^ set(other.tail):
        return Reason("extra_word", " ".join(sorted(beside)))
    if one.code != other.code:
        return Reason("account_code", one.code or other.code)
    if one.form != other.form:
        return Reason("legal_form", _forms(one.form, other.form))
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
    if reason.code in ("same_words", "legal_form") and (one.form or two.form):
        mine, theirs = _form_written(name) or one.form, _form_written(other) or two.form
        if mine.lower() != theirs.lower():
            return Reason("legal_form", _forms(mine, theirs))
    return reason


def _forms(one: str, other: str) -> str:
    """ "one has Ltd and the other Limited", "one has Ltd and the other no legal form"."""
    first, second = (one, other) if one else (other, one)
    return f"one has {first} and the other {second or 'no legal form'}"


def _form_written(name: str) -> str:
    """The legal form as the name has it; "" when it stands elsewhere than at the end."""
    words = [word for word in name.split() if word.strip(".,()")]
    for size in (4, 3, 2):
        if tuple(fold(" ".join(words[-size:])).split()) in LEGAL_PHRASES:
            return " ".join(words[-size:])
    return next((word for word in reversed(words) if fold(word) in LEGAL), "").strip(",()")
