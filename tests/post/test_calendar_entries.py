"""A letter with an entry for its receiver's calendar."""

from dataclasses import replace

import pytest

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.delivery import compose
from spinney.base.post.letters import Letter, all_kinds
from spinney.base.post.models import RECEIVER_MARK, Message
from tests.personas import NOON

ENTRY = "\r\n".join(
    ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:CANCEL", "BEGIN:VEVENT", "UID:1@example.org",
     f"ATTENDEE:mailto:{RECEIVER_MARK}", "END:VEVENT", "END:VCALENDAR", ""]
)  # fmt: skip


@pytest.mark.django_db
def test_it_goes_at_once_beside_the_text_with_its_method_and_the_receivers_own_address():
    person = Person.objects.create_user(
        "fern@example.org", "Fern", mail_rhythm=Person.MailRhythm.WEEKLY
    )
    kind = next(one.name for one in all_kinds() if one.may_be_refused)
    news = Letter(kind, Scope("cluster", 1), "The Spinney", "The Spinney", "it is off")
    held = outbox.tell(news, to=person, by=Actor.system("test"), now=NOON)
    sent = outbox.tell(replace(news, calendar=ENTRY), to=person, by=Actor.system("test"), now=NOON)
    assert (held.state, sent.state) == (Message.State.HELD, Message.State.QUEUED)
    assert not compose(held).alternatives
    parts = [part for part in compose(sent).message().walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/calendar"]
    assert (parts[1].get_param("method"), parts[1].get_param("charset")) == ("CANCEL", "utf-8")
    assert "ATTENDEE:mailto:fern@example.org" in parts[1].get_content()
