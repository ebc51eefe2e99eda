"""Mail that arrives, for tests: a maildir, mails to put into it, and a small IMAP server."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from itertools import count
from pathlib import Path

_numbers = count(1)


def make_maildir(folder: Path) -> Path:
    """An empty maildir."""
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    return folder


def a_mail(
    text: str = "2", *, sender: str = "Birch <birch@example.org>", subject: str = "Re: Vote",
    html: str = "", **headers: str,
) -> EmailMessage:  # fmt: skip
    """A mail as a person's mail program writes it; headers with _ for -."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "spinney@example.org", subject
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"Message-ID": f"<{next(_numbers)}@mail.example.org>"} | given).items():
        mail[name] = value
    if html and not text:
        mail.set_content(html, subtype="html")
        return mail
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def drop(folder: Path, mail: EmailMessage | bytes) -> str:
    """Put a mail into a maildir, as a mail server does."""
    name = f"{next(_numbers):09d}.mail"
    (folder / "new" / name).write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    return name


class _Imap(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 (RFC 3501) as reading one folder needs."""

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, words = line.decode().strip().partition(" ")
            verb = words.split(" ")[0].upper()
            answer = getattr(self, f"do_{verb.lower()}", lambda said: "OK")(words)
            self.wfile.write(f"{tag} {answer} done\r\n".encode())
            if verb == "LOGOUT":
                return

    def do_capability(self, words: str) -> str:
        self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
        return "OK"

    def do_login(self, words: str) -> str:
        return "OK" if words == 'LOGIN spinney "a word"' else "NO"

    def do_select(self, words: str) -> str:
        if '"Votes"' not in words:
            return "NO"
        self.wfile.write(f"* {len(self.server.mails)} EXISTS\r\n".encode())
        return "OK"

    def do_uid(self, words: str) -> str:
        mails, marks = self.server.mails, self.server.marks
        if words.startswith("UID SEARCH"):
            unseen = [str(n) for n in sorted(mails) if r"\Seen" not in marks.get(n, "")]
            self.wfile.write(f"* SEARCH {' '.join(unseen)}\r\n".encode())
        elif fetched := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", words):
            content = mails[int(fetched[1])][: int(fetched[2])]
            self.wfile.write(
                f"* 1 FETCH (UID {fetched[1]} BODY[]<0> {{{len(content)}}}\r\n".encode()
            )
            self.wfile.write(content + b")\r\n")
        elif stored := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT (.*)", words):
            marks[int(stored[1])] = stored[2]
        return "OK"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mails: dict[int, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Imap)
        self.mails, self.marks = mails, {}


@contextmanager
def imap_server(*mails: EmailMessage) -> Iterator[tuple[str, _Server]]:
    """A server with these mails in its folder Votes, and its address for MAIL_IN."""
    server = _Server({n: mail.as_bytes() for n, mail in enumerate(mails, 1)})
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    port = server.server_address[1]
    try:
        yield f"imap://spinney:a%20word@127.0.0.1:{port}/Votes?tls=no", server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
