"""The lives of surveys, answers and what comes of them, as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class Area(models.TextChoices):
    """What organisations need people or help for: the areas of the built-in instruments, which the
    inventory, themes and support share.
    """

    HR = "hr", "Staff and pay (HR)"
    ICT = "ict", "Computers and phones (ICT)"
    FINANCE = "finance", "Money and accounts"
    PREMISES = "premises", "Buildings"
    FUNDRAISING = "fundraising", "Fundraising"
    MARKETING = "marketing", "Marketing and news"
    TRAINING = "training", "Training"
    VOLUNTEERS = "volunteers", "Volunteers"
    SAFETY = "safety", "Health and safety"
    BUSINESS = "business", "New work and contracts"
    OTHER = "other", "Something else"


class VersionState(models.TextChoices):
    DRAFT = "draft", "Being written"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced by a newer one"


class Mode(models.TextChoices):
    """Who sees what of the answers to a survey."""

    FACILITATOR = "facilitator", "Named to the facilitator, only totals to the group"
    GROUP = "group", "Named to the group"
    DETACHED = "detached", "Nobody can tell who said what"


class SurveyState(models.TextChoices):
    DRAFT = "draft", "Being set up"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class AskedState(models.TextChoices):
    ASKED = "asked", "Asked"
    STARTED = "started", "Has started"
    SENT = "sent", "Has sent its answers"
    DECLINED = "declined", "Will not take part"
    WITHDRAWN = "withdrawn", "No longer asked"


class SheetState(models.TextChoices):
    STARTED = "started", "Being filled in"
    SENT = "sent", "Sent"
    WITHDRAWN = "withdrawn", "Taken back by its organisation"


class Channel(models.TextChoices):
    LINK = "link", "From its link"
    PAPER = "paper", "On paper, keyed in"
    SPREADSHEET = "spreadsheet", "From a spreadsheet"


class TextState(models.TextChoices):
    WAITING = "waiting", "Waits to be read"
    CLEARED = "cleared", "Shown to the group"
    WITHHELD = "withheld", "Kept back"


class ItemKind(models.TextChoices):
    NEED = "need", "Need"
    OFFER = "offer", "Offer"


class ItemState(models.TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    ENDED = "ended", "Taken off"


class MatchState(models.TextChoices):
    IN_TOUCH = "in_touch", "In touch"
    HELPED = "helped", "It helped"
    UNSUITABLE = "unsuitable", "Does not fit"


class ThemeState(models.TextChoices):
    LISTED = "listed", "On the list"
    SET_ASIDE = "set_aside", "Set aside"
    CHOSEN = "chosen", "Chosen"
    MERGED = "merged", "Put together with another"


class GroupingState(models.TextChoices):
    DRAFT = "draft", "Being set up"
    WORKING = "working", "Being worked out"
    PROPOSED = "proposed", "Proposals are there"
    CHOSEN = "chosen", "One was chosen"


class SupportKind(models.TextChoices):
    ASSISTANCE = "assistance", "Technical assistance"
    FIELDWORK = "fieldwork", "Fieldwork with the organisation"


class RequestState(models.TextChoices):
    ASKED = "asked", "Asked for"
    ROUTED = "routed", "Passed to an intermediary"
    ACCEPTED = "accepted", "Taken on"
    DONE = "done", "Done"
    CLOSED = "closed", "Closed without help"


class EpisodeKind(models.TextChoices):
    EPISODE = "episode", "Negotiation episode"
    BREACH = "breach", "Breach of trust"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    VersionState: {
        VersionState.DRAFT: frozenset({VersionState.PUBLISHED}),
        VersionState.PUBLISHED: frozenset({VersionState.REPLACED}),
        VersionState.REPLACED: frozenset(),
    },
    SurveyState: {
        SurveyState.DRAFT: frozenset({SurveyState.OPEN}),
        SurveyState.OPEN: frozenset({SurveyState.CLOSED}),
        SurveyState.CLOSED: frozenset({SurveyState.OPEN}),
    },
    AskedState: {
        AskedState.ASKED: frozenset(
            {AskedState.STARTED, AskedState.SENT, AskedState.DECLINED, AskedState.WITHDRAWN}
        ),
        AskedState.STARTED: frozenset({AskedState.SENT, AskedState.DECLINED, AskedState.WITHDRAWN}),
        AskedState.SENT: frozenset({AskedState.STARTED, AskedState.WITHDRAWN}),
        AskedState.DECLINED: frozenset({AskedState.STARTED, AskedState.WITHDRAWN}),
        AskedState.WITHDRAWN: frozenset({AskedState.ASKED}),
    },
    SheetState: {
        SheetState.STARTED: frozenset({SheetState.SENT, SheetState.WITHDRAWN}),
        SheetState.SENT: frozenset({SheetState.SENT, SheetState.WITHDRAWN}),
        SheetState.WITHDRAWN: frozenset({SheetState.STARTED, SheetState.SENT}),
    },
    TextState: {
        TextState.WAITING: frozenset({TextState.CLEARED, TextState.WITHHELD}),
        TextState.CLEARED: frozenset({TextState.WITHHELD, TextState.WAITING}),
        TextState.WITHHELD: frozenset({TextState.CLEARED, TextState.WAITING}),
    },
    ItemState: {
        ItemState.OPEN: frozenset({ItemState.MET, ItemState.ENDED}),
        ItemState.MET: frozenset({ItemState.OPEN}),
        ItemState.ENDED: frozenset({ItemState.OPEN}),
    },
    ThemeState: {
        ThemeState.LISTED: frozenset({ThemeState.SET_ASIDE, ThemeState.CHOSEN, ThemeState.MERGED}),
        ThemeState.SET_ASIDE: frozenset({ThemeState.LISTED}),
        ThemeState.CHOSEN: frozenset({ThemeState.LISTED}),
        ThemeState.MERGED: frozenset({ThemeState.LISTED}),
    },
    GroupingState: {
        GroupingState.DRAFT: frozenset({GroupingState.WORKING}),
        GroupingState.WORKING: frozenset({GroupingState.PROPOSED, GroupingState.DRAFT}),
        GroupingState.PROPOSED: frozenset({GroupingState.WORKING, GroupingState.CHOSEN}),
        GroupingState.CHOSEN: frozenset({GroupingState.PROPOSED}),
    },
    RequestState: {
        RequestState.ASKED: frozenset({RequestState.ROUTED, RequestState.CLOSED}),
        RequestState.ROUTED: frozenset(
            {RequestState.ACCEPTED, RequestState.ASKED, RequestState.CLOSED}
        ),
        RequestState.ACCEPTED: frozenset(
            {RequestState.DONE, RequestState.ASKED, RequestState.CLOSED}
        ),
        RequestState.DONE: frozenset({RequestState.ACCEPTED}),
        RequestState.CLOSED: frozenset({RequestState.ASKED}),
    },
}
