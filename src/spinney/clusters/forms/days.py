"""Forms of days, gatherings, private notes and documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import AffixedInput, DatePartsField, UploadField
from spinney.base.web.uploads import DOCUMENTS, MOST_BYTES
from spinney.clusters.actions.days import Work
from spinney.clusters.actions.documents import Paper
from spinney.clusters.actions.gatherings import Occasion
from spinney.clusters.models import Attendance, Day, Membership
from spinney.clusters.queries.days import SheetRow


class DayForm(forms.Form):
    """Help given to a cluster."""

    kind = forms.ChoiceField(
        label="What kind of help?", choices=Day.DayKind.choices, widget=forms.RadioSelect
    )
    worked_on = DatePartsField(label="On which day?")
    days = forms.DecimalField(
        label="How many days?",
        help_text="In quarters: 0.25, 0.5, 1 and so on.",
        max_digits=4,
        decimal_places=2,
        widget=AffixedInput(
            {"inputmode": "decimal", "class": "govuk-input--width-5"}, suffix="days"
        ),
    )
    what = forms.CharField(
        label="What was done?", help_text="Members of the cluster can read this.", max_length=200
    )
    worked_by = forms.CharField(
        label="Who did the work, if it was not you?", max_length=200, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, day: Day | None = None, **kwargs: Any) -> None:
        """`day` is the entry that is changed; None for a new one."""
        if day is not None:
            held = {name: getattr(day, name) for name in self.base_fields}
            kwargs["initial"] = held | {"days": f"{day.days.normalize():f}"}
        super().__init__(*args, **kwargs)
        if day is not None and day.person is not None:
            self.fields["worked_by"].label = f"Who did the work, if it was not {day.person}?"

    def said(self) -> Work:
        return Work(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class GatheringForm(forms.Form):
    """What members came together for, when and where."""

    title = forms.CharField(
        label="What is it?", help_text="Like “Core group meeting”.", max_length=200
    )
    held_on = DatePartsField(label="On which day?")
    where = forms.CharField(label="Where?", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> Occasion:
        return Occasion(*(self.cleaned_data[name] for name in ("title", "held_on", "where")))


class AttendanceForm(forms.Form):
    """How each member was there: the whole membership on one page."""

    UNNOTED = "unnoted"
    EVERYONE_ELSE = "everyone_else"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: Sequence[SheetRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {f"member-{row.membership.pk}": row.membership for row in rows}
        for row in rows:
            self.fields[f"member-{row.membership.pk}"] = forms.ChoiceField(
                label=row.membership.organisation.name,
                help_text="" if row.membership.tier.is_member else row.membership.tier.name,
                choices=[(self.UNNOTED, "Nothing noted"), *Attendance.How.choices],
                initial=row.how or self.UNNOTED,
            )

    def said(self) -> dict[Membership, str]:
        """How each was there; with the button "everyone else came", blanks mean that they came."""
        blank = Attendance.How.IN_PERSON if self.data.get(self.EVERYONE_ELSE) else ""
        typed = {m: self.cleaned_data[name] for name, m in self._members.items()}
        return {m: blank if how == self.UNNOTED else how for m, how in typed.items()}


class NoteForm(forms.Form):
    """A private note."""

    about_on = DatePartsField(label="Which day is it about?")
    text = forms.CharField(
        label="What do you want to remember?", widget=forms.Textarea({"rows": 12})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DocumentForm(forms.Form):
    """A file to keep."""

    file = UploadField(
        label="The file",
        help_text="PDF, Word, Excel, OpenDocument, text or a picture, up to 20 MB. No macros.",
        endings=DOCUMENTS,
        most_bytes=MOST_BYTES,
    )
    title = forms.CharField(
        label="What should it be called?",
        help_text="Leave empty to use the name of the file.",
        max_length=200,
        required=False,
    )
    note = forms.CharField(label="What should readers know?", max_length=300, required=False)

    def said(self) -> Paper:
        file = self.cleaned_data["file"]
        title = self.cleaned_data["title"] or (file.name or "").rpartition(".")[0]
        return Paper(file, title[:200], self.cleaned_data["note"])
