"""Journey: the host loads a register in the browser, looks at it, tries it, loads it, sees what was
left out, and takes it out again; and is told plainly of a file that cannot be used.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from spinney.register.models import Organisation
from tests.browser import Visit, chromium, visitor, width
from tests.harness.work import do_waiting_work
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

FILES = Path(__file__).parents[1] / "register/files"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_host_loads_a_register(visitor: Visit, wood):
    here = Organisation.objects.count()
    sign_in(visitor, wood.people["hazel"])
    page = visitor.open("/register/loads/")
    assert visitor.problems() == []
    page.get_by_role("link", name="Load a register").first.click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Send the file").click()
    page.get_by_role("alert").wait_for()
    assert visitor.problems() == []
    page.get_by_label("Choose the file").set_input_files(FILES / "ccni.csv")
    page.get_by_role("button", name="Send the file").click()
    page.get_by_text("Alder Glen Carers").wait_for()
    keep_picture(visitor, "load-ready")
    assert visitor.problems() == []
    page.get_by_role("button", name="Try it first").click()
    page.get_by_text("waiting for its turn").wait_for()
    assert visitor.problems() == []
    work()
    page.reload()
    page.get_by_text("2 organisations would be added").wait_for()
    keep_picture(visitor, "load-tried")
    assert visitor.problems() == []
    page.get_by_role("button", name="Load it").click()
    page.get_by_text("waiting for its turn").wait_for()
    work()
    page.reload()
    page.get_by_text("is not a charity number of Northern Ireland").first.wait_for()
    keep_picture(visitor, "load-done")
    assert visitor.problems() == []
    assert Organisation.objects.count() == here + 2
    page.get_by_role("link", name="Take this load out again").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Take this load out again").click()
    work()
    page.reload()
    page.get_by_text("2 organisations were removed").wait_for()
    assert visitor.problems() == []
    assert Organisation.objects.count() == here


def test_the_host_says_what_the_columns_of_a_list_hold(visitor: Visit, wood, tmp_path):
    sign_in(visitor, wood.people["hazel"])
    page = visitor.open("/register/loads/begin/")
    letter = tmp_path / "letter.csv"
    letter.write_bytes(b"%PDF-1.7")
    page.get_by_label("Choose the file").set_input_files(letter)
    page.get_by_role("button", name="Send the file").click()
    assert "is a PDF, not a table" in page.get_by_role("alert").inner_text()
    assert visitor.problems() == []
    page.get_by_label("Choose the file").set_input_files(FILES / "groups.csv")
    page.get_by_role("button", name="Send the file").click()
    page.get_by_label("What does “Shoe size” hold?").wait_for()
    assert page.get_by_label("What does “Post Code” hold?").input_value() == "postcode"
    keep_picture(visitor, "load-columns")
    assert visitor.problems() == []
    page.get_by_label("What does “Working in” hold?").select_option("area")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Marlbrook Repair Café").wait_for()
    assert visitor.problems() == []


def work() -> None:
    """Let the worker do what waits, in the browser test's own thread."""
    assert do_waiting_work() > 0
    connection.close()
