"""Two people of one organisation said different things: somebody says which one holds."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.answers import settle_answer
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet
from tests.diagnostics.answering import answer, birch_asked, guest, link_to
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def two_answers(wood):
    asked = birch_asked(wood)
    first = guest(asked)
    answer(asked, first)
    answer(asked, guest(asked, "treasurer@example.org"), {"staff": 9})
    return asked, first, OtherAnswer.objects.get(settled_at=None)


def settle(asked, key, holds, by):
    fresh = Asked.objects.get(pk=asked.pk)
    settle_answer(asked=fresh, key=key, holds=holds, by=by, now=timezone.now())
    return values_of(Sheet.objects.get(asked=asked))


def test_the_first_holds(wood):
    asked, by, _ = two_answers(wood)
    assert settle(asked, "staff", None, by)["staff"] == 4
    assert not OtherAnswer.objects.filter(settled_at=None).exists()


def test_the_other_holds_and_both_are_kept(wood):
    asked, by, other = two_answers(wood)
    assert settle(asked, "staff", other, by)["staff"] == 9
    assert OtherAnswer.objects.get(pk=other.pk).settled_by.startswith("address:")


def test_what_was_settled_meanwhile(wood):
    asked, by, other = two_answers(wood)
    settle(asked, "staff", None, by)
    with pytest.raises(BadInput):
        settle(asked, "staff", other, by)


def test_nobody_else_settles_it(wood):
    asked, _, other = two_answers(wood)
    with pytest.raises(NotAllowed):
        settle(asked, "staff", other, wood.ash)


def test_the_check_page_shows_both_and_asks_which_holds(wood):
    asked, _, _ = two_answers(wood)
    _, secret = link_to(asked)
    visitor = Visitor(Client())
    visitor.open(f"/do/{secret}/check/")
    assert visitor.says("You said “4”.")
    assert visitor.says("A colleague said “9”.") or visitor.says("treasurer@example.org said “9”.")
    assert not visitor.says("See what the others will see")
    visitor.press("“9” holds")
    assert visitor.says("See what the others will see")
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 9
