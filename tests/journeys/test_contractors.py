"""Journey (case K7): on a phone she finds a plumber near a postcode, sees that its insurance ends
soon, notes the new one, and says with stars how it was.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.purchasing.models import ContractorInsurance, ContractorUse
from spinney.register.models import Postcode
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.purchasing.making import a_contractor

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_plumber_near_a_postcode_is_found_and_rated(visitor: Visit, wood):
    Postcode.objects.create(code="YO149AA", latitude=54.21, longitude=-0.29)
    near = a_contractor(
        wood.cluster, "Gannet Plumbing", trades=["plumber", "gas"], latitude=54.28, longitude=-0.40,
        phone="01723 555 010", travels_km=40, areas=["Filey", "Scarborough"],
    )  # fmt: skip
    a_contractor(wood.cluster, "Esk Plumbers", trades=["plumber"], latitude=54.49, longitude=-0.61)
    a_contractor(wood.cluster, "Kittiwake Roofs")
    ContractorInsurance.objects.create(
        contractor=near, kind="public_liability", cover_pence=200_000_000,
        seen_on=localdate() - timedelta(days=300), expires_on=localdate() + timedelta(days=12),
    )  # fmt: skip
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(
        reverse("purchasing:contractors", args=[wood.cluster.pk]) + "?trade=plumber"
    )
    page.get_by_label("Near which postcode or place?").fill("YO14 9AA")
    page.get_by_label("How far?").select_option("50")
    page.get_by_role("button", name="Find").click()
    first = page.locator(".spinney-table tbody tr").first
    assert "Gannet Plumbing" in first.inner_text()
    assert "Comes there" in first.inner_text()
    assert page.get_by_role("link", name="Kittiwake Roofs").count() == 0
    keep_picture(visitor, "contractors")
    assert visitor.problems() == []
    page.get_by_role("link", name="Gannet Plumbing").click()
    assert "Ends soon" in page.content()
    keep_picture(visitor, "contractor")
    assert visitor.problems() == []
    page.get_by_role("link", name="Note an insurance").click()
    page.get_by_label("What did you see?").select_option("public_liability")
    day = localdate() + timedelta(days=370)
    group = page.get_by_role("group", name="Until which day is it good?")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))
    keep_picture(visitor, "note-insurance")
    assert visitor.problems() == []
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("Whoever uses it is told before it ends.").wait_for()
    assert "Ends soon" not in page.content()
    page.get_by_role("link", name="We used it").click()
    page.get_by_label("What was the job?").fill("New taps in the kitchen")
    page.get_by_label("5, very good").check()
    page.get_by_label("Yes").check()
    page.get_by_label("What should other members know?").fill("Came on time and swept up.")
    keep_picture(visitor, "note-use")
    assert visitor.problems() == []
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("5 of 5 stars.").wait_for()
    assert ContractorUse.objects.get().organisation.name == "Birch House"
    keep_picture(visitor, "contractor-used")
    assert visitor.problems() == []
    page.get_by_role("link", name="Contractors").first.click()
    keep_picture(visitor, "contractors-after")
    page = visitor.open(reverse("purchasing:add-contractor", args=[wood.cluster.pk]))
    keep_picture(visitor, "add-contractor")
    assert visitor.problems() == []
