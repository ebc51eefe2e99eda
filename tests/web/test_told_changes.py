"""What somebody else changed meanwhile is told in the form, in the words of its fields."""

from __future__ import annotations

import pytest
from django import forms
from django.test import RequestFactory

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.base.web.attempts import attempt

pytestmark = pytest.mark.one_database


class Section(forms.Form):
    pictures = forms.MultipleChoiceField(
        label="Pictures", choices=[("cost", "What it cost"), ("walk", "The whole walk")],
        required=False,
    )  # fmt: skip
    position = forms.TypedChoiceField(
        label="Position", choices=[(1, "First"), (2, "Second")], required=False
    )


def test_several_choices_and_choices_by_number_are_told_in_words():
    def changed() -> None:
        raise ChangedMeanwhile("Changed.", {"pictures": ([], ["cost", "walk"]), "position": (1, 2)})

    form = Section({})
    attempt(RequestFactory().post("/"), form, changed)
    assert list(form.non_field_errors())[1:] == [
        "Pictures: it was empty, now it is What it cost and The whole walk.",
        "Position: it was First, now it is Second.",
    ]


class Rows(forms.Form):
    """A form whose fields are called after the rows of a table."""


def test_a_field_of_another_name_is_told_by_its_label_and_days_in_words():
    def changed() -> None:
        told = {"ends_on": ("2026-11-20", "2026-12-04"), "due_on": (None, "2026-12-01")}
        raise ChangedMeanwhile("Changed.", told, {"ends_on": "last-4"})

    form = Rows({})
    form.fields["last-4"] = forms.DateField(label="Recruit, to", required=False)
    attempt(RequestFactory().post("/"), form, changed)
    assert list(form.non_field_errors())[1:] == [
        "Recruit, to: it was 20 November 2026, now it is 4 December 2026.",
        "Due: it was empty, now it is 1 December 2026.",
    ]
