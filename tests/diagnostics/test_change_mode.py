"""Who sees what may change until the first answer; everybody asked is told, under a new link."""

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.states import Mode
from tests.diagnostics.surveys import make_survey, open_survey
from tests.personas import NOON

WHY = "Two of you asked for it."


def change(survey, by, mode=Mode.GROUP, minimum=3, why=WHY):
    return actions.change_mode(survey=survey, mode=mode, minimum=minimum, why=why, by=by, now=NOON)


def test_everybody_is_told_and_the_old_links_end(wood):
    survey = open_survey(wood)
    old = set(TaskLink.objects.values_list("pk", flat=True))
    change(survey, wood.ash)
    told = Message.objects.order_by("-pk")[:4]
    assert {m.email for m in told} == {a.email for a in survey.asked.all()}
    for message in told:
        assert "More would be seen than you were told before" in " ".join(message.body.split())
        assert WHY in message.body
    assert not TaskLink.objects.filter(pk__in=old, revoked_at=None).exists()
    assert TaskLink.objects.exclude(pk__in=old).filter(revoked_at=None).count() == 4


def test_a_stricter_promise_is_told_without_that(wood):
    survey = open_survey(wood)
    change(survey, wood.ash, mode=Mode.DETACHED)
    assert "More would be seen" not in Message.objects.latest("pk").body


def test_the_change_is_kept_with_its_reason(wood):
    survey = open_survey(wood)
    change(survey, wood.ash, mode=Mode.FACILITATOR, minimum=4)
    kept = survey.mode_changes.get()
    assert (kept.from_minimum, kept.to_minimum, kept.why, kept.by) == (3, 4, WHY, wood.ash.label)


def test_agreements_given_under_the_old_promise_fall(wood):
    survey = open_survey(wood, mode=Mode.GROUP)
    survey.asked.update(agreed_at=NOON, agreed_by="person:1")
    change(survey, wood.ash, mode=Mode.GROUP, minimum=5)
    assert not survey.asked.exclude(agreed_at=None).exists()


def test_not_after_the_first_answer(wood):
    survey = open_survey(wood)
    actions.freeze(survey=survey, by=Actor.system("first answer"), now=NOON)
    with pytest.raises(WrongState, match="begun to answer"):
        change(survey, wood.ash)


def test_a_detached_survey_stays_so_from_its_opening(wood):
    """So nothing on the page tells whether somebody has begun."""
    survey = open_survey(wood, mode=Mode.DETACHED)
    with pytest.raises(WrongState, match="from the opening on"):
        change(survey, wood.ash)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"why": " "}, "why"), ({"mode": Mode.FACILITATOR}, "mode"), ({"minimum": 1}, "minimum")],
)
def test_it_takes_a_reason_and_a_change(wood, given, field):
    with pytest.raises(BadInput) as error:
        change(open_survey(wood), wood.ash, **given)
    assert list(error.value.fields) == [field]


def test_nobody_is_written_to_while_it_is_set_up(wood):
    change(make_survey(wood), wood.ash)
    assert not Message.objects.exists()
