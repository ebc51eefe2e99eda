"""Can mail that comes to the site be read?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from spinney.base.post.incoming.boxes import BoxFault, Maildir, open_box
from spinney.cli.health.finding import Finding, ill, notice, well

MANY = 200


def mail_in(folder: Path) -> Finding:
    """The place where answers arrive is there, and what arrives is read."""
    if not settings.MAIL_IN:
        return well("mail that comes in", "is not read (MAIL_IN is not set).")
    try:
        with open_box(settings.MAIL_IN) as box:
            waiting = len(box.waiting())
            aside = box.put_aside() if isinstance(box, Maildir) else 0
    except BoxFault as fault:
        return ill("mail that comes in", str(fault), "See MAIL_IN in the host's guide.")
    if aside:
        return notice(
            "mail that comes in",
            f"{aside} mails could not be dealt with. They are flagged.",
            "Look at them, and take their flags away or delete them.",
        )
    if waiting > MANY:
        return notice(
            "mail that comes in",
            f"{waiting} mails wait to be read.",
            "Look whether the background work is done (below).",
        )
    return well("mail that comes in", "can be read.")
