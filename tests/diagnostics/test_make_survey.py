"""A survey is set up by those who run a place, with a promise that can be kept."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from spinney.clusters.models import Cluster
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.models import Survey
from spinney.diagnostics.states import Mode, SurveyState
from tests.diagnostics.surveys import make_survey, make_version, text_of
from tests.personas import NOON


def make(wood, by, place=None, **changes):
    return actions.make_survey(
        place=place or wood.cluster, text=text_of(**changes), by=by, now=NOON
    )


def test_the_facilitator_sets_one_up(wood):
    survey = make(wood, wood.ash)
    kept = (survey.cluster, survey.programme, survey.state, survey.mode, survey.minimum)
    assert kept == (wood.cluster, None, SurveyState.DRAFT, Mode.FACILITATOR, 3)
    entry = Entry.objects.get(verb="diagnostics.make_survey")
    assert entry.book == f"cluster:{wood.cluster.pk}"


def test_the_manager_sets_one_up_in_her_programme(wood):
    survey = make(wood, wood.rowan, wood.programme)
    assert (survey.cluster, survey.programme) == (None, wood.programme)
    with pytest.raises(NotAllowed, match="programme managers"):
        make(wood, wood.ash, wood.programme)


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_nobody_else_does(wood, who, error):
    with pytest.raises(error):
        make(wood, wood.actor(who))
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minimum": 2}, "minimum"),
        ({"minimum": 21}, "minimum"),
        ({"closes_at": NOON - timedelta(hours=1)}, "closes_on"),
    ],
)
def test_what_protects_nobody_or_is_over_is_refused(wood, changes, field):
    with pytest.raises(BadInput) as error:
        make(wood, wood.ash, **changes)
    assert list(error.value.fields) == [field]


def test_an_instrument_of_the_place_next_door_is_not_offered(wood):
    theirs = make_version(cluster=wood.next_door)
    with pytest.raises(BadInput, match="from the list"):
        make(wood, wood.ash, asks=theirs)
    of_programme = make_version(programme=wood.programme)
    assert make(wood, wood.ash, asks=of_programme).asks == of_programme


def test_not_in_a_cluster_that_has_ended(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(state="ended")
    wood.cluster.refresh_from_db()
    with pytest.raises(WrongState, match="has ended"):
        make_survey(wood)


def test_words_that_may_not_be_mailed_are_refused_at_once(wood):
    with pytest.raises(BadInput, match="National Insurance"):
        make(wood, wood.ash, text="For example QQ 12 34 56 C".replace("QQ", "AB"))
    with pytest.raises(BadInput, match="web address"):
        make(wood, wood.ash, title="See https://example.org")
