"""Where mail arrives: a maildir on this machine, or a folder of an IMAP server.

Every box tells what has not been read yet, gives each mail, and marks it as read. What could not
be dealt with is marked as well, flagged, so that it is not met again and a person can find it.
"""

from __future__ import annotations

import imaplib
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlparse

MOST_BYTES = 2_000_000
"""So much of a mail is read: its words stand before whatever is attached."""
SECONDS = 20
SHAPES = "MAIL_IN is like maildir:/var/mail/spinney or imaps://user:password@mail.example.org/INBOX"


class BoxFault(Exception):
    """The place where mail arrives cannot be read; says why and what to mend. Never a password."""


class Box(Protocol):
    """Somewhere that mail arrives."""

    def waiting(self) -> list[str]:
        """The names of the mails that nobody has read, the oldest first."""

    def read(self, name: str) -> bytes | None:
        """A mail (its first MOST_BYTES); None if it is no longer there."""

    def mark(self, name: str, *, aside: bool = False) -> None:
        """Say that it was read; `aside` flags what could not be dealt with."""


def checked(address: str) -> str:
    """An address for MAIL_IN as it was given, or "" for none. Raises SystemExit, with what to write
    instead, for what is no such address.

    >>> checked(" maildir:/var/mail/spinney ")
    'maildir:/var/mail/spinney'
    """
    address = address.strip()
    if not address:
        return ""
    parts = urlparse(address)
    is_maildir = parts.scheme == "maildir" and parts.path.startswith("/") and not parts.netloc
    is_imap = parts.scheme in ("imaps", "imap") and parts.hostname and parts.username
    if not (is_maildir or is_imap):
        raise SystemExit(f"{SHAPES}, not {parts.scheme or 'what it is'}:…")
    return address


@contextmanager
def open_box(address: str) -> Iterator[Box]:
    """The box at an address (see `checked`), for as long as it is read. Raises BoxFault."""
    if address.startswith("maildir:"):
        yield Maildir(Path(urlparse(address).path))
        return
    box = _connected(address)
    try:
        yield box
    except (imaplib.IMAP4.error, OSError) as problem:
        raise BoxFault(f"The mail server broke off ({type(problem).__name__}).") from problem
    finally:
        box.leave()


class Maildir:
    """A maildir: mail that was not read lies in `new`, what was read in `cur`, with its marks at
    the end of its name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("new", "cur"):
            if not (folder / part).is_dir():
                raise BoxFault(f"There is no maildir at {folder}: the folder “{part}” is missing.")
            if not os.access(folder / part, os.R_OK | os.W_OK | os.X_OK):
                raise BoxFault(f"This program may not read and move mail in {folder / part}.")

    def waiting(self) -> list[str]:
        return sorted(one.name for one in (self.folder / "new").iterdir() if one.is_file())

    def read(self, name: str) -> bytes | None:
        try:
            with (self.folder / "new" / name).open("rb") as file:
                return file.read(MOST_BYTES)
        except FileNotFoundError:
            return None

    def mark(self, name: str, *, aside: bool = False) -> None:
        read = self.folder / "cur" / f"{name.partition(':')[0]}:2,{'FS' if aside else 'S'}"
        try:
            (self.folder / "new" / name).rename(read)
        except FileNotFoundError:
            return  # somebody else has read it at the same moment

    def put_aside(self) -> int:
        """How many mails could not be dealt with and still lie there."""
        marks = (one.name.rpartition(":2,")[2] for one in (self.folder / "cur").iterdir())
        return sum("F" in mark for mark in marks)


class ImapFolder:
    """A folder of an IMAP server, already chosen. Mail is read without marking it (PEEK)."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self.server = server

    def waiting(self) -> list[str]:
        _, found = self.server.uid("SEARCH", "UNSEEN", "UNDELETED")
        return [number.decode() for number in (found[0] or b"").split()]

    def read(self, name: str) -> bytes | None:
        _, found = self.server.uid("FETCH", name, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
        return next((bytes(one[1]) for one in found if isinstance(one, tuple)), None)

    def mark(self, name: str, *, aside: bool = False) -> None:
        flags = r"(\Seen \Flagged)" if aside else r"(\Seen)"
        self.server.uid("STORE", name, "+FLAGS.SILENT", flags)

    def leave(self) -> None:
        """Say goodbye to the server, whatever it says."""
        try:
            self.server.logout()
        except (imaplib.IMAP4.error, OSError):
            return


def _connected(address: str) -> ImapFolder:
    """The folder of an IMAP address: imaps:// is encrypted from the first byte, imap:// from the
    second word on (STARTTLS), unless ?tls=no says that the server is on this machine.
    """
    parts = urlparse(address)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    server: imaplib.IMAP4 | None = None
    try:
        server = _server(address)
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        answer, _ = server.select(_quoted(folder))
    except (imaplib.IMAP4.error, OSError) as problem:
        if server is not None:
            ImapFolder(server).leave()
        raise BoxFault(_why(problem, parts.hostname or "")) from problem
    if answer != "OK":
        ImapFolder(server).leave()
        raise BoxFault(f"There is no folder “{folder}” on {parts.hostname}.")
    return ImapFolder(server)


def _server(address: str) -> imaplib.IMAP4:
    parts = urlparse(address)
    host, safe = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=safe, timeout=SECONDS)
    server = imaplib.IMAP4(host, parts.port or 143, timeout=SECONDS)
    if parse_qs(parts.query).get("tls") != ["no"]:
        server.starttls(safe)
    return server


def _why(problem: Exception, host: str) -> str:
    if isinstance(problem, imaplib.IMAP4.error) and not isinstance(problem, imaplib.IMAP4.abort):
        return f"The mail server {host} does not let us in. Look at name and password in MAIL_IN."
    return f"The mail server {host} does not answer ({type(problem).__name__})."


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
