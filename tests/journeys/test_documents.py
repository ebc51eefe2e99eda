"""Journeys: a signed agreement is taken away sealed and checked by somebody without an account; an
agreement that was signed elsewhere is brought in, keyed in and compared by two people.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from spinney.agreements.bridge import site_seal
from spinney.agreements.engine.sealing import verify
from spinney.agreements.models import Agreement
from tests.agreements.elsewhere_cases import a_scan
from tests.agreements.engine.sealing import a_key
from tests.agreements.making import another_member
from tests.agreements.sealed_cases import a_sealed_agreement
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def quick_key(monkeypatch):
    monkeypatch.setattr(site_seal, "make_key", lambda name, now: a_key(name))


def test_a_sealed_agreement_is_taken_away_and_checked(visitor: Visit, wood, tmp_path):
    agreement = a_sealed_agreement(wood)
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(
        reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk]) + "#on-paper"
    )
    keep_picture(visitor, "documents-part")
    assert visitor.problems() == []
    with page.expect_download() as taking:
        page.get_by_role("link", name="Sealed PDF", exact=True).click()
    taken = tmp_path / "sealed.pdf"
    taking.value.save_as(taken)
    assert taking.value.suggested_filename == "Ground rules, sealed.pdf"
    assert verify(taken.read_bytes()).is_whole
    page.context.clear_cookies()
    page = visitor.open(reverse("agreements:verify-document"))
    keep_picture(visitor, "verify-document")
    assert visitor.problems() == []
    page.get_by_label("Which PDF do you want to check?").set_input_files(taken)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name=re.compile("This file is whole")).wait_for()
    keep_picture(visitor, "verified-document")
    assert visitor.problems() == []
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(taken.read_bytes() + b"\n")
    page.get_by_role("link", name="Check another PDF").click()
    page.get_by_label("Which PDF do you want to check?").set_input_files(changed)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name=re.compile("Do not rely on")).wait_for()
    keep_picture(visitor, "verified-changed")


def test_an_agreement_that_was_signed_elsewhere_is_brought_in(visitor: Visit, wood, tmp_path):
    another_member(wood, "elder")
    scan = tmp_path / "Rules 2024.pdf"
    scan.write_bytes(a_scan().read())
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("agreements:agreements", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Bring in one that was signed elsewhere").click()
    page.get_by_role("button", name="Bring it in").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("The agreement as it was signed").set_input_files(scan)
    page.get_by_label("What kind of agreement is it?").select_option("ground_rules")
    page.get_by_label("What is it called?").fill("Rules of 2024")
    for label, value in (("Day", "3"), ("Month", "6"), ("Year", "2024")):
        page.get_by_label(label).first.fill(value)
    for name in ("Birch House", "Elder House"):
        page.get_by_label(name).check()
    keep_picture(visitor, "bring-in-agreement")
    assert visitor.problems() == []
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("Now say what it says").wait_for()
    keep_picture(visitor, "brought-in-empty")
    assert visitor.problems() == []
    page.get_by_role("link", name=re.compile("^Say “Notice")).click()
    page.get_by_role("button", name=re.compile("^Save")).last.click()
    agreement = Agreement.objects.get()
    page = visitor.open(reverse("agreements:brought-in", args=[wood.cluster.pk, agreement.pk]))
    page.get_by_label(re.compile("I have the original before me")).check()
    keep_picture(visitor, "brought-in")
    page.get_by_role("button", name="Confirm it").click()
    page.get_by_text("That was you.").wait_for()
    assert visitor.problems() == []
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk]))
    keep_picture(visitor, "elsewhere-part")
    page.get_by_role("link", name="See what it says, and compare it").click()
    page.get_by_label(re.compile("I have the original before me")).check()
    page.get_by_role("button", name="Confirm it").click()
    page.get_by_text("is in force from 3 June 2024").wait_for()
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    page = visitor.open(reverse("agreements:brought-in", args=[wood.cluster.pk, agreement.pk]))
    keep_picture(visitor, "brought-in-force")
    assert visitor.problems() == []
