"""Journey: an organisation answers a survey from its link, on a phone and on a desk; a colleague
does a part; two answers are settled; what the others will see; sent. With scripts and without.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.models import Sheet
from tests.browser import Visit, chromium, visit, visitor, width
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, link_to, make_survey
from tests.diagnostics.parts import colleague, path_of
from tests.diagnostics.spreadsheets import filled
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def home_of(asked) -> str:
    _, secret = link_to(asked)
    return f"/do/{secret}/"


def test_from_the_link_to_sent(visitor: Visit, wood):
    asked = birch_asked(wood)
    home = home_of(asked)
    page = visitor.open(home)
    keep_picture(visitor, "survey-start")
    assert visitor.problems() == []
    page.get_by_role("link", name="Start").click()
    assert page.get_by_role("heading", level=1).inner_text() == "How many staff have you?"
    page.get_by_label("How many staff have you?").fill("lots")
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("How many staff have you?").fill("4")
    page.get_by_text("Saved ").wait_for()  # as she types
    assert values_of(Sheet.objects.get(asked=asked)) == {"staff": 4}
    keep_picture(visitor, "survey-question")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Who leads them?").fill("Ada")
    page.get_by_role("button", name="Save and go on").click()
    keep_picture(visitor, "survey-date")
    assert visitor.problems() == []
    for part, value in (("Day", "12"), ("Month", "3"), ("Year", "1998")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("What is your rent a year?").fill("12,000")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Much help").check()
    keep_picture(visitor, "survey-scale")
    assert visitor.problems() == []
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Computers").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("What do you hope for?").fill("To see each other more often.")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("How old is it, in years?").fill("3")
    keep_picture(visitor, "survey-repeat")
    assert visitor.problems() == []
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="Check your answers").wait_for()
    keep_picture(visitor, "survey-check")
    assert visitor.problems() == []
    page.get_by_role("link", name="See what the others will see").click()
    keep_picture(visitor, "survey-others-see")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send our answers").click()
    page.get_by_text("Your answers are sent").first.wait_for()
    keep_picture(visitor, "survey-sent")
    assert visitor.problems() == []
    assert sent_values(asked.survey)[0].values["staff"] == 4


def test_without_scripts(chromium, live_server, width, wood):
    asked = birch_asked(wood, mode="group")
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    visitor = visit(context, live_server.url)
    answer(asked, guest(asked), {k: v for k, v in FULL.items() if k != "staff"})
    page = visitor.open(home_of(asked))
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("How many staff have you?").fill("1")
    page.get_by_role("button", name="Save and go on").click()
    page.goto(page.url.rsplit("/", 2)[0] + "/check/")
    page.get_by_text("Kept aside").first.click()
    page.get_by_role("link", name="See what the others will see").click()
    page.get_by_role("button", name="Send our answers").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("We agree that our answers are shown").check()
    page.get_by_role("button", name="Send our answers").click()
    assert page.get_by_text("Your answers are sent").first.is_visible()
    context.close()


def test_two_answers_are_settled_and_a_colleague_does_a_part(visitor: Visit, wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    answer(asked, guest(asked, "treasurer@example.org"), {"rent": 900})
    part, _ = colleague(asked, guest(asked), sections=("computers",))
    home = home_of(asked)
    page = visitor.open(home + "check/")
    page.get_by_role("heading", name="Which holds?").wait_for()
    keep_picture(visitor, "survey-differ")
    assert visitor.problems() == []
    page.get_by_role("button", name="“£12,000” holds").click()
    page.get_by_role("link", name="See what the others will see").wait_for()
    for step, name in (
        ("colleague", "survey-colleague"),
        ("spreadsheet", "survey-spreadsheet"),
        ("copy", "survey-copy"),
        ("no", "survey-no"),
        ("not-ours", "survey-not-ours"),
    ):
        visitor.open(f"{home}{step}/")
        keep_picture(visitor, name)
        assert visitor.problems() == [], step
    page = visitor.open(path_of(part))
    keep_picture(visitor, "survey-part")
    assert visitor.problems() == []
    page.get_by_role("link", name="Finish your part").click()
    page.get_by_role("button", name="My part is done").click()
    page.get_by_role("heading", name="Your part is done").wait_for()
    assert visitor.problems() == []


def test_a_spreadsheet_is_looked_over_and_taken(visitor: Visit, wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 4, "lead": "Ada"})
    page = visitor.open(home_of(asked) + "spreadsheet/")
    wrong = filled({"staff": "about six", "rent": "£1,200"})
    page.get_by_label("Your filled spreadsheet").set_input_files(
        {"name": "answers.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": wrong}
    )
    page.get_by_role("button", name="Look it over").click()
    page.get_by_text("Nothing was taken from it.").wait_for()
    keep_picture(visitor, "survey-spreadsheet-wrong")
    assert visitor.problems() == []
    right = filled({"staff": 6, "rent": "£1,200", "computers[2].age": 3})
    page.get_by_label("Your filled spreadsheet").set_input_files(
        {"name": "answers.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": right}
    )
    page.get_by_role("button", name="Look it over").click()
    page.get_by_text("3 answers understood").wait_for()
    keep_picture(visitor, "survey-spreadsheet-right")
    assert visitor.problems() == []
    page.get_by_role("button", name="Take these answers").click()
    page.get_by_text("Its answers are taken.").wait_for()
    assert values_of(Sheet.objects.get(asked=asked))["staff"] == 6


def test_a_detached_survey_says_what_it_protects_from(visitor: Visit, wood):
    asked = birch_asked(wood, mode="detached")
    answer(asked, guest(asked))
    home = home_of(asked)
    page = visitor.open(home)
    page.get_by_text("What this does not protect you from").click()
    keep_picture(visitor, "survey-detached")
    assert visitor.problems() == []
    page = visitor.open(home + "others-see/")
    keep_picture(visitor, "survey-detached-see")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send our answers without our name").click()
    page.get_by_text("Nobody can find them again").first.wait_for()
    keep_picture(visitor, "survey-detached-sent")
    assert visitor.problems() == []


def test_a_sheet_on_paper_is_keyed_in(visitor: Visit, wood):
    asked = birch_asked(wood)
    sign_in(visitor, wood.people["ash"])
    where = [asked.survey.scope, asked.survey_id]
    page = visitor.open(reverse("diagnostics:keyed-sheets", args=where))
    keep_picture(visitor, "keyed-sheets")
    assert visitor.problems() == []
    page.get_by_label("Whose sheet is it?").select_option(str(asked.pk))
    page.get_by_role("button", name="Key in a sheet on paper").click()
    keep_picture(visitor, "key-in-sheet")
    assert visitor.problems() == []
    page.get_by_label("How many staff have you?").fill("6")
    page.get_by_role("button", name="Take this sheet").click()
    page.get_by_text("The sheet of Birch House is in and counts as sent.").wait_for()
    page = visitor.open(reverse("diagnostics:load-sheet", args=[*where, asked.pk]))
    assert visitor.problems() == []
    detached = make_survey(wood, mode="detached")
    visitor.open(reverse("diagnostics:key-in-sheet", args=[detached.scope, detached.pk]))
    keep_picture(visitor, "key-in-detached")
    assert visitor.problems() == []
