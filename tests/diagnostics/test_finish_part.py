"""A colleague says that her part is done; whoever sends it is told."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.diagnostics.actions.parts import finish_part
from spinney.diagnostics.models import Part
from tests.diagnostics.answering import birch_asked, guest
from tests.diagnostics.parts import colleague, path_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_it_is_noted_told_and_still_hers_to_change(wood):
    asked = birch_asked(wood)
    part, _ = colleague(asked, guest(asked))
    visitor = Visitor(Client())
    visitor.open(path_of(part) + "done/")
    visitor.press("My part is done")
    assert visitor.says("Your part is done")
    assert Part.objects.get().done_at is not None
    assert Message.objects.get(kind="diagnostics.answers_part_done").email == "birch@example.org"
    visitor.open(path_of(part) + "q-costs/")
    assert visitor.status == 200


def test_only_with_her_link(wood):
    asked = birch_asked(wood)
    part, _ = colleague(asked, guest(asked))
    for who in (wood.birch, wood.ash, guest(asked)):
        with pytest.raises(NotAllowed):
            finish_part(part=part, by=who, now=timezone.now())
