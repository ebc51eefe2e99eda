"""A time of day as people write it, and a day with its time as a moment."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_default_timezone, localtime

_SHAPE = re.compile(r"^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$")


class ClockField(forms.Field):
    """A time of day: "17:00", "5pm", "9.30". Cleans to `datetime.time` or None."""

    widget = forms.TextInput({"class": "govuk-input--width-5", "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _SHAPE.match(str(value).strip().lower())
        wrong = ValidationError(f"{self.label or 'The time'}: write it like 17:00.", code="time")
        if found is None:
            raise wrong
        hours, minutes = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").replace(".", "")
        if half:
            if not 1 <= hours <= 12:
                raise wrong
            hours = hours % 12 + (12 if half == "pm" else 0)
        if hours > 23 or minutes > 59:
            raise wrong
        return time(hours, minutes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


def moment(day: date, at: time) -> datetime:
    """A day and a time of day, where this site stands."""
    return datetime.combine(day, at, get_default_timezone())


def parts_of(name: str, when: datetime | None) -> dict[str, object]:
    """The first values of the fields `<name>_on` and `<name>_time` for a moment."""
    if when is None:
        return {}
    local = localtime(when)
    return {f"{name}_on": local.date(), f"{name}_time": local.time().replace(second=0)}
