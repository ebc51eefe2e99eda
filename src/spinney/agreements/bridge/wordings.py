"""The templates that come with Spinney, from their files; a draft begun from one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from spinney.agreements.engine.content import Content
from spinney.agreements.engine.reading_wordings import Known, read
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.states import PartyRole
from spinney.base.kernel.errors import NotFound
from spinney.clusters.api import Cluster

FOLDER = Path(__file__).parent.parent / "wordings"
EDITIONS = FOLDER / "editions.json"

#: In the order of the life of a group: how they are listed.
ORDER = (
    "ground_rules",
    "statement_of_intent",
    "terms_of_reference",
    "memorandum",
    "consortium_agreement",
    "information_sharing",
    "service_level",
    "subcontract",
    "hosting_agreement",
    "micro_grant",
    "accession_deed",
    "exit_agreement",
)


def _taking_part(cluster: Cluster) -> str:
    """How a cluster came about, as far as the site knows: the programme that it belongs to."""
    programme = cluster.programme
    if programme is None:
        return ""
    paid = f", which {programme.funder} pays for" if programme.funder else ""
    return f"We take part in {programme.name}{paid}."


#: What the site knows of a cluster that may be offered as the answer to a question.
KNOWN: Mapping[str, Callable[[Cluster], str]] = MappingProxyType(
    {
        "place": lambda cluster: cluster.place,
        "summary": lambda cluster: cluster.summary,
        "taking_part": _taking_part,
    }
)


@dataclass(frozen=True)
class Edition:
    """One state of a template: its digest, the day since when it comes with Spinney, and the
    digests of its clauses.
    """

    digest: str
    since: date
    clauses: Mapping[str, str]


@cache
def wordings() -> Mapping[str, Wording]:
    """Key -> template, in the order in which groups come to need them. Read once in a process:
    files change only with a new release. Raises Unsound for files that are damaged.
    """
    texts = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))}
    known = Known(frozenset(CATALOGUE), frozenset(PartyRole.values), frozenset(KNOWN))
    found = read(texts, known)
    placed = sorted(found, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))
    return MappingProxyType({key: found[key] for key in placed})


def wording_named(key: str) -> Wording:
    """One template. Raises NotFound."""
    found = wordings().get(key)
    if found is None:
        raise NotFound("There is no such template.")
    return found


def begin(wording: Wording, cluster: Cluster | None = None) -> Content:
    """A draft from a template: its clauses taken over, and what the site knows of the cluster
    filled in where the template asks for it.
    """
    if cluster is None:
        return wording.begin()
    asked = {q.key: KNOWN[q.default_from](cluster) for q in wording.questions if q.default_from}
    return wording.begin({key: words for key, words in asked.items() if words.strip()})


@cache
def editions() -> Mapping[str, tuple[Edition, ...]]:
    """Key -> every edition of a template that ever came with Spinney, oldest first."""
    said = json.loads(EDITIONS.read_text("utf-8"))
    return {
        key: tuple(
            Edition(one["digest"], date.fromisoformat(one["since"]), dict(one["clauses"]))
            for one in every
        )
        for key, every in said.items()
    }


def edition_of(key: str, digest: str) -> Edition | None:
    """The edition of a template with a digest; None for one that never came with Spinney."""
    return next((one for one in editions().get(key, ()) if one.digest == digest), None)
