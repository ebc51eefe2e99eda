"""A follow-up puts the same questions, in their newest version, to the same organisations."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.actions import asked as asking
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.models import Version
from spinney.diagnostics.states import AskedState, VersionState
from tests.diagnostics.surveys import CLOSES, make_survey, open_survey, send
from tests.personas import NOON


def again(survey, by):
    return actions.ask_again(survey=survey, title="Once more", closes_at=CLOSES, by=by, now=NOON)


def test_the_same_organisations_whatever_they_did(wood):
    survey = open_survey(wood)
    first, second, *others = survey.asked.order_by("pk")
    send(first)
    asking.stop_asking(asked=second, by=wood.ash, now=NOON)
    made = again(survey, wood.ash)
    assert made.follows == survey
    assert {a.organisation_id for a in made.asked.all()} == {
        first.organisation_id,
        *(a.organisation_id for a in others),
    }
    assert {a.state for a in made.asked.all()} == {AskedState.ASKED}


def test_the_newest_version_is_asked(wood):
    survey = open_survey(wood)
    old = survey.asks
    newer = Version.objects.create(
        instrument=old.instrument, number=2, definition=old.definition, digest="2" * 64,
        minutes=8, state=VersionState.PUBLISHED, made_at=NOON, published_at=NOON,
    )  # fmt: skip
    Version.objects.filter(pk=old.pk).update(state=VersionState.REPLACED)
    assert again(survey, wood.ash).asks == newer


def test_not_before_the_first_was_opened(wood):
    with pytest.raises(WrongState, match="nothing to follow up"):
        again(make_survey(wood), wood.ash)
