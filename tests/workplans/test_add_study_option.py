"""A way is added with its costs, from the page, line by line."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.workplans.actions.studies import add_study_option
from spinney.workplans.models import StudyOption
from spinney.workplans.policies.studies import StudyOptionText
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db

LINES = {
    "costs-TOTAL_FORMS": "3", "costs-INITIAL_FORMS": "0",
    "costs-0-words": "Two workers", "costs-0-kind": "running", "costs-0-first": "60,000",
    "costs-0-second": "61,000", "costs-0-third": "62,000.50",
    "costs-1-words": "", "costs-2-words": "Legal advice", "costs-2-kind": "start",
    "costs-2-first": "1,500",
}  # fmt: skip


def test_its_costs_come_out_by_year(wood: Wood) -> None:
    study = a_study(wood.cluster)
    url = reverse("workplans:add-study-option", args=[wood.cluster.pk, study.pk])
    said = {"title": "Outsource", "form": "outsourced", "commitment": "4", **LINES}
    assert client_of(wood, "ash").post(url, said).status_code == 302
    made = StudyOption.objects.get(title="Outsource")
    assert (made.position, [one["words"] for one in made.costs]) == (
        2, ["Two workers", "Legal advice"],
    )  # fmt: skip
    page = client_of(wood, "birch").get(
        reverse("workplans:study", args=[wood.cluster.pk, study.pk])
    )
    shown = page.content.decode()
    assert "£61,500" in shown
    assert "£184,500.50" in shown


def test_an_amount_without_words_is_told_and_nothing_is_lost(wood: Wood) -> None:
    study = a_study(wood.cluster)
    url = reverse("workplans:add-study-option", args=[wood.cluster.pk, study.pk])
    said = {"title": "Outsource", **LINES, "costs-0-words": ""}
    answer = client_of(wood, "ash").post(url, said)
    page = answer.content.decode()
    assert "Say what this amount is for." in page
    assert "Legal advice" in page
    assert not StudyOption.objects.filter(title="Outsource").exists()


def test_a_study_has_room_for_eight(wood: Wood) -> None:
    study = a_study(wood.cluster)
    for number in range(6):
        add_study_option(study=study, text=StudyOptionText(f"Way {number}"), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        add_study_option(study=study, text=StudyOptionText("One more"), by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        add_study_option(
            study=a_study(wood.cluster), text=StudyOptionText("", "moon", 9), by=wood.ash, now=NOON
        )
