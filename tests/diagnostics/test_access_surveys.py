"""Who may knock at which door of surveys, in a cluster and in a programme."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.models import Survey
from spinney.diagnostics.policies.surveys import check_sees_names, sees_names
from tests.access import answers
from tests.diagnostics.surveys import make_survey, open_survey, send

pytestmark = pytest.mark.django_db
FAR = timezone.now() + timedelta(days=30)
OF_ONE = {"correct-address", "resend-link", "stop-asking", "ask-after-all"}
OF_NONE = {"surveys", "make-survey"}


#           rowan ash birch cedar hazel elm willow sorrel nobody
def in_cluster(ok):
    return (ok, ok, 403, 403, 404, 404, 404, 404, 401)


# Ash facilitates a cluster of the programme: she has a part in it, and does not run its surveys.
def in_programme(ok):
    return (ok, 403, 403, 403, 404, 404, 404, 404, 401)


READ_BY_ALL = (200, 200, 200, 200, 404, 404, 404, 404, 401)
READ_BY_MEMBERS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("make-survey", "get"): 200,
    ("edit-survey", "get"): 200,
    ("remove-survey", "get"): 409,  # it is open
    ("restore-survey", "post"): 404,  # it was not removed
    ("duplicate-survey", "get"): 200,
    ("ask-again", "get"): 200,
    ("change-mode", "get"): 200,
    ("open-survey", "get"): 409,
    ("reopen-survey", "get"): 409,
    ("extend-survey", "get"): 200,
    ("remind-asked", "post"): 409,  # everybody was written to today
    ("print-asked", "get"): 200,
    ("ask-organisation", "get"): 200,
    ("ask-several", "get"): 200,
    ("ask-area", "get"): 200,
    ("ask-interested", "get"): 200,
    ("correct-address", "get"): 200,
    ("resend-link", "post"): 302,
    ("ask-after-all", "post"): 409,  # it is asked
}
PLACES = {"cluster": in_cluster, "programme": in_programme}


def the_survey(wood, place):
    survey = open_survey(wood, in_programme=place == "programme", closes_at=FAR)
    Survey.objects.filter(pk=survey.pk).update(opens_at=timezone.now())
    return survey


def address(name, survey):
    args = [survey.scope]
    if name not in OF_NONE:
        args.append(survey.pk)
    if name in OF_ONE:
        args.append(survey.asked.order_by("pk").first().pk)
    return reverse(f"diagnostics:{name}", args=args)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_running_is_for_those_who_run_it(wood, place, name, method):
    survey = the_survey(wood, place)
    assert answers(wood, method, address(name, survey)) == PLACES[place](MATRIX[(name, method)])


@pytest.mark.parametrize("place", PLACES)
def test_everybody_inside_knows_that_it_is_there(wood, place):
    survey = the_survey(wood, place)
    assert answers(wood, "get", address("surveys", survey)) == READ_BY_ALL
    assert answers(wood, "get", address("survey", survey)) == READ_BY_MEMBERS


@pytest.mark.parametrize("place", PLACES)
def test_one_that_is_being_set_up_is_seen_by_those_who_run_it(wood, place):
    survey = make_survey(wood, in_programme=place == "programme", closes_at=FAR)
    ash = 200 if place == "cluster" else 404
    got = answers(wood, "get", address("survey", survey))
    assert got == (200, ash, 404, 403, 404, 404, 404, 404, 401)


def test_members_are_asked_in_a_cluster_only(wood):
    assert answers(wood, "get", address("ask-members", the_survey(wood, "cluster"))) == in_cluster(
        200
    )
    got = answers(wood, "get", address("ask-members", the_survey(wood, "programme")))
    assert got == in_programme(404)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        # Rowan closes it first; a programme manager of the cluster may.
        ("cluster", (302, 409, 403, 403, 404, 404, 404, 404, 401)),
        ("programme", (302, 403, 403, 403, 404, 404, 404, 404, 401)),
    ],
)
def test_closing(wood, place, expected):
    survey = the_survey(wood, place)
    assert answers(wood, "post", address("close-survey", survey)) == expected


def test_taking_off_an_open_one_is_for_those_who_may_see_who_has_answered(wood):
    survey = the_survey(wood, "cluster")
    got = answers(wood, "post", address("stop-asking", survey))
    assert got == (403, 302, 403, 403, 404, 404, 404, 404, 401)
    survey = the_survey(wood, "programme")
    got = answers(wood, "post", address("stop-asking", survey))
    assert got == (302, 403, 403, 403, 404, 404, 404, 404, 401)


def test_a_survey_of_next_door_is_not_found_under_this_address(wood):
    survey = the_survey(wood, "cluster")
    Survey.objects.filter(pk=survey.pk).update(cluster=wood.next_door)
    url = reverse("diagnostics:survey", args=[cluster_scope(wood.cluster.pk), survey.pk])
    assert answers(wood, "get", url)[:3] == (404, 404, 404)


def test_a_survey_of_the_cluster_is_not_found_under_the_programme(wood):
    survey = the_survey(wood, "cluster")
    url = reverse("diagnostics:survey", args=[programme_scope(wood.programme.pk), survey.pk])
    assert answers(wood, "get", url)[:3] == (404, 404, 404)


@pytest.mark.parametrize(
    ("place", "sees", "sees_not"), [("cluster", "ash", "rowan"), ("programme", "rowan", "ash")]
)
def test_names_are_for_the_facilitator_of_a_cluster_or_the_manager_of_a_programme(
    wood, place, sees, sees_not
):
    survey = the_survey(wood, place)
    check_sees_names(survey, wood.actor(sees))
    for other in (sees_not, "birch", "cedar", "hazel", "willow", "nobody"):
        with pytest.raises(NotAllowed, match="alone"):
            check_sees_names(survey, wood.actor(other))


def test_in_a_detached_survey_nobody_sees_names(wood):
    survey = open_survey(wood, mode="detached")
    assert not any(sees_names(survey, wood.actor(name)) for name in ("ash", "rowan", "birch"))
    with pytest.raises(NotAllowed, match="Nobody can tell"):
        check_sees_names(survey, wood.ash)


def test_whoever_may_not_see_names_is_not_shown_who_has_answered(wood):
    survey = the_survey(wood, "cluster")
    send(survey.asked.get(organisation=wood.organisations["birch"]))
    from tests.access import client_of

    page = {
        name: client_of(wood, name).get(address("survey", survey)).content.decode()
        for name in ("ash", "rowan", "birch")
    }
    assert "Has sent its answers" in page["ash"]
    assert "Has sent its answers" not in page["rowan"]
    assert "Hedge Group 1" not in page["birch"]
