"""What the pages of surveys show, to whom, and with how many queries."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.keeping import portable
from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.record.timeline import entries_for, timeline
from spinney.base.web.doorways import doorways_of
from spinney.diagnostics.actions import asked as asking
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.bridge.built_in import definitions, instrument_uid
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.noting import note_to_runners
from spinney.diagnostics.models import Publication, Survey, Version
from spinney.diagnostics.queries.surveys import how_far, instruments_offered, with_counts
from spinney.diagnostics.queries.who_sees import who_sees
from spinney.diagnostics.states import AskedState, Mode, VersionState
from tests.access import client_of
from tests.diagnostics.surveys import (
    DEFINITION,
    ask,
    invitee,
    make_survey,
    make_version,
    open_survey,
    send,
)
from tests.personas import NOON

pytestmark = pytest.mark.django_db
FAR = timezone.now() + timedelta(days=30)


def page(wood, name, survey, view="survey"):
    args = [survey.scope] if view == "surveys" else [survey.scope, survey.pk]
    response = client_of(wood, name).get(reverse(f"diagnostics:{view}", args=args))
    return " ".join(response.content.decode().split())


# Definitions and what is offered


def test_a_definition_is_read_once_it_is_published_and_anew_while_it_is_written():
    version = make_version(key="hedgerow")
    assert definition_of(version) == DEFINITION
    assert definition_of(version) is definition_of(Version.objects.get(pk=version.pk))
    version.state = VersionState.DRAFT
    version.definition = {**version.definition, "title": "Another"}
    assert definition_of(version).title == "Another"


def test_what_is_offered_where(wood):
    built_in, ours = make_version(key="hedgerow"), make_version(cluster=wood.cluster, title="Ours")
    of_programme = make_version(programme=wood.programme, title="Theirs")
    make_version(cluster=wood.next_door, title="Next door")
    retired = make_version(key="old", retired_at=NOON)
    Version.objects.filter(pk=make_version(key="unready").pk).update(state=VersionState.DRAFT)
    shipped = set(Version.objects.filter(instrument__uid__in=map(instrument_uid, definitions())))
    here = instruments_offered(wood.ash, cluster_scope(wood.cluster.pk))
    assert set(here) == {built_in, ours, of_programme} | shipped
    there = instruments_offered(wood.rowan, programme_scope(wood.programme.pk))
    assert set(there) == {built_in, of_programme} | shipped
    assert len(shipped) == len(definitions())
    assert retired not in set(here)


# How far it is


def test_how_far_a_named_survey_is(wood):
    survey = open_survey(wood)
    first, second, *_ = survey.asked.order_by("pk")
    send(first)
    type(second).objects.filter(pk=second.pk).update(state=AskedState.STARTED)
    far = how_far(survey)
    assert (far.asked, far.started, far.sent, far.sent_words) == (4, 1, 1, "1")
    assert how_far(with_counts(Survey.objects.all()).get()) == far


@pytest.mark.parametrize("sent", range(5))
def test_a_detached_one_tells_participation_from_three_on(wood, sent):
    survey = open_survey(wood, mode=Mode.DETACHED)
    for asked in survey.asked.all()[:sent]:
        send(asked, detached=True)
    far = how_far(survey)
    assert far.started is None
    assert far.sent == (sent if sent >= 3 else None)
    assert far.sent_words == (str(sent) if sent >= 3 else "fewer than 3")
    assert how_far(with_counts(Survey.objects.all()).get()) == far


@pytest.mark.parametrize(
    "groups", [((0, 1), (2, 3), (1, 2)), ((0, 1, 2), (1, 2, 3)), ((), (3,))], ids=["2", "3", "0, 1"]
)
def test_nothing_on_the_page_of_a_detached_one_depends_on_who_has_answered(wood, groups):
    """The page, the list, its files and the printed list are the same whoever has sent."""
    seen = []
    survey = open_survey(wood, mode=Mode.DETACHED, closes_at=FAR)
    rows = list(survey.asked.order_by("pk"))
    client = client_of(wood, "ash")
    for numbers in groups:
        survey.asked.update(state=AskedState.ASKED)
        survey.detached_sheets.all().delete()
        for number in numbers:
            send(rows[number], detached=True)
        address = reverse("diagnostics:survey", args=[survey.scope, survey.pk])
        parts = [
            client.get(address + query).getvalue()
            for query in ("?order=organisation", "?as=csv", "?order=state", "?state=asked")
        ]
        parts.append(client.get(address + "print-asked/").getvalue())
        seen.append([_without_what_changes(part) for part in parts])
    assert all(one == seen[0] for one in seen)


def _without_what_changes(content):
    import re

    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]+"', b"", content)


# Who is shown what


def test_members_read_the_promise_with_the_names_of_those_who_see(wood):
    survey = open_survey(wood, closes_at=FAR)
    shown = page(wood, "birch", survey)
    assert "Ash (facilitator of The Spinney) sees your answers" in shown
    assert "The members of The Spinney see totals only" in shown
    for hidden in ("Hedge Group", "Close it now", "office@hedge"):
        assert hidden not in shown


def test_a_promise_names_nobody_where_nobody_runs_it(wood):
    survey = make_survey(wood)
    wood.cluster.facilitators.all().delete()
    assert who_sees(survey).named.startswith("The facilitator of The Spinney sees your answers")


def test_two_facilitators_are_both_named(wood):
    survey = make_survey(wood)
    wood.cluster.facilitators.create(person=wood.people["elm"], starts_on=NOON.date())
    assert "(facilitators of The Spinney) see your answers" in who_sees(survey).named


def test_an_observer_knows_that_it_is_there_and_no_more(wood):
    survey = open_survey(wood, closes_at=FAR)
    make_survey(wood, title="Not open yet", closes_at=FAR)
    shown = page(wood, "cedar", survey, "surveys")
    assert "Who needs what" in shown
    for hidden in ("Not open yet", "Answered", "Who sees what", f"/surveys/{survey.pk}/"):
        assert hidden not in shown


def test_the_way_in_is_on_the_clusters_and_the_programmes_page(wood):
    for scope in (cluster_scope(wood.cluster.pk), programme_scope(wood.programme.pk)):
        words = [one.words for one in doorways_of(wood.birch, scope)]
        assert "Surveys and findings" in words
    assert not doorways_of(wood.willow, cluster_scope(wood.cluster.pk))


def test_a_letter_that_did_not_arrive_is_told(wood):
    from spinney.base.post.models import Message

    survey = open_survey(wood, closes_at=FAR)
    Message.objects.filter(email="birch@example.org").update(
        state=Message.State.FAILED, reason="There is no such address."
    )
    shown = page(wood, "ash", survey)
    assert "1 letter did not arrive" in shown
    assert "There is no such address." in shown


def test_the_list_comes_as_a_file_without_what_may_not_be_seen(wood):
    survey = open_survey(wood, closes_at=FAR)
    send(survey.asked.order_by("pk").first())
    url = reverse("diagnostics:survey", args=[survey.scope, survey.pk]) + "?as=csv"
    files = {name: client_of(wood, name).get(url) for name in ("ash", "rowan")}
    text = {name: b"".join(one.streaming_content).decode() for name, one in files.items()}
    assert "Has sent its answers" in text["ash"]
    assert "Has sent its answers" not in text["rowan"]


def test_the_programmes_book_does_not_tell_facilitators_who_has_answered(wood):
    """Ash facilitates one of its clusters, and so reads the programme's page."""
    survey = open_survey(wood, in_programme=True)
    mine = survey.asked.get(organisation=wood.organisations["birch"])
    with transaction.atomic():
        note_to_runners("diagnostics.send_answers", mine, by=wood.birch, now=NOON)
    told = [line.text for line in timeline(entries_for(wood.ash, survey.scope))]
    assert any("opened" in text for text in told)
    assert not any("Birch House" in text for text in told)


