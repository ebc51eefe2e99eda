"""Journey: a representative adds her insurance with its file, shares it with her cluster, the
facilitator fetches it, next year's takes its place, and sharing stops at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from spinney.clusters.models import EvidenceShare
from spinney.register.models import Evidence
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.cases import asks_for
from tests.journeys.signing_in import keep_picture, sign_in
from tests.register.acting import PDF, days, pdf
from tests.register.evidence_cases import add

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_date(page, label: str, when) -> None:
    group = page.get_by_role("group", name=label)
    group.get_by_label("Day").fill(str(when.day))
    group.get_by_label("Month").fill(str(when.month))
    group.get_by_label("Year").fill(str(when.year))


def a_file(folder: Path, name: str, content: bytes = PDF) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_she_adds_her_insurance(visitor: Visit, wood, tmp_path):
    asks_for(wood.tiers["core"], "public_liability", min_cover_pence=500_000_000)
    birch = wood.organisations["birch"]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/evidence/")
    keep_picture(visitor, "evidence-empty")
    assert visitor.problems() == []
    page.get_by_role("link", name="Add evidence").click()
    assert visitor.problems() == []
    page.get_by_role("link", name="Public liability insurance").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("alert").wait_for()
    assert visitor.problems() == []
    page.get_by_label("Insurer").fill("Oak Mutual")
    page.get_by_label("Amount covered").fill("5,000,000")
    fill_date(page, "First day of cover", days(-10))
    fill_date(page, "Last day of cover", days(355))
    page.get_by_label("Files").set_input_files(a_file(tmp_path, "page.pdf", b"<html><script>"))
    page.get_by_role("button", name="Keep it").click()
    assert "is not what its name says" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Insurer").input_value() == "Oak Mutual"
    keep_picture(visitor, "evidence-wrong-file")
    page.get_by_label("Files").set_input_files(
        [a_file(tmp_path, "certificate.pdf"), a_file(tmp_path, "schedule.pdf", PDF + b"2")]
    )
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Nobody else sees it until you share it.").first.wait_for()
    assert page.get_by_role("link", name="certificate.pdf").is_visible()
    keep_picture(visitor, "evidence-one")
    assert visitor.problems() == []
    assert Evidence.objects.get().files.count() == 2


def test_she_shares_it_and_the_facilitator_fetches_it(visitor: Visit, wood, tmp_path):
    asks_for(wood.tiers["core"], "public_liability")
    evidence = add(wood, pdf())
    birch = wood.organisations["birch"]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/evidence/")
    page.get_by_role("link", name="Share, and see who sees what of ours").click()
    keep_picture(visitor, "who-sees-what")
    assert visitor.problems() == []
    page.get_by_role("link", name="Choose what The Spinney sees").click()
    assert page.get_by_label("Public liability insurance").is_checked()
    keep_picture(visitor, "share")
    assert visitor.problems() == []
    page.get_by_role("button", name="Share with The Spinney").click()
    page.get_by_text("The Spinney now sees 1 piece of your evidence.").wait_for()
    assert visitor.problems() == []

    page.context.clear_cookies()
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/evidence/")
    keep_picture(visitor, "shared-evidence")
    assert visitor.problems() == []
    page.get_by_role("link", name="Public liability insurance").click()
    assert visitor.problems() == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="certificate.pdf").click()
    assert Path(fetched.value.path()).read_bytes() == PDF

    page.context.clear_cookies()
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/sharing/")
    page.get_by_role("button", name="Stop sharing").click()
    page.get_by_text("The Spinney no longer sees Public liability insurance.").wait_for()
    assert EvidenceShare.objects.get(evidence=evidence).ended_at is not None


def test_next_years_takes_its_place_and_a_slip_is_undone(visitor: Visit, wood):
    old = add(wood, expires_on=days(12))
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{old.organisation_id}/evidence/{old.pk}/")
    assert page.get_by_text("Ends in 12 days").is_visible()
    assert visitor.problems() == []
    page.get_by_role("link", name="Put a newer one in its place").click()
    assert visitor.problems() == []
    fill_date(page, "First day of cover", days(0))
    fill_date(page, "Last day of cover", days(364))
    page.get_by_role("button", name="Put it in place of the old one").click()
    page.get_by_text("The old one is kept too.").wait_for()
    keep_picture(visitor, "evidence-newer")
    assert visitor.problems() == []
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("is back").first.wait_for()
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == ("held", None)


def test_the_calendar_address_is_shown_once(visitor: Visit, wood):
    add(wood)
    birch = wood.organisations["birch"]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/evidence/calendar/")
    assert visitor.problems() == []
    page.get_by_role("button", name="Make the address").click()
    assert "/do/" in page.locator("code").inner_text()
    keep_picture(visitor, "calendar")
    assert visitor.problems() == []
