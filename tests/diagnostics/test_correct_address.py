"""A wrong address is put right: the link that went astray ends, and a new one goes out."""

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import asked as actions
from tests.diagnostics.surveys import ask, make_survey, open_survey
from tests.personas import NOON


def correct(asked, by, email="Director@Birch.example.org", name="B. Birch"):
    return actions.correct_address(asked=asked, email=email, person_name=name, by=by, now=NOON)


def test_the_old_link_ends_and_a_new_one_goes_out(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    moved = correct(asked, wood.ash)
    assert (moved.email, moved.person_name) == ("director@birch.example.org", "B. Birch")
    old, new = TaskLink.objects.filter(subject=subject_of(asked)).order_by("pk")
    assert (old.revoked_at, new.revoked_at, new.email) == (NOON, None, moved.email)


def test_only_the_name_changes_nothing_else(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    before = Message.objects.count()
    correct(asked, wood.ash, email=asked.email)
    assert Message.objects.count() == before
    assert TaskLink.objects.filter(subject=subject_of(asked), revoked_at=None).count() == 1


def test_before_the_opening_nobody_is_written_to(wood):
    correct(ask(make_survey(wood), wood)[0], wood.ash)
    assert not Message.objects.exists()


def test_the_address_stays_out_of_the_record(wood):
    correct(open_survey(wood).asked.order_by("pk").first(), wood.ash)
    detail = Entry.objects.get(verb="diagnostics.correct_address").detail
    assert detail["moved"] is True
    assert "birch.example.org" not in str(detail)


def test_not_of_one_that_was_taken_off(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    actions.stop_asking(asked=asked, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="Put it back first"):
        correct(asked, wood.ash)
