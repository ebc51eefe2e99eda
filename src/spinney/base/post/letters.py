"""Letters: what a message says, in one language, obeying the house's rules for mail.

Plain text; one deed, with its link on a line of its own; the subject says deed, date and minutes;
who asks and for which cluster; how to say no; how to get fewer. Never anything about clients.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string

from spinney.base.kernel.actors import Scope
from spinney.base.post.addresses import absolute
from spinney.base.post.discretion import refuse_client_data
from spinney.base.post.models import FEWER_MARK, SECRET_MARK

WIDTH = 72
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """What one message says.

    kind: a registered kind ("clusters.invitation"); scope, place: for which cluster, programme or
    organisation, and its name; asker: who asks or tells, with her part ("Ash Green, facilitator").
    headline: the matter in one line, without a full stop ("will Birch House join The Spinney?").

    A letter that asks has a `deed` ("Answer"), its `minutes`, and if there is one a last day
    (`by_when`); its `link` is a path or address of this site, or it is left empty for the task
    link that `outbox.ask` makes; `say_no` tells how to decline. A letter that only tells has
    neither deed nor minutes, may have a link, and waits for the receiver's daily or weekly summary.

    paragraphs: the house's words. said: the asker's own words, shown as a quotation.
    code: a code to be typed, in place of a link. reply_to: where an answer by mail goes.
    about: the record's name of what it concerns ("clusters.Invitation:12").
    good_until: after that it is not worth sending.
    calendar: an entry for the receiver's calendar (iCalendar with its METHOD, RFC 5546), with
    `RECEIVER_MARK` where her own address stands. A letter with one goes at once.
    """

    kind: str
    scope: Scope
    place: str
    asker: str
    headline: str
    paragraphs: Sequence[str] = ()
    said: str = ""
    deed: str = ""
    minutes: int = 0
    by_when: date | None = None
    link: str = ""
    code: str = ""
    say_no: str = ""
    reply_to: str = ""
    about: str = ""
    good_until: datetime | None = None
    calendar: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks something of its receiver, or only tells."""
        return bool(self.deed)


@dataclass(frozen=True)
class Kind:
    """A kind of letter, as its receivers know it ("Invitations to join a cluster").

    `example` makes a letter of the kind from invented things; the rules are tested on it.
    A kind that may not be refused is one without which the site cannot work for its receiver.
    That a confidential one was written tells what somebody did: those who run the place are not
    shown how it fared, nor may they send its link elsewhere.
    """

    name: str
    title: str
    example: Callable[[], Letter]
    may_be_refused: bool = True
    is_confidential: bool = False


_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> Kind:
    """Called by a room when it starts, for each kind of letter that it sends."""
    _kinds[kind.name] = kind
    return kind


def all_kinds() -> list[Kind]:
    """Every kind of letter, by title."""
    return sorted(_kinds.values(), key=lambda k: k.title)


def confidential_kinds() -> list[str]:
    """The names of the kinds of which only their receivers may know."""
    return [name for name, kind in _kinds.items() if kind.is_confidential]


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises LookupError when no room has declared it."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No room declared letters of the kind {name!r} (add_kind).") from None


def check(letter: Letter) -> None:
    """Raise ValueError for a letter that breaks the house's rules, BadInput for what a person
    wrote that may not be mailed.
    """
    kind_of(letter.kind)
    if "\n" in letter.headline or "\n" in letter.asker or "\n" in letter.place:
        raise ValueError("Headline, asker and place of a letter are one line each.")
    if not (letter.asker and letter.place and letter.headline):
        raise ValueError("A letter says who asks, for which cluster, and what.")
    if any("http://" in text or "https://" in text for text in _house_words(letter)):
        raise ValueError("The one link of a letter stands on its own line, not in the text.")
    if letter.asks and not (letter.minutes > 0 and letter.say_no):
        raise ValueError("A letter that asks says how many minutes it takes and how to say no.")
    if letter.link and letter.code:
        raise ValueError("A letter has one deed: a link or a code, not both.")
    refuse_client_data([letter.headline, letter.said, *letter.paragraphs])


def subject_of(letter: Letter) -> str:
    """Deed, last day, minutes and matter: "Answer by Thu 12 March, 2 minutes: …"."""
    if not letter.asks:
        return _capital(letter.headline)[:LONGEST_SUBJECT]
    by = (
        f" by {letter.by_when:%a} {letter.by_when.day} {letter.by_when:%B}"
        if letter.by_when
        else ""
    )
    minutes = "1 minute" if letter.minutes == 1 else f"{letter.minutes} minutes"
    return f"{letter.deed}{by}, {minutes}: {letter.headline}"[:LONGEST_SUBJECT]


def body_of(letter: Letter, *, name: str, address: str) -> str:
    """The text of a letter to somebody, with marks where its secret and her own address stand.

    `name` may be empty, for somebody known only by her address.
    """
    has_secret = bool(letter.code) or (letter.asks and not letter.link)
    context = {
        "letter": letter,
        "asker": f"{letter.asker}," if "," in letter.asker else letter.asker,
        "headline": _capital(letter.headline),
        "name": name,
        "address": address,
        "paragraphs": [_wrap(p) for p in letter.paragraphs],
        "said": textwrap.indent(_wrap_lines(letter.said), "> "),
        "say_no": _wrap(letter.say_no),
        "line": SECRET_MARK if has_secret else (absolute(letter.link) if letter.link else ""),
        "fewer": FEWER_MARK if kind_of(letter.kind).may_be_refused else "",
    }
    text = render_to_string("post/letter.txt", context)
    return tidy(text)


def tidy(text: str) -> str:
    """Wrap lines that names made long, keep addresses whole, and one empty line at a time."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        line = line.rstrip()
        if not line and lines and not lines[-1]:
            continue
        whole = len(line) <= WIDTH or line.startswith((">", "http", "- "))
        lines += [line] if whole else textwrap.wrap(line, WIDTH, break_long_words=False)
    return "\n".join(lines) + "\n"


def _house_words(letter: Letter) -> list[str]:
    return [letter.headline, letter.say_no, letter.asker, letter.place, *letter.paragraphs]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wrap(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, break_long_words=False)


def _wrap_lines(text: str) -> str:
    wrapped = (
        textwrap.fill(line, WIDTH - 2, break_long_words=False) for line in text.strip().splitlines()
    )
    return "\n".join(wrapped)
