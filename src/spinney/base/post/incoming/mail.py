"""What a mail is made of: who sent it, what it answers, its words. Whatever comes is read; what is
broken in it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP, compat32
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser

MOST_WORDS = 20_000
"""So many letters of the text are looked at: nobody writes more to vote."""
_NUMBERS = re.compile(r"<([^<>\s]{3,250})>")
_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\]+")
_SENT_BY_MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|bounces?|no-?reply|do-?not-?reply|noreply)(?:[+-].*)?@", re.I
)

# Mail programs that announce an absence with none of the headers that say so.
_ABSENT = re.compile(
    r"\s*(?:automatic(?: reply)?|auto(?:matische)? ?-?(?:reply|response|antwort)"
    r"|out of (?:the )?office|abwesenheit\w*|absence|réponse automatique|ateb awtomatig)\b",
    re.I,
)


@dataclass(frozen=True)
class Mail:
    """One mail. `sender` is the only address that it says it comes from, in small letters; "" where
    there is none or several. `number` is the SHA-256 of its Message-ID (of all of it, where it has
    none). `answers` are the Message-IDs of the mails that it answers, without their brackets, the
    nearest first. `is_automatic`: no person wrote it, so nothing may be answered (RFC 3834).
    """

    sender: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    number: str
    answers: tuple[str, ...]
    is_automatic: bool


def read_mail(raw: bytes) -> Mail:
    """What a mail is made of. Never raises for what is in it."""
    plain = message_from_bytes(raw, policy=compat32)
    senders = _senders(plain)
    number = " ".join(_all(plain, "Message-ID")).strip()
    answered = _NUMBERS.findall(" ".join(_all(plain, "In-Reply-To")))
    thread = _NUMBERS.findall(" ".join(_all(plain, "References")))
    sender = senders[0] if len(senders) == 1 else ""
    subject = _subject(raw)
    return Mail(
        sender=sender,
        subject=subject,
        text=_text(raw)[:MOST_WORDS],
        number=sha256(number.encode(errors="replace") or raw).hexdigest(),
        answers=tuple(dict.fromkeys([*answered, *reversed(thread)])),
        is_automatic=_is_automatic(plain, sender, subject),
    )


def _all(mail: Message, name: str) -> list[str]:
    return [str(value) for value in mail.get_all(name, [])]


def _first(mail: Message, name: str) -> str:
    return next(iter(_all(mail, name)), "").strip().lower()


def _senders(mail: Message) -> list[str]:
    """The addresses in the From lines; a line that cannot be taken apart counts as several."""
    lines = _all(mail, "From")
    found = [address for _, address in getaddresses(lines)] if lines else []
    good = [one.lower() for one in found if _ADDRESS.fullmatch(one)]
    return good if len(lines) == 1 and len(good) == len(found) else []


def _is_automatic(mail: Message, sender: str, subject: str) -> bool:
    said = _first(mail, "Auto-Submitted")
    if said and said.partition(";")[0].strip() != "no":
        return True
    if _first(mail, "Precedence") in ("bulk", "list", "junk", "auto_reply", "auto-reply"):
        return True
    if any(mail.get(name) is not None for name in _MACHINE_HEADERS):
        return True
    if _ABSENT.match(subject):
        return True
    returned_to_nobody = "Return-Path" in mail and "@" not in _first(mail, "Return-Path")
    is_report = mail.get_content_type() == "multipart/report"
    return returned_to_nobody or is_report or bool(_SENT_BY_MACHINES.match(sender))


_MACHINE_HEADERS = (
    "List-Id", "List-Unsubscribe", "List-Post", "X-Autoreply", "X-Autorespond", "X-Loop",
)  # fmt: skip


def _subject(raw: bytes) -> str:
    # The parser of modern headers decodes them, and fails on some that are broken.
    with suppress(Exception):
        return str(message_from_bytes(raw, policy=SMTP).get("Subject", ""))[:1000]
    return _first(message_from_bytes(raw, policy=compat32), "Subject")[:1000]


def _text(raw: bytes) -> str:
    """The words of a mail: its plain text, or else those of its HTML."""
    with suppress(Exception):
        mail = message_from_bytes(raw, policy=SMTP)
        if not isinstance(mail, EmailMessage):
            return ""
        for kind, read in _READERS:
            body = mail.get_body(preferencelist=(kind,))
            words = read(_content(body)).strip() if isinstance(body, EmailMessage) else ""
            if words:
                return words
    return ""


def _content(part: EmailMessage) -> str:
    """The text of a part, in whatever letters it says it is; if those are not known, as UTF-8."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def words_of_html(html: str) -> str:
    r"""The words of an HTML mail, a line for each block; what it quotes has ">" before its lines.

    >>> words_of_html("<style>p{}</style><p>2<br>Best</p><blockquote>1 Van</blockquote>")
    '2\nBest\n> 1 Van'
    """
    reader = _HtmlWords()
    reader.feed(html)
    reader.close()
    return reader.words()


class _HtmlWords(HTMLParser):
    BLOCKS = frozenset(
        {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "hr", "table"}
    )
    SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.quotes = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self._new_line()
        self.silent += tag in self.SILENT
        if tag == "blockquote":
            self.quotes += 1
            self.lines[-1] = "> "

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if tag in self.BLOCKS:
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += re.sub(r"\s+", " ", data)

    def _new_line(self) -> None:
        if self.lines[-1].strip("> "):
            self.lines.append("")
        self.lines[-1] = "> " if self.quotes else ""

    def words(self) -> str:
        """All of it, without empty lines."""
        return "\n".join(line.strip() for line in self.lines if line.strip("> "))


_READERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("plain", str),
    ("html", words_of_html),
)
