"""What makes a member's spending comparable."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.api import own_numbers
from spinney.diagnostics.models import Asked, Instrument, Sheet, Survey, Version
from spinney.purchasing.actions.measures import Measured, set_measures
from spinney.purchasing.models import Measure
from tests.access import client_of
from tests.diagnostics.findings import answered
from tests.diagnostics.instruments import built_in
from tests.diagnostics.surveys import make_survey
from tests.personas import Wood
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_the_profile_says_is_offered_and_kept_with_where_it_is_from(wood):
    birch = wood.organisations["birch"]
    birch.staff = 12
    birch.save()
    client = client_of(wood, "birch")
    url = reverse("purchasing:set-measures", args=[birch.pk])
    assert 'value="12"' in client.get(url).content.decode()
    client.post(url, {"employees": "12", "sites": "2", "lines": ""})
    held = {one.measure: (one.value, one.source) for one in Measure.objects.all()}
    assert held == {"employees": (Decimal(12), "profile"), "sites": (Decimal(2), "typed")}
    client.post(url, {"employees": "12"})
    assert set(Measure.objects.values_list("measure", flat=True)) == {"employees"}
    assert Entry.objects.filter(verb="purchasing.set_measures").count() == 2


@pytest.mark.parametrize(("kind", "value"), [("employees", -1), ("windows", 3)])
def test_what_cannot_be(wood, kind, value):
    with pytest.raises(BadInput):
        set_measures(
            organisation=wood.organisations["birch"], measures={kind: Measured(Decimal(value))},
            by=wood.birch, now=NOON,
        )  # fmt: skip


def test_only_by_those_who_keep_it(wood):
    with pytest.raises(NotAllowed):
        set_measures(organisation=wood.organisations["birch"], measures={}, by=wood.ash, now=NOON)


def review_of(wood: Wood, **said: int) -> Survey:
    """The ICT review, or the cluster's own of it, that Birch House and Cedar Trust answered."""
    own = Instrument.objects.create(
        title="Our IT", cluster=wood.cluster, made_at=NOON, adapted_from=built_in("ict_review")
    )
    asks = built_in("ict_review").versions.get()
    version = Version.objects.create(
        instrument=own, number=1, definition=asks.definition, digest="0" * 64, minutes=9,
        state="published", made_at=NOON,
    )  # fmt: skip
    survey = make_survey(wood, asks=version, title="What IT we have")
    for number, name in enumerate(("birch", "cedar"), start=1):
        sent = {key: value * number for key, value in said.items()}
        answered(survey, wood.organisations[name], sent)
    Sheet.objects.update(sent_at=NOON)
    return survey


def test_a_number_of_its_own_answers_is_offered_and_taken_over_with_its_day(wood):
    birch = wood.organisations["birch"]
    survey = review_of(wood, devices=14, phone_lines=0)
    client = client_of(wood, "birch")
    url = reverse("purchasing:set-measures", args=[birch.pk])
    told = client.get(url).content.decode()
    assert "Your answers of 20 March 2026 to “What IT we have” say: 14 computers." in told
    assert "28 computers" not in told
    assert "phone and broadband lines." not in told
    client.post(url, {"sites": "2"})
    client.post(f"{url}?use=computers")
    held = Measure.objects.get(measure="computers")
    assert (held.value, held.source, held.said_in) == (14, "survey", "What IT we have")
    assert str(held.on_day) == "2026-03-20"
    assert Measure.objects.get(measure="sites").source == "typed"
    assert "say: 14 computers" not in client.get(url).content.decode()
    overview = client.get(reverse("purchasing:spending", args=[birch.pk])).content.decode()
    assert "Your answer of 20 March 2026 to “What IT we have”" in overview
    assert client.post(f"{url}?use=vehicles").status_code == 422
    Asked.objects.filter(survey=survey, organisation=birch).update(state="withdrawn")
    assert own_numbers(wood.birch, birch.pk) == []


def test_answers_are_told_to_their_own_people_alone(wood):
    review_of(wood, devices=14)
    birch, cedar = wood.organisations["birch"], wood.organisations["cedar"]
    assert [one.value for one in own_numbers(wood.birch, birch.pk)] == [14]
    for by, organisation in [
        (wood.birch, cedar), (wood.ash, birch), (wood.rowan, birch), (wood.elm, birch),
    ]:  # fmt: skip
        assert own_numbers(by, organisation.pk) == []
    Sheet.objects.update(state="withdrawn")
    assert own_numbers(wood.birch, birch.pk) == []
