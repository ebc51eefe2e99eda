"""Journey: a facilitator finds her next step, prints its sheet and notes it as done; something goes
wrong, she logs it for herself, gets advice, and sees what comes again.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Stage, StageMove
from spinney.diagnostics.bridge.playbook import playbook
from spinney.diagnostics.models import Episode
from tests.browser import WIDE, Visit, chromium, visitor, width
from tests.diagnostics.themes import put
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"playbook-{name}")
    assert visitor.problems() == [], name


def test_from_the_next_step_to_its_sheet(visitor: Visit, wood):
    put(wood, "HR", "ICT")
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Playbook").click()
    look(visitor, "all")
    page.get_by_role("link", name="Choose what comes first").first.click()
    look(visitor, "step")
    page.get_by_role("button", name="The sheet to print").or_(
        page.get_by_role("link", name="The sheet to print")
    ).first.click()
    look(visitor, "sheet")
    page.emulate_media(media="print")
    keep_picture(visitor, "playbook-sheet-on-paper")
    assert not page.get_by_text("Print this page").is_visible()
    page.emulate_media(media="screen")
    page.go_back()
    page.get_by_text("Note it as done").click()
    page.get_by_label("What came of it?").fill("Two themes stayed.")
    look(visitor, "note")
    page.get_by_role("button", name="Note it as done").click()
    page.get_by_text("is noted as done").wait_for()
    look(visitor, "noted")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("no longer noted").wait_for()


def test_a_hard_moment_and_what_comes_again(visitor: Visit, wood):
    stage = Stage.objects.filter(programme=wood.programme).first()
    today = timezone.localdate()
    StageMove.objects.create(
        cluster=wood.cluster, stage=stage, entered_on=date(2026, 1, 5), moved_by="x"
    )
    for days, what in ((100, "veto"), (20, "taking-credit")):
        Episode.objects.create(
            cluster=wood.cluster, person=wood.people["ash"], kind="episode", what=what,
            happened_on=today - timedelta(days=days), written_at=timezone.now(), text="Some words",
        )  # fmt: skip
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("diagnostics:hard-moments", args=[wood.cluster.pk]))
    look(visitor, "moments")
    page.get_by_role("link", name="A flat no").click()
    look(visitor, "moment")
    page.get_by_text("This happened: log it for yourself").click()
    assert page.get_by_label("A flat no").is_checked()
    page.get_by_label("Day", exact=True).fill("99")
    page.get_by_role("button", name="Log it").click()
    assert page.get_by_role("alert").is_visible()
    look(visitor, "log-errors")
    page.get_by_label("Day", exact=True).fill(str(today.day))
    page.get_by_label("What happened?").fill("The vote on the shared van.")
    page.get_by_role("button", name="Log it").click()
    page.get_by_text("It is in your log").wait_for()
    assert page.get_by_text("Do not argue with a feeling.").is_visible()
    look(visitor, "advice")
    page.get_by_role("link", name="What comes again").first.click()
    assert page.get_by_text("“A flat no” came 2 times.").is_visible()
    look(visitor, "patterns")
    page = visitor.open(reverse("diagnostics:episodes"))
    look(visitor, "my-log")
    page.get_by_role("link", name="A flat no").first.click()
    page.get_by_role("link", name="Change it").click()
    look(visitor, "edit")
    page.go_back()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("After 30 days it is gone for good").wait_for()
    look(visitor, "removed")


def test_every_sheet_is_one_page_of_paper(visitor: Visit, wood, width: int):
    if width != WIDE:
        pytest.skip("Paper is as wide for everybody.")
    sign_in(visitor, wood.people["ash"])
    pages = {}
    for step in playbook().steps:
        page = visitor.open(reverse("diagnostics:step-sheet", args=[wood.cluster.pk, step.key]))
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        pages[step.key] = len(re.findall(rb"/Type\s*/Page[^s]", paper))
        keep_picture(visitor, f"playbook-sheet-{step.key}")
    assert [key for key, count in pages.items() if count > 1] == []
