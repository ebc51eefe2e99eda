"""What tests that commit leave behind: nothing of theirs, and all that every site has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from spinney.diagnostics.models import Instrument, Version
from tests.harness.emptying import Kept
from tests.personas import plant_wood

NOW = datetime(2026, 3, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def _all_rows() -> dict[object, object]:
    """As `remember` reads them, of every table."""
    now = Kept()
    now.remember()
    return {model._meta.label: rows for model, rows in now.rows.items()}


def test_what_was_added_goes_and_the_rest_stays_with_its_numbers():
    kept = Kept()
    kept.remember()
    before = _all_rows()
    assert before["contenttypes.ContentType"]
    wood = plant_wood()
    Instrument.objects.create(cluster=wood.cluster, key="own", title="Our own", made_at=NOW)
    ContentType.objects.create(app_label="tests", model="added")
    assert len(_all_rows()) > len(before)
    kept.come_back()
    assert _all_rows() == before


@pytest.mark.parametrize("change", ["changed", "taken away", "made anew"])
def test_what_every_site_has_is_made_anew_when_it_was_touched(change):
    kept = Kept()
    kept.remember()
    known = set(ContentType.objects.values_list("app_label", "model"))
    instruments = Instrument.objects.count()
    assert instruments
    if change == "changed":
        ContentType.objects.filter(model="person").update(model="somebody")
        Instrument.objects.update(title="Another", cluster=plant_wood().cluster)
    elif change == "made anew":
        call_command("flush", interactive=False, verbosity=0)
    else:
        Version.objects.all().delete()
        Instrument.objects.all().delete()
    kept.come_back()
    assert set(ContentType.objects.values_list("app_label", "model")) == known
    assert Instrument.objects.count() == instruments
    assert not Instrument.objects.filter(title="Another").exists()
    plant_wood()
    again = _all_rows()
    kept.come_back()
    assert len(_all_rows()) < len(again), "it comes back to the rows that were made anew"
