"""Journey: a facilitator sets up a fund, sets money aside, and matches what the bank says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from spinney.money.models import AttendancePayment, BankLine, RingFence
from spinney.money.queries.balances import balance
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.money.attending import a_rate, met
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_money_is_kept_set_aside_and_matched_with_the_bank(
    visitor: Visit, wood: Wood, tmp_path: Path
) -> None:
    sign_in(visitor, wood.people["ash"])
    here = f"/clusters/{wood.cluster.pk}/money/"
    page = visitor.open(here)
    looked_at(visitor, "empty")
    page.get_by_role("link", name="Set up a fund").click()
    page.get_by_label("What do you call it?").fill("Programme grant")
    page.get_by_label("Who gave it?").fill("The Meadow Trust")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_text("is set up").wait_for()

    page.get_by_role("link", name="We received").click()
    page.get_by_label("Whom was it from").fill("The Meadow Trust, first half")
    page.get_by_label("How much?").fill("7,500")
    page.get_by_label("A grant").check()
    page.get_by_label("Which fund is it of?").select_option("Programme grant")
    looked_at(visitor, "received")
    page.get_by_role("button", name="Write it down", exact=True).click()
    page.get_by_text("Written: £7,500 came in.").wait_for()
    looked_at(visitor, "entries")

    a_bank_file_is_matched(visitor, here, tmp_path)
    money_is_set_aside(visitor, wood, here)

    page = visitor.open(here)
    assert page.get_by_role("link", name="£7,500").count() >= 1
    looked_at(visitor, "first")
    visitor.open(f"{here}account-balances/?check=1")
    looked_at(visitor, "balances")
    visitor.open(f"{here}entries/export-entries/")
    looked_at(visitor, "export")


def a_bank_file_is_matched(visitor: Visit, here: str, folder: Path) -> None:
    today = localdate()
    file = folder / "bank.csv"
    file.write_text(
        "Date,Description,Paid out,Paid in,Balance\n"
        f"{today - timedelta(days=1):%d/%m/%Y},MEADOW TRUST BACS,,7500.00,7500.00\n"
        f"{today:%d/%m/%Y},LARCH ROOMS LTD,45.50,,7454.50\n"
        f"{today:%d/%m/%Y},\n"
    )
    page = visitor.open(f"{here}bank/")
    looked_at(visitor, "bank-empty")
    page.get_by_role("link", name="Give a file").first.click()
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("2 lines are new").wait_for()
    looked_at(visitor, "bank-file")
    page.get_by_role("button", name="Add them").click()
    page.get_by_text("2 lines came in.").wait_for()
    looked_at(visitor, "bank-lines")
    page.get_by_role("button", name="Match it").click()
    page.get_by_text("Matched: 1 line.").wait_for()
    page.get_by_role("link", name="LARCH ROOMS LTD").click()
    looked_at(visitor, "bank-line")
    page.get_by_role("link", name="Write an entry from it").click()
    page.get_by_label("An activity of the plan").check()
    looked_at(visitor, "bank-enter")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Every line of the bank is matched or left out.").wait_for()
    assert not BankLine.objects.exclude(state="matched").exists()
    visitor.open(f"{here}bank/")
    page.get_by_text("They are the same.").wait_for()
    looked_at(visitor, "bank")


def money_is_set_aside(visitor: Visit, wood: Wood, here: str) -> None:
    page = visitor.open(f"{here}ring-fences/")
    looked_at(visitor, "fences-empty")
    page.get_by_role("link", name="Set money aside").click()
    page.get_by_label("What do you call it?").fill("Coming to meetings")
    page.get_by_label("How much is set aside?").fill("100")
    page.get_by_role("button", name="Set it aside").click()
    page.get_by_role("link", name="Pay for coming to meetings").click()
    page.get_by_label("How much for each?").fill("40")
    looked_at(visitor, "rate")
    a_rate(wood, _fence(wood))
    met(wood, wood.organisations["birch"])
    visitor.open(f"{here}ring-fences/{_fence(wood).pk}/")
    page.get_by_role("button", name="Count the meetings").click()
    page.get_by_text("1 payment of £40 in all came due.").wait_for()
    looked_at(visitor, "payments")
    page.locator("input[name=chosen]").first.check()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Approved: 1 payment.").wait_for()
    page.locator("input[name=chosen]").first.check()
    page.get_by_role("button", name="Write that they were paid").click()
    looked_at(visitor, "pay")
    page.get_by_role("button", name="Write that they were paid").click()
    page.get_by_text("Written in the ledger as entry 3.").wait_for()
    assert AttendancePayment.objects.get().state == "paid"
    assert balance(wood.cluster, account="attendance_cost") == 4_000
    visitor.open(f"{here}ring-fences/{_fence(wood).pk}/")
    looked_at(visitor, "fence")


def _fence(wood: Wood) -> RingFence:
    return RingFence.objects.get(cluster=wood.cluster)


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"money-{name}")
    assert (name, visitor.problems()) == (name, [])
