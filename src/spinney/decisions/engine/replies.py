"""What an answer to the e-mail votes: a number, some numbers, an order, scores, or a word. Pure.

Only what is new in the mail counts (see `new_text`). What is not clear beyond doubt is no vote but
a fault, for then the voter is asked again, and a wrong vote would be worse: two numbers where one
is asked for, a number that no option has, "not 2", "1 or 3".

    >>> options = {1: "van", 2: "shed", 3: "fund"}
    >>> read_reply("I vote for option two.\\n\\nSent from my iPhone", options, Kind.CHOOSE).marks
    {'shed': 1}
    >>> read_reply("3, 1 and 2", options, Kind.RANK).marks
    {'fund': 1, 'van': 2, 'shed': 3}
    >>> read_reply("1=5 3=2", options, Kind.SCORE, most=5).marks
    {'van': 5, 'fund': 2}
    >>> read_reply("2 or 3", options, Kind.CHOOSE).fault
    'unclear'
    >>> read_voice("Object: the costs are not known", WAYS["consent"]).reason
    'the costs are not known'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spinney.decisions.engine.new_text import new_text
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.ways import WAYS, Voice, Way

__all__ = ["FAULTS", "WAYS", "Read", "read_reply", "read_voice"]

FAULTS: Mapping[str, str] = {
    "empty": "Your mail had no new words in it.",
    "no_number": "We found no number in your mail. Answer with the number of an option.",
    "no_voice": "We did not find your answer. Begin your mail with one of the answers we listed.",
    "unclear": "We were not sure what you meant. Answer with the numbers alone.",
    "too_many": "You gave more numbers than can be marked.",
    "not_an_option": "You gave a number that is not in the list.",
    "twice": "You gave a number twice.",
    "no_pairs": "Write the number of each option with what you give it, like 1=5 2=3.",
    "too_high": "You gave an option more than can be given.",
    "needs_reason": "Please say why, so that the others can answer, like “Object: because …”.",
}
"""The faults by their codes, each in a sentence for whoever sent the mail."""


@dataclass(frozen=True)
class Read:
    """What a mail votes: `marks` as a paper has them, or a `voice` with its `reason`; or a `fault`
    (a key of FAULTS), and then nothing is voted. `words` is what was new in the mail.
    """

    words: str
    marks: Mapping[str, int] = field(default_factory=dict)
    voice: str = ""
    reason: str = ""
    fault: str = ""


_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_FILLER = frozenset(
    {
        "i", "we", "am", "vote", "votes", "my", "our", "mine", "for", "is", "are", "of", "in", "on",
        "option", "options", "number", "numbers", "choice", "choices", "choose", "approve", "pick",
        "rank", "prefer", "first", "order", "please", "and", "the", "then", "this", "would", "like",
        "to", "with", "yes", "hello", "hi", "dear", "all", "thanks", "thank", "you",
    }
)  # fmt: skip
_DOUBT = re.compile(
    r"\b(?:not|no|never|none|neither|nor|or|either|except|but|unless|if|against|instead|maybe"
    r"|perhaps|unsure|anything|apart|without|rather|than|question|change|nicht|kein\w*|oder|pas"
    r"|sauf|ou|ddim"
    # Days and absences: "I am away until 3 March" is no vote for 3.
    r"|until|away|absent|holiday|on leave|annual leave|out of (?:the )?office|back on|january"
    r"|february|march|april|june|july|august|september|october|november|december"
    r")\b|n['’]t\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:no\.?|nr\.?|number|option|choice)\s*(?=[0-9])|#(?=[0-9])", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|(?<![0-9=:])0)[0-9][0-9 ()-]{6,}[0-9]")
_JOINED = re.compile(r"[0-9][-\u2013/:.][0-9]|[£$€][0-9]|[0-9]%")
_DIGITS = re.compile(r"(?<!\w)[0-9]{1,3}(?!\w)")
_PAIR = re.compile(r"(?<!\w)([0-9]{1,3})\s*(?:=|:|->|\u2192)\s*([0-9]{1,3})(?!\w)")
_WORDS = re.compile(r"[^\W\d_]+")
_OPTIONAL = re.compile(r"(?<!\w)([0-9]{1,3})\s*(?:\?|\(?if need be\b\)?)", re.IGNORECASE)


def read_reply(text: str, options: Mapping[int, str], kind: Kind, most: int | None = None) -> Read:
    """What a mail votes on options, each of which has its number. `most` is how many may be
    marked, or the highest score, or the points to share out; None: as many as there are. Of times
    those that are named can be come to, those with a question mark if need be, the others not.
    """
    words = new_text(text)
    plain = _NAMED.sub("", _PHONE.sub(" ", words))
    if kind is Kind.TIMES:
        plain = _OPTIONAL.sub(r"\1?", plain)
    if not words:
        return Read(words, fault="empty")
    if kind in (Kind.SCORE, Kind.ALLOCATE):
        return _given(words, plain, options, kind, most)
    numbers, fault = _numbers(plain, kind)
    fault = fault or _misfit(numbers, options, kind, most)
    if fault:
        return Read(words, fault=fault)
    keys = [options[number] for number in dict.fromkeys(numbers)]
    if kind is Kind.RANK:
        return Read(words, marks={key: place for place, key in enumerate(keys, 1)})
    if kind is Kind.TIMES:
        if_need_be = {options[int(one)] for one in _OPTIONAL.findall(plain)}
        came = {key: 1 if key in if_need_be else 2 for key in keys}
        return Read(words, marks={key: came.get(key, 0) for key in options.values()})
    return Read(words, marks=dict.fromkeys(keys, 1))


def _numbers(plain: str, kind: Kind) -> tuple[list[int], str]:
    """The numbers that a mail has, in their order; or why they are not clear."""
    digits = [int(one) for one in _DIGITS.findall(plain)]
    said = [word.lower() for word in _WORDS.findall(plain)]
    in_words = [_NUMBER_WORDS[word] for word in said if word in _NUMBER_WORDS]
    nothing_else = all(word in _FILLER or word in _NUMBER_WORDS for word in said)
    if not digits and not (in_words and nothing_else):
        return [], "no_number"
    doubtful = _DOUBT.search(plain) or _JOINED.search(plain)
    asked = "?" in plain and kind is not Kind.TIMES
    if doubtful or asked or (digits and in_words and nothing_else):
        return [], "unclear"
    return digits or in_words, ""


def _misfit(
    numbers: Sequence[int], options: Mapping[int, str], kind: Kind, most: int | None
) -> str:
    different = set(numbers)
    if not different <= set(options):
        return "not_an_option"
    if len(different) > (most or (1 if kind is Kind.CHOOSE else len(options))):
        return "too_many"
    return "twice" if kind is Kind.RANK and len(different) < len(numbers) else ""


def _given(
    words: str, plain: str, options: Mapping[int, str], kind: Kind, most: int | None
) -> Read:
    """Scores or points: "1=5 2=3"."""
    pairs = [(int(number), int(given)) for number, given in _PAIR.findall(plain)]
    rest = _PAIR.sub(" ", plain)
    fault = ""
    if not pairs:
        fault = "no_pairs"
    elif _DIGITS.search(rest) or _DOUBT.search(rest) or "?" in rest:
        fault = "unclear"
    elif not {number for number, _ in pairs} <= set(options):
        fault = "not_an_option"
    elif len({number for number, _ in pairs}) < len(pairs):
        fault = "twice"
    elif most is not None and _highest(pairs, kind) > most:
        fault = "too_high"
    if fault:
        return Read(words, fault=fault)
    return Read(words, marks={options[number]: given for number, given in pairs})


def _highest(pairs: Sequence[tuple[int, int]], kind: Kind) -> int:
    given = [one for _, one in pairs]
    return sum(given) if kind is Kind.ALLOCATE else max(given)


# Voices ----------------------------------------------------------------------------------------

_ALSO = {
    "agree": ("agreed", "yes", "in favour"),
    "consent": ("no objections", "consented", "i have no objection"),
    "abstain": ("abstain", "abstained", "stand aside", "no opinion"),
    "object": ("objection", "i have an objection"),
    "disagree": ("disagreed", "against"),
    "block": ("blocked",),
    "none": ("no advice", "have none"),
}
_LEADING = re.compile(
    r"(?:\s*(?:hi|hello|dear all|dear|we|i|vote|my vote is|answer)\b[\s,:]*)*", re.I
)
_AFTER = re.compile(r"\s*(?:[:;,.!\u2013\u2014-]+|\n|\bbecause\b|\bas\b|\bsince\b|$)\s*", re.I)
_NAME = re.compile(r"\s*[A-Z\u00c0-\u00de]\w*(?:[ \n,.'-]+[A-Z\u00c0-\u00de]\w*){0,5}[\s,.]*")
_HEDGE = re.compile(r"\W*(?:but|not|only|if|unless|except|provided|with|or)\b", re.I)


def read_voice(text: str, way: Way) -> Read:
    """What a mail says to one proposal: the word or the number of a voice of the way at its
    beginning, then the reason if there is one.
    """
    words = new_text(text)
    if not words:
        return Read(words, fault="empty")
    start = _LEADING.sub("", _unsigned(words), count=1)
    for phrase, voice in _phrases(way):
        after = _AFTER.match(start, len(phrase))
        if start[: len(phrase)].lower() == phrase and after:
            return _said(words, voice, start[after.end() :].strip())
    return Read(words, fault="no_voice")


def _unsigned(words: str) -> str:
    """Without a name that stands below the answer."""
    parts = re.split(r"\n\s*\n", words)
    while len(parts) > 1 and _NAME.fullmatch(parts[-1]):
        parts.pop()
    return "\n\n".join(parts)


def _phrases(way: Way) -> list[tuple[str, Voice]]:
    """All that begins a mail that says a voice, the longest first: its label, its key, its number
    and other words for it, as far as no other voice of the way has them.
    """
    found: dict[str, Voice] = {}
    for number, voice in enumerate(way.voices, 1):
        plain = {voice.label.lower(), voice.key.replace("_", " "), str(number), f"option {number}"}
        for phrase in plain | set(_ALSO.get(voice.key, ())):
            found.setdefault(phrase, voice)
    return sorted(found.items(), key=lambda one: -len(one[0]))


def _said(words: str, voice: Voice, rest: str) -> Read:
    if _HEDGE.match(rest) and not voice.needs_reason:
        return Read(words, fault="unclear")
    reason = re.sub(r"^because\b[\s:,]*", "", rest, flags=re.I)
    if voice.needs_reason and not reason:
        return Read(words, fault="needs_reason")
    return Read(words, voice=voice.key, reason=reason)
