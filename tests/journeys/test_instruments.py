"""Journey: a facilitator finds questions, adapts and writes some on a phone, without a script if
she has none, brings a form from a file, prints a worksheet; a member reads and tries them.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from spinney.base.kernel.actors import cluster_scope
from spinney.diagnostics.bridge import built_in
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.xlsform import write_xlsform
from spinney.diagnostics.models import Version
from tests.browser import Visit, chromium, visit, visitor, width
from tests.diagnostics.instruments import SAID, make_draft, make_newer, make_published
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _what_comes_with_spinney(wood):
    """After the flush of another test it is there by itself; here it need only be so."""
    assert built_in.bring_in() in (0, len(built_in.definitions()))


def library(wood):
    return reverse("diagnostics:instruments", args=[cluster_scope(wood.cluster.pk)])


def test_a_member_reads_tries_and_prints(visitor: Visit, wood):
    make_newer(wood, make_published(wood))
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(library(wood))
    keep_picture(visitor, "library")
    assert visitor.problems() == []
    page.get_by_role("link", name="Computers, phones and safety").click()
    keep_picture(visitor, "instrument")
    assert visitor.problems() == []
    page.get_by_role("link", name="Print a worksheet").click()
    keep_picture(visitor, "worksheet")
    assert visitor.problems() == []
    page.go_back()
    page.get_by_role("link", name="Try it out").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Begin").click()
    keep_picture(visitor, "try")
    assert visitor.problems() == []
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    visitor.open(library(wood))
    page.get_by_role("link", name="What we have").click()
    page.get_by_role("link", name="what changed in version 2").click()
    keep_picture(visitor, "compare")
    assert visitor.problems() == []


def test_a_facilitator_adapts_and_publishes(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(library(wood))
    page.get_by_role("link", name="Hopes and fears").first.click()
    page.get_by_role("link", name="Adapt it").click()
    assert visitor.problems() == []
    page.get_by_label("What are these questions called?").fill("Our hopes")
    page.get_by_role("button", name="Take a copy").click()
    keep_picture(visitor, "editor")
    assert visitor.problems() == []
    page.get_by_role("link", name="Add a question").first.click()
    keep_picture(visitor, "question")
    assert visitor.problems() == []
    page.get_by_role("button", name="Add the question", exact=True).click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("The question").fill("How sure are you?")
    page.get_by_label("How is it answered?").select_option("scale")
    page.get_by_label("Answers to choose from").fill("Not at all\nA bit\nQuite")
    page.get_by_text("Ask this only if", exact=True).first.click()
    keep_picture(visitor, "question-open")
    assert visitor.problems() == []
    page.get_by_role("button", name="Add the question", exact=True).click()
    page.get_by_text("The question is added.").wait_for()
    page.get_by_role("button", name=re.compile("^Up.*How sure are you")).click()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("link", name="Check and publish").click()
    keep_picture(visitor, "publish")
    assert visitor.problems() == []
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Version 1 is published.").wait_for()
    assert visitor.problems() == []
    made = Version.objects.get(instrument__title="Our hopes")
    assert definition_of(made).question("how_sure_are_you")


def test_a_form_from_a_file(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(library(wood))
    page.get_by_role("link", name="Bring a form from a file").click()
    assert visitor.problems() == []
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    data = write_xlsform(SAID)
    page.get_by_label("The form").set_input_files(
        {"name": "form.xlsx", "mimeType": media, "buffer": data}
    )
    page.get_by_role("button", name="Look it over").click()
    page.get_by_text("all of it is understood").wait_for()
    keep_picture(visitor, "import")
    assert visitor.problems() == []
    page.get_by_role("button", name="Keep it as a draft").click()
    page.get_by_text("The draft is kept, with 4 questions.").wait_for()
    assert visitor.problems() == []


@pytest.mark.parametrize("width", [320], ids=["320 px"])
def test_the_editor_needs_no_script(chromium: Browser, live_server, wood, width):
    draft = make_draft(wood)
    context = chromium.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=False
    )
    visitor = visit(context, live_server.url)
    sign_in(visitor, wood.people["ash"])
    here = [cluster_scope(wood.cluster.pk), draft.instrument_id]
    page = visitor.open(reverse("diagnostics:edit-draft", args=here))
    page.get_by_role("button", name=re.compile("^Down.*How many staff")).click()
    page.get_by_role("button", name=re.compile("^Remove.*Anything else")).click()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("link", name=re.compile("^Change.*Where do you keep")).click()
    page.get_by_label("Which answer?").fill("No")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Only if “Do you keep copies?” is “No”.").wait_for()
    said = definition_of(Version.objects.get(pk=draft.pk))
    assert [q.key for q in said.questions()] == ["backup", "staff", "where", "more"]
    context.close()