def test_in_a_cluster_its_facilitator_reads_who_has_answered_and_nobody_else(wood):
    survey = open_survey(wood)
    mine = survey.asked.get(organisation=wood.organisations["birch"])
    with transaction.atomic():
        note_to_runners("diagnostics.send_answers", mine, by=wood.birch, now=NOON)
    told = {
        name: [line.text for line in timeline(entries_for(wood.actor(name), survey.scope))]
        for name in ("ash", "rowan", "birch")
    }
    assert "Birch House sent its answers." in told["ash"]
    for name in ("rowan", "birch"):
        assert not any("Birch House" in text for text in told[name])


def test_a_clusters_file_does_not_tell_who_has_answered():
    fields = {field.name for field in portable.holdings["diagnostics.Asked"].fields()}
    assert "organisation" in fields
    assert not fields & {"state", "reminded_at", "agreed_at", "agreed_by"}


# Queries


@pytest.mark.parametrize("mode", list(Mode))
def test_a_page_takes_as_many_queries_for_fifty_as_for_four(
    wood, mode, django_assert_max_num_queries
):
    survey = open_survey(wood, mode=mode, closes_at=FAR)
    url = reverse("diagnostics:survey", args=[survey.scope, survey.pk])
    client = client_of(wood, "ash")
    client.get(url)
    with django_assert_max_num_queries(29):
        client.get(url)
    ask(survey, wood, *(invitee(number) for number in range(10, 60)))
    with django_assert_max_num_queries(29):
        client.get(url)


