"""Loading in the browser, from the upload to taking it out again; and who may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from spinney.base.web import sizes
from spinney.register.models import Load, Organisation
from tests.access import answers, client_of
from tests.register.engine.stored import zipped
from tests.register.loading import FILES, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(wood) -> Client:
    return client_of(wood, "hazel")


def send(host: Client, name: str, content: bytes | None = None, **more: str):
    data = (FILES / name).read_bytes() if content is None else content
    file = SimpleUploadedFile(Path(name).name, data)
    return host.post("/register/loads/begin/", {"file": file, **more}, follow=True)


def words(response) -> str:
    text = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def kept_files() -> list[Path]:
    return [p for p in (Path(settings.MEDIA_ROOT) / "loads").rglob("*") if p.is_file()]


def test_a_register_is_sent_looked_at_tried_loaded_and_taken_out(host, do_waiting_work):
    here = Organisation.objects.count()
    page = send(host, "ccni.csv")
    load = Load.objects.get()
    assert page.redirect_chain[-1][0] == f"/register/loads/{load.pk}/"
    assert "Alder Glen Carers" in words(page)
    assert "Letters outside UTF-8" in words(page)

    host.post(f"/register/loads/{load.pk}/try/")
    do_waiting_work()
    tried = words(host.get(f"/register/loads/{load.pk}/"))
    assert "2 organisations would be added" in tried
    assert "“9001” is not a charity number" in tried
    assert Organisation.objects.count() == here

    waiting = words(host.post(f"/register/loads/{load.pk}/run/", follow=True))
    assert "waiting for its turn" in waiting
    do_waiting_work()
    assert Organisation.objects.count() == here + 2
    done = words(host.get(f"/register/loads/{load.pk}/"))
    assert "Done" in done
    assert "“9001” is not a charity number" in done
    assert kept_files() == []
    left_out = host.get(f"/register/loads/{load.pk}/left-out/")
    lines = b"".join(left_out.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("ccni.csv,4,“9001” is not a charity number of Northern Ireland.")

    assert "Take load" in words(host.get(f"/register/loads/{load.pk}/undo/"))
    host.post(f"/register/loads/{load.pk}/undo/")
    do_waiting_work()
    assert Organisation.objects.count() == here
    assert "2 organisations were removed" in words(host.get(f"/register/loads/{load.pk}/"))
    assert "Undone" in words(host.get("/register/loads/"))


def test_a_plain_list_is_asked_about_column_by_column(host, do_waiting_work):
    page = send(host, "groups.csv")
    load = Load.objects.get()
    assert page.redirect_chain[-1][0] == f"/register/loads/{load.pk}/columns/"
    assert "What does “Charity no” hold?" in words(page)
    form = page.context["form"]
    answers_ = {name: form[name].initial or "" for name in form.fields}
    assert answers_["column_0"] == "name"
    wrong = host.post(f"/register/loads/{load.pk}/columns/", {**answers_, "column_1": "name"})
    assert "are both given as “Name”" in words(wrong)
    page = host.post(f"/register/loads/{load.pk}/columns/", answers_, follow=True)
    assert "Marlbrook Repair Café" in words(page)
    host.post(f"/register/loads/{load.pk}/run/")
    do_waiting_work()
    assert Organisation.objects.get(name="Marlbrook Repair Café").source == "groups"


def test_dates_that_can_be_read_two_ways_are_asked_about_in_the_form(host):
    send(host, "list.csv", b"Group,Founded\nAnchor,03/04/2020\n")
    load = Load.objects.get()
    data = {"source": "List", "column_0": "name", "column_1": "registered_on"}
    asked = host.post(f"/register/loads/{load.pk}/columns/", data)
    assert "3 April 2020 or 4 March 2020" in words(asked)
    page = host.post(
        f"/register/loads/{load.pk}/columns/", {**data, "date_order": "month-first"}, follow=True
    )
    assert page.redirect_chain[-1][0] == f"/register/loads/{load.pk}/"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("letter.csv", b"%PDF-1.7", "is a PDF, not a table"),
        ("letter.pdf", b"%PDF-1.7", "is not a CSV"),
        ("bomb.zip", zipped(big__csv=b"0" * 60_000_000), "not safe to open"),
        ("broken.zip", zipped(a__csv="Name,x\n" * 999)[:-60], "is damaged"),
        ("empty.csv", b"\n", "is empty"),
        ("short.csv", b"date_of_extract\tcharity_name\tcharity_registration_status\na\tb\tc\n",
         "has no column “linked_charity_number”"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_in_the_form_and_nothing_is_kept(
    host, name, content, told
):
    page = send(host, name, content)
    assert told in words(page)
    assert not Load.objects.exists()
    assert kept_files() == []


def test_a_day_to_come_is_refused(host):
    day = {"checked_on_day": "1", "checked_on_month": "1", "checked_on_year": "2999"}
    assert "has not come yet" in words(send(host, "ccni.csv", **day))


def test_two_gigabytes_are_refused_before_they_are_read(host):
    class Unread:
        def read(self, *size: int) -> bytes:
            raise AssertionError("some of it was read")

        readline = read

    response = host.generic(
        "POST", "/register/loads/begin/", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3), **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert response.status_code == 413
    assert "None of it was read" in words(response)


def test_other_pages_take_less():
    asked = []
    refuse = sizes.Sizes(lambda request: asked.append(request))
    request = RequestFactory().post("/organisations/", CONTENT_LENGTH="1000000000")
    assert refuse(request).status_code == 413
    assert asked == []
    assert sizes.most_for("/register/loads/begin/") > 10**9 > sizes.most_for("/organisations/")


def test_an_upload_taken_twice_is_one_load(host):
    send(host, "ccni.csv")
    Load.objects.update(state="stopped")
    send(host, "ccni.csv")
    assert Load.objects.count() == 1
    assert len(kept_files()) == 1


def test_a_load_that_has_not_begun_can_be_thrown_away(host):
    send(host, "ccni.csv")
    load = Load.objects.get()
    page = host.post(f"/register/loads/{load.pk}/discard/", follow=True)
    assert "thrown away" in words(page)
    assert kept_files() == []


def test_only_the_host_may(wood):
    load = begin(FILES / "ccni.csv")
    one = f"/register/loads/{load.pk}/"
    #                 rowan ash birch cedar hazel elm willow sorrel nobody
    expected = {
        ("get", "/register/loads/"): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("get", "/register/loads/begin/"): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("get", one): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("get", f"{one}columns/"): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("get", f"{one}left-out/"): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("get", f"{one}undo/"): (403, 403, 403, 403, 200, 403, 403, 403, 401),
        ("post", f"{one}try/"): (403, 403, 403, 403, 302, 403, 403, 403, 401),
        ("post", f"{one}undo/"): (403, 403, 403, 403, 409, 403, 403, 403, 401),
        ("post", f"{one}run/"): (403, 403, 403, 403, 409, 403, 403, 403, 401),
        ("post", f"{one}discard/"): (403, 403, 403, 403, 302, 403, 403, 403, 401),
    }
    found = {case: answers(wood, *case) for case in expected}
    assert found == expected


def test_a_load_that_is_not_there_is_not_found(host):
    assert host.get("/register/loads/999/").status_code == 404
