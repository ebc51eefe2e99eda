"""Judging whether two organisations are one."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.picker import PickerField
from spinney.register.models import Duplicate, Organisation
from spinney.register.queries.pick import option, options


class MergeForm(forms.Form):
    """Which of the two is kept, and why they are one."""

    keep = forms.TypedChoiceField(
        label="Which one should be kept?",
        help_text="The other is put aside. All it has is kept too, and this can be undone.",
        widget=forms.RadioSelect,
        coerce=int,
    )
    reason = forms.CharField(
        label="How do you know that they are the same?", required=False, max_length=300
    )

    def __init__(self, *args: Any, pair: Duplicate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        keep = self.fields["keep"]
        assert isinstance(keep, forms.TypedChoiceField)  # noqa: S101 (declared so above)
        keep.choices = [(one.pk, _told(one)) for one in (pair.left, pair.right)]

    @property
    def kept_and_aside(self) -> tuple[Organisation, Organisation]:
        """The two in the order that was chosen."""
        left, right = self.pair.left, self.pair.right
        return (left, right) if self.cleaned_data["keep"] == left.pk else (right, left)


class PairForm(forms.Form):
    """Another organisation that may be the same as this one."""

    other = PickerField(
        label="Which organisation is it the same as?",
        help_text="Type its name or number.",
        find=options,
        get=option,
        source="register:suggest-organisations",
    )


def _told(one: Organisation) -> str:
    numbers = ", ".join(identifier.org_id for identifier in one.identifiers.all())
    known = ", ".join(part for part in (one.town, numbers) if part)
    return f"{one.name} ({known})" if known else one.name
