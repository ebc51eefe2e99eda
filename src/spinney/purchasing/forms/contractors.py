"""What is typed about contractors, their papers and their jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads

from spinney.base.web.fields import (
    AffixedInput,
    DatePartsField,
    MoneyField,
    PostcodeField,
    UploadField,
    YesNoField,
    field_of,
)
from spinney.purchasing.actions.contractor_notes import PaperSaid, UseSaid
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.engine.trades import INSURANCES, PAPERS, TRADES
from spinney.purchasing.models import Contractor, ContractorUse, Supplier
from spinney.purchasing.policies.contractors import (
    LONGEST_AREA,
    LONGEST_COMMENT,
    LONGEST_JOB,
    MOST_AREAS,
    MOST_KM,
)
from spinney.register import api as register

KM_IN_MILE = 1.609344
SALT = "purchasing.import_contractors"
MOST_BYTES = 5_000_000
MILES = {"inputmode": "numeric", "class": "govuk-input--width-4"}
TOO_FAR = "This is farther than anybody in the country has to go."


class ContractorForm(forms.Form):
    """Who it is, what it does, and where."""

    name = forms.CharField(
        label="What is it called?", max_length=200,
        help_text="The name under which it works, as on its bills.",
    )  # fmt: skip
    trades = forms.MultipleChoiceField(
        label="What work does it do?", widget=forms.CheckboxSelectMultiple,
        choices=[(one.key, one.title) for one in TRADES.values()],
    )  # fmt: skip
    phone = forms.CharField(
        label="Phone", max_length=40, required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(label="E-mail", required=False)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    postcode = PostcodeField(
        label="Postcode", required=False,
        help_text="Of where it starts from. It tells how far it is.",
    )  # fmt: skip
    travels = forms.IntegerField(
        label="How far does it come?", required=False, min_value=0,
        widget=AffixedInput(MILES, suffix="miles"),
    )  # fmt: skip
    areas = forms.CharField(
        label="Where does it work?", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Names of places, with commas between.",
    )  # fmt: skip
    about = forms.CharField(
        label="What else is good to know?", required=False, max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    anyway = forms.BooleanField(
        label="This is another one", required=False, widget=forms.HiddenInput
    )
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, contractor: Contractor | None = None, supplier: Supplier | None = None,
        called: str = "",
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._supplier = contractor.supplier if contractor else supplier
        if contractor is not None:
            miles = contractor.travels_km
            self.initial = {
                "name": contractor.name, "trades": contractor.trades, "phone": contractor.phone,
                "email": contractor.email, "website": contractor.website,
                "postcode": contractor.postcode, "areas": ", ".join(contractor.areas),
                "travels": None if miles is None else round(miles / KM_IN_MILE),
                "about": contractor.about, "read": contractor.version,
            }  # fmt: skip
        elif supplier is not None:
            self.initial = {"name": called or supplier.name}

    def ask_anyway(self) -> None:
        """Show the box to tick, once it was told that there is one like it."""
        if self.has_error("anyway"):
            self.fields["anyway"].widget = forms.CheckboxInput()

    def clean_areas(self) -> tuple[str, ...]:
        text = self.cleaned_data["areas"].replace("\n", ",")
        found = tuple(one.strip() for one in text.split(",") if one.strip())
        if len(found) > MOST_AREAS or any(len(one) > LONGEST_AREA for one in found):
            raise forms.ValidationError(
                f"Name at most {MOST_AREAS} places, each in {LONGEST_AREA} letters or less."
            )
        return found

    def clean_travels(self) -> int | None:
        miles = self.cleaned_data["travels"]
        if miles is not None and miles * KM_IN_MILE > MOST_KM:
            raise forms.ValidationError(TOO_FAR)
        return None if miles is None else round(miles * KM_IN_MILE)

    def said(self) -> ContractorSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        return ContractorSaid(
            name=told["name"], trades=tuple(told["trades"]), phone=told["phone"],
            email=told["email"], website=told["website"], postcode=told["postcode"],
            travels_km=told["travels"], areas=told["areas"], about=told["about"],
            supplier=self._supplier,
        )  # fmt: skip


class PaperForm(forms.Form):
    """An insurance or a registration that somebody saw."""

    kind = forms.ChoiceField(label="What did you see?")
    cover_pence = MoneyField(
        label="For how much is it insured?", required=False,
        help_text="Only for an insurance: “5,000,000”.",
    )  # fmt: skip
    expires_on = DatePartsField(label="Until which day is it good?", required=False)
    seen_on = DatePartsField(label="When did you see it?")

    def __init__(self, *args: Any, asked: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"seen_on": today}
        first = [key for key in asked if key in PAPERS]
        keys = dict.fromkeys([*first, *PAPERS])
        field_of(self, "kind", forms.ChoiceField).choices = [(key, PAPERS[key]) for key in keys]

    def said(self) -> PaperSaid:
        """What was typed, for the action."""
        told = self.cleaned_data
        cover = told["cover_pence"] if told["kind"] in INSURANCES else None
        return PaperSaid(told["kind"], told["seen_on"], cover or None, told["expires_on"])


STARS = [("5", "5, very good"), ("4", "4, good"), ("3", "3, all right"), ("2", "2, poor"),
         ("1", "1, very poor"), ("", "No stars")]  # fmt: skip


class UseForm(forms.Form):
    """When it was last used, for what, and how it was."""

    organisation = forms.ChoiceField(label="Who used it?")
    last_used_on = DatePartsField(label="When was the last job?")
    job = forms.CharField(
        label="What was the job?", max_length=LONGEST_JOB, required=False,
        help_text="“New taps in the kitchen”. Nothing about clients.",
    )  # fmt: skip
    stars = forms.TypedChoiceField(
        label="How was it?", choices=STARS, required=False, coerce=int, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    would_again = YesNoField(label="Would you use it again?", required=False)
    comment = forms.CharField(
        label="What should other members know?", max_length=LONGEST_COMMENT, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Members alone read it, with your organisation’s name. Say what happened.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, organisations: Sequence[register.Organisation], today: date,
        use: ContractorUse | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._organisations = {str(one.pk): one for one in organisations}
        chooser = field_of(self, "organisation", forms.ChoiceField)
        chooser.choices = [(key, one.name) for key, one in self._organisations.items()]
        self.initial = {"last_used_on": today}
        if len(self._organisations) == 1:
            chooser.widget = forms.HiddenInput()
        if organisations:
            self.initial["organisation"] = str(organisations[0].pk)
        if use is not None:
            self.initial |= {
                "organisation": str(use.organisation_id), "last_used_on": use.last_used_on,
                "job": use.job, "stars": str(use.stars or ""), "comment": use.comment,
                "would_again": use.would_again,
            }  # fmt: skip

    def said(self) -> tuple[register.Organisation, UseSaid]:
        """What was typed, for the action."""
        told = dict(self.cleaned_data)
        organisation = self._organisations[told.pop("organisation")]
        return organisation, UseSaid(**told)


class NearForm(forms.Form):
    """Where help is wanted."""

    near = forms.CharField(label="Near which postcode or place?", max_length=80, required=False)
    within = forms.TypedChoiceField(
        label="How far?", required=False, coerce=int, empty_value=None,
        choices=[("", "However far"), *((str(n), f"{n} miles") for n in (5, 10, 20, 50))],
    )  # fmt: skip


class ContractorFileForm(forms.Form):
    """A list of contractors in a file."""

    file = UploadField(
        label="The file", endings=("csv", "txt", "xlsx"), most_bytes=MOST_BYTES,
        help_text=(
            "CSV or XLSX, with headings in the first row: Name, Trade, Phone, E-mail, Website,"
            " Postcode, Areas, Miles, About. Only Name is needed."
        ),
    )  # fmt: skip


class SeenRowsForm(forms.Form):
    """The rows that were looked at, on their way back from the page: signed, so that what comes in
    is what was seen.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> tuple[ContractorSaid, ...]:
        try:
            rows = loads(self.cleaned_data["seen"], salt=SALT)
        except BadSignature:
            raise forms.ValidationError("Choose the file again: it was not kept.") from None
        return tuple(
            ContractorSaid(**row | {"trades": tuple(row["trades"]), "areas": tuple(row["areas"])})
            for row in rows
        )


def packed(rows: Sequence[ContractorSaid]) -> str:
    """Contractors for `SeenRowsForm`."""
    told = [{k: v for k, v in row.fields().items() if k != "supplier"} for row in rows]
    return dumps(told, salt=SALT, compress=True)
