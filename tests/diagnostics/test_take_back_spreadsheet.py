"""A spreadsheet's answers are taken out again: what stood before stands again."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.actions.spreadsheets import (
    Filled,
    read_spreadsheet,
    take_back_spreadsheet,
    take_spreadsheet,
)
from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet
from tests.diagnostics.answering import answer, birch_asked, guest

pytestmark = pytest.mark.django_db


def taken(asked, by, answers):
    fresh, now = Asked.objects.get(pk=asked.pk), timezone.now()
    upload = read_spreadsheet(asked=fresh, filled=Filled("a.xlsx", answers), by=by, now=now)
    return take_spreadsheet(upload=upload, by=by, now=now)


def test_what_stood_before_stands_again_but_for_what_was_changed_since(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by, {"staff": 1, "rent": 10})
    upload = taken(asked, by, {"staff": 2, "rent": 20, "hours": "3"})
    answer(asked, by, {"rent": 30})
    take_back_spreadsheet(upload=upload, by=by, now=timezone.now())
    assert values_of(Sheet.objects.get(asked=asked)) == {"staff": 1, "rent": 30}


def test_what_it_said_otherwise_is_gone_too(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked, "first@example.org"), {"staff": 9})
    by = guest(asked)
    upload = taken(asked, by, {"staff": 2})
    take_back_spreadsheet(upload=upload, by=by, now=timezone.now())
    assert not OtherAnswer.objects.exists()


def test_once(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    upload = taken(asked, by, {"staff": 2})
    take_back_spreadsheet(upload=upload, by=by, now=timezone.now())
    with pytest.raises(WrongState):
        take_back_spreadsheet(upload=upload, by=by, now=timezone.now())
