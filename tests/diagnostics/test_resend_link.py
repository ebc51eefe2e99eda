"""A link goes out once more, whether or not the organisation has answered."""

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import asked as actions
from spinney.diagnostics.states import Mode
from tests.diagnostics.surveys import ask, make_survey, open_survey, send
from tests.personas import NOON


@pytest.mark.parametrize("mode", list(Mode))
def test_alike_for_those_who_have_answered_and_those_who_have_not(wood, mode):
    first, second, *_ = open_survey(wood, mode=mode).asked.order_by("pk")
    send(first, detached=mode == Mode.DETACHED)
    for asked in (first, second):
        actions.resend_link(asked=asked, by=wood.ash, now=NOON)
        live = TaskLink.objects.filter(subject=subject_of(asked), revoked_at=None)
        assert live.count() == 2  # the first one, perhaps handed on to a colleague, still works


def test_not_before_the_opening(wood):
    with pytest.raises(WrongState, match="not been opened"):
        actions.resend_link(asked=ask(make_survey(wood), wood)[0], by=wood.ash, now=NOON)
