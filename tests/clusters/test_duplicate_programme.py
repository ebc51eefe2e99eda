"""A programme is the template of another."""

from datetime import date

import pytest

from spinney.base.kernel.actors import Role, programme_scope
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.clusters.actions.documents import add_programme_document
from spinney.clusters.actions.duplicates import CopyOf, duplicate_programme
from spinney.clusters.models import Comparator, Criterion
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import asks, content, pdf, set_dates
from tests.personas import NOON


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def duplicate(wood, by="rowan", **copy):
    wanted = CopyOf(**{"name": "Growing Further", "starts_on": date(2027, 1, 5), **copy})
    return duplicate_programme(programme=wood.programme, copy=wanted, by=wood.actor(by), now=NOON)


def test_rules_stages_and_conditions_come_along_and_dates_move_with_the_start(wood):
    stages = set_dates(wood)
    asks(stages[0], "Ground rules signed")
    dropped = asks(stages[0], "No longer asked")
    dropped.retired_at = NOON
    dropped.save()
    made = duplicate(wood)
    assert (made.state, made.grant_pence, made.brand_pattern) == (
        ProgrammeState.DRAFT,
        1_500_000,
        "Together in {place}",
    )
    copied = list(made.stages.prefetch_related("conditions"))
    assert [s.name for s in copied] == [s.name for s in stages]
    assert [(s.target_on - old.target_on).days for s, old in zip(copied, stages, strict=True)] == [
        365
    ] * 5
    assert [c.text for c in copied[0].conditions.all()] == ["Ground rules signed"]


def test_what_meets_a_condition_comes_along(wood):
    signed = asks(set_dates(wood)[0], "Ground rules signed")
    signed.met_by_agreement = "ground_rules"
    signed.save()
    (copied,) = duplicate(wood).stages.get(position=0).conditions.all()
    assert copied.met_by_agreement == "ground_rules"


def test_without_a_date_the_dates_are_left_out(wood):
    set_dates(wood)
    made = duplicate(wood, starts_on=None)
    assert {s.target_on for s in made.stages.all()} == {None}


def test_tiers_criteria_and_comparators_come_along_but_no_clusters(wood):
    Criterion.objects.create(tier=wood.tiers["core"], evidence_kind="accounts", max_age_months=18)
    Comparator.objects.create(
        programme=wood.programme, name="Fund", pence_per_organisation=1, source="p. 3"
    )
    Comparator.objects.create(
        programme=wood.programme,
        name="Gone",
        pence_per_organisation=1,
        source="p. 4",
        removed_at=NOON,
    )
    made = duplicate(wood)
    assert [t.name for t in made.tiers.all()] == ["Core", "Associate", "Supporter"]
    assert [c.max_age_months for c in made.tiers.get(name="Core").criteria.all()] == [18]
    assert made.tiers.get(name="Supporter").may_see is False
    assert [c.name for c in made.comparators.all()] == ["Fund"]
    assert made.clusters.count() == 0


@pytest.mark.parametrize("wanted", [True, False])
def test_documents_come_along_if_asked_for_as_files_of_their_own(wood, wanted):
    old = add_programme_document(programme=wood.programme, paper=pdf(), by=wood.rowan, now=NOON)
    made = duplicate(wood, with_documents=wanted)
    copies = list(made.documents.all())
    assert len(copies) == wanted
    for copy in copies:
        assert copy.file.name != old.file.name
        assert content(copy) == content(old) == b"%PDF-1.7 rules"


def test_whoever_copies_manages_the_copy(wood):
    made = duplicate(wood)
    assert wood.rowan.has(Role.PROGRAMME_MANAGER, programme_scope(made.pk))


def test_a_copy_needs_a_name(wood):
    with pytest.raises(BadInput):
        duplicate(wood, name=" ")


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        duplicate(wood, by="ash")
