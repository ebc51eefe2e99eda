"""Journey: a facilitator asks who could work with whom, reads what is proposed, moves somebody,
sees what that does, undoes it, chooses, and comes to the invitations of a new cluster.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.work.jobs import run_job
from spinney.base.work.models import Job
from spinney.diagnostics.models import Grouping
from tests.browser import Visit, chromium, visitor, width
from tests.diagnostics.groupings import locality
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"groups-{name}")
    assert visitor.problems() == [], name


def work_off() -> None:
    """Do what waits, as the worker does; nothing when it was done at once."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        assert run_job.func(uid=str(job.uid)) == "done", job.error


def test_who_could_work_with_whom(visitor: Visit, wood, width) -> None:
    locality(wood)
    page = visitor.page
    sign_in(visitor, wood.people["ash"])
    visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Groups", exact=True).click()
    look(visitor, "none")
    page.get_by_role("link", name="Set up a question").click()
    page.get_by_label("Most members of a group").fill("4")
    page.get_by_label("Longest travel between two members").fill("25")
    look(visitor, "question")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="Add a rule about two organisations").click()
    page.get_by_label("This organisation").select_option(label="Alder Trust")
    page.get_by_label("in one group with").check()
    page.get_by_label("this one").select_option(label="Cote Street")
    look(visitor, "rule")
    page.get_by_role("button", name="Add the rule").click()
    page.get_by_role("button", name="Work out groups").click()
    look(visitor, "at-work")
    work_off()
    page.reload()
    look(visitor, "proposals")
    page.get_by_role("link", name="1. Worth most").click()
    look(visitor, "proposal")
    page.get_by_role("link", name="Change it by hand").click()
    page.get_by_role("button", name="Save it as a new one").click()
    page.get_by_role("link", name="Move somebody").click()
    page.get_by_label("Whom do you want to move?").select_option(label="Alder Trust")
    page.get_by_role("button", name="Show where it can go").click()
    look(visitor, "moves")
    page.get_by_role("button", name="Move it to a new group").click()
    assert "Alder Trust and Cote Street must be together and are not." in page.content()
    look(visitor, "moved")
    page.get_by_role("button", name="Undo the last move").click()
    page.get_by_role("button", name="Do it again").wait_for()
    page.get_by_role("button", name="Choose this proposal").click()
    look(visitor, "chosen")
    assert Grouping.objects.get().state == "chosen"
    page.get_by_role("link", name="Set up a cluster for group 1").click()
    assert page.get_by_label("Name").first.input_value().endswith(", group 1")
    asked = Grouping.objects.get()
    visitor.open(reverse("diagnostics:compare-proposals", args=[asked.scope, asked.pk]))
    look(visitor, "compared")
