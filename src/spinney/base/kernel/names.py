"""Organisations' names, read the way a person reads them.

    >>> read_name("The Bolton Women's Aid Ltd.").key
    'bolton women aid'
    >>> read_name("CAB - Stevenage").key
    'citizen advice stevenage'
    >>> read_name("WISH (Women in Secure Hospitals)").others
    (('wish',), ('women', 'in', 'secure', 'hospital'))

A `Name` keeps what was written and adds a *key*: lower case, no accents or punctuation, `&` read
as "and", no leading article, no legal form, short forms written out, simple plurals made singular.
Two names with one key are the same to a reader; how alike two others are is `matching`'s business.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spinney.base.kernel.name_words import (
    ABBREVIATIONS,
    LEADING_WORDS,
    LEGAL_FORMS,
    LEGAL_FORMS_LONGEST_FIRST,
    OTHER_NAME_MARKS,
    PHRASES,
    PHRASES_BY_FIRST_WORD,
    SMALL_WORDS,
)

LONGEST_NAME: Final = 500
"""Letters of a name that are read; registers hold none longer, and nonsense may be any length."""

_MARKS = "|".join(re.escape(mark) for mark in OTHER_NAME_MARKS)
_OTHER_NAME = re.compile(rf"(?<![\w]){'(?:' + _MARKS + ')'}(?![\w/])[\s:]*", re.IGNORECASE)
_CARE_OF = re.compile(r"(?<!\w)c\s?/\s?o(?!\w).*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_REGISTRATION = re.compile(
    r"(?<!\w)(?:reg(?:istered)?\.?\s*)?(?:charity|company)\s*(?:no|num|number|reg)\b\.?[\s:]*\w*\d\w*",
    re.IGNORECASE,
)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?\b\.?")
_FORM_ENDS = frozenset(ending[-1] for ending in LEGAL_FORMS)
_NOT_WORD = re.compile(r"[\W_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written and as read.

    `words` is the reading that comparisons start from; `others` holds further readings of the
    same text (what stands in brackets, after "t/a", "formerly" …); `legal_form` is a code of
    `name_words.LEGAL_FORMS` or "". `folded` has every word as written, legal form included.
    """

    written: str
    folded: str
    words: tuple[str, ...]
    legal_form: str = ""
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def key(self) -> str:
        """The reading as one string: equal keys are the same name to a reader."""
        return " ".join(self.words)

    @property
    def joined(self) -> str:
        """The key without spaces: "home start" and "homestart" become one."""
        return "".join(self.words)

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """Every reading, the main one first."""
        return (self.words, *self.others)


def fold(text: str) -> str:
    """Lower-case words with single spaces: no accents, no punctuation, `&` as "and".

    >>> fold("Hallé Concerts Society & Friends (Y.M.C.A.)")
    'halle concerts society and friends ymca'
    """
    text = text[:LONGEST_NAME]
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if not unicodedata.combining(mark)).casefold()
        text = text.translate(_LETTERS)
    text = _APOSTROPHES.sub("", text)
    text = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", text)
    text = text.replace("&", " and ").replace("+", " and ")
    return " ".join(_join_single_letters(_NOT_WORD.sub(" ", text).split()))


def display_key(text: str) -> str:
    """What a person types to find this name: folded, without leading article and legal form.

    Unlike `Name.key` the words are left as written, so that the first letters of each can be
    searched for.

    >>> display_key("The Bolton Women's Aid Ltd.")
    'bolton womens aid'
    """
    words, _form = _without_legal_form(fold(text).split())
    return " ".join(_without_article(words))


@lru_cache(maxsize=65_536)
def read_name(text: str) -> Name:
    """Read one name. Never fails: a name of nothing but signs has no words."""
    written = " ".join(text[:LONGEST_NAME].split())
    whole = _REGISTRATION.sub(" ", _CARE_OF.sub("", written)) or written
    main, *aliases = _OTHER_NAME.split(whole)
    insides = [first or second for first, second in _BRACKETS.findall(main)]
    outside = _BRACKETS.sub(" ", main)
    folded = fold(written)
    words, form = _canonical(folded if main == written else fold(main))
    others: list[tuple[str, ...]] = []
    if insides:
        others += [_canonical(fold(part))[0] for part in (outside, *insides)]
    others += [_canonical(fold(alias))[0] for alias in aliases]
    others = [reading for reading in dict.fromkeys(others) if _says_something(reading, words)]
    if not words and others:
        words = others.pop(0)
    return Name(written, folded, words, form, tuple(others))


def initials(words: tuple[str, ...]) -> str:
    """First letters of the words that count, as an acronym would have them.

    >>> initials(("voluntary", "organisation", "of", "disability", "group"))
    'vodg'
    """
    return "".join(word[0] for word in words if word not in SMALL_WORDS)


def singular(word: str) -> str:
    """A light stem: plurals become singular, nothing else changes.

    >>> [singular(word) for word in ("charities", "services", "wellness", "st", "churches")]
    ['charity', 'service', 'wellness', 'st', 'church']
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _canonical(folded: str) -> tuple[tuple[str, ...], str]:
    words, form = _without_legal_form(folded.split())
    words = _without_article(words)
    words = [word for word in words if not _LONG_NUMBER.fullmatch(word)] or words
    words = [ABBREVIATIONS.get(word, word) for word in words]
    words = with_phrases(words)
    return tuple(singular(word) for word in words), form


def _says_something(reading: tuple[str, ...], main: tuple[str, ...]) -> bool:
    return bool(reading) and reading != main and any(word not in SMALL_WORDS for word in reading)


def _join_single_letters(words: list[str]) -> list[str]:
    """`y m c a` -> `ymca`; a stray `s` belongs to the word before it (`children s`)."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        if len(run) > 1 or (run and not joined):
            joined.append("".join(run))
        elif run == ["s"] and len(joined[-1]) > 2:
            joined[-1] += "s"
        else:
            joined += run
        run = []
        if word:
            joined.append(word)
    return joined


def _without_article(words: list[str]) -> list[str]:
    if len(words) > 1 and words[0] in LEADING_WORDS:
        words = words[1:]
    if len(words) > 1 and words[-1] == "the":
        words = words[:-1]
    return words


def _without_legal_form(words: list[str]) -> tuple[list[str], str]:
    form = ""
    shorter = True
    while shorter:
        shorter = False
        if len(words) > 1 and words[-1] == "the":
            words, shorter = words[:-1], True
        for ending in LEGAL_FORMS_LONGEST_FIRST if words and words[-1] in _FORM_ENDS else ():
            size = len(ending)
            if len(words) > size and tuple(words[-size:]) == ending:
                words, form, shorter = words[:-size], form or LEGAL_FORMS[ending], True
                break
    if form and len(words) > 1 and words[-1] == "and":
        words = words[:-1]
    return words, form


def with_phrases(words: list[str]) -> list[str]:
    """The words with every phrase of `name_words.PHRASES` as the word that stands for it.

    >>> with_phrases(["bolton", "home", "start"])
    ['bolton', 'homestart']
    """
    out: list[str] = []
    at = 0
    while at < len(words):
        for phrase in PHRASES_BY_FIRST_WORD.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                out += PHRASES[phrase]
                at += len(phrase)
                break
        else:
            out.append(words[at])
            at += 1
    return out
