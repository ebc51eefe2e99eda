"""What is an organisation's own until it sends it reaches nobody by a side door."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotAllowed, TooMany, WrongState
from spinney.base.post.models import Message
from spinney.base.post.outbox import deliveries
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import asked as asking
from spinney.diagnostics.actions.groups import GroupingText, edit_grouping, make_grouping
from spinney.diagnostics.actions.paper import key_in_sheet
from spinney.diagnostics.actions.parts import MOST_PARTS, ask_colleague, withdraw_part
from spinney.diagnostics.actions.results import ToPublish, publish_results
from spinney.diagnostics.actions.sending import (
    decline_survey,
    report_wrong_person,
    send_answers,
    withdraw_answers,
)
from spinney.diagnostics.actions.spreadsheets import (
    Filled,
    read_spreadsheet,
    take_back_spreadsheet,
    take_spreadsheet,
)
from spinney.diagnostics.actions.survey_times import close_survey, extend_survey, remind_asked
from spinney.diagnostics.actions.surveys import change_mode
from spinney.diagnostics.bridge.grouping import SURVEY
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.letters.results import results_published
from spinney.diagnostics.models import Asked, Grouping, Part, Publication, Sheet, Survey, Upload
from spinney.diagnostics.queries.groups import groupings_in
from spinney.diagnostics.queries.surveys import how_far, with_counts
from spinney.diagnostics.queries.whom_to_ask import Invitee
from tests.access import client_of
from tests.diagnostics.answering import answer, ask, birch_asked, guest, link_to, make_survey
from tests.diagnostics.groupings import SETTINGS, locality
from tests.personas import NOON
from tests.privacy import stands_in

pytestmark = pytest.mark.django_db


def fresh(asked):
    return Asked.objects.get(pk=asked.pk)


def key_in(asked, by, answers):
    return key_in_sheet(
        survey=Survey.objects.get(pk=asked.survey_id), asked=fresh(asked), answers=answers, by=by,
        now=timezone.now(),
    )  # fmt: skip


def read(asked, by, answers):
    given = Filled("answers.xlsx", answers)
    return read_spreadsheet(asked=fresh(asked), filled=given, by=by, now=timezone.now())


def test_paper_that_is_keyed_in_sends_nothing_that_the_organisation_typed_itself(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"rent": 1_200_000, "hopes": "To be left alone."})
    assert key_in(asked, wood.ash, {"staff": 3, "computers[1].age": 2}) is True
    (sent,) = sent_values(asked.survey)
    assert sent.values == {"staff": 3, "computers[1].age": 2}
    assert values_of(Sheet.objects.get())["rent"] == 1_200_000  # and nothing typed is lost


def test_paper_that_says_what_was_typed_too_is_sent_for_what_it_says(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 3, "rent": 1_200_000})
    assert key_in(asked, wood.ash, {"staff": 3}) is True
    assert sent_values(asked.survey)[0].values == {"staff": 3}


def test_what_was_sent_and_is_being_changed_stays_as_it_was_sent(wood):
    asked, now = birch_asked(wood), timezone.now()
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=now)
    answer(asked, by, {"rent": 5})
    key_in(asked, wood.ash, {"staff": 4})
    assert sent_values(asked.survey)[0].values["rent"] == 1_200_000


def test_answers_taken_back_stay_back_when_paper_does_not_count(wood):
    asked, now = birch_asked(wood), timezone.now()
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=now)
    withdraw_answers(asked=fresh(asked), by=by, now=now)
    assert key_in(asked, wood.ash, {"staff": 8}) is False
    assert fresh(asked).state == "started"
    assert sent_values(asked.survey) == []


def test_who_runs_a_survey_takes_no_spreadsheet_that_the_organisation_brought(wood):
    asked = birch_asked(wood)
    own = read(asked, guest(asked), {"staff": 6161})
    with pytest.raises(NotAllowed):
        take_spreadsheet(upload=own, by=wood.ash, now=timezone.now())
    page = reverse("diagnostics:load-sheet", args=[asked.survey.scope, asked.survey_id, asked.pk])
    client = client_of(wood, "ash")
    assert not stands_in("6161", client.get(page).content.decode())
    client.post(page, {"do": "take"})
    assert Upload.objects.get(pk=own.pk).taken_at is None
    assert sent_values(asked.survey) == []


def test_a_spreadsheet_for_an_organisation_is_compared_with_nothing_unsent(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 6161})
    read(asked, wood.ash, {"staff": 7})
    page = reverse("diagnostics:load-sheet", args=[asked.survey.scope, asked.survey_id, asked.pk])
    shown = client_of(wood, "ash").get(page).content.decode()
    assert "7" in shown
    assert not stands_in("6161", shown)


def test_a_file_loaded_for_it_does_not_lose_the_one_that_it_brought_itself(wood):
    asked = birch_asked(wood)
    own = read(asked, guest(asked), {"staff": 6161})
    read(asked, wood.ash, {"staff": 7})
    assert Upload.objects.filter(pk=own.pk).exists()


def test_what_is_sent_after_a_file_was_taken_out_does_not_pass_for_it(wood):
    asked, now = birch_asked(wood), timezone.now()
    upload = read(asked, wood.ash, {"staff": 7})
    take_spreadsheet(upload=upload, by=wood.ash, now=now)
    first = sent_values(asked.survey)[0].revision
    take_back_spreadsheet(upload=upload, by=wood.ash, now=now)
    take_spreadsheet(upload=read(asked, wood.ash, {"staff": 9}), by=wood.ash, now=now)
    assert sent_values(asked.survey)[0].revision > first


def test_who_sees_what_is_frozen_though_an_organisation_was_taken_off_and_put_back(wood):
    asked, now = birch_asked(wood), timezone.now()
    ask_colleague(
        asked=fresh(asked), email="ada@birch.example.org", sections=["about"], by=guest(asked),
        now=now,
    )  # fmt: skip
    asking.stop_asking(asked=fresh(asked), by=wood.ash, now=now)
    asking.ask_after_all(asked=fresh(asked), by=wood.ash, now=now)
    answer(asked, guest(asked), {"staff": 3})
    survey = Survey.objects.get()
    assert survey.frozen_at is not None
    with pytest.raises(WrongState):
        change_mode(survey=survey, mode="group", minimum=3, why="Better.", by=wood.ash, now=now)


# Letters that did not arrive, and links that go elsewhere ----------------------------------------


def undelivered(**some):
    Message.objects.filter(**some).update(state=Message.State.FAILED, reason="No such mailbox.")


@pytest.mark.parametrize("who", ["rowan", "ash", "hazel"])
def test_a_receipt_that_bounced_does_not_tell_who_has_answered(wood, who):
    asked = birch_asked(wood)
    by = guest(asked, "birch@example.org")
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=timezone.now())
    undelivered(kind="diagnostics.answers_sent")
    page = client_of(wood, who).get("/undelivered/").content.decode()
    assert "birch@example.org" not in page


@pytest.mark.parametrize("mode", ["detached", "facilitator"])
def test_a_reminder_that_bounced_does_not_tell_who_has_not(wood, mode):
    asked, now = birch_asked(wood, mode=mode), timezone.now()
    remind_asked(survey=asked.survey, by=wood.rowan, now=now)
    undelivered()
    page = client_of(wood, "rowan").get("/undelivered/").content.decode()
    assert "birch@example.org" not in page
    bounced = Message.objects.get()
    client_of(wood, "rowan").post(f"/undelivered/{bounced.pk}/", {"email": "rowan@example.org"})
    assert Message.objects.get().email == "birch@example.org"


@pytest.mark.parametrize(("mode", "who"), [("facilitator", "rowan"), ("detached", "ash")])
def test_who_may_not_see_names_cannot_have_a_link_that_arrived_sent_to_herself(wood, mode, who):
    asked, by, now = birch_asked(wood, mode=mode), getattr(wood, who), timezone.now()
    asking.resend_link(asked=fresh(asked), by=by, now=now)
    new = {"email": "mine@example.org", "person_name": "", "by": by, "now": now}
    with pytest.raises(NotAllowed):
        asking.correct_address(asked=fresh(asked), **new)
    undelivered()  # what never arrived leads to nothing that was written by its link
    assert asking.correct_address(asked=fresh(asked), **new).email == "mine@example.org"


def test_nor_by_asking_again_an_organisation_that_was_taken_off(wood):
    asked, now = birch_asked(wood), timezone.now()
    answer(asked, guest(asked))
    asking.stop_asking(asked=fresh(asked), by=wood.ash, now=now)
    birch = wood.organisations["birch"]
    again = Invitee(birch.name, "mine@example.org", "", birch.pk)
    asking.ask_organisations(survey=asked.survey, invitees=[again], by=wood.rowan, now=now)
    assert (fresh(asked).email, fresh(asked).state) == ("birch@example.org", "started")


def test_the_name_of_the_person_can_still_be_put_right(wood):
    asked, now = birch_asked(wood), timezone.now()
    asking.resend_link(asked=fresh(asked), by=wood.rowan, now=now)
    kept = asking.correct_address(
        asked=fresh(asked), email="birch@example.org", person_name="B. Birch", by=wood.rowan,
        now=now,
    )  # fmt: skip
    assert kept.person_name == "B. Birch"


def test_a_link_that_is_sent_once_more_goes_to_whoever_declined_too(wood):
    asked, now = birch_asked(wood, mode="detached"), timezone.now()
    decline_survey(asked=fresh(asked), by=guest(asked), now=now)
    asking.resend_link(asked=fresh(asked), by=wood.ash, now=now)
    assert Message.objects.get().email == "birch@example.org"


def test_no_other_link_of_the_wrong_person_leads_to_the_answers(wood):
    asked, now = birch_asked(wood), timezone.now()
    link_to(asked, "Birch@example.org")
    link_to(asked, "handed-on@example.org")
    wrong = guest(asked, "birch@example.org")
    part = ask_colleague(
        asked=fresh(asked), email="birch.too@example.org", sections=["about"], by=wrong, now=now
    )
    report_wrong_person(asked=fresh(asked), by=wrong, now=now)
    live = TaskLink.objects.filter(revoked_at=None).values_list("email", flat=True)
    assert list(live) == ["handed-on@example.org"]
    assert Part.objects.get(pk=part.pk).ended_at == now


# Sheets without names ----------------------------------------------------------------------------


def test_sheets_on_paper_do_not_lay_bare_the_few_who_answered_by_link(wood):
    asked, now = birch_asked(wood, mode="detached"), timezone.now()
    for staff in (1, 2):  # whoever keys these in could have thought them up
        key_in_sheet(
            survey=asked.survey, asked=None, answers={"staff": staff}, by=wood.ash, now=now
        )
    assert how_far(asked.survey).sent is None
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=now)
    assert how_far(asked.survey).sent is None
    survey = close_survey(survey=asked.survey, by=wood.ash, now=now)
    with pytest.raises(WrongState, match="by their own links"):
        publish_results(survey=survey, chosen=ToPublish(), by=wood.ash, now=now)


def test_an_answer_by_link_does_not_move_the_number_of_those_on_paper(wood):
    asked, now = birch_asked(wood, mode="detached"), timezone.now()
    for staff in (1, 2, 3):
        key_in_sheet(
            survey=asked.survey, asked=None, answers={"staff": staff}, by=wood.ash, now=now
        )
    before = how_far(asked.survey)
    by = guest(asked)
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=now)
    assert how_far(asked.survey) == before
    (listed,) = with_counts(Survey.objects.all())
    assert how_far(listed).sent_words == before.sent_words == "3"


def test_that_results_were_sent_does_not_tell_who_declined(wood):
    asked, now = birch_asked(wood, mode="detached"), timezone.now()
    other = ask(asked.survey, wood.organisations["cedar"], "cedar@example.org")
    for one in (asked, other):
        asking.resend_link(asked=fresh(one), by=wood.ash, now=now)
    decline_survey(asked=fresh(other), by=guest(other), now=now)
    later = now + timedelta(days=40)
    made = Publication.objects.create(
        survey=asked.survey, number=1, ledger={}, tables={}, published_at=later, published_by="x"
    )
    with transaction.atomic():
        results_published(made, by=wood.ash, now=later)
    fared = deliveries([subject_of(asked), subject_of(other)])
    assert fared[subject_of(asked)].at == fared[subject_of(other)].at


# Links -------------------------------------------------------------------------------------------


def test_a_link_with_which_answers_were_sent_serves_as_long_as_a_survey_that_is_prolonged(wood):
    asked, now = birch_asked(wood), timezone.now()
    by = guest(asked)
    part = ask_colleague(
        asked=fresh(asked), email="ada@birch.example.org", sections=["about"], by=by, now=now
    )
    answer(asked, by)
    send_answers(asked=fresh(asked), by=by, now=now)
    closes_at = now + timedelta(days=90)
    extend_survey(survey=asked.survey, closes_at=closes_at, by=wood.ash, now=now)
    assert TaskLink.objects.get(pk=by.pass_.link_id).expires_at > closes_at
    assert TaskLink.objects.get(subject=subject_of(part)).expires_at > closes_at


def test_nobody_makes_a_letter_box_of_a_link(wood):
    asked, now = birch_asked(wood), timezone.now()
    by = guest(asked)
    given = {"asked": fresh(asked), "sections": ["about"], "by": by}
    for number in range(MOST_PARTS):
        part = ask_colleague(email=f"a{number}@example.org", now=now, **given)
        withdraw_part(part=part, by=by, now=now)
    with pytest.raises(TooMany, match="tomorrow"):
        ask_colleague(email="one.more@example.org", now=now, **given)
    assert ask_colleague(email="x@example.org", now=now + timedelta(days=2), **given)


# Groups ------------------------------------------------------------------------------------------


def test_groups_that_rest_on_answers_with_names_are_not_opened_to_who_may_not_see_them(wood):
    locality(wood)
    survey = make_survey(wood)
    by_answers = replace(SETTINGS, source=SURVEY)
    text = GroupingText("Spring groups", by_answers, survey)
    place = cluster_scope(wood.cluster.pk)
    grouping = make_grouping(place=place, text=text, by=wood.ash, now=NOON)
    Grouping.objects.filter(pk=grouping.pk).update(problem={"organisations": []})
    assert not groupings_in(wood.rowan, place).exists()
    for_all = GroupingText("Spring groups", SETTINGS)
    with pytest.raises(WrongState, match="Put a new"):
        edit_grouping(grouping=grouping, text=for_all, version=None, by=wood.ash, now=NOON)
    assert not groupings_in(wood.rowan, place).exists()
