"""Each new mail is read once, in a transaction of its own, and given to whoever it is for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from spinney.base.post.bounces import note_bounce
from spinney.base.post.incoming.boxes import Box, open_box
from spinney.base.post.incoming.mail import Mail, read_mail

logger = logging.getLogger(__name__)

Reader = Callable[[Mail, datetime], bool]
_readers: list[Reader] = []


def add_reader(reader: Reader) -> Reader:
    """Called by a room when it starts: reader(mail, now) deals with a mail that is its own and
    returns True, or leaves it to others and returns False. It must stand being given a mail twice:
    the site may stop between dealing with it and marking it as read.
    """
    _readers.append(reader)
    return reader


def reply_address() -> str:
    """Where answers to letters are read by this site; "" when it reads none."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if settings.MAIL_IN else ""


@dataclass(frozen=True)
class Fetched:
    """How many mails were read; how many were somebody's; how many could not be dealt with."""

    read: int = 0
    known: int = 0
    aside: int = 0


def fetch(*, now: datetime) -> Fetched:
    """Read all new mail. Raises BoxFault when it cannot be reached, DatabaseError when the database
    is away: then what is left is read the next time.
    """
    if not settings.MAIL_IN:
        return Fetched()
    read = known = aside = 0
    with open_box(settings.MAIL_IN) as box:
        for name in box.waiting():
            took = _take(box, name, now)
            read += took is not None
            known += took is True
            aside += took is None
    return Fetched(read, known, aside)


def _take(box: Box, name: str, now: datetime) -> bool | None:
    """Deal with one mail, and mark it. Returns whether somebody knew it; None if it failed."""
    raw = box.read(name)
    if raw is None:
        return False
    try:
        with transaction.atomic():
            known = _deal_with(raw, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: nothing is wrong with the mail
    except Exception as problem:
        # Neither address nor words of a mail go into the log.
        logger.error("A mail could not be dealt with: %s", type(problem).__name__)
        box.mark(name, aside=True)
        return None
    box.mark(name)
    return known


def _deal_with(raw: bytes, now: datetime) -> bool:
    if note_bounce(raw, now=now) is not None:
        return True
    mail = read_mail(raw)
    if mail.sender == reply_address().lower():
        return False  # what we sent ourselves and came back here
    return any(reader(mail, now) for reader in _readers)
