"""Mail that comes in and answers a letter about a ballot."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.post.incoming.fetching import add_reader
from spinney.base.post.incoming.mail import Mail
from spinney.decisions.actions.replies import Came, take_reply
from spinney.decisions.queries.replies import elector_meant


@add_reader
def read_vote_by_mail(mail: Mail, now: datetime) -> bool:
    """Count a mail that answers a letter about a ballot. What a machine wrote is passed over."""
    elector = elector_meant(mail.subject, mail.answers)
    if elector is None:
        return False
    if mail.is_automatic:
        return True
    came = Came(sender=mail.sender, text=mail.text, number=mail.number)
    take_reply(elector=elector, came=came, by=Actor.system("answers by mail"), now=now)
    return True
