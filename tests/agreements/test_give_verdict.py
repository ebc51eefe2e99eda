"""A reader from outside says what she thinks of the whole."""

from datetime import timedelta

import pytest

from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.states import ReaderState
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.post.models import Message
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, a_reader, guest


def verdict(reader, by, words="Sign it when clause 1 names the van.", now=NOON):
    return actions.give_verdict(reader=reader, verdict=words, by=by, now=now)


def test_those_who_write_it_are_told(wood):
    reader = a_reader(wood, a_draft(wood))
    reader = verdict(reader, guest(reader))
    assert (reader.state, reader.verdict[:7]) == (ReaderState.ANSWERED, "Sign it")
    told = Message.objects.get(kind="agreements.talked_over")
    assert (told.person, "van" in told.body) == (wood.people["ash"], False)


def test_she_may_change_it_until_her_last_day(wood):
    reader = a_reader(wood, a_draft(wood))
    verdict(reader, guest(reader))
    assert verdict(reader, guest(reader), "Sign it.").verdict == "Sign it."
    with pytest.raises(NotFound):
        verdict(reader, guest(reader), now=NOON + timedelta(days=30))


def test_nobody_says_it_for_her(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version)
    other = guest(a_reader(wood, version, email="other@example.org"))
    for by in (wood.ash, wood.birch, other):
        with pytest.raises((NotAllowed, NotFound), match="may not|no such page"):
            verdict(reader, by)
    with pytest.raises(BadInput):
        verdict(reader, guest(reader), " ")
