"""Forms of writing a ballot: how it is decided, the question, and how it is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from spinney.base.web.fields import Hinted, MoneyField
from spinney.decisions.bridge.readiness import must_be_secret_words
from spinney.decisions.bridge.rules import Customs
from spinney.decisions.bridge.texts import BallotText
from spinney.decisions.engine.problem import Kind, TieBreak
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.starts import STARTS
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot
from spinney.decisions.policies.ballots import ANSWERED

#: How marks are counted: words, and what to expect of it.
RULES: dict[str, Hinted] = {
    "condorcet": Hinted(
        "The one that beats every other", "Each is held against each. Best for one winner."
    ),
    "stv": Hinted(
        "Single transferable vote",
        "Votes go on to the next choice, so that each group has its share. Best for several.",
    ),
    "borda": Hinted("Points for places", "The better the place, the more points. Easy to follow."),
    "approval": Hinted("The most support", "Each place that is given counts as support."),
    "equal_shares": Hinted(
        "Equal shares",
        "Each of you has an equal part of the money to spend on what you support, so nobody is left"
        " with nothing if it can be helped.",
    ),
    "greedy": Hinted(
        "The most votes first", "Down the list until the money is spent. A few can be left out."
    ),
    "phragmen": Hinted(
        "Saving up (Phragmén’s rule)", "The load of what is bought is spread evenly over you."
    ),
}
TIES = {
    "cheaper": Hinted("The cheaper first", "Then the one with more votes; then a lot is drawn."),
    "more_votes": Hinted("More votes first", "Then the cheaper; then a lot is drawn."),
}
YES = ("yes",)
_TIE_ORDER = {
    "cheaper": (TieBreak.CHEAPER, TieBreak.MORE_VOTES, TieBreak.LOT),
    "more_votes": (TieBreak.MORE_VOTES, TieBreak.CHEAPER, TieBreak.LOT),
}
REASONS = (
    ("optional", "Whoever likes to"),
    ("needed", "Everybody has to"),
    ("none", "Nobody is asked"),
)
SHOW = (
    ("after_close", Hinted("When voting has closed", "Nobody is swayed by how others voted.")),
    ("after_vote", Hinted("By whoever has voted", "Others can answer your reasons meanwhile.")),
)


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]


class DraftBallotForm(forms.Form):
    """The question, and how it is decided."""

    title = forms.CharField(
        label="The question", max_length=200,
        help_text="As voters will read it: “What do we work on first?”",
    )  # fmt: skip
    way = forms.ChoiceField(
        label="How do you decide?", widget=forms.RadioSelect,
        choices=[
            (way.key, Hinted(way.label, f"{way.use_when} Not if {_lowered(way.not_when)}"))
            for way in WAYS.values()
        ],
        error_messages={"required": "Choose how you decide."},
    )  # fmt: skip
    start = forms.CharField(widget=forms.HiddenInput, required=False)

    def text(self) -> BallotText:
        """What was written, with the settings of what it began from if that is its way still."""
        said = self.cleaned_data
        text = BallotText(title=said["title"], way=said["way"])
        start = STARTS.get(said["start"])
        if start is None or start.way != text.way:
            return text
        return replace(text, settings=start.settings, elects_lead=start.elects_lead)


@dataclass(frozen=True)
class Around:
    """What the form must know of where the ballot stands: customs of voting, whether some have
    more votes, agreements that could go out for signature, and meetings at which it can be held
    (pk, words).
    """

    customs: Customs
    has_weights: bool = False
    versions: Iterable[tuple[int, str]] = ()
    meetings: Iterable[tuple[int, str]] = ()


class BallotForm(forms.Form):
    """A ballot as it is written: the question, and the settings that fit its way."""

    title = forms.CharField(label="The question", max_length=200)
    background = forms.CharField(
        label="Background", required=False, max_length=10_000, widget=forms.Textarea({"rows": 6}),
        help_text="What people need to know to decide.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ballot: Ballot, around: Around, **kwargs: Any) -> None:
        self.ballot, self.around = ballot, around
        self.way: Way = WAYS[ballot.way]
        kwargs["initial"] = _initial(ballot) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, make in FIELDS.items():
            field = make(self.way, around)
            if field is not None:
                self.fields[name] = field
        self.fields["way"] = forms.ChoiceField(
            label="Way to decide", choices=[(way.key, way.label) for way in WAYS.values()],
            help_text="Another way has other settings: save, and set it up anew.",
        )  # fmt: skip

    def text(self) -> BallotText:
        """What was written; settings that do not belong to the way stay as they were."""
        said = self.cleaned_data
        text = BallotText.of(self.ballot)
        return replace(
            text,
            title=said["title"],
            way=said["way"],
            background=said["background"],
            settings=self._settings(text.settings),
            secret=self._secret() and said["way"] not in ANSWERED,
            elects_lead=bool(said.get("elects_lead")) and WAYS[said["way"]].elects,
            about_version=_pk(said.get("about_version")),
            meeting=_pk(said.get("meeting")),
        )

    def _secret(self) -> bool:
        if "secret" not in self.fields:
            return False
        return str(self.cleaned_data["secret"]) in YES

    def _settings(self, before: Settings) -> Settings:
        said = self.cleaned_data
        plain = ("rule", "seats", "most_marks", "top_mark", "points", "budget_pence", "reasons",
                 "show", "shuffle")  # fmt: skip
        changed = {name: said[name] for name in plain if name in self.fields}
        if "ties" in self.fields:
            changed["ties"] = tuple(str(one) for one in _TIE_ORDER[said["ties"]])
        if said["way"] != self.ballot.way:  # another way: its usual rule, its usual order of ties
            changed |= {"rule": "", "ties": ()}
        return replace(before, **changed)


def _pk(value: object) -> int | None:
    return int(str(value)) if value else None


def _initial(ballot: Ballot) -> dict[str, object]:
    settings, way = Settings.from_json(ballot.settings), WAYS[ballot.way]
    first = settings.ties_of(way)[0]
    return settings.to_json() | {
        "title": ballot.title,
        "background": ballot.background,
        "way": ballot.way,
        "rule": settings.rule_of(way),
        "ties": "more_votes" if first is TieBreak.MORE_VOTES else "cheaper",
        "secret": "yes" if ballot.secret else "no",
        "elects_lead": ballot.elects_lead,
        "about_version": ballot.about_version_id or "",
        "meeting": ballot.meeting_id or "",
        "version": ballot.version,
    }


# The fields of settings, each where the way has it ---------------------------------------------


def _budget(way: Way, around: Around) -> forms.Field | None:
    if way.key != "money":
        return None
    field = MoneyField(
        label="How much money do you share out?", least=1, required=False,
        help_text="It can wait until you know. The voting opens when it is here.",
    )  # fmt: skip
    field.says_optional = False  # type: ignore[attr-defined]
    return field


def _rule(way: Way, around: Around) -> forms.Field | None:
    if len(way.rules) < 2:
        return None
    return forms.ChoiceField(
        label="How are the votes counted?", widget=forms.RadioSelect,
        choices=[(key, RULES[key]) for key in way.rules],
    )  # fmt: skip


def _seats(way: Way, around: Around) -> forms.Field | None:
    if not way.has_options or way.key == "money" or way.kind is Kind.TIMES:
        return None
    label = "How many are elected?" if way.elects else "How many are chosen?"
    return forms.IntegerField(label=label, min_value=1, max_value=50)


def _most_marks(way: Way, around: Around) -> forms.Field | None:
    if way.kind is not Kind.APPROVE:
        return None
    return forms.IntegerField(
        label="How many may each of you tick, at the most?", min_value=1, required=False,
        help_text="Leave it empty for as many as they like.",
    )  # fmt: skip


def _top_mark(way: Way, around: Around) -> forms.Field | None:
    if way.kind is not Kind.SCORE:
        return None
    return forms.IntegerField(label="The highest score", min_value=1, max_value=10)


def _points(way: Way, around: Around) -> forms.Field | None:
    if way.kind is not Kind.ALLOCATE:
        return None
    label = "How many points does each of you share out?"
    return forms.IntegerField(label=label, min_value=1, max_value=1000)


def _ties(way: Way, around: Around) -> forms.Field | None:
    if way.key != "money":
        return None
    label = "If two come out equal"
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, choices=list(TIES.items()))


def _shuffle(way: Way, around: Around) -> forms.Field | None:
    if not way.has_options or way.kind is Kind.TIMES:
        return None
    return forms.BooleanField(
        label="Show each voter the options in another order", required=False,
        help_text="What stands first is chosen more often. This evens it out.",
    )  # fmt: skip


def _secret(way: Way, around: Around) -> forms.Field | None:
    if way.key in ANSWERED or around.has_weights:
        return None
    must = around.customs.must_be_secret(way)
    yes = Hinted("Yes", "Nobody sees who voted what. Results are shown after the close.")
    no = Hinted("No", "Members see how each of you voted, and why.")
    return forms.ChoiceField(
        label="Is it secret?", widget=forms.RadioSelect,
        choices=[("yes", yes)] if must else [("yes", yes), ("no", no)],
        help_text=must_be_secret_words(way) if must else "",
        initial="yes" if must else None,
    )  # fmt: skip


def _reasons(way: Way, around: Around) -> forms.Field | None:
    if around.customs.must_be_secret(way):
        return None
    return forms.ChoiceField(
        label="Do voters say why?", widget=forms.RadioSelect, choices=REASONS,
        help_text="A secret ballot has no reasons: words can give away who wrote them.",
    )  # fmt: skip


def _show(way: Way, around: Around) -> forms.Field | None:
    if around.customs.must_be_secret(way):
        return None
    return forms.ChoiceField(
        label="When can results be seen?", widget=forms.RadioSelect, choices=SHOW,
        help_text="Of a secret ballot always when voting has closed.",
    )  # fmt: skip


def _elects_lead(way: Way, around: Around) -> forms.Field | None:
    if not way.elects:
        return None
    return forms.BooleanField(
        label="Whoever wins becomes the lead body", required=False,
        help_text="The candidates are organisations then.",
    )  # fmt: skip


def _about_version(way: Way, around: Around) -> forms.Field | None:
    versions = list(around.versions)
    if way.has_options or not way.decides or not versions:
        return None
    return forms.ChoiceField(
        label="Is it about an agreement?", required=False,
        choices=[("", "No"), *((str(pk), words) for pk, words in versions)],
        help_text="If it is agreed, the agreement can go out for signature.",
    )  # fmt: skip


def _meeting(way: Way, around: Around) -> forms.Field | None:
    meetings = list(around.meetings)
    if not meetings or way.kind is Kind.TIMES:
        return None
    return forms.ChoiceField(
        label="Is it held at a meeting?", required=False,
        choices=[("", "No"), *((str(pk), words) for pk, words in meetings)],
        help_text="Whoever votes for another at that meeting does so in this ballot too.",
    )  # fmt: skip


FIELDS: dict[str, Callable[[Way, Around], forms.Field | None]] = {
    "budget_pence": _budget,
    "rule": _rule,
    "seats": _seats,
    "most_marks": _most_marks,
    "top_mark": _top_mark,
    "points": _points,
    "ties": _ties,
    "elects_lead": _elects_lead,
    "about_version": _about_version,
    "meeting": _meeting,
    "secret": _secret,
    "reasons": _reasons,
    "show": _show,
    "shuffle": _shuffle,
}


class CopyBallotForm(forms.Form):
    """What the copy is called."""

    title = forms.CharField(label="The question of the copy", max_length=200)


class FromThemesForm(forms.Form):
    """How the themes on the list are voted on."""

    title = forms.CharField(label="The question", max_length=200)
    way = forms.ChoiceField(
        label="How do you decide?", widget=forms.RadioSelect, initial="score",
        choices=[
            (key, Hinted(WAYS[key].label, WAYS[key].use_when))
            for key in ("score", "approve", "rank", "allocate", "money")
        ],
    )  # fmt: skip
