"""What was typed is never lost: session gone, page open too long, somebody else was quicker."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from spinney.base.web.kept import KEPT, MOST_CHARACTERS
from tests.access import client_of
from tests.web import kept_urls
from tests.web.letters import code_to

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.kept_urls")]

TYPED = {
    "name": "The Grove",
    "place": "Bury & Bolton",
    "starts_day": "12",
    "starts_month": "3",
    "starts_year": "2027",
    "stage": "b",
    "wants": ["y", "z"],
    "version": "1",
}


@pytest.fixture(autouse=True)
def held(monkeypatch):
    monkeypatch.setattr(kept_urls, "HELD", {"version": 1, "name": "The Spinney", "place": "Bolton"})
    return kept_urls


def field(text, name, value=None):
    """The input of a name (and value), as it stands in the page."""
    found = [i for i in re.findall(r"<input[^>]*>", text) if f'name="{name}"' in i]
    if value is not None:
        found = [i for i in found if f'value="{value}"' in i]
    assert found, f"no input {name} {value}"
    return unescape(found[0])


def shows_what_was_typed(text):
    return (
        'value="The Grove"' in field(text, "name")
        and 'value="Bury & Bolton"' in field(text, "place")
        and 'value="12"' in field(text, "starts_day")
        and "checked" in field(text, "stage", "b")
        and "checked" in field(text, "wants", "z")
        and "checked" not in field(text, "wants", "x")
        and "checked" not in field(text, "agreed")
        and 'value="1"' in field(text, "version")
    )


def sign_in(client, page, email="birch@example.org"):
    client.post(f"/account/login/?next={page}", {"email": email})
    url = f"/account/login/code/confirm/?next={page}"
    return client.post(url, {"code": code_to(email)})


class TestSignedOutMeanwhile:
    def test_what_was_typed_comes_back_after_signing_in(self, wood):
        client = Client()
        response = client.post("/edit/", TYPED)
        assert response.url == "/account/login/?next=/edit/"
        assert "What you typed is kept" in client.get(response.url).text
        assert sign_in(client, "/edit/").url == "/edit/"
        text = client.get("/edit/").text
        assert "What you typed is back." in text
        assert shows_what_was_typed(text)

    def test_it_is_there_until_it_is_sent(self, wood):
        client = Client()
        client.post("/edit/", TYPED)
        sign_in(client, "/edit/")
        assert shows_what_was_typed(client.get("/edit/").text)
        assert shows_what_was_typed(client.get("/edit/").text)
        assert client.post("/edit/", TYPED).url == "/done/"
        assert KEPT not in client.session
        assert 'value="The Grove"' in field(client.get("/edit/").text, "name")  # as it is held now
        assert "What you typed is back." not in client.get("/edit/").text

    def test_other_pages_and_forms_are_left_alone(self, wood):
        client = Client()
        client.post("/edit/", TYPED)
        sign_in(client, "/edit/")
        assert "typed is back." not in client.get("/done/").text
        assert 'value="oak"' in field(client.get("/search/").text, "q")

    def test_one_can_begin_afresh(self, wood):
        client = Client()
        client.post("/edit/", TYPED)
        sign_in(client, "/edit/")
        assert "Begin afresh" in client.get("/edit/").text
        response = client.post("/forget-kept/", headers={"referer": "http://testserver/edit/"})
        assert response.url == "/edit/"
        assert 'value="The Spinney"' in field(client.get("/edit/").text, "name")

    def test_the_page_is_the_one_on_which_the_form_stood(self, wood):
        client = Client()
        response = client.post(
            "/edit/", TYPED, headers={"referer": "http://testserver/edit/?part=2"}
        )
        assert response.url == "/account/login/?next=/edit/%3Fpart%3D2"
        sign_in(client, "/edit/%3Fpart%3D2")
        assert shows_what_was_typed(client.get("/edit/?part=2").text)

    def test_a_page_elsewhere_is_never_gone_back_to(self, wood):
        client = Client()
        referer = "https://elsewhere.example.org/edit/"
        response = client.post("/edit/", TYPED, headers={"referer": referer})
        assert response.url == "/account/login/?next=/edit/"

    def test_neither_tokens_nor_files_nor_hidden_fields_are_kept(self, wood):
        client = Client()
        file = SimpleUploadedFile("logo.png", b"picture")
        client.post("/edit/", TYPED | {"logo": file, "csrfmiddlewaretoken": "t" * 64})
        from spinney.base.access.sealed import unseal

        kept = unseal(client.session[KEPT])
        assert "The Grove" in kept
        assert "tttt" not in kept
        assert "picture" not in kept
        kept_urls.HELD["version"] = 7
        sign_in(client, "/edit/")
        text = client.get("/edit/").text
        assert 'value="7"' in field(text, "version")
        assert "Choose the file again" in text

    def test_it_is_sealed_in_the_session(self, wood):
        client = Client()
        client.post("/edit/", TYPED)
        assert "The Grove" not in str(dict(client.session.items()))

    def test_another_person_at_the_same_computer_is_not_shown_it(self, wood):
        client = client_of(wood, "birch")
        Session.objects.update(expire_date=now() - timedelta(hours=1))
        client.post("/edit/", TYPED)
        sign_in(client, "/edit/", "cedar@example.org")
        text = client.get("/edit/").text
        assert "What you typed is back." not in text
        assert 'value="The Spinney"' in field(text, "name")

    def test_a_session_that_ran_out(self, wood):
        client = client_of(wood, "birch")
        Session.objects.update(expire_date=now() - timedelta(hours=1))
        assert client.post("/edit/", TYPED).url == "/account/login/?next=/edit/"
        sign_in(client, "/edit/")
        assert shows_what_was_typed(client.get("/edit/").text)

    def test_it_is_forgotten_after_two_hours(self, wood, monkeypatch):
        import time

        client = Client()
        client.post("/edit/", TYPED)
        sign_in(client, "/edit/")
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + 2 * 60 * 60 + 5)
        assert "What you typed is back." not in client.get("/edit/").text

    def test_far_too_much_is_not_kept_and_nothing_breaks(self, wood):
        client = Client()
        response = client.post("/edit/", TYPED | {"name": "x" * (MOST_CHARACTERS + 1)})
        assert response.url == "/account/login/?next=/edit/"
        assert KEPT not in client.session

    def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(self, wood):
        response = Client().post("/edit/", TYPED, headers={"hx-request": "true"})
        assert (response.status_code, response["HX-Redirect"]) == (
            204,
            "/account/login/?next=/edit/",
        )


def shown_as_typed(text):
    rows = r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>"
    return dict(re.findall(rows, text, re.DOTALL))


class TestOpenTooLong:
    def test_what_the_page_sent_along_by_itself_is_not_shown_as_typed(self, wood):
        client = client_of(wood, "birch")
        client.handler.enforce_csrf_checks = True
        sent = {
            "registered_on": "2027",
            "was": "{}",
            "read": "3",
            "next": "/",
            "x-TOTAL_FORMS": "1",
        }
        page = client.post("/edit/", sent, headers={"sec-fetch-site": "same-origin"})
        assert shown_as_typed(page.text) == {"Registered on": "2027"}

    def test_a_stale_page_loses_nothing(self, wood):
        client = client_of(wood, "birch")
        client.handler.enforce_csrf_checks = True
        page = client.post("/edit/", TYPED, headers={"sec-fetch-site": "same-origin"})
        assert page.status_code == 403
        assert "This page was open too long" in page.text
        assert "Bury &amp; Bolton" in page.text
        assert 'href="/edit/"' in page.text
        assert shown_as_typed(page.text) == {
            "Name": "The Grove",
            "Place": "Bury &amp; Bolton",
            "Starts day": "12",
            "Starts month": "3",
            "Starts year": "2027",
            "Stage": "Focus",
            "Wants": "A van, A room",
        }
        assert shows_what_was_typed(client.get("/edit/").text)

    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"origin": "https://elsewhere.example.org"},
            {"referer": "https://elsewhere.example.org/"},
            {},
        ],
    )
    def test_another_site_puts_no_words_into_her_forms(self, wood, headers):
        client = client_of(wood, "birch")
        client.handler.enforce_csrf_checks = True
        page = client.post("/edit/", TYPED, headers=headers)
        assert page.status_code == 403
        assert "Bury" not in page.text
        assert KEPT not in client.session
        assert 'value="The Spinney"' in field(client.get("/edit/").text, "name")


class TestChangedMeanwhile:
    def change(self, client):
        kept_urls.HELD.update(version=2, name="The Coppice")
        return client.post("/edit/", TYPED)

    def test_both_stand_side_by_side(self, wood):
        page = self.change(client_of(wood, "birch"))
        assert page.status_code == 409
        row = re.search(r"<tr><th[^>]*>Name</th>.*?</tr>", page.text, re.DOTALL).group()
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
        assert cells == ["The Spinney", "The Coppice", "The Grove"]
        row = re.search(r"<tr><th[^>]*>Place</th>.*?</tr>", page.text, re.DOTALL).group()
        assert re.findall(r"<td[^>]*>(.*?)</td>", row) == ["nothing", "Bolton", "Bury &amp; Bolton"]

    def test_going_on_with_hers_saves_over_what_is_held_now(self, wood):
        client = client_of(wood, "birch")
        page = self.change(client)
        assert "Go on with mine" in page.text
        text = client.get("/edit/").text
        assert 'value="The Grove"' in field(text, "name")
        assert 'value="2"' in field(text, "version")
        assert client.post("/edit/", TYPED | {"version": "2"}).url == "/done/"
        assert kept_urls.HELD["name"] == "The Grove"

    def test_or_leaving_it_as_theirs(self, wood):
        client = client_of(wood, "birch")
        self.change(client)
        assert client.post("/forget-kept/", {"next": "/edit/"}).url == "/edit/"
        assert 'value="The Coppice"' in field(client.get("/edit/").text, "name")


def test_what_cannot_be_used_is_put_back_to_be_mended(wood):
    client = client_of(wood, "birch")
    page = client.post("/edit/", TYPED | {"name": "bad"})
    assert page.status_code == 422
    assert "Open the page with what I typed" in page.text
    assert 'value="bad"' in field(client.get("/edit/").text, "name")


@pytest.mark.parametrize(
    ("referer", "link"),
    [
        ("http://testserver/clusters/?q=oak", "/clusters/?q=oak"),
        ("https://elsewhere.example/", "/edit/"),
        ("", "/edit/"),
    ],
)
def test_what_cannot_be_done_now_leads_back_to_where_she_was(wood, referer, link):
    told = client_of(wood, "birch").post(
        "/edit/", TYPED | {"name": "late"}, headers={"referer": referer}
    )
    assert told.status_code == 409
    assert "The Spinney has ended." in told.text
    assert f'href="{link}"' in told.text
