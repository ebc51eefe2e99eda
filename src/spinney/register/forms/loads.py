"""Choosing a register's file, and saying what the columns of a plain one hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from spinney.base.web.fields import DatePartsField, Hinted, UploadField
from spinney.register.bridge.loads.keeping import fields

MOST_BYTES = 1_500_000_000
"""What can be sent through a browser: the largest extract is a third of this."""
ENDINGS = ("csv", "txt", "tsv", "zip", "json", "xlsx", "ods", "xls")


class BeginLoadForm(forms.Form):
    """A register's file and the day that it is from."""

    file = UploadField(
        label="Choose the file",
        help_text="From the Charity Commission for England and Wales, the Charity Commission for "
        "Northern Ireland, OSCR or Companies House, as you downloaded it. Or any list of "
        "organisations as CSV, XLSX or ODS. At most 1.5 GB; for more, use the command "
        "“spinney register load”.",
        endings=ENDINGS,
        most_bytes=MOST_BYTES,
    )
    checked_on = DatePartsField(
        label="What day is it from?",
        help_text="Leave this empty if it was downloaded today.",
        required=False,
    )

    def clean_checked_on(self) -> date:
        day = self.cleaned_data["checked_on"] or localdate()
        if day > localdate():
            raise forms.ValidationError("That day has not come yet. Give the day of the download.")
        return day


class MapLoadForm(forms.Form):
    """What each column of a table holds."""

    source = forms.CharField(
        label="What shall this list be called?",
        help_text="It is shown beside each fact as where it came from.",
        max_length=60,
    )
    date_order = forms.ChoiceField(
        label="How does it write dates of three numbers?",
        choices=[
            ("", "The file makes it plain"),
            ("day-first", Hinted("Day first", "31/12/2025")),
            ("month-first", Hinted("Month first", "12/31/2025")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        samples: Mapping[str, list[str]],
        suggested: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.headings = list(samples)
        choices = [("", "Leave it out"), *fields()]
        for at, heading in enumerate(self.headings):
            different = dict.fromkeys(value[:40] for value in samples[heading] if value.strip())
            shown = " · ".join(f"“{value}”" for value in different)
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=f"What does “{heading}” hold?",
                help_text=f"For example {shown}." if shown else "Its first rows are empty.",
                choices=choices,
                initial=suggested.get(heading, ""),
                required=False,
            )

    @property
    def mapping(self) -> dict[str, Any]:
        """The answers as a mapping."""
        data = self.cleaned_data
        columns = {h: data[f"column_{at}"] for at, h in enumerate(self.headings)}
        return {
            "source": data["source"],
            "date_order": data["date_order"] or None,
            "columns": {heading: key for heading, key in columns.items() if key},
        }
