"""The lists of what is shared, taken back and looked at, declared once for page and file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from spinney.agreements.queries.given import RUNNERS, Line
from spinney.agreements.queries.looks import LookedAt, LookedOn
from spinney.base.web.components.blocks import details
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day, listed
from spinney.base.web.listing.filters import Band, BandFilter
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table

MANY = 6
"""More recipients than these are counted on the page; a file names them all."""


def _agreement(cluster: int, agreement: int) -> str:
    return reverse("agreements:agreement", args=[cluster, agreement])


def _whom(line: Line) -> str:
    return _counted_or_named(line.shown_to) or "Nobody now"


def _not(line: Line) -> str:
    taken = _counted_or_named(line.taken_from)
    return f"No longer with {taken}" if taken else ""


def _counted_or_named(whom: Sequence[str]) -> str:
    """Who they are, or how many, if they are many; those that run the cluster are told apart."""
    parties = [name for name in whom if name != RUNNERS]
    if len(parties) > MANY:
        return listed([f"{len(parties)} others that signed", *whom[len(parties) :]])
    return listed(whom)


def _state(line: Line) -> Status:
    if line.is_shown:
        return Status("Shared in part" if line.taken_from else "Shared", Tone.GO)
    if line.taken_from:
        return Status("No longer shared", Tone.QUIET)
    return Status("Nobody to share it with", Tone.PLAIN)


SHARES = (
    Column(
        "what", "What", order_by="what",
        note=lambda line: "About people" if line.is_about_people else "",
    ),
    Column("what_for", "For what", order_by="what_for"),
    Column("whom", "With whom", value=_whom, note=_not, only="page"),
    Column("shown_to", "With whom", kind="list", only="file"),
    Column("taken_from", "No longer with", kind="list", only="file"),
    Column(
        "under", "Under", value=lambda line: line.signed.title, order_by="under",
        note=lambda line: f"version {line.signed.number}, {line.signed.clause_words}".rstrip(", "),
        link=lambda line: _agreement(line.signed.cluster, line.signed.agreement),
    ),
    Column("version", "Version", value=lambda line: line.signed.number, only="file"),
    Column("clause", "Clause", value=lambda line: line.signed.clause_words, only="file"),
    Column("cluster", "Cluster", value=lambda line: line.signed.cluster_name, only="file"),
    Column(
        "since", "Since", kind="date", order_by="since",
        note=lambda line: f"until {day(line.until)}" if line.until else "",
    ),
    Column("until", "Until", kind="date", only="file"),
    Column("state", "State", kind="status", value=_state, only="file"),
)  # fmt: skip


def shares_table(organisation_id: int, *, keeps: bool) -> Table:
    """What an organisation shares: a line for each kind of data and each purpose. Those who may
    stop it get a way to do so on each line.
    """
    stop = Column("stop", "Change", value=partial(_stop, organisation_id), only="page")
    return Table(
        name="what-we-share",
        caption="What you share",
        columns=[*SHARES, *([stop] if keeps else [])],
        filters=[
            ChoiceFilter("now", "State", value=lambda line: _state(line).text),
            ChoiceFilter("purpose", "For what", value=lambda line: line.what_for),
            ChoiceFilter("cluster", "Cluster", value=lambda line: line.signed.cluster_name),
        ],
        search=["what", "what_for"],
        default_order="what",
        noun="line",
        row_id=lambda line: f"{line.signed.agreement}-{line.field}-{line.purpose}",
        empty=Empty(
            "You share nothing",
            "Your organisation has signed no protocol that is in force. Nobody sees any of your"
            " data by way of one.",
        ),
    )


def _stop(organisation_id: int, line: Line) -> SafeString | str:
    if not line.is_shown:
        return ""
    url = reverse("agreements:stop-sharing", args=[organisation_id, line.signed.agreement])
    query = urlencode({"field": line.field, "purpose": line.purpose})
    return format_html(
        '<a class="govuk-link" href="{}?{}">Stop<span class="govuk-visually-hidden"> sharing'
        " {} for {}</span></a>",
        url, query, line.what.lower(), line.what_for.lower(),
    )  # fmt: skip


SHARED_WITH_US = Table(
    name="shared-with-us",
    caption="What others share with you",
    columns=[
        Column("giver", "Organisation", order_by="giver"),
        Column(
            "what", "What", kind="list",
            note=lambda row: (
                f"No longer shared: {listed(row.what_no_longer)}" if row.no_longer else ""
            ),
        ),
        Column("what_no_longer", "No longer shared", kind="list", only="file"),
        Column("what_for", "For what", order_by="what_for"),
        Column(
            "under", "Under", value=lambda row: row.signed.title, order_by="under",
            note=lambda row: row.signed.clause_words,
            link=lambda row: _agreement(row.signed.cluster, row.signed.agreement),
        ),
        Column("cluster", "Cluster", value=lambda row: row.signed.cluster_name),
    ],
    filters=[
        ChoiceFilter("who", "Organisation", field="giver"),
        ChoiceFilter("purpose", "For what", value=lambda row: row.what_for),
    ],
    search=["giver", "what"],
    default_order="giver",
    noun="line",
    row_id=lambda row: f"{row.giver}-{row.signed.agreement}-{row.purpose}",
    empty=Empty(
        "Nobody shares anything with you",
        "You see what others share once your organisation and theirs have signed a protocol.",
    ),
)  # fmt: skip


def _under(look: LookedAt) -> str:
    return f"{look.agreement}, version {look.number}" if look.number else look.agreement


def _when(looked: LookedOn) -> SafeString | str:
    """How often, with the exact times to be opened; one time stands there at once."""
    if looked.often == 1:
        return looked.times[0]
    return details(listed(looked.times), counted(looked.often, "time"))


def _link(look: LookedAt) -> str:
    return _agreement(look.cluster_id, look.agreement_id) if look.agreement_id else ""


def _how(read: Callable[[Any], LookedAt]) -> BandFilter:
    bands = [
        Band("page", "On a page", test=lambda row: not read(row).in_file),
        Band("file", "Taken away in a file", test=lambda row: read(row).in_file),
    ]
    return BandFilter("how", "How", bands)


LOOKS = Table(
    name="looks",
    caption="Who looked",
    columns=[
        Column("on", "Day", kind="date", order_by="on"),
        Column("often", "When", value=_when, order_by="often"),
        Column(
            "who", "Who", value=lambda row: row.first.who, order_by="first__who",
            note=lambda row: row.first.organisation,
        ),
        Column("what", "What", kind="list"),
        Column(
            "what_for", "For what", value=lambda row: row.first.what_for,
            order_by="first__what_for", note=lambda row: row.first.how,
        ),
        Column(
            "under", "Under", value=lambda row: _under(row.first),
            note=lambda row: row.first.cluster, link=lambda row: _link(row.first),
        ),
    ],
    filters=[
        ChoiceFilter("for", "For which organisation", value=lambda row: row.first.organisation),
        ChoiceFilter("purpose", "For what", value=lambda row: row.first.what_for),
        _how(lambda row: row.first),
    ],
    search=["words"],
    search_label="Search by person, organisation or kind of data",
    default_order="-on",
    noun="line",
    row_id=lambda row: f"{row.first.at.isoformat()}-{row.first.person}",
    empty=Empty(
        "Nobody has looked yet",
        "Each time that somebody else is shown data of yours under a protocol, it is listed here.",
    ),
)  # fmt: skip
"""The page: a line for each viewer and day, with how often and when."""

LOOKS_FILE = Table(
    name="looks",
    caption="Who looked",
    columns=[
        Column("at", "When", kind="moment"),
        Column("who", "Who"),
        Column("organisation", "For"),
        Column("what", "What", kind="list"),
        Column("what_for", "For what"),
        Column("under", "Under", value=_under),
        Column("cluster", "Cluster"),
        Column("how", "How"),
    ],
    filters=[
        ChoiceFilter("for", "For which organisation", field="organisation"),
        ChoiceFilter("purpose", "For what", field="what_for"),
        _how(lambda look: look),
    ],
    search=["words"],
    noun="look",
    row_id=lambda look: look.at.isoformat(),
    empty=Empty("Nobody has looked yet"),
)
"""The file: every look with its moment, by the same search and filters as the page."""
