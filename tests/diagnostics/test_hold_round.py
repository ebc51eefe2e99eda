"""A round goes through the list: what is set aside is so with its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.themes import hold_round
from spinney.diagnostics.models import Outcome, Round, Theme
from spinney.diagnostics.states import ThemeState
from tests.access import client_of
from tests.diagnostics.themes import put, said
from tests.personas import NOON, TODAY


def test_every_theme_has_its_outcome_and_the_list_is_shorter(wood):
    put(wood, "HR", "ICT", "Buildings")
    hold_round(cluster=wood.cluster, said=said(ICT="Nobody can wait"), by=wood.ash, now=NOON)
    assert Outcome.objects.filter(kept=True).count() == 2
    assert Theme.objects.get(title="ICT").state == ThemeState.SET_ASIDE
    told = Entry.objects.get(verb="diagnostics.hold_round").detail
    assert told["aside"] == {"ICT": "Nobody can wait"}
    assert told["kept"] == "2 themes"


def test_a_reason_is_asked_for_each(wood):
    put(wood, "HR", "ICT")
    with pytest.raises(BadInput) as caught:
        hold_round(cluster=wood.cluster, said=said(ICT="  "), by=wood.ash, now=NOON)
    assert "Say why “ICT” is set aside" in str(caught.value.fields)


def test_one_at_least_stays(wood):
    put(wood, "HR")
    with pytest.raises(BadInput, match="every theme aside"):
        hold_round(cluster=wood.cluster, said=said(HR="No"), by=wood.ash, now=NOON)


def test_a_round_needs_a_list_and_a_day_that_was(wood):
    with pytest.raises(BadInput, match="no theme on the list"):
        hold_round(cluster=wood.cluster, said=said(), by=wood.ash, now=NOON)
    put(wood, "HR")
    later = replace(said(), held_on=TODAY + timedelta(days=1))
    with pytest.raises(BadInput, match="still to come"):
        hold_round(cluster=wood.cluster, said=later, by=wood.ash, now=NOON)


def test_rounds_follow_one_another(wood):
    put(wood, "HR", "ICT")
    hold_round(cluster=wood.cluster, said=said(), by=wood.ash, now=NOON)
    early = replace(said(), held_on=TODAY - timedelta(days=1))
    with pytest.raises(BadInput, match="before the round"):
        hold_round(cluster=wood.cluster, said=early, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    put(wood, "HR")
    with pytest.raises(NotAllowed):
        hold_round(cluster=wood.cluster, said=said(), by=wood.birch, now=NOON)


def test_from_the_page_a_missing_reason_loses_nothing(wood):
    hr, ict = put(wood, "HR", "ICT")
    client = client_of(wood, "ash")
    there = f"/clusters/{wood.cluster.pk}/themes/hold-round/"
    typed = {
        "held_on_day": "20", "held_on_month": "3", "held_on_year": "2026", "how": "Scores",
        f"theme-{hr.pk}": "keep", f"theme-{ict.pk}": "aside", f"reason-{ict.pk}": "",
        "note": "A long evening",
    }  # fmt: skip
    page = client.post(there, typed).content.decode()
    assert "Say why “ICT” is set aside" in page
    assert "A long evening" in page
    assert not Round.objects.exists()
    client.post(there, {**typed, f"reason-{ict.pk}": "Later"})
    assert Round.objects.get().how == "Scores"
    page = client.get(f"/clusters/{wood.cluster.pk}/themes/rounds/").content.decode()
    assert "Set aside: Later" in page