def test_the_list_takes_as_many_for_ten_surveys_as_for_one(wood, django_assert_max_num_queries):
    open_survey(wood, mode=Mode.DETACHED, closes_at=FAR)
    url = reverse("diagnostics:surveys", args=[cluster_scope(wood.cluster.pk)])
    client = client_of(wood, "ash")
    client.get(url)
    for number in range(9):
        make_survey(wood, mode=Mode.DETACHED, title=f"Survey {number}", closes_at=FAR)
    with django_assert_max_num_queries(20):
        client.get(url)


# Home


def asks(wood, name, now=NOON):
    return {ask.what: ask for ask in asked_of(wood.actor(name), now)}


def test_home_asks_an_organisation_to_answer_until_it_has(wood):
    survey = open_survey(wood)
    found = asks(wood, "birch")["Answer “Who needs what”"]
    assert found.url == f"/clusters/{wood.cluster.pk}/surveys/{survey.pk}/answer-survey/"
    assert (found.minutes, found.waits) == (6, "Birch House")
    mine = survey.asked.get(organisation=wood.organisations["birch"])
    type(mine).objects.filter(pk=mine.pk).update(state=AskedState.STARTED)
    assert "Go on with “Who needs what”" in asks(wood, "birch")
    send(mine)
    assert not any("Who needs what" in what for what in asks(wood, "birch"))


@pytest.mark.parametrize("state", [AskedState.DECLINED, AskedState.WITHDRAWN])
def test_home_asks_nobody_who_will_not_or_is_not_asked(wood, state):
    open_survey(wood).asked.update(state=state)
    assert not any("Who needs what" in what for what in asks(wood, "birch"))


def test_home_does_not_ask_once_the_day_has_passed(wood):
    open_survey(wood)
    assert not any("Answer" in w for w in asks(wood, "birch", NOON + timedelta(days=30)))


def test_home_asks_those_who_run_it_to_open_and_to_publish(wood):
    survey = make_survey(wood)
    assert "Open “Who needs what”" in asks(wood, "ash")
    asking.ask_organisations(survey=survey, invitees=[invitee(1)], by=wood.ash, now=NOON)
    survey_times.open_survey(survey=survey, by=wood.ash, now=NOON)
    assert not any("Who needs what" in what for what in asks(wood, "ash"))
    survey_times.close_survey(survey=survey, by=wood.ash, now=NOON)
    assert "Publish what came of “Who needs what”" in asks(wood, "ash")
    assert not any("Publish" in what for what in asks(wood, "rowan"))
    late = NOON + timedelta(days=100)
    assert not any("Publish" in what for what in asks(wood, "ash", late))
    Publication.objects.create(
        survey=survey, number=1, ledger={}, tables={}, published_at=NOON, published_by="person:1"
    )
    assert not any("Publish" in what for what in asks(wood, "ash"))


def test_a_programmes_survey_is_its_managers_to_publish(wood):
    survey = open_survey(wood, in_programme=True)
    survey_times.close_survey(survey=survey, by=wood.rowan, now=NOON)
    assert "Publish what came of “Who needs what”" in asks(wood, "rowan")
    assert not any("Publish" in what for what in asks(wood, "ash"))
