"""Somebody outside is given one version to read by a link."""

from datetime import date, datetime, timedelta

import pytest

from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.actions.outside_readers import Asked
from spinney.agreements.policies.review import MOST_READERS_A_DAY
from spinney.agreements.states import ReaderState
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, TooMany
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from tests.agreements.making import NOON
from tests.agreements.talking import UNTIL, a_draft, a_reader, change


def test_she_is_given_the_words_as_they_are(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version, email=" Mo@Example.org ")
    change(version)
    reader.refresh_from_db()
    assert (reader.email, reader.state) == ("mo@example.org", ReaderState.ASKED)
    assert reader.content["clauses"][0]["text"] == "We share what we can."


def test_her_link_lives_through_her_last_day(wood):
    reader = a_reader(wood, a_draft(wood))
    link = TaskLink.objects.get(subject=subject_of(reader))
    assert link.verb == "agreements.read_from_outside"
    assert link.expires_at.date() - UNTIL <= timedelta(days=1)
    assert link.expires_at > datetime.combine(UNTIL, NOON.timetz())
    letter = Message.objects.get(kind="agreements.outside_reading")
    assert letter.email == "mo@example.org"


def test_her_name_and_address_are_not_in_the_record(wood):
    a_reader(wood, a_draft(wood))
    detail = str(Entry.objects.get(verb="agreements.ask_outside_reader").detail)
    assert "Mo" not in detail
    assert "example.org" not in detail


def test_asked_again_she_gets_the_newer_words_and_one_link(wood):
    version = a_draft(wood)
    first = a_reader(wood, version)
    change(version)
    second = a_reader(wood, version)
    first.refresh_from_db()
    assert first.state == ReaderState.WITHDRAWN
    assert second.content["clauses"][0]["text"] == "We share a kitchen."
    live = TaskLink.objects.filter(verb="agreements.read_from_outside", revoked_at=None)
    assert [one.subject for one in live] == [subject_of(second)]


@pytest.mark.parametrize(
    "said", [{"until": NOON.date()}, {"until": date(2027, 1, 1)}, {"name": " "}]
)
def test_what_cannot_be_asked(wood, said):
    with pytest.raises(BadInput):
        a_reader(wood, a_draft(wood), **said)


def test_so_many_a_day(wood):
    version = a_draft(wood)
    for number in range(MOST_READERS_A_DAY):
        a_reader(wood, version, email=f"mo{number}@example.org")
    with pytest.raises(TooMany):
        a_reader(wood, version, email="one@example.org")


@pytest.mark.parametrize(("name", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_it_is_for_those_who_write_it(wood, name, error):
    asked = Asked("Mo Law", "mo@example.org", UNTIL)
    with pytest.raises(error):
        actions.ask_outside_reader(
            version=a_draft(wood), asked=asked, by=wood.actor(name), now=NOON
        )
