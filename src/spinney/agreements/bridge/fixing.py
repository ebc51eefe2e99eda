"""The words of a version: the fixed ones as they were signed, or its draft filled as of now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from spinney.agreements.bridge.fields import known_fields
from spinney.agreements.bridge.kinds import kind_words
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.document import Document, NamedParty
from spinney.agreements.engine.filling import fill
from spinney.agreements.models import Agreement, Version
from spinney.agreements.states import PartyRole
from spinney.base.kernel.errors import SpinneyError
from spinney.base.web.components.words import day
from spinney.register.api import Organisation


class Damaged(SpinneyError):
    """The fixed words of a version are not those that were put out for signature."""

    status = 500


def document_of(version: Version) -> Document:
    """What a version says. Once it is put out: its fixed words, held against their digest; before:
    its content, filled as it stands now.

    Raises Damaged when the fixed words are not the ones that the digest is of: nothing may then be
    shown or signed as if they were.
    """
    if version.text is None:
        return filled(version)
    document = Document.from_json(version.text)
    if document.digest != version.digest:
        raise Damaged(
            f"The words of version {version.number} of “{version.agreement.title}” are not those"
            " that were put out for signature. Ask whoever keeps this site to look into it."
        )
    return document


def filled(version: Version) -> Document:
    """The words of a version's content with all gaps filled, as of now. Four queries at most."""
    agreement = version.agreement
    content = Content.from_json(version.content)
    starts = version.in_force_from or version.wanted_from
    return fill(
        content,
        kind=kind_words(agreement.kind),
        cluster=agreement.cluster.name,
        number=version.number,
        parties=parties_of(agreement),
        names=names_in(content.terms),
        varies=version.what_changed if version.number > 1 else "",
        starts=day(starts) if starts else "",
    )


def parties_of(agreement: Agreement) -> tuple[NamedParty, ...]:
    """The parties as a document names them, in their order; those that left are not named."""
    rows = agreement.parties.filter(left_on=None).select_related("organisation")
    return tuple(
        NamedParty(
            str(one.organisation.uid),
            one.organisation.name,
            str(PartyRole(one.role).label),
            _number(one.organisation),
        )
        for one in rows.prefetch_related("organisation__identifiers")
    )


def _number(organisation: Organisation) -> str:
    """Its first number on a public list, charities' before companies' (GB-CHC before GB-COH)."""
    return min((one.org_id for one in organisation.identifiers.all()), default="")


def names_in(terms: Mapping[str, Any]) -> dict[str, str]:
    """What terms name: uid -> name of every organisation, key -> title of every kind of data that
    can be shared. One query, or none.
    """
    titles = {key: field.title for key, field in known_fields().items()}
    uids = set(_uids(terms))
    if not uids:
        return titles
    found = Organisation.objects.filter(uid__in=uids).values_list("uid", "name")
    return titles | {str(uid): name for uid, name in found}


def _uids(value: Any) -> Iterator[UUID]:
    """Everything in a value of JSON that can be a uid."""
    if isinstance(value, str):
        if len(value) == 36:
            try:
                yield UUID(value)
            except ValueError:
                return
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _uids(key)
            yield from _uids(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _uids(one)
