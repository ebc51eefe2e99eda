"""A whole survey answered from its link, without scripts: one thing per page, to the end."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.access.sealed import unseal
from spinney.base.post.models import Message
from spinney.diagnostics.bridge.sheets import sent_values, values_of
from spinney.diagnostics.models import Asked, Sheet
from tests.diagnostics.answering import FULL, answer, birch_asked, guest, link_to
from tests.diagnostics.surveys import open_survey
from tests.visitor import Visitor, standing

pytestmark = pytest.mark.django_db


def at_link(asked, email="office@example.org") -> tuple[Visitor, str]:
    _, secret = link_to(asked, email)
    return Visitor(Client()), f"/do/{secret}/"


def walk_through(visitor, home) -> list[str]:
    """Fill in every page in turn, going on as a person would; the addresses of the pages."""
    seen = []

    def on(**typed):
        seen.append(visitor.path.removeprefix(home).strip("/"))
        visitor.fill(visitor.path, **typed)

    visitor.open(home)
    link = next(a for a in visitor.page.find_all("a") if a.get_text(strip=True) == "Start")
    visitor.open(link["href"])
    on(**{"q-staff": "4"})
    on(**{"q-lead": "Ada"})
    on(**{"q-founded": date(1998, 3, 12)})
    on(**{"q-rent": "12,000", "q-hours": "37.5"})
    on(**{"q-hr_need": "much"})
    on(**{"q-offers": ["hr", "ict"]})
    on(**{"q-hopes": "To see each other more often."})
    on(**{"q-computers-1-age": "3", "q-computers-1-backup": "yes"})
    seen.append(visitor.path.removeprefix(home).strip("/"))
    return seen


def test_from_start_to_sent(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    pages = walk_through(visitor, home)
    assert pages == [
        "q-staff", "q-lead", "q-founded", "q-costs", "q-hr_need", "q-offers", "q-hopes",
        "q-computers-1", "check",
    ]  # fmt: skip
    sheet = Sheet.objects.get(asked=asked)
    said = values_of(sheet)
    assert {key: said[key] for key in FULL if key in said} == {
        k: v for k, v in FULL.items() if k != "computers[]"
    }
    assert visitor.says("£12,000")
    assert visitor.says("Rent for each of your 4 staff")
    assert visitor.says("3000")
    visitor.open(home + "others-see/")
    assert visitor.says("This is what the others will see")
    visitor.press("Send our answers")
    assert visitor.says("Your answers are sent")
    (sent,) = sent_values(asked.survey)
    assert sent.organisation_id == asked.organisation_id
    assert sent.values["rent_each"] == "3000"


def test_opening_the_link_changes_nothing(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    for step in ("", "q-staff/", "check/", "no/", "not-ours/", "colleague/", "spreadsheet/"):
        visitor.open(home + step)
        assert visitor.status == 200, step
    assert not Sheet.objects.exists()
    assert Asked.objects.get(pk=asked.pk).state == "asked"


def test_it_is_saved_as_one_types(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answered = visitor.client.post(home + "q-staff/", {"q-staff": "7", "save": "1"})
    assert answered.status_code == 204
    assert answered["X-Saved"].startswith("Saved ")
    assert values_of(Sheet.objects.get(asked=asked)) == {"staff": 7}


def test_what_does_not_fit_is_not_saved_and_the_rest_is(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    path = home + "q-costs/"
    answered = visitor.client.post(path, {"q-rent": "lots", "q-hours": "4", "save": "1"})
    assert answered.status_code == 422
    visitor.fill(path, **{"q-rent": "lots", "q-hours": "5"})
    assert "not an amount in pounds" in visitor.errors
    assert visitor.page.find(attrs={"name": "q-rent"})["value"] == "lots"
    assert values_of(Sheet.objects.get(asked=asked)) == {"hours": "5"}


def test_a_limit_of_the_question_is_said_in_words(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    visitor.fill(home + "q-staff/", **{"q-staff": "-2"})
    assert "at least 0" in visitor.errors
    assert values_of(Sheet.objects.get(asked=asked)) == {}


def test_blank_is_left_for_later_and_named_at_the_end(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    visitor.fill(home + "q-staff/", **{"q-staff": ""})
    assert visitor.path.endswith("q-founded/")
    visitor.open(home + "check/")
    assert visitor.says("What is still needed")
    visitor.open(home + "others-see/")
    assert visitor.path.endswith("check/")


def test_change_from_the_check_page_leads_back_to_it(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answer(asked, guest(asked))
    visitor.fill(home + "q-founded/?from=check", **{"q-founded": date(2001, 1, 1)})
    assert visitor.path.endswith("/check/")
    assert visitor.says("1 January 2001")


def test_another_device_finds_where_one_was(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    visitor.fill(home + "q-staff/", **{"q-staff": "4"})
    elsewhere = Visitor(Client())
    elsewhere.open(home)
    link = next(a for a in elsewhere.page.find_all("a") if a.get_text(strip=True) == "Go on")
    assert link["href"].endswith("q-lead/")


def test_what_is_no_longer_asked_is_kept_aside(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answer(asked, guest(asked))
    visitor.fill(home + "q-staff/", **{"q-staff": "1"})
    visitor.open(home + "check/")
    assert visitor.says("Kept aside")
    visitor.open(home + "q-lead/")
    assert visitor.path == home  # not asked now
    visitor.fill(home + "q-staff/", **{"q-staff": "2"})
    assert visitor.path.endswith("q-lead/")
    assert visitor.page.find(attrs={"name": "q-lead"})["value"] == "Ada"


def test_two_open_pages_of_one_person(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    one, two = Visitor(visitor.client), Visitor(Client())
    for each in (one, two):
        each.open(home + "q-staff/")
    first = {**standing(one.page.find("form")), "q-staff": "3"}
    second = {**standing(two.page.find("form")), "q-staff": "5"}
    assert one.client.post(home + "q-staff/", first).status_code == 302
    told = two.client.post(home + "q-staff/", second)
    assert told.status_code == 200
    assert "You answered this twice" in told.text
    assert values_of(Sheet.objects.get(asked=asked)) == {"staff": 5}


@pytest.mark.parametrize(
    "step", ["nonsense", "q-nonsense", "end-part", "settle", "take-spreadsheet"]
)
def test_addresses_that_lead_nowhere_do_no_harm(wood, step):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    visitor.open(f"{home}{step}/")
    assert visitor.status == (404 if step == "nonsense" else 200)


def test_a_page_takes_the_same_few_queries(wood, django_assert_max_num_queries):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answer(asked, guest(asked))
    visitor.client.get(home + "q-staff/")
    # link, its letter and two names; what is asked, answers, others' answers, writer
    with django_assert_max_num_queries(8):
        visitor.client.get(home + "q-staff/")
    with django_assert_max_num_queries(12):
        visitor.client.post(home + "q-staff/", {"q-staff": "9", "save": "1"})


def test_a_closed_survey_says_so_and_keeps_the_copy(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answer(asked, guest(asked))
    asked.survey.state = "closed"
    asked.survey.save()
    visitor.open(home)
    assert visitor.status == 410
    assert visitor.says("This survey closed on")
    visitor.open(home + "copy/")
    assert visitor.status == 200
    assert visitor.says("Ada")


def test_after_sending_without_a_name_the_link_says_that_it_is_done(wood):
    asked = birch_asked(wood, mode="detached")
    visitor, home = at_link(asked)
    answer(asked, guest(asked))
    visitor.open(home + "others-see/")
    visitor.press("Send our answers without our name")
    for step in ("", "q-staff/", "check/", "take-back/"):
        visitor.open(home + step)
        assert visitor.status == 200
        assert visitor.says("Nobody can find them again")
    visitor.open(home + "copy/")
    assert visitor.says("there is no copy here")


def test_the_copy_to_keep_is_safe_to_open_in_a_spreadsheet(wood):
    asked = birch_asked(wood)
    visitor, home = at_link(asked)
    answer(asked, guest(asked), {"staff": 2, "lead": "=HYPERLINK(1)"})
    text = b"".join(visitor.client.get(home + "copy-csv/").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert "How many staff have you?,2,staff" in text
    book = b"".join(visitor.client.get(home + "copy-xlsx/").streaming_content)
    assert book.startswith(b"PK")


def test_a_link_whose_time_ran_out_can_be_renewed(wood):
    survey = open_survey(wood, closes_at=timezone.now() + timedelta(days=30))
    message = Message.objects.filter(link__verb="diagnostics.answer_survey").latest("pk")
    path = "/do/" + unseal(message.sealed).split("/do/")[1]
    TaskLink.objects.filter(pk=message.link_id).update(expires_at=timezone.now())
    visitor = Visitor(Client())
    visitor.open(path)
    assert visitor.status == 410
    visitor.press("Send me a new link")
    assert visitor.says("A new link is on its way")
    survey.refresh_from_db()
    assert survey.frozen_at is None
