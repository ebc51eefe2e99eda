"""What is new in a mail that answers another: no quoted text, no signature. Pure.

Lines that begin with ">" are quoted. "On … wrote:" (also German, French, Welsh and others) goes
with the quoted lines below it; where those have no ">" it ends the new text, as do "Original
Message", a block of "From: … Sent: …", the signature line "-- ", "Sent from my phone" and a closing
like "Best wishes".

    >>> new_text("2\\n\\nBest wishes\\nSam\\n\\nOn 3 November Spinney wrote:\\n> Please vote")
    '2'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES, MOST_SIGNS = 200, 500
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")

_WROTE = re.compile(
    r"(?:on|am|le|ar|op|el|il|em|den|w dniu|dnia|in a message dated)\b.*"
    r"(?:\b(?:wrote|schrieb|a écrit|écrit|ysgrifennodd|schreef|escribió|ha scritto|scritto|escreveu"
    r"|skrev|napisał(?:\(a\))?|pisze|writes)\b).*:",
    re.IGNORECASE,
)
_WROTE_LATER = re.compile(
    r"\d{4}-\d\d-\d\d\b.*<[^>]*@[^>]*>:|.*<[^>]*@[^>]*> (?:wrote|schrieb|ysgrifennodd)\b.*:"
    r"|[^:]{1,80} schrieb am [0-9].*:"
)
_ORIGINAL = re.compile(
    r"[-_*\s]*(?:original message|forwarded message|ursprüngliche nachricht|original-?nachricht"
    r"|weitergeleitete nachricht|message d['’]origine|message original|message transféré"
    r"|neges wreiddiol|neges a anfonwyd ymlaen|oorspronkelijk bericht)[-_*\s:]*",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?:_{5,}|-{5,}|={5,}|\*{5,})")
_SIGNATURE = re.compile(r"--\s*|__\s*|[\u2013\u2014]\s*")
_SENT_FROM = re.compile(
    r"\W*(?:sent (?:from|via|with|using) |get outlook for |von meinem .*gesendet"
    r"|gesendet (?:von|mit) |envoyé (?:de|depuis|avec) |anfonwyd (?:o|oddi|gan) "
    r"|verzonden vanaf |enviado desde |inviato da ).*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\W*(?:from|von|de|oddi wrth|van|da)\s*:\W*\s*\S.*", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"\W*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|anfonwyd|dyddiad|at"
    r"|pwnc|testun|verzonden|aan|onderwerp)\s*:.*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with |very |all )?(?:best|kind|kindest|warm|warmest|many)? ?(?:wishes|regards|thanks)"
    r"|all the best|best|cheers|ta|thank you|yours(?: sincerely| faithfully| truly)?|sincerely"
    r"|cofion(?: gorau| cynnes)?|diolch(?: yn fawr)?|hwyl|mit freundlichen grüßen|viele grüße"
    r"|liebe grüße|beste grüße|danke|cordialement|bien à vous|merci)"
    r"(?:[\s,.!]+[^\W\d]+){0,3}[\s,.!]*",
    re.IGNORECASE,
)


def new_text(text: str) -> str:
    """The words that whoever answered wrote herself, without empty lines around them."""
    lines = [_clean(line) for line in text.splitlines()[:MOST_LINES]]
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        quoted = _quoted_from(lines, place)
        if quoted:
            place += quoted
            if not any(one.startswith(">") for one in lines[place : place + 3]):
                break
        elif _ends(lines, place, any(kept)):
            break
        else:
            if not line.startswith(">"):
                kept.append(line)
            place += 1
    return "\n".join(kept).strip()


def _clean(line: str) -> str:
    return _INVISIBLE.sub("", line[:MOST_SIGNS]).replace("\u00a0", " ").strip()


def _quoted_from(lines: Sequence[str], place: int) -> int:
    """How many lines "On … wrote:" takes here; mail programs break it in up to three. 0: none."""
    for length in (1, 2, 3):
        joined = " ".join(lines[place : place + length]).lstrip("> ")
        if joined.endswith(":") and (_WROTE.fullmatch(joined) or _WROTE_LATER.fullmatch(joined)):
            return length
        if place + length >= len(lines) or not lines[place + length - 1]:
            return 0
    return 0


def _ends(lines: Sequence[str], place: int, something_said: bool) -> bool:
    """Whether the new text ends before this line."""
    line = lines[place]
    if _SIGNATURE.fullmatch(line) or _ORIGINAL.fullmatch(line) or _SENT_FROM.fullmatch(line):
        return True
    if _LINE.fullmatch(line) or (something_said and _CLOSING.fullmatch(line)):
        return something_said
    below = lines[place + 1 : place + 5]
    return bool(_FROM.fullmatch(line)) and any(_OTHER_HEADER.fullmatch(one) for one in below)
