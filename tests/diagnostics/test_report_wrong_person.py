"""A link that went to the wrong person ends when she says so, and those who run it are told."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.diagnostics.actions.sending import report_wrong_person
from spinney.diagnostics.models import Asked
from tests.diagnostics.answering import birch_asked, guest, link_to
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_the_link_ends_the_address_is_forgotten_and_ash_is_told(wood):
    asked = birch_asked(wood)
    by = guest(asked, "birch@example.org")
    report_wrong_person(asked=asked, by=by, now=timezone.now())
    assert TaskLink.objects.get(pk=by.pass_.link_id).revoked_at is not None
    assert Asked.objects.get(pk=asked.pk).email == ""
    assert Message.objects.get(kind="diagnostics.answers_news").email == "ash@example.org"


def test_a_link_handed_on_wrongly_leaves_the_first_address(wood):
    asked = birch_asked(wood)
    report_wrong_person(asked=asked, by=guest(asked, "x@example.org"), now=timezone.now())
    assert Asked.objects.get(pk=asked.pk).email == "birch@example.org"


def test_only_with_a_link(wood):
    asked = birch_asked(wood)
    for who in (wood.birch, wood.ash):
        with pytest.raises(NotAllowed):
            report_wrong_person(asked=asked, by=who, now=timezone.now())


def test_from_the_page(wood):
    asked = birch_asked(wood)
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.fill(f"/do/{secret}/not-ours/")
    assert visitor.says("Thank you for telling us")
    visitor.open(f"/do/{secret}/")
    assert visitor.status == 410
