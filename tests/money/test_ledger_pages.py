"""The ledger as it is read: totals that open to their lines, files, and few queries."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinney.cli.health.ledgers import ledgers_whole
from spinney.money.actions.instalments import receive_instalment
from spinney.money.actions.posting import Draft, post_entries
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Entry, Posting
from spinney.money.queries.balances import balance, received, spent
from spinney.money.queries.chain import verify_ledger
from spinney.money.queries.trails import trail
from tests.access import client_of
from tests.money import granting
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON, a_budget, a_fund, a_ring_fence
from tests.money.posting import came_in, paid, posted

pytestmark = pytest.mark.django_db


def _text(client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, url
    return page.content.decode()


def _queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_every_total_opens_to_the_lines_that_it_is_made_of(wood):
    fund, own = a_fund(wood.cluster), a_fund(wood.cluster, name="Own money")
    line = a_budget(wood.cluster).lines.get()
    came_in(wood, 150_000, fund)
    came_in(wood, 20_000, own, day=DAY - timedelta(days=90))
    posted(wood, [
        PostingLine("activity_cost", 4_550, fund, budget_line_id=line.pk),
        PostingLine("bank", -4_550, fund),
    ])  # fmt: skip
    client = ash(wood)
    for filters, came, went in (
        ({"kind": ("income", "funds")}, received(wood.cluster), 0),
        ({"kind": "cost"}, 0, spent(wood.cluster)),
        ({"fund": fund, "account": "bank"}, 150_000, 4_550),
        ({"budget_line_id": line.pk}, 0, balance(wood.cluster, budget_line_id=line.pk)),
        ({"kind": "income", "first": DAY, "last": DAY}, 150_000, 0),
    ):  # fmt: skip
        page = client.get(trail(wood.cluster.pk, **filters))
        assert (page.context["came"], page.context["went"]) == (came, went), filters


def test_the_first_page_shows_each_fund_and_what_is_set_aside(wood):
    client = ash(wood)
    assert "Nothing is written here yet." in _text(client, at(wood, "money"))
    fund = a_fund(wood.cluster)
    a_ring_fence(fund)
    came_in(wood, 150_000, fund)
    paid(wood, 4_550, fund)
    text = _text(client, at(wood, "money"))
    for told in ("£1,454.50", "£45.50", "£1,000", "£454.50", "The Meadow Trust · Restricted"):
        assert told in text, told
    assert "We received" not in _text(client_of(wood, "birch"), at(wood, "money"))


def test_members_read_the_ledger_but_not_whom_a_line_is_about(wood):
    birch = wood.organisations["birch"]
    entry = posted(wood, [
        PostingLine("attendance_cost", 500, organisation_id=birch.pk), PostingLine("bank", -500),
    ])  # fmt: skip
    for name, shown in (("ash", True), ("birch", False)):
        client = client_of(wood, name)
        listed = client.get(f"{at(wood, 'entries')}?all=1&as=csv")
        rows = b"".join(listed.streaming_content).decode()
        assert ("Member" in rows) is shown
        text = _text(client, at(wood, "entry", entry.pk))
        inside = text[text.index("<main") : text.index("</main>")]
        assert ("Birch House" in inside) is shown


def test_balances_say_whether_all_of_it_is_there(wood):
    paid(wood)
    client = ash(wood)
    url = f"{at(wood, 'account-balances')}?check=1"
    assert "All of it is as it was written" in _text(client, url)
    with connection.cursor() as cursor:  # by somebody who has the database in her hands
        on = " ON money_posting" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER money_posting_is_kept{on}")
    Posting._base_manager.filter(pence__gt=0).update(pence=4_551)
    assert "Something is not as it was written: entry 1 was changed" in _text(client, url)
    assert [one.number for one in verify_ledger(wood.cluster)] == [1, 0]


@pytest.mark.parametrize("package", ["xero", "quickbooks", "sage"])
def test_files_for_accounting_packages_add_up_and_run_no_formulas(wood, package):
    paid(wood, words='=HYPERLINK("http://example.org")')
    client = ash(wood)
    url = f"{at(wood, 'export-entries')}?package={package}"
    rows = list(csv.reader(io.StringIO(client.get(url).content.decode())))
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "@", "+")) for row in rows for cell in row)
    nothing = client.get(f"{url}&last_day=1&last_month=1&last_year=2020")
    assert "There are no entries in these days." in nothing.content.decode()


def test_a_long_file_comes_in_parts(wood):
    lines = [PostingLine("other_cost", 5), PostingLine("bank", -5)]
    drafts = [Draft(DAY, "Tea", lines)] * 151
    post_entries(cluster=wood.cluster, drafts=drafts, by=wood.ash, now=NOON)
    sent = ash(wood).get(f"{at(wood, 'export-entries')}?package=xero")
    assert sent["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        assert archive.namelist() == ["1.csv", "2.csv"]


def test_no_page_asks_more_the_more_entries_there_are(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 150_000, fund)
    paid(wood, 4_550, fund)
    client = ash(wood)
    urls = [at(wood, "money"), at(wood, "entries"), f"{at(wood, 'entries')}?all=1",
            at(wood, "account-balances")]  # fmt: skip
    before = [_queries(client, url) for url in urls]
    for _ in range(5):
        paid(wood, 10, fund)
    assert [_queries(client, url) for url in urls] == before
    assert max(before) < 40, before


def test_the_doctor_walks_every_ledger(wood, tmp_path):
    paid(wood)
    assert ledgers_whole(tmp_path).says == (
        "1 entry in 1 ledger: all as written, and all of it adds up."
    )
    Entry.objects.bulk_create([Entry(cluster=wood.cluster, number=3, day=DAY, words="x", at=NOON)])
    told = ledgers_whole(tmp_path)
    assert "entry 2, it is not there" in told.says


def test_what_is_only_released_is_still_to_come_and_counts_once(wood):
    grant = granting.released(wood)

    def first_page():
        page = ash(wood).get(at(wood, "money"))
        [row] = page.context["now"].rows
        return row, page.content.decode()

    row, told = first_page()
    assert (row.state.received, row.state.due, row.state.left) == (0, 900_000, 900_000)
    assert "Still to come" in told
    assert row.due_url.replace("&", "&amp;") in told
    assert ash(wood).get(row.due_url).context["came"] == 900_000
    assert total_of(ash(wood), at(wood, "entries") + "?all=1") == (900_000, 0)
    receive_instalment(
        instalment=granting.part(grant), received_on=granting.NOW.date(), by=wood.ash,
        now=granting.NOW,
    )  # fmt: skip
    row, told = first_page()
    assert (row.state.received, row.state.due, row.state.left) == (900_000, 0, 900_000)
    assert "Still to come" not in told
    assert total_of(ash(wood), at(wood, "entries") + "?all=1") == (900_000, 0)
    assert total_of(ash(wood), at(wood, "entries")) == (900_000, 0)


def total_of(client, address):
    shown = client.get(address).context
    return shown["came"], shown["went"]
