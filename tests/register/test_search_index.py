"""What search reads stays in step with the names, whoever changes them."""

import pytest
from django.db import connection
from django.utils import timezone

from spinney.register.bridge.search_index import reindex, reindex_everything
from spinney.register.models import Load, Organisation, OtherName, SearchName, SearchWord
from spinney.register.queries import shortlist
from spinney.register.queries.search import How, search
from spinney.register.states import LoadState
from tests.register.forest import CHECKED, plant, plant_forest

pytestmark = pytest.mark.django_db


def found(text):
    return [hit.organisation.name for hit in search(text)]


def words():
    return dict(SearchWord.objects.exclude(names=0).values_list("word", "names"))


def test_a_renamed_organisation_is_found_by_its_new_name_only():
    one = plant("Alderby Mind")
    one.name = "Plattform Alderland"
    one.save()
    reindex([one.pk])
    assert found("plattform") == ["Plattform Alderland"]
    assert found("mind") == []
    assert words() == {"": 1, "alderland": 1, "plattform": 1}


def test_a_removed_organisation_is_not_found_even_by_the_database_itself():
    one = plant("Alderby Mind")
    pk = one.pk
    one.delete()
    assert found("alderby") == []
    assert shortlist.organisations_with([(["alderby"], "")], 10) == []
    reindex([pk])
    assert SearchName.objects.count() == 0


def test_the_index_follows_the_table_whoever_writes_it():
    plant("Alderby Mind")
    SearchName.objects.update(doc="birchford choir")
    assert shortlist.organisations_with([(["alderby"], "")], 10) == []
    assert len(shortlist.organisations_with([(["birchford"], "cho")], 10)) == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_searchname")
    assert shortlist.organisations_with([(["birchford"], "")], 10) == []


def test_writing_everything_again_changes_nothing():
    plant_forest()
    before = (
        sorted(SearchName.objects.values_list("organisation_id", "text", "doc", "key")),
        words(),
    )
    assert reindex_everything() == len(before[0])
    after = sorted(SearchName.objects.values_list("organisation_id", "text", "doc", "key")), words()
    assert after == before


def test_a_name_that_goes_leaves_no_trace():
    one = plant("Alderby Mind", names=("Alderby Association for Mental Health", "AAMH"))
    OtherName.objects.filter(name="AAMH").delete()
    reindex([one.pk])
    assert found("aamh") == ["Alderby Mind"]  # by its initials
    assert found("aamhx") == []
    assert SearchName.objects.filter(text="AAMH").count() == 0


def test_what_a_load_made_is_not_found_before_the_load_is_done():
    load = Load.objects.create(
        source="test", state=LoadState.RUNNING, checked_on=CHECKED, made_at=timezone.now()
    )
    one = Organisation(name="Alderby Waiting Room", made_by_load=load)
    one.save()
    reindex([one.pk])
    assert found("waiting room") == []
    Load.objects.update(state=LoadState.DONE)
    assert found("waiting room") == ["Alderby Waiting Room"]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("9000001", How.NUMBER),
        ("GB-CHC-9000001", How.NUMBER),
        ("90000", How.NUMBER),
        ("The Alderby Mind Ltd", How.NAME),
        ("alderby mi", How.START),
        ("mind alder", How.WORDS),
        ("aldreby mind", How.NEAR),
    ],
)
def test_the_best_way_of_finding_comes_first(typed, how):
    one = plant("ALDERBY MIND LIMITED", numbers=("GB-CHC-9000001",))
    plant("Mind of Birchford")
    first = search(typed)[0]
    assert (first.organisation, first.how) == (one, how)


def test_one_look_at_the_database_is_bounded_whatever_is_typed(django_assert_max_num_queries):
    plant_forest()
    for typed in ("a", "alderbi mnd", "9000", "x " * 60, "alderby mind trust hall aid start"):
        with django_assert_max_num_queries(20):
            search(typed)
