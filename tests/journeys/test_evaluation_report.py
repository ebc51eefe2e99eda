"""Journey: a facilitator writes a report from the records and finishes it; a member reads it,
agrees that it is public, and anybody reads it; a lesson and a new thing are told on the way.
"""

from __future__ import annotations

import pytest

from spinney.evaluation.models import Report
from tests.browser import Visit, chromium, visitor, width
from tests.evaluation.making import a_lesson, a_spin_off
from tests.evaluation.reporting import a_picture, written
from tests.evaluation.test_report_figures import full
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_written_finished_agreed_and_public(visitor: Visit, wood: Wood, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    full(wood)
    a_spin_off(wood.cluster, title="A carers’ group")
    a_lesson(wood.cluster, words="Ask what it costs first.", kind="next_time", shared=True)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/reports/")
    looked_at(visitor, "empty")
    page.get_by_role("link", name="Begin a report").click()
    looked_at(visitor, "begin")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_text("is begun. Write each section").wait_for()
    looked_at(visitor, "draft")
    page.get_by_role("link", name="Write", exact=True).first.click()
    page.get_by_label("Words").fill(
        "We are **{{members}}** members, and saved {{savings_confirmd}}."
    )
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_text("Did you mean {{savings_confirmed}}?").wait_for()
    looked_at(visitor, "preview")
    page.get_by_label("Words").fill("We are **{{members}}** members: see {{spin_offs}}.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved.").wait_for()
    page.get_by_role("link", name="Add a picture to In short").click()
    page.get_by_label("Choose a picture").set_input_files(
        files=[{"name": "us.png", "mimeType": "image/png", "buffer": a_picture().read()}]
    )
    page.get_by_label("What does it show?").fill("Us at the market")
    looked_at(visitor, "picture")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("write an answer in place of [Why you came together").wait_for()
    written(Report.objects.get())
    page.reload()
    page.get_by_role("button", name="Finish it").click()
    page.get_by_text("is finished. Every member can read it").wait_for()
    looked_at(visitor, "finished")
    page.get_by_role("button", name="Ask whether it may be public").click()
    for name in ("birch", "maple"):
        sign_in(visitor, wood.people[name])
        report = Report.objects.get()
        page = visitor.open(f"/clusters/{wood.cluster.pk}/reports/{report.pk}/")
        page.get_by_role("button", name="Yes, we agree").click()
        page.get_by_text("Until it is published you can still say no.").wait_for()
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/reports/{report.pk}/publish-report/")
    looked_at(visitor, "publish")
    page.get_by_role("button", name="Publish it").click()
    page.get_by_role("link", name="its public page").click()
    page.get_by_text("Where the figures come from").wait_for()
    looked_at(visitor, "public")
    page = visitor.open(f"/clusters/{wood.cluster.pk}/learning/")
    looked_at(visitor, "learning")
    page.get_by_role("link", name="A carers’ group").click()
    looked_at(visitor, "new-thing")


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"report-{name}")
    assert (name, visitor.problems()) == (name, [])
