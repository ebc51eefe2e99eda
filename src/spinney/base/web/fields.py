"""Form fields and widgets in the site's manner: dates in three parts, pounds kept as pence,
yes or no, files with limits, choices with hints. (One thing out of many: see picker.py.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money
from spinney.base.web.components.words import MONTHS, file_size, listed

_MONTH_OF = {name[:length].lower(): i for i, name in enumerate(MONTHS, 1) for length in (3, 20)}
_MONTH_OF["sept"] = 9


def field_of[F: forms.Field](form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """A field of a form as the kind that it is, to give it what only this request knows: choices,
    rows, the first day.
    """
    found = form.fields[name]
    if not isinstance(found, kind):
        raise TypeError(f"{name} is no {kind.__name__}.")
    return found


class Hinted(str):
    """A choice's label with a hint below it: `(value, Hinted("Consent", "Nobody objects"))`."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> Hinted:
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class DateParts(forms.MultiWidget):
    """Day, month and year as three short fields; the month may be a number or a name."""

    template_name = "web/form/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        def part(label: str, width: int, **more: str) -> forms.TextInput:
            css = f"govuk-input--width-{width}"
            fill = {"autocomplete": f"bday-{label.lower()}"} if birthday else {}
            return forms.TextInput({"label": label, "width": css, **more, **fill})

        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": part("Day", 2, inputmode="numeric"),
            "month": part("Month", 3),
            "year": part("Year", 4, inputmode="numeric"),
        }
        super().__init__(parts, attrs)

    def decompress(self, value: date | None) -> list[object]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        for part, suffix in zip(widget["subwidgets"], ("day", "month", "year"), strict=True):
            part["attrs"]["id"] = f"{widget['attrs'].get('id', name)}_{suffix}"
        return context


FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
"""The first and the last day that can be typed, where a form does not say more."""


class DatePartsField(forms.Field):
    """A date typed as day, month and year. Cleans to `datetime.date` or None.

    Names the part that is missing or wrong. `earliest` and `latest` bound the date, both included;
    nobody means a day so far from here that a month more cannot be reckoned.
    """

    widget = DateParts

    def __init__(
        self, *, earliest: date | None = FIRST_DAY, latest: date | None = LAST_DAY, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest or FIRST_DAY, latest or LAST_DAY
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def to_python(self, value: Any) -> date | None:
        if value in (None, "") or isinstance(value, date):
            return value or None
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        names = ("day", "month", "year")
        missing = [name for name, part in zip(names, parts, strict=True) if not part]
        label = self.label or "The date"
        if missing:
            raise ValidationError(f"{label} must include a {listed(missing)}.", code="incomplete")
        return self._real_date(*parts)

    def _real_date(self, day: str, month: str, year: str) -> date:
        label = self.label or "The date"
        number = _MONTH_OF.get(month.lower(), int(month) if month.isdecimal() else 0)
        if not 1 <= number <= 12:
            raise ValidationError(
                f"{label}: write the month as a number from 1 to 12, or its name.", code="month"
            )
        if not (year.isdecimal() and len(year) == 4):
            raise ValidationError(f"{label}: write the year in full, like 2026.", code="year")
        try:
            return date(int(year), number, int(day))
        except ValueError as error:
            told = f"{label}: {MONTHS[number - 1]} {year} has no day “{day}”."
            raise ValidationError(told, code="day") from error

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise ValidationError(f"{self.label} must be {_said(self.earliest)} or later.")
        if self.latest and value > self.latest:
            raise ValidationError(f"{self.label} must be {_said(self.latest)} or earlier.")


def _said(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


class AffixedInput(forms.TextInput):
    """A text field with something before or after it: "£", "%", "days"."""

    template_name = "web/form/affixed.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, prefix: str = "", suffix: str = ""
    ) -> None:
        self.prefix, self.suffix = prefix, suffix
        super().__init__({"class": "govuk-input--width-10", "spellcheck": "false", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"] |= {"prefix": self.prefix, "suffix": self.suffix}
        return context


class MoneyInput(AffixedInput):
    """A text field with £ before it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", **(attrs or {})}, prefix="£")


class MoneyField(forms.Field):
    """Pounds as typed ("15,000", "£12.50"). Cleans to whole pence (int) or None; initial is
    pence or Money. `least` and `most` are in pence, both included; a table holds no more than the
    usual most.
    """

    MOST_PENCE = 10**13  # £100 billion
    widget = MoneyInput

    def __init__(
        self, *, least: int | None = 0, most: int | None = MOST_PENCE, **kwargs: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Money):
            value = value.pence
        return str(Money(value)).replace("£", "") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return Money.parse(str(value).replace("−", "-")).pence
        except BadInput as error:
            raise ValidationError(str(error), code="amount") from error

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"{self.label} must be {Money(self.least)} or more.")
        if self.most is not None and value > self.most:
            raise ValidationError(f"{self.label} must be {Money(self.most)} or less.")


class YesNoField(forms.TypedChoiceField):
    """Two radio buttons. Cleans to True, False, or None when optional and unanswered."""

    widget = forms.RadioSelect

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault("empty_value", None)
        super().__init__(choices=[("yes", yes), ("no", no)], coerce=lambda v: v == "yes", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class UploadField(forms.FileField):
    """A file of given kinds (endings without dot) and at most `most_bytes`."""

    def __init__(
        self, *, endings: Sequence[str] = (), most_bytes: int = 20_000_000, **kwargs: Any
    ) -> None:
        self.endings, self.most_bytes = tuple(e.lower() for e in endings), most_bytes
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        if self.endings:
            attrs["accept"] = ",".join(f".{ending}" for ending in self.endings)
        return attrs

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            self._check(file)
        return file

    def _check(self, file: UploadedFile[Any]) -> None:
        ending = PurePath(file.name or "").suffix.lstrip(".").lower()
        if self.endings and ending not in self.endings:
            kinds = listed((e.upper() for e in self.endings), "or")
            raise ValidationError(f"“{file.name}” is not a {kinds} file. Choose another file.")
        if file.size and file.size > self.most_bytes:
            most = file_size(self.most_bytes)
            raise ValidationError(
                f"“{file.name}” is {file_size(file.size)}. The most we can take is {most}."
            )


class PostcodeField(forms.CharField):
    """A postcode of the United Kingdom; cleans to capitals with its space: "BL1 1RX".

    Checks the shape only (BS 7666), since no list of postcodes is shipped.
    """

    SHAPE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$")

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "postal-code", "class": "govuk-input--width-10"}
        kwargs.setdefault("widget", forms.TextInput(attrs))
        super().__init__(max_length=10, **kwargs)

    def to_python(self, value: Any) -> str:
        text = " ".join(str(super().to_python(value) or "").upper().split())
        if not text:
            return ""
        found = self.SHAPE.match(text.replace(" ", ""))
        if not found:
            raise ValidationError("Enter a postcode like BL1 1RX.", code="postcode")
        return f"{found[1]} {found[2]}"
