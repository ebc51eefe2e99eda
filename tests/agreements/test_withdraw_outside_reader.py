"""A link to read ends at the next click."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.agreements.actions import outside_readers as actions
from spinney.agreements.models import Comment
from spinney.agreements.states import ReaderState
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON
from tests.agreements.reading import link_of
from tests.agreements.talking import a_draft, a_reader, comment, guest, soon


def test_nothing_is_shown_any_more_and_what_was_said_stays(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version, until=soon(), now=timezone.now())
    link, visitor = link_of(reader), Client()
    assert visitor.get(link).status_code == 200
    comment(wood, version, by="ash")
    said = Comment.objects.create(about=version, reader=reader, text="Why?", at=NOON)
    reader = actions.withdraw_outside_reader(reader=reader, by=wood.ash, now=NOON)
    assert reader.state == ReaderState.WITHDRAWN
    answer = visitor.get(link)
    assert answer.status_code == 410
    assert "We share what we can" not in answer.content.decode()
    assert Comment.objects.filter(pk=said.pk).exists()
    with pytest.raises(WrongState):
        actions.withdraw_outside_reader(reader=reader, by=wood.ash, now=NOON)


def test_a_link_that_was_not_ended_shows_nothing_either(wood):
    reader = a_reader(wood, a_draft(wood), until=soon(), now=timezone.now())
    link = link_of(reader)
    type(reader).objects.update(state=ReaderState.WITHDRAWN)
    assert Client().get(link).status_code == 404
    assert guest(reader).pass_ is not None


def test_only_by_those_who_write_it(wood):
    reader = a_reader(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        actions.withdraw_outside_reader(reader=reader, by=wood.birch, now=NOON)
