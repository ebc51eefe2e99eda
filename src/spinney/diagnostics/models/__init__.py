"""Tables of the diagnostics room: instruments, surveys, answers, results and what grows of them."""

from spinney.diagnostics.models.answers import (
    Answer,
    DetachedSheet,
    OtherAnswer,
    Part,
    Sheet,
    Upload,
)
from spinney.diagnostics.models.groups import Grouping, Proposal
from spinney.diagnostics.models.instruments import DiscardedDraft, Instrument, Version
from spinney.diagnostics.models.inventory import Item, Match
from spinney.diagnostics.models.playbook import Episode, StepDone
from spinney.diagnostics.models.results import FreeText, Publication, Upgrade
from spinney.diagnostics.models.support import Support, SupportRequest, TakeUp
from spinney.diagnostics.models.surveys import Asked, ModeChange, Survey
from spinney.diagnostics.models.themes import Outcome, Round, Theme

__all__ = [
    "DiscardedDraft",
    "Answer",
    "Asked",
    "DetachedSheet",
    "Episode",
    "FreeText",
    "Grouping",
    "Instrument",
    "Item",
    "Match",
    "ModeChange",
    "OtherAnswer",
    "Outcome",
    "Part",
    "Proposal",
    "Publication",
    "Round",
    "Sheet",
    "StepDone",
    "Support",
    "SupportRequest",
    "Survey",
    "TakeUp",
    "Theme",
    "Upgrade",
    "Upload",
    "Version",
]
