"""Finding organisations: words, places, filters, order, files, and who may."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db


@pytest.fixture
def forest():
    return plant_forest()


@pytest.fixture
def listed(client, wood, forest):
    """The list as Elm, who signed up today, sees it."""
    client.force_login(wood.people["elm"])

    def get(**asked):
        return client.get(reverse("register:find"), asked)

    return get


def names(response):
    return [row.name for row in response.context["listing"].found]


def test_signed_out_visitors_are_asked_to_sign_in(client, wood):
    response = client.get(reverse("register:find"))
    assert response.status_code == 302
    assert "/account/login" in response.headers["Location"]


def test_without_words_everything_is_listed_in_the_order_of_the_alphabet(listed):
    shown = names(listed())
    assert shown == sorted(shown, key=str.casefold)
    assert "The Alderby Women's Aid" in shown


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("alderby mi", "ALDERBY MIND LIMITED"),
        ("womens aid", "The Alderby Women's Aid"),
        ("women’s  AID alderby", "The Alderby Women's Aid"),
        ("homestart", "Home-Start Birchford"),
        ("home start birch", "Home-Start Birchford"),
        ("association for mental", "ALDERBY MIND LIMITED"),
        ("9000002", "The Alderby Women's Aid"),
        ("GB-COH-09000001", "ALDERBY MIND LIMITED"),
        ("9000001", "ALDERBY MIND LIMITED"),
        ("choeur d'alderby", "Chœur d'Ålderby"),
        ("alderbi mind", "ALDERBY MIND LIMITED"),
        ("birchfrod council", "Birchford Borough Council"),
    ],
)
def test_words_numbers_and_slips_find_the_organisation_meant(listed, typed, first):
    assert names(listed(q=typed))[0] == first


def test_one_that_is_wound_up_stands_after_one_at_work(listed):
    assert names(listed(q="alderby mind"))[:2] == ["ALDERBY MIND LIMITED", "Alderby Mind"]


def test_two_of_one_name_are_both_found(listed, forest):
    rows = listed(q="village hall").context["listing"].found
    assert {row.pk for row in rows} == {forest["hall"].pk, forest["hall_two"].pk}


@pytest.mark.parametrize(
    "typed", ['"', "'; DROP TABLE x --", "* OR a:b", "(((", "%_%", "\x00", "ff" * 999]
)
def test_nothing_that_can_be_typed_breaks_the_search(listed, typed):
    assert listed(q=typed).status_code == 200


def test_nothing_found_says_so_and_shows_the_way_back(listed):
    response = listed(q="zzzzqqqq")
    assert names(response) == []
    assert "Nothing matches" in response.content.decode()


def test_place_is_the_town_or_an_area_of_work(listed):
    assert set(names(listed(place="birchford"))) == {
        "VILLAGE HALL",
        "Home-Start Birchford",
        "Birchford Borough Council",
        "The Alderby Women's Aid",
    }


def test_distance_from_a_postcode_nearest_first(listed):
    response = listed(near="zz1 1aa", within="5")
    assert names(response) == ["ALDERBY MIND LIMITED", "The Alderby Women's Aid"]
    nearest = response.context["listing"].found[0].distance_km
    assert nearest == pytest.approx(0.129, abs=0.01)
    assert names(listed(near="ZZ1 1AA", within="1")) == ["ALDERBY MIND LIMITED"]


def test_an_unknown_postcode_is_named(listed):
    response = listed(near="ZZ5 5ZZ")
    assert "We do not know where ZZ5 5ZZ is" in response.content.decode()


def test_filters_count_what_each_would_leave_and_narrow(listed):
    response = listed(q="alderby")
    shown = {
        one.key: {o.label: o.count for o in one.options}
        for one in response.context["listing"].filters
    }
    assert shown["activity"] == {"Advice": 2}
    assert shown["income"]["£10,000 to £100,000"] == 1
    assert shown["status"]["Closed or removed from its register"] == 1
    assert names(listed(q="alderby", income="10k-100k")) == ["The Alderby Women's Aid"]
    assert names(listed(kind="statutory")) == ["Birchford Borough Council"]
    advice = response.context["listing"].filters[2].options[0].value
    assert set(names(listed(activity=advice))) == {
        "ALDERBY MIND LIMITED",
        "The Alderby Women's Aid",
    }


def test_sorting_by_income_puts_the_largest_first_and_the_unknown_last(listed):
    shown = names(listed(order="-income"))
    assert shown[0] == "Home-Start Birchford"
    assert shown[-1] in ("Alderby Mind", "Birchford Borough Council", "VILLAGE HALL")


def test_csv_has_every_row_found_and_no_formula(listed):
    plant("=HYPERLINK(1)+Alderby Poachers", town="@Alderby")
    response = listed(**{"q": "alderby", "as": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    poachers = next(row for row in rows if "Poachers" in row["Organisation"])
    assert poachers["Organisation"].startswith("'=")
    assert poachers["Place"] == "'@Alderby"
    mind = next(row for row in rows if row["Organisation"] == "ALDERBY MIND LIMITED")
    assert mind["Numbers"] == "GB-CHC-9000001, GB-COH-09000001"
    assert mind["Income (£)"] == "250000"


def test_excel_file_opens_with_the_rows_found(listed):
    response = listed(**{"q": "womens aid", "as": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cells = [cell.value for cell in next(book.active.iter_rows(min_row=2))]
    assert cells[0] == "The Alderby Women's Aid"


def test_while_typing_only_the_rows_are_sent(client, listed, wood):
    response = client.get(
        reverse("register:find"), {"q": "alderby"}, headers={"HX-Request": "true"}
    )
    text = response.content.decode()
    assert "The Alderby Women&#x27;s Aid" in text
    assert "<html" not in text
    assert "Is it active?" not in text


def test_when_the_typing_rests_the_counts_follow(client, listed, wood):
    headers = {"HX-Request": "true", "HX-Target": "organisation-filters"}
    response = client.get(reverse("register:find"), {"q": "womens aid"}, headers=headers)
    text = " ".join(response.content.decode().split())
    assert 'Active <span class="spinney-filters__count">(1)</span>' in text
    assert "Alderby Women" not in text


def test_what_was_asked_of_the_place_can_be_taken_away(listed):
    response = listed(place="birchford", near="ZZ1 1AA", within="2")
    chosen = {link.text: link.url for link in response.context["listing"].chosen_filters}
    assert chosen["Works in: birchford"] == "/organisations/?near=ZZ1+1AA&within=2"
    assert chosen["Near: ZZ1 1AA, 2 miles"] == "/organisations/?place=birchford"


def test_the_list_asks_the_database_a_bounded_number_of_times(
    listed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        listed(q="alderby")
    for at in range(20):
        plant(f"Alderby Society of {at}")
    with django_assert_max_num_queries(30):
        listed(q="alderby")


def test_suggestions_tell_organisations_apart(client, wood, forest):
    client.force_login(wood.people["elm"])
    answer = client.get(reverse("register:suggest-organisations"), {"q": "alderby m"}).json()
    first = answer["results"][0]
    assert first == {
        "value": str(forest["mind"].pk),
        "label": "ALDERBY MIND LIMITED",
        "detail": "Alderby",
    }
    assert answer["results"][1]["detail"] == "closed"


def test_pairs_are_a_click_away_for_those_who_judge_them(client, wood):
    for name, judges in (("hazel", True), ("birch", False), ("elm", False)):
        client.force_login(wood.people[name])
        page = client.get(reverse("register:find")).content.decode()
        assert (reverse("register:duplicates") in page) is judges, name
        assert reverse("register:my-organisations") in page
