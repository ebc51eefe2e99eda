"""From a cluster's or programme's page, and from its themes, one click leads to the latest results;
and where many were asked, they are told one after another, nobody twice.
"""

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.post.models import Message
from spinney.base.web.doorways import doorways_of
from spinney.base.work.models import Job
from spinney.diagnostics.actions.results import withdraw_results
from spinney.diagnostics.letters import results as letters
from spinney.diagnostics.models import Asked
from spinney.register.models import Organisation
from tests.access import client_of
from tests.diagnostics.findings import answered, answered_survey, answers_of, organisation, publish
from tests.personas import NOON

pytestmark = pytest.mark.django_db
WORDS = "What came of “Who needs what”"


def page(wood, name, url):
    return client_of(wood, name).get(url).content.decode()


def test_themes_lead_to_what_they_come_from_once_it_is_published(wood):
    survey = answered_survey(wood)
    themes = reverse("diagnostics:themes", args=[wood.cluster.pk])
    results = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    assert results not in page(wood, "birch", themes)
    publish(survey, wood.ash)
    for name in ("ash", "birch", "rowan"):
        assert f'href="{results}">{WORDS}<' in page(wood, name, themes)
    assert results not in page(wood, "cedar", themes), "an observer reads no results"


@pytest.mark.parametrize("in_programme", [False, True])
def test_the_page_of_a_place_leads_to_the_latest_results(wood, in_programme):
    survey = answered_survey(wood, in_programme=in_programme)
    runner = wood.rowan if in_programme else wood.ash
    at_cluster = cluster_scope(wood.cluster.pk)
    scope = programme_scope(wood.programme.pk) if in_programme else at_cluster
    publish(survey, runner)
    found = [one for one in doorways_of(runner, scope) if one.words == WORDS]
    assert [one.url for one in found] == [
        reverse("diagnostics:results", args=[survey.scope, survey.pk])
    ]
    words = [one.words for one in doorways_of(runner, scope)]
    assert words.index(WORDS) == words.index("Surveys and findings") + 1
    assert client_of(wood, "rowan" if in_programme else "ash").get(found[0].url).status_code == 200
    for outsider in (wood.willow, wood.cedar):
        assert WORDS not in [one.words for one in doorways_of(outsider, scope)]


def test_withdrawn_results_are_not_led_to_but_those_before_are(wood):
    survey = answered_survey(wood)
    first = answered_survey(wood, title="Earlier")
    publish(first, wood.ash)
    made = publish(survey, wood.ash)
    scope = cluster_scope(wood.cluster.pk)
    assert WORDS in [one.words for one in doorways_of(wood.birch, scope)]
    withdraw_results(publication=made, by=wood.ash, now=NOON)
    words = [one.words for one in doorways_of(wood.birch, scope)]
    assert WORDS not in words
    assert "What came of “Earlier”" in words


def test_the_way_takes_one_query(wood, django_assert_max_num_queries):
    """One more is the room above's: who was elected to lead."""
    for at in range(3):
        publish(answered_survey(wood, title=f"Survey {at}"), wood.ash)
    birch, scope = wood.birch, cluster_scope(wood.cluster.pk)
    with django_assert_max_num_queries(1 + 1):
        doorways_of(birch, scope)


# Letters to many --------------------------------------------------------------------------------


def asked_many(wood, more=60):
    """Six have answered, so many more were asked and have not."""
    survey = answered_survey(wood)
    rows = [
        Organisation(name=f"Ditch Group {at}", kind="voluntary", town="Fernley")
        for at in range(more)
    ]
    for one in Organisation.objects.bulk_create(rows):
        Asked.objects.create(
            survey=survey, organisation=one, email=f"ditch{one.pk}@example.org", asked_at=NOON
        )
    return survey


def told():
    return Message.objects.filter(kind=letters.PUBLISHED)


def test_many_are_told_by_a_job_nobody_twice(wood, do_waiting_work):
    survey = asked_many(wood)
    Asked.objects.filter(email__startswith="ditch").first().delete()
    declined = Asked.objects.filter(email__startswith="ditch").first()
    Asked.objects.filter(pk=declined.pk).update(state="declined")
    publish(survey, wood.ash)
    assert not told().exists(), "nothing is written inside the deed itself"
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    assert "Telling 65 organisations" in page(wood, "ash", url)
    assert "Telling 65" not in page(wood, "birch", url)
    do_waiting_work()
    job = Job.objects.get(kind="diagnostics.write_to_readers")
    assert (job.state, job.done, job.total) == (Job.State.DONE, 65, 65)
    links = TaskLink.objects.filter(verb=letters.READ)
    assert links.values("subject").distinct().count() == links.count() == told().count() == 64
    assert not told().filter(email=declined.email).exists()
    assert "Telling" not in page(wood, "ash", url)


def test_nobody_is_told_of_results_that_were_withdrawn_meanwhile(wood, do_waiting_work):
    made = publish(asked_many(wood), wood.ash)
    withdraw_results(publication=made, by=wood.ash, now=NOON)
    do_waiting_work()
    assert Job.objects.get(kind="diagnostics.write_to_readers").state == Job.State.DONE
    assert not told().exists()


def test_a_job_cut_off_goes_on_where_it_was(wood, do_waiting_work, monkeypatch):
    made = publish(asked_many(wood), wood.ash)
    given, write = [], letters.write_each

    def counting(publication, ids, **more):
        given.append(list(ids))
        write(publication, ids, **more)

    monkeypatch.setattr(letters, "write_each", counting)
    job = Job.objects.get(kind="diagnostics.write_to_readers")
    Job.objects.filter(pk=job.pk).update(checkpoint={"reached": 50})
    do_waiting_work()
    assert given == [job.given["asked"][50:]]
    assert told().count() == 16
    assert made.survey.asked.count() == 66


def test_few_are_told_in_the_deed_itself(wood):
    survey = answered_survey(wood)
    answered(survey, organisation(wood, 6), answers_of(6))
    publish(survey, wood.ash)
    assert told().count() == 7
    assert not Job.objects.exists()
