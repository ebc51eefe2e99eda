"""Who was taken off can be put back, with a new link."""

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.states import AskedState
from tests.diagnostics.surveys import ask, make_survey, open_survey
from tests.personas import NOON


def test_it_gets_a_new_link(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    actions.stop_asking(asked=asked, by=wood.ash, now=NOON)
    back = actions.ask_after_all(asked=asked, by=wood.ash, now=NOON)
    assert back.state == AskedState.ASKED
    links = TaskLink.objects.filter(subject=subject_of(asked), revoked_at=None)
    assert links.count() == 1


def test_before_the_opening_nobody_is_written_to(wood):
    asked = ask(make_survey(wood), wood)[0]
    actions.stop_asking(asked=asked, by=wood.ash, now=NOON)
    actions.ask_after_all(asked=asked, by=wood.ash, now=NOON)
    assert not TaskLink.objects.exists()


def test_only_who_was_taken_off(wood):
    asked = open_survey(wood).asked.order_by("pk").first()
    with pytest.raises(WrongState, match="asked already"):
        actions.ask_after_all(asked=asked, by=wood.ash, now=NOON)
