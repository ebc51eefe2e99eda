"""A list in the state that its address holds; the same for rows of the database and for objects."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import Q
from django.template import Context, Template
from django.urls import reverse
from openpyxl import load_workbook

from spinney.base.access.models import Person
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import Act, Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.clusters.models import Day
from tests.access import client_of
from tests.personas import NOON, TODAY


@dataclass(frozen=True)
class Tree:
    pk: int
    name: str
    kind: str
    pence: int | None
    planted: date | None
    state: Status = Status("In leaf", Tone.GO)


TREES = [
    Tree(1, "Ash", "broad", 1_500, date(2024, 3, 1)),
    Tree(2, "birch", "broad", None, date(2020, 1, 5)),
    Tree(3, "Cedar", "needle", 900, None),
    Tree(4, "=Yew", "needle", -250, date(2023, 6, 9)),
]

TABLE = Table(
    name="trees",
    caption="Trees",
    noun="tree",
    columns=[
        Column("name", "Tree", order_by="name", link=lambda t: f"/trees/{t.pk}/"),
        Column("kind", "Kind"),
        Column("pence", "Price", kind="money", order_by="pence"),
        Column("planted", "Planted", kind="date", order_by="planted"),
        Column("state", "State", kind="status", only="page"),
        Column("pk", "Number", kind="number", only="file"),
    ],
    default_order="name",
    filters=[
        ChoiceFilter("kind", "Kind", labels={"broad": "Broad-leaved", "needle": "Needled"}),
        BandFilter(
            "price",
            "Price",
            [
                Band("low", "Under £10", test=lambda t: t.pence is not None and t.pence < 1_000),
                Band("high", "£10 and over", test=lambda t: (t.pence or 0) >= 1_000),
            ],
        ),
    ],
    search=["name"],
    empty=Empty("No trees yet", "Plant one.", Link("Plant a tree", "/plant/")),
    per_page=3,
)


def listing(rf, address="/trees/", rows=TREES, **kwargs):
    return TABLE.listing(rf.get(address), rows, **kwargs)


def names(one):
    return [row.name for row in one.found]


def html(one):
    return Template("{% list_search l %}{% list_filters l %}{% list_rows l %}").render(
        Context({"l": one})
    )


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["=Yew", "Ash", "birch", "Cedar"]),
        ("?order=-name", ["Cedar", "birch", "Ash", "=Yew"]),
        ("?order=pence", ["=Yew", "Cedar", "Ash", "birch"]),
        ("?order=-pence", ["Ash", "Cedar", "=Yew", "birch"]),  # what is unknown comes last
        ("?order=-planted", ["Ash", "=Yew", "birch", "Cedar"]),
        ("?order=kind", ["=Yew", "Ash", "birch", "Cedar"]),  # not a column that sorts
        ("?order=drop table", ["=Yew", "Ash", "birch", "Cedar"]),
    ],
)
def test_the_address_sorts(rf, query, order):
    assert names(listing(rf, f"/trees/{query}")) == order


def test_a_heading_turns_the_order_round(rf):
    first = next(listing(rf, "/trees/?order=name&kind=broad").headings)
    assert first.direction == "ascending"
    assert parse_qs(urlsplit(first.url).query) == {"order": ["-name"], "kind": ["broad"]}


def test_search_needs_every_word(rf):
    assert names(listing(rf, "/trees/?q=A")) == ["Ash", "Cedar"]
    assert names(listing(rf, "/trees/?q=a+s")) == ["Ash"]


def test_filters_narrow_and_count_what_each_would_leave(rf):
    one = listing(rf, "/trees/?kind=needle")
    assert names(one) == ["=Yew", "Cedar"]
    kind, price = one.filters
    # Its own filter's counts are of all rows; the others' are of what is left.
    assert [(o.label, o.count, o.chosen) for o in kind.options] == [
        ("Broad-leaved", 2, False),
        ("Needled", 2, True),
    ]
    assert [(o.label, o.count) for o in price.options] == [("Under £10", 2), ("£10 and over", 0)]


def test_several_options_of_a_filter_add_up_and_filters_narrow_each_other(rf):
    assert len(names(listing(rf, "/trees/?kind=needle&kind=broad"))) == 4
    assert names(listing(rf, "/trees/?kind=needle&kind=broad&price=high")) == ["Ash"]


def test_a_chosen_filter_can_be_taken_away(rf):
    links = list(listing(rf, "/trees/?kind=needle&price=low&q=c").chosen_filters)
    assert [link.text for link in links] == ["Kind: Needled", "Price: Under £10"]
    assert parse_qs(urlsplit(links[0].url).query) == {"price": ["low"], "q": ["c"]}


def test_pages(rf):
    one = listing(rf, "/trees/?page=2&order=name")
    assert [cells[0].html for _, cells in one.lines] == [
        '<a class="govuk-link" href="/trees/3/">Cedar</a>'
    ]
    assert one.paging.previous_url == "/trees/?page=1&order=name"
    assert listing(rf, "/trees/?page=99").paging.page == 2
    assert listing(rf, "/trees/?page=-1").paging.page == 1
    assert listing(rf, "/trees/?page=²").paging.page == 1


def test_a_new_order_begins_on_page_one(rf):
    assert "page" not in listing(rf, "/trees/?page=2").address(order="-name")


def test_many_pages_are_shown_with_gaps(rf):
    rows = [Tree(n, f"T{n:03}", "broad", n, None) for n in range(60)]
    links = listing(rf, "/trees/?page=10", rows).paging.links
    assert [link.number for link in links] == [1, None, 9, 10, 11, None, 20]


def test_what_is_shown_is_escaped(rf):
    rows = [Tree(1, "<script>alert(1)</script>", "broad", 1, None)]
    shown = html(listing(rf, rows=rows))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_search_by_a_function_has_its_box_too(rf):
    table = Table(
        name="t",
        caption="T",
        columns=[Column("name", "Name")],
        search=lambda rows, words: [row for row in rows if row.kind == words],
    )
    one = table.listing(rf.get("/?q=needle"), TREES)
    assert [row.name for row in one.found] == ["Cedar", "=Yew"]
    assert 'type="search"' in html(one)


def test_a_list_of_many_columns_scrolls_by_itself(rf):
    table = Table(
        name="t",
        caption="T",
        columns=[Column("name", "Name")] + [Column(f"c{n}", "C") for n in range(6)],
    )
    shown = html(table.listing(rf.get("/"), TREES))
    assert '<div class="spinney-scroll" role="region" tabindex="0" aria-label="T">' in shown
    assert "spinney-scroll" not in html(listing(rf))


def test_a_filter_without_options_is_not_shown(rf):
    table = Table(
        name="t",
        caption="T",
        columns=[Column("name", "Name")],
        filters=[ChoiceFilter("kind", "Kind")],
    )
    assert "<fieldset" not in html(table.listing(rf.get("/"), []))
    assert "<fieldset" in html(table.listing(rf.get("/"), TREES))


def test_an_empty_list_says_how_the_first_row_comes(rf):
    shown = html(listing(rf, rows=[]))
    assert "No trees yet" in shown
    assert 'href="/plant/"' in shown


def test_a_search_without_result_says_so_and_leads_back(rf):
    shown = html(listing(rf, "/trees/?q=oak"))
    assert "Nothing matches" in shown
    assert "No trees yet" not in shown


def test_rows_can_be_chosen_for_a_deed(rf):
    shown = html(listing(rf, acts=[Act("Fell", "/fell/")]))
    assert 'name="chosen" value="4"' in shown
    assert 'formaction="/fell/"' in shown
    assert 'aria-label="Choose =Yew"' in shown


def test_every_cell_has_its_heading_for_narrow_screens(rf):
    assert 'data-label="Price"' in html(listing(rf))


def csv_of(response):
    text = b"".join(response.streaming_content).decode()[1:]
    return list(csv.reader(io.StringIO(text)))


def test_a_file_holds_every_row_found_not_one_page(rf):
    response = listing(rf, "/trees/?as=csv&order=name").export()
    assert csv_of(response) == [
        ["Tree", "Kind", "Price (£)", "Planted", "Number"],
        ["'=Yew", "needle", "-2.5", "2023-06-09", "4"],
        ["Ash", "broad", "15", "2024-03-01", "1"],
        ["birch", "broad", "", "2020-01-05", "2"],
        ["Cedar", "needle", "9", "", "3"],
    ]


def test_a_file_keeps_to_the_filters_of_the_address(rf):
    assert len(csv_of(listing(rf, "/trees/?as=csv&kind=needle").export())) == 3


def test_a_workbook_has_numbers_and_dates(rf, db):
    response = listing(rf, "/trees/?as=xlsx&q=ash", file_name="trees of Bolton").export()
    body = b"".join(response.streaming_content)
    response.close()
    row = load_workbook(io.BytesIO(body)).active[2]
    assert row[2].value == 15
    assert row[3].is_date
    assert "trees-of-bolton-" in response["Content-Disposition"]


def test_no_file_unless_it_is_asked_for(rf):
    assert listing(rf).export() is None
    assert listing(rf, "/trees/?as=exe").export() is None


def test_two_lists_on_one_page_keep_apart(rf):
    one = listing(rf, "/trees/?a-order=-name&order=name", prefix="a-")
    assert names(one)[0] == "Cedar"
    assert parse_qs(urlsplit(one.address(order="name")).query)["order"] == ["name"]


@pytest.mark.parametrize(
    "mistake",
    [
        {"columns": [Column("a", "A"), Column("a", "B")]},
        {"columns": [Column("a", "A")], "default_order": "b"},
    ],
)
def test_a_table_that_cannot_work_is_refused_at_once(mistake):
    with pytest.raises(ValueError, match="Table t"):
        Table(name="t", caption="T", **mistake)


def test_a_column_of_no_kind_is_refused():
    with pytest.raises(ValueError, match="no kind 'colour'"):
        Column("a", "A", kind="colour")


# The same over rows of the database ---------------------------------------------

PEOPLE = Table(
    name="people",
    caption="People",
    columns=[
        Column("name", "Name", order_by="name"),
        Column("email", "E-mail", order_by="email"),
        Column("is_host", "Host", kind="yes_no", order_by=["is_host", "name"]),
    ],
    default_order="name",
    filters=[
        ChoiceFilter("rhythm", "Mail", field="mail_rhythm"),
        BandFilter("host", "Host", [Band("yes", "Hosts", Q(is_host=True))]),
    ],
    search=["name", "email"],
)


@pytest.fixture
def people(db):
    Person.objects.create_user("ash@example.org", "Ash")
    Person.objects.create_user("birch@example.org", "Birch", mail_rhythm="daily", is_host=True)
    Person.objects.create_user("cedar@example.org", "Cedar", mail_rhythm="daily")
    return Person.objects.all()


def test_rows_of_the_database_are_sorted_searched_and_filtered(rf, people):
    def found(query):
        return [p.name for p in PEOPLE.listing(rf.get(f"/people/{query}"), people).found]

    assert found("?order=-name") == ["Cedar", "Birch", "Ash"]
    assert found("?q=birch@") == ["Birch"]
    assert found("?rhythm=daily") == ["Birch", "Cedar"]
    assert found("?host=yes&rhythm=daily") == ["Birch"]
    assert found("?order=-is_host")[0] == "Birch"


def test_counts_come_from_the_database_in_one_query_each(rf, people, django_assert_num_queries):
    one = PEOPLE.listing(rf.get("/people/?rhythm=daily"), people)
    with django_assert_num_queries(2):
        rhythm, host = one.filters
    assert [(o.value, o.count) for o in rhythm.options] == [("daily", 2), ("at_once", 1)]
    assert [(o.value, o.count) for o in host.options] == [("yes", 1)]


def test_a_page_of_rows_takes_two_queries(rf, people, django_assert_num_queries):
    one = PEOPLE.listing(rf.get("/people/"), people)
    with django_assert_num_queries(2):
        assert len(list(one.lines)) == 3


def test_database_rows_leave_as_a_file(rf, people):
    rows = csv_of(PEOPLE.listing(rf.get("/people/?as=csv&rhythm=daily"), people).export())
    assert rows[1] == ["Birch", "birch@example.org", "Yes"]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["q=a%00", "kind=%00", "order=%00", "page=%00"])
def test_an_address_with_a_nul_is_read_without_it(wood, asked):
    assert client_of(wood, "ash").get(f"/organisations/?{asked}").status_code == 200
    members = f"/clusters/{wood.cluster.pk}/members/?{asked}"
    assert client_of(wood, "ash").get(members).status_code == 200


@pytest.mark.parametrize(
    ("there", "asked", "narrows"),
    [(0, "", False), (1, "", True), (0, "?q=oak", True), (0, "?kind=review", True)],
)
def test_a_page_with_nothing_to_find_has_no_search(wood, there, asked, narrows):
    for _ in range(there):
        Day.objects.create(
            cluster=wood.cluster, worked_on=TODAY, days=1, what="Visit", logged_at=NOON
        )
    page = client_of(wood, "ash").get(reverse("clusters:days", args=[wood.cluster.pk]) + asked)
    text = page.content.decode()
    assert ('id="find-days-q"' in text) is narrows
    assert ("spinney-columns--filters" in text) is narrows
    assert ("No days logged yet" in text) is (not narrows)
