"""Contractors come in from a file: looked at row by row, only what was seen, and nobody twice."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from spinney.base.kernel.errors import BadInput
from spinney.purchasing.actions.contractors import import_contractors
from spinney.purchasing.bridge.contractor_files import read_file
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.models import Contractor
from tests.access import client_of
from tests.purchasing.making import NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROWS = [
    ["Our contractors"],
    ["Company", "Trade", "Tel", "E-mail", "Post code", "Areas", "Miles", "Notes"],
    ["Pine Plumbing", "Plumbing, gas boiler", "01204 555 010", "pine@example.org", "bl1 1rx",
     "Bolton; Bury", "20", "Ask for Sam"],
    ["Oak Odd Jobs", "Wizardry", "", "not an address", "nowhere", "", "far", ""],
    ["", "Roofer", "", "", "", "", "", ""],
    ["pine plumbing ltd", "plumber", "", "", "", "", "", ""],
]  # fmt: skip


def as_csv(rows=ROWS, delimiter=","):
    cells = ([f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows)
    return "\n".join(delimiter.join(row) for row in cells).encode()


def as_xlsx(rows=ROWS):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", as_csv()), ("a.csv", as_csv(delimiter="\t")), ("a.xlsx", as_xlsx())],
)  # fmt: skip
def test_the_same_is_read_from_every_kind_of_file(name, content):
    found = read_file(name, content)
    assert [one.row for one in found] == [3, 4, 5, 6]
    assert found[0].said == ContractorSaid(
        name="Pine Plumbing", trades=("plumber", "gas"), phone="01204 555 010",
        email="pine@example.org", postcode="BL1 1RX", travels_km=32, areas=("Bolton", "Bury"),
        about="Ask for Sam",
    )  # fmt: skip
    assert found[1].said.trades == ("other",)
    assert len(found[1].problems) == 4
    assert found[2].said is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"Trade,Phone\nroofer,1", "No column has names"),
        ("a.csv", b"Name,Phone\n", "nothing below"),
        ("a.csv", b"Name\0\xff\xfe", "not a text file|nothing below"),
        ("a.xlsx", b"PK\x03\x04rubbish", "."),
        ("a.csv", b"Name\n" + b"x\n" * 1_001, "1,000"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(name, content, words):
    with pytest.raises(BadInput, match=words) as refused:
        read_file(name, content)
    assert "file" in refused.value.fields


def test_on_the_page_only_what_was_seen_comes_in_and_it_can_be_undone(wood):
    a_contractor(wood.cluster, "Oak Odd Jobs Ltd")
    client = client_of(wood, "birch")
    url = reverse("purchasing:import-contractors", args=[wood.cluster.pk])
    page = client.post(url, {"file": SimpleUploadedFile("list.csv", as_csv())})
    told = [(one.row, one.comes) for one in page.context["rows"]]
    assert told == [(3, True), (4, False), (5, False), (6, False)]
    assert Contractor.objects.count() == 1
    done = client.post(url, {"seen": page.context["seen"]}, follow=True).content.decode()
    assert "1 contractor came in." in done
    made = Contractor.objects.get(name="Pine Plumbing")
    undo = reverse("purchasing:undo-import-contractors", args=[wood.cluster.pk, made.pk])
    assert undo in done
    assert client.post(url, {"seen": "forged"}).status_code == 422
    assert client.post(undo).status_code == 302
    assert Contractor.objects.count() == 1


def test_where_all_are_there_nothing_comes_in(wood):
    a_contractor(wood.cluster, "Pine Plumbing")
    with pytest.raises(BadInput, match="already"):
        import_contractors(
            cluster=wood.cluster, rows=[ContractorSaid("Pine Plumbing", ("plumber",))],
            by=wood.birch, now=NOON,
        )  # fmt: skip
