"""A sheet that came on paper is keyed in; the organisation looks it over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.paper import key_in_sheet
from spinney.diagnostics.actions.sending import send_answers
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet, Survey
from spinney.diagnostics.queries.asking_surveys import asked_of_organisations
from tests.access import client_of
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, make_survey
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


def key_in(survey, asked, by, answers=None, **more):
    said = {k: v for k, v in FULL.items() if k != "computers[]"} if answers is None else answers
    return key_in_sheet(
        survey=Survey.objects.get(pk=survey.pk), asked=asked, answers=said, by=by,
        now=timezone.now(), **more,
    )  # fmt: skip


def test_it_counts_as_sent_and_the_organisation_is_written_to(wood):
    asked = birch_asked(wood)
    assert key_in(asked.survey, asked, wood.ash) is True
    sheet = Sheet.objects.get(asked=asked)
    assert (sheet.channel, sheet.state, sheet.sent_by) == ("paper", "sent", wood.ash.label)
    assert sent_values(asked.survey)[0].values["staff"] == 4
    letter = Message.objects.get(kind="diagnostics.answers_keyed")
    assert letter.email == "birch@example.org"
    assert letter.link.verb == "diagnostics.answer_survey"


def test_the_organisation_mends_what_was_keyed_in(wood):
    asked = birch_asked(wood)
    key_in(asked.survey, asked, wood.ash)
    kept = answer(asked, guest(asked), {"staff": 5})
    assert kept.differs == ()
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 5
    assert sent_values(asked.survey)[0].values["staff"] == 4  # until it is sent again


def test_a_sheet_keyed_in_again_is_corrected(wood):
    asked = birch_asked(wood)
    key_in(asked.survey, asked, wood.ash)
    assert key_in(asked.survey, asked, wood.ash, {"staff": 6}) is True
    assert sent_values(asked.survey)[0].values["staff"] == 6


def test_blanks_of_the_paper_are_let_be(wood):
    asked = birch_asked(wood)
    assert key_in(asked.survey, asked, wood.ash, {"rent": 500}) is True


def test_where_the_organisation_had_said_otherwise_both_stand(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 9})
    assert key_in(asked.survey, asked, wood.ash) is False
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 9
    assert OtherAnswer.objects.get().value == 4
    assert sent_values(asked.survey) == []
    assert "which one holds" in Message.objects.get(kind="diagnostics.answers_keyed").body


def test_named_to_the_group_only_if_the_sheet_says_so(wood):
    asked = birch_asked(wood, mode="group")
    assert key_in(asked.survey, asked, wood.ash) is False
    assert key_in(asked.survey, asked, wood.ash, agrees=True) is True
    assert Asked.objects.get(pk=asked.pk).agreed_by == f"{wood.ash.label} from the sheet"


def test_what_cannot_be_right_is_named(wood):
    asked = birch_asked(wood)
    with pytest.raises(BadInput) as error:
        key_in(asked.survey, asked, wood.ash, {"staff": -4})
    assert list(error.value.fields) == ["staff"]
    with pytest.raises(BadInput):
        key_in(asked.survey, asked, wood.ash, {})
    assert not Sheet.objects.exists()


def test_only_those_who_may_see_names(wood):
    asked = birch_asked(wood)
    with pytest.raises(NotAllowed):
        key_in(asked.survey, asked, wood.rowan)  # runs it, and does not see names
    with pytest.raises(NotAllowed):
        key_in(asked.survey, asked, wood.birch)


def test_in_a_detached_survey_it_goes_among_the_others_without_a_trace(wood):
    survey = make_survey(wood, mode="detached")
    assert key_in(survey, None, wood.ash) is True
    (sent,) = sent_values(survey)
    assert (sent.organisation_id, sent.values["staff"]) == (None, 4)
    assert sent.values["computers[1].age"] == 3
    assert not Sheet.objects.exists()
    verbs = Entry.objects.filter(verb__startswith="diagnostics.").values_list("verb", flat=True)
    assert set(verbs) == {"diagnostics.freeze"}


def test_in_a_detached_survey_no_organisation_is_named(wood):
    asked = birch_asked(wood, mode="detached")
    with pytest.raises(BadInput):
        key_in(asked.survey, asked, wood.ash)


def test_on_one_page_by_keyboard(wood):
    asked = birch_asked(wood)
    visitor = Visitor(client_of(wood, "ash"))
    sheets = reverse("diagnostics:keyed-sheets", args=[asked.survey.scope, asked.survey_id])
    visitor.fill(sheets, asked=str(asked.pk))
    assert visitor.path.endswith(f"/{asked.pk}/key-in-sheet/")
    visitor.fill(visitor.path, **{"q-staff": "lots"})
    assert "not a whole number" in visitor.errors
    visitor.fill(visitor.path, **{"q-staff": "6", "q-lead": "Ada", "q-computers-2-age": "4"})
    assert visitor.says("The sheet of Birch House is in and counts as sent.")
    values = sent_values(asked.survey)[0].values
    assert (values["staff"], values["computers[2].age"]) == (6, 4)


def test_a_detached_one_from_the_page(wood):
    survey = make_survey(wood, mode="detached")
    visitor = Visitor(client_of(wood, "ash"))
    visitor.open(reverse("diagnostics:keyed-sheets", args=[survey.scope, survey.pk]))
    assert visitor.path.endswith("/sheets/key-in-sheet/")
    assert visitor.says("Do not write down whose sheet this is")
    visitor.fill(visitor.path, **{"q-staff": "6"})
    assert visitor.says("among the others, without a name")
    assert len(sent_values(survey)) == 1


def sent_and_keyed_otherwise(wood):
    """Birch House sent its answers, and then another sheet was keyed in for it."""
    asked = birch_asked(wood)
    answer(asked, wood.birch)
    send_answers(asked=Asked.objects.get(pk=asked.pk), by=wood.birch, now=timezone.now())
    key_in(asked.survey, asked, wood.ash, FULL_ON_PAPER | {"staff": 9})
    return Asked.objects.get(pk=asked.pk)


FULL_ON_PAPER = {k: v for k, v in FULL.items() if k != "computers[]"}


def test_where_the_sheet_differs_the_page_says_so_first_and_home_asks(wood):
    asked = sent_and_keyed_otherwise(wood)
    assert asked.state == "sent"
    assert sent_values(asked.survey)[0].values["staff"] == 4
    visitor = Visitor(client_of(wood, "birch"))
    home = reverse("diagnostics:answer-survey", args=[asked.survey.scope, asked.survey_id])
    visitor.open(home)
    assert visitor.says("Two answers differ")
    assert not visitor.says("Your answers are sent")
    visitor.open(f"{home}check/")
    assert visitor.says("Which holds?")
    (ask,) = asked_of_organisations(wood.birch, timezone.now())
    assert (ask.what, ask.minutes) == (f"Say which answers hold in “{asked.survey.title}”", 3)
    assert ask.url == f"{home}check/"


def test_whoever_sees_names_reads_that_two_answers_differ(wood):
    asked = sent_and_keyed_otherwise(wood)
    list_url = reverse("diagnostics:survey", args=[asked.survey.scope, asked.survey_id])
    assert "Two answers differ" in client_of(wood, "ash").get(list_url).content.decode()
    assert "Two answers differ" not in client_of(wood, "rowan").get(list_url).content.decode()
    OtherAnswer.objects.update(settled_at=timezone.now())
    assert "Two answers differ" not in client_of(wood, "ash").get(list_url).content.decode()
    assert list(asked_of_organisations(wood.birch, timezone.now())) == []


def test_what_its_own_people_say_differently_is_not_told(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 9})
    answer(asked, wood.birch, {"staff": 4})
    assert OtherAnswer.objects.exists()
    list_url = reverse("diagnostics:survey", args=[asked.survey.scope, asked.survey_id])
    assert "Two answers differ" not in client_of(wood, "ash").get(list_url).content.decode()
    (ask,) = asked_of_organisations(wood.birch, timezone.now())
    assert ask.what.startswith("Go on with")
