"""What is typed about a cluster and its facilitators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from spinney.base.web.fields import AffixedInput, Hinted, UploadField
from spinney.base.web.uploads import PICTURES
from spinney.clusters.actions.clusters import ClusterText
from spinney.clusters.bridge.logo import MOST_BYTES
from spinney.clusters.models import Cluster, Programme

JOIN_RULES = [
    (
        Cluster.JoinRule.INVITED,
        Hinted("By invitation", "Nobody else learns that the cluster is there."),
    ),
    (
        Cluster.JoinRule.ASK,
        Hinted(
            "Organisations may ask",
            "Anybody signed in sees its name. You decide, or whoever you agreed.",
        ),
    ),
]


def no_address(text: str) -> None:
    """Raise ValidationError for a web address where a name belongs: names go into mail."""
    if "://" in text:
        raise ValidationError("Write it without a web address.")


class ClusterForm(forms.Form):
    """What a cluster says of itself. With a programme the name may be left to its pattern."""

    place = forms.CharField(
        label="Place", max_length=120, required=False, validators=[no_address],
        help_text="The town, borough or area, like Bolton. Leave it empty for a cluster round a"
        " theme.",
    )  # fmt: skip
    theme = forms.CharField(
        label="Theme", max_length=200, required=False, validators=[no_address],
        help_text="What it is about, if it is not a place: women’s housing in London.",
    )  # fmt: skip
    name = forms.CharField(label="Name", max_length=200, required=False, validators=[no_address])
    summary = forms.CharField(
        label="What it is for", max_length=1000, required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Two or three sentences. Everybody who is invited reads them.",
    )  # fmt: skip
    logo = UploadField(
        label="Logo", required=False, endings=PICTURES, most_bytes=MOST_BYTES,
        widget=forms.FileInput(), help_text="A picture: PNG, JPG, GIF or WEBP, up to 8 MB.",
    )  # fmt: skip
    drop_logo = forms.BooleanField(label="Take the present logo away", required=False)
    colour = forms.CharField(
        label="Colour", max_length=7, required=False,
        widget=forms.TextInput({"class": "govuk-input--width-5", "spellcheck": "false"}),
        help_text="Six digits or letters after a #, like #1f4d3a. It must be seen on white paper.",
    )  # fmt: skip
    latitude = forms.FloatField(
        label="Latitude on the map", required=False, min_value=-90, max_value=90,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
        help_text="In degrees, like 53.58. Leave both empty to show the members’ places alone.",
    )  # fmt: skip
    longitude = forms.FloatField(
        label="Longitude on the map", required=False, min_value=-180, max_value=180,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
        help_text="In degrees, like -2.43.",
    )  # fmt: skip
    join_rule = forms.ChoiceField(
        label="How do organisations come in?", choices=JOIN_RULES, widget=forms.RadioSelect
    )
    notice_to_leave_days = forms.IntegerField(
        label="Notice to leave", min_value=0, max_value=730,
        widget=AffixedInput(
            {"inputmode": "numeric", "class": "govuk-input--width-4"}, suffix="days"
        ),
        help_text="How long an organisation still belongs after it says that it leaves.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        programme: Programme | None = None,
        cluster: Cluster | None = None,
        **kwargs: Any,
    ) -> None:
        """`cluster` is the one whose page is changed; None for a new one."""
        super().__init__(*args, **kwargs)
        if programme is not None:
            self.fields[
                "name"
            ].help_text = (
                f"Left empty, it is made from the programme’s pattern: {programme.brand_pattern}"
            )
        else:
            self.fields["name"].help_text = "Left empty, the place or theme is the name."
        if cluster is None:
            del self.fields["version"]
        if cluster is not None and cluster.notice_agreed_in:
            notice = self.fields["notice_to_leave_days"]
            notice.disabled = True
            notice.help_text = (
                f"It was agreed, in {cluster.notice_agreed_in}. A variation of that changes it."
            )
        if cluster is None or not cluster.logo:
            del self.fields["drop_logo"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None) and not self.errors:
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, "Give both latitude and longitude, or neither.")
        if not (cleaned.get("place") or cleaned.get("theme")) and "place" not in self.errors:
            self.add_error("place", "Say where the cluster is, or what it is about.")
        return cleaned

    def text(self) -> ClusterText:
        """What was typed, for the deed."""
        given = self.cleaned_data
        names = ClusterText.__dataclass_fields__
        return ClusterText(**{name: given[name] for name in names})

    @staticmethod
    def initial_of(cluster: Cluster) -> dict[str, Any]:
        """A cluster as the form shows it."""
        names = [*ClusterText.__dataclass_fields__, "version"]
        return {name: getattr(cluster, name) for name in names}


class FacilitatorForm(forms.Form):
    """Who is to help a cluster along."""

    email = forms.EmailField(
        label="E-mail address", max_length=254,
        help_text="She gets a letter. If she has no account yet, she signs in with a code sent to"
        " this address.",
    )  # fmt: skip
    name = forms.CharField(
        label="Name", max_length=200, required=False, validators=[no_address],
        help_text="Used if she is new here.",
    )  # fmt: skip


class NewClusterForm(ClusterForm):
    """A cluster in a programme, with its first facilitator."""

    facilitator = forms.EmailField(
        label="E-mail address of its facilitator", max_length=254, required=False,
        help_text="You can add one later too.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why: kept in the record, and told to those whom it concerns."""

    reason = forms.CharField(
        label="Why?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, needed: bool = False, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        self.fields["reason"].help_text = hint
