"""What somebody writes about a ballot and its options, before it is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot, Option


@dataclass(frozen=True)
class BallotText:
    """A ballot as it is written: the question, the way (a key of `engine.ways.WAYS`), what is said
    about it, and how it is set up. `about_version` is the pk of an agreement's version that would
    go out for signature, `meeting` that of a meeting at which it is held, `follows` that of the
    ballot whose choice this one puts to the members.
    """

    title: str
    way: str
    background: str = ""
    settings: Settings = field(default_factory=Settings)
    secret: bool = False
    elects_lead: bool = False
    about_version: int | None = None
    meeting: int | None = None
    follows: int | None = None

    @classmethod
    def set_up(cls, title: str, way: str, said: Mapping[str, Any], **more: Any) -> BallotText:
        """A ballot with how it is set up as its JSON says; what that leaves out is as usual."""
        return cls(title, way, settings=Settings.from_json(said), **more)

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Ballot`."""
        return {
            "title": " ".join(self.title.split()),
            "way": self.way,
            "background": self.background.strip(),
            "settings": self.settings.to_json(),
            "secret": self.secret,
            "elects_lead": self.elects_lead,
            "about_version_id": self.about_version,
            "meeting_id": self.meeting,
            "follows_id": self.follows,
        }

    @classmethod
    def of(cls, ballot: Ballot) -> BallotText:
        """What a ballot says now."""
        return cls(
            title=ballot.title,
            way=ballot.way,
            background=ballot.background,
            settings=Settings.from_json(ballot.settings),
            secret=ballot.secret,
            elects_lead=ballot.elects_lead,
            about_version=ballot.about_version_id,
            meeting=ballot.meeting_id,
            follows=ballot.follows_id,
        )


@dataclass(frozen=True)
class OptionText:
    """An option as it is written. Costs are in pence; `theme` and `organisation` are pks."""

    title: str
    description: str = ""
    cost_pence: int | None = None
    evidence: str = ""
    pros: str = ""
    cons: str = ""
    quick_win: bool = False
    theme: int | None = None
    organisation: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of an `Option`."""
        return {
            "title": " ".join(self.title.split()),
            "description": self.description.strip(),
            "cost_pence": self.cost_pence,
            "evidence": self.evidence.strip(),
            "pros": self.pros.strip(),
            "cons": self.cons.strip(),
            "quick_win": self.quick_win,
            "theme_id": self.theme,
            "organisation_id": self.organisation,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place.strip(),
        }

    @classmethod
    def of(cls, option: Option) -> OptionText:
        """What an option says now."""
        return cls(
            title=option.title,
            description=option.description,
            cost_pence=option.cost_pence,
            evidence=option.evidence,
            pros=option.pros,
            cons=option.cons,
            quick_win=option.quick_win,
            theme=option.theme_id,
            organisation=option.organisation_id,
            starts_at=option.starts_at,
            ends_at=option.ends_at,
            place=option.place,
        )
