"""Leaving a name out: not counted any more, and known to no cluster from that moment on."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.purchasing.actions.aside import bring_back_name, set_name_aside
from spinney.purchasing.bridge.names import judge_names
from spinney.purchasing.models import (
    CategoryLesson,
    DoubtfulPair,
    Judgement,
    Opportunity,
    SpendName,
    Supplier,
    SupplierChange,
    SupplierName,
)
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.making import BY, a_share, a_supplier, an_opportunity, another_member
from tests.purchasing.naming import birch_that_spent, by_category, name_of

pytestmark = pytest.mark.django_db

PERSON = "Pat Sample"


def put_aside(wood: Wood, *written: str) -> int:
    birch = wood.organisations["birch"]
    return set_name_aside(
        organisation=birch,
        names=[name_of(birch, one) for one in written],
        by=wood.birch,
        now=NOON,
    )


def test_what_is_left_out_is_not_counted_and_comes_back_to_the_penny(wood: Wood):
    birch = birch_that_spent(wood)
    before = by_category(birch)
    assert put_aside(wood, PERSON, "Mrs J Example") == 1, "one of them was left out already"
    assert by_category(birch) == {"stationery_print": 15_000, "telecoms": 4_000}
    name = name_of(birch, PERSON)
    assert (name.aside, name.aside_by) == (True, wood.birch.label)
    bring_back_name(organisation=birch, names=[name], by=wood.birch, now=NOON)
    assert by_category(birch) == before


def test_the_member_s_word_stands_above_the_rule(wood: Wood):
    birch = birch_that_spent(wood)
    put_aside(wood, "Willow Telecom")
    bring_back_name(
        organisation=birch, names=[name_of(birch, "Mrs J Example")], by=wood.birch, now=NOON
    )
    judge_names(birch.pk)
    assert name_of(birch, "Willow Telecom").aside
    assert not name_of(birch, "Mrs J Example").aside


def known_to_the_cluster(wood: Wood) -> str:
    """Everything in the room's tables that is the cluster's, and the whole record, as text."""
    tables = (
        Supplier, SupplierName, DoubtfulPair, Judgement, SupplierChange, CategoryLesson,
        Opportunity, Job, Entry,
    )  # fmt: skip
    return " ".join(serializers.serialize("json", table.objects.all()) for table in tables)


def test_no_cluster_knows_the_name_any_more(wood: Wood):
    birch = birch_that_spent(wood)
    maple = another_member(wood, "Maple Centre")
    a_share(wood.cluster, birch)
    both = [(birch, PERSON), (birch, "Larch Office Machines"), (maple, "Larch Office")]
    supplier = a_supplier(wood.cluster, PERSON, both)
    cluster = {"cluster": wood.cluster}
    DoubtfulPair.objects.create(**cluster, one="Larch Office", other=PERSON, sure=60, rank=1)
    Judgement.objects.create(
        **cluster, one="Larch", other=PERSON, answer="same", organisation=maple, by=BY, at=NOON
    )
    SupplierChange.objects.create(
        **cluster, supplier=supplier, kind="merge", words=f"“{PERSON}” and “Larch” are one.",
        by=BY, at=NOON,
    )  # fmt: skip
    CategoryLesson.objects.create(
        **cluster, kind="name", key="pat sample", category="legal", given_by=BY, given_at=NOON
    )
    an_opportunity(
        wood.cluster, [(birch, 700, 10, 20)], title=f"{PERSON}: ask together", supplier=supplier,
        facts={"found": {"suppliers": [PERSON]}}, for_brokers={"found": [PERSON]},
    )  # fmt: skip
    assert PERSON in known_to_the_cluster(wood)
    put_aside(wood, PERSON)
    left = known_to_the_cluster(wood)
    assert PERSON not in left
    assert "pat sample" not in left
    supplier.refresh_from_db()
    assert supplier.name == "Larch Office"
    assert Job.objects.filter(kind="purchasing.match_suppliers").exists(), "names are compared anew"


def test_what_the_rule_leaves_out_is_forgotten_as_well(wood: Wood):
    birch = birch_that_spent(wood)
    supplier = a_supplier(wood.cluster, PERSON, [(birch, PERSON)])
    judge_names(birch.pk, [name_of(birch, PERSON).pk])
    assert name_of(birch, PERSON).aside
    assert not supplier.names.exists()
    assert PERSON not in known_to_the_cluster(wood)


def test_what_another_member_writes_is_its_own_word(wood: Wood):
    birch = birch_that_spent(wood)
    maple = another_member(wood, "Maple Centre")
    supplier = a_supplier(wood.cluster, PERSON, [(birch, PERSON), (maple, PERSON)])
    put_aside(wood, PERSON)
    assert list(supplier.names.values_list("organisation__name", flat=True)) == [maple.name]


def test_the_record_tells_how_many_and_never_which(wood: Wood):
    birch_that_spent(wood)
    put_aside(wood, PERSON, "Willow Telecom")
    entry = Entry.objects.get(verb="purchasing.set_name_aside")
    assert entry.detail == {"names": 2}


def test_nobody_else_leaves_out_or_brings_back(wood: Wood):
    birch = birch_that_spent(wood)
    names = [name_of(birch, "Mrs J Example")]
    maple = another_member(wood, "Maple Centre")
    for verb in (set_name_aside, bring_back_name):
        for who in ("rowan", "ash", "cedar", "hazel", "elm", "willow", "sorrel"):
            with pytest.raises((NotAllowed, NotFound)):
                verb(organisation=birch, names=names, by=wood.actor(who), now=NOON)
        with pytest.raises(NotAllowed):
            verb(organisation=maple, names=names, by=wood.birch, now=NOON)
    assert name_of(birch, "Mrs J Example").aside


def test_names_of_another_are_none_of_theirs(wood: Wood):
    """A member sends keys of names that are somebody else's."""
    birch = birch_that_spent(wood)
    sorrel = wood.organisations["sorrel"]
    with pytest.raises(NotFound):
        bring_back_name(
            organisation=sorrel, names=[name_of(birch, "Mrs J Example")], by=wood.sorrel, now=NOON
        )
    keys = list(SpendName.objects.values_list("pk", flat=True))
    for verb in ("set-name-aside", "bring-back-name", "take-back-correction"):
        answer = client_of(wood, "sorrel").post(
            reverse(f"purchasing:{verb}", args=[sorrel.pk]), {"chosen": keys}
        )
        assert answer.status_code in (302, 422), verb
    told = list(SpendName.objects.order_by("pk").values_list("written", "aside"))
    assert sorted(told) == sorted(
        [
            ("LARCH OFFICE MACHINES LTD", False), ("Larch Office Machines", False),
            ("Mrs J Example", True), ("Pat Sample", False), ("Willow Telecom", False),
        ]
    )  # fmt: skip


def test_one_name_or_more_must_be_chosen(wood: Wood):
    birch = birch_that_spent(wood)
    with pytest.raises(BadInput, match="Choose one name or more"):
        set_name_aside(organisation=birch, names=[], by=wood.birch, now=NOON)


def test_from_the_page_and_back_by_undo(wood: Wood):
    birch = birch_that_spent(wood)
    client = client_of(wood, "birch")
    page = reverse("purchasing:counted-names", args=[birch.pk])
    assert PERSON in client.get(page).content.decode()
    url = reverse("purchasing:set-name-aside", args=[birch.pk])
    sent = client.post(f"{url}?back=how%3Ddoubtful", {"chosen": [name_of(birch, PERSON).pk]})
    assert sent["Location"] == f"{page}?how=doubtful"
    shown = client.get(page)
    assert PERSON not in shown.content.decode()
    assert "1 name is left out." in shown.content.decode()
    undo = reverse("purchasing:bring-back-name", args=[birch.pk])
    assert f"{undo}?chosen={name_of(birch, PERSON).pk}" in shown.content.decode()
    client.post(f"{undo}?chosen={name_of(birch, PERSON).pk}")
    assert not name_of(birch, PERSON).aside
