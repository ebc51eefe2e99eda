"""For which day terms are shown, and with which day they are compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class TermsOnForm(forms.Form):
    """Both days may be left empty: today, and no comparing. Sent with GET, so that the address of a
    day can be passed on.
    """

    on = DatePartsField(
        label="On which day?", help_text="A day that is past or to come. Empty: today.",
        required=False, earliest=EARLIEST, latest=LATEST,
    )  # fmt: skip
    since = DatePartsField(
        label="What changed since?", help_text="Empty: nothing is compared.",
        required=False, earliest=EARLIEST, latest=LATEST,
    )  # fmt: skip

    def days(self, today: date) -> tuple[date, date | None]:
        """The day to show, and the one to compare it with. Call after `is_valid`."""
        said: dict[str, Any] = self.cleaned_data
        return said.get("on") or today, said.get("since")
