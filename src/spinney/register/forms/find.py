"""Where: the part of the search that is about places."""

from __future__ import annotations

from typing import Any

from django import forms

from spinney.base.web.fields import PostcodeField
from spinney.register.queries.places import KM_IN_MILE, Point, where_is

MILES = (1, 2, 5, 10, 20, 50)


class WhereForm(forms.Form):
    """A named place, or a distance from a postcode, or both. `near` cleans to the spelled postcode;
    `point` is where it is.
    """

    place = forms.CharField(
        label="Works in",
        required=False,
        max_length=120,
        help_text="A town, or an area as its register names it, like Bolton.",
    )
    near = PostcodeField(label="Near this postcode", required=False)
    within = forms.TypedChoiceField(
        label="Within",
        choices=[(miles, f"{miles} mile{'s' if miles > 1 else ''}") for miles in MILES],
        coerce=int,
        required=False,
        initial=5,
    )

    point: Point | None = None

    def clean_near(self) -> str:
        postcode: str = self.cleaned_data["near"]
        if postcode:
            self.point = where_is(postcode)
            if self.point is None:
                raise forms.ValidationError(
                    f"We do not know where {postcode} is. Check it, use a postcode close by, or "
                    "give a place instead."
                )
        return postcode

    @property
    def within_km(self) -> float:
        """The distance asked for, in kilometres."""
        return float(self._found().get("within") or 5) * KM_IN_MILE

    @property
    def place_asked(self) -> str:
        return str(self._found().get("place") or "")

    @property
    def asks(self) -> list[str]:
        """What is asked, in words."""
        said = [f"Works in {self.place_asked}"] if self.place_asked else []
        if self.point:
            miles = self._found().get("within") or 5
            said.append(f"Within {miles} miles of {self._found()['near']}")
        return said

    def _found(self) -> dict[str, Any]:
        return getattr(self, "cleaned_data", {})
