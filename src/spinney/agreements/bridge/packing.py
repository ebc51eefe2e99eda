"""The pack for a solicitor: the words, what they mean here, and what is still open. Nobody's name
is in it but the parties': who said what is not hers to know.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from spinney.agreements.bridge.fixing import document_of, names_in
from spinney.agreements.bridge.printing import Printed, file_name, print_docx, print_pdf
from spinney.agreements.bridge.readiness import gaps_of
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.terms import CATALOGUE, TermFault, words
from spinney.agreements.engine.wordings import WordingClause
from spinney.agreements.models import Comment, ProposedWords, Version
from spinney.agreements.states import CommentState, VersionState, WordsState
from spinney.base.web.components.words import day

EARLIEST = (1980, 1, 1, 0, 0, 0)


def pack_of(version: Version, now: datetime) -> Printed:
    """One ZIP: PDF, Word document, and a text that says what is asked of the solicitor."""
    papers = [print_pdf(version, now), print_docx(version, now)]
    papers.append(Printed(_notes(version, now).encode(), "Read me first.txt"))
    when = now.astimezone(UTC)
    stamp = max((when.year, when.month, when.day, when.hour, when.minute, 0), EARLIEST)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as pack:
        for paper in papers:
            one = zipfile.ZipInfo(paper.name, stamp)
            one.compress_type, one.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            pack.writestr(one, paper.content)
    return Printed(kept.getvalue(), file_name(version, "zip", ", for a solicitor"))


def _notes(version: Version, now: datetime) -> str:
    document = document_of(version)
    content = Content.from_json(version.content)
    parts = (
        (document.title, [_what_it_is(version, document, now)]),
        ("What to look at", _to_look_at(content)),
        ("What is not filled in yet", gaps_of(version) if _is_draft(version) else ()),
        ("The terms that the software goes by, in plain words", _terms(content)),
        ("Open questions and remarks", _open(version, document)),
        ("Other words that are proposed", _proposed(version)),
    )
    return "\r\n".join(_lines(parts))


def _lines(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    for title, lines in parts:
        said = list(lines)
        yield title
        yield "=" * len(title)
        yield from said or ["Nothing."]
        yield ""


def _is_draft(version: Version) -> bool:
    return version.state == VersionState.DRAFT


def _what_it_is(version: Version, document: Document, now: datetime) -> str:
    state = "a draft" if _is_draft(version) else version.get_state_display().lower()
    parties = ", ".join(one.name for one in document.parties) or "nobody yet"
    return (
        f"{document.kind} of {document.cluster}, version {version.number}: {state} on {day(now)}."
        f" Between: {parties}. The PDF and the Word document beside this file say the same words."
    )


def _to_look_at(content: Content) -> Iterator[str]:
    wording = wordings().get(content.wording)
    if wording is None:
        yield "These words did not begin from a template of Spinney: all of them want a look."
        return
    needs = "needs a solicitor" if wording.needs_solicitor else "need not go to a solicitor"
    yield f"The template “{wording.title}” {needs}. {wording.solicitor}".strip()
    own = [clause.heading for clause in content.clauses if clause.own]
    changed = [
        clause.heading
        for clause in content.clauses
        if not clause.own and clause.text != _text_of(wording.clauses, clause.key)
    ]
    if own:
        yield f"Clauses that the members wrote themselves: {', '.join(own)}."
    if changed:
        yield f"Clauses that were changed from the template: {', '.join(changed)}."


def _text_of(clauses: Iterable[WordingClause], key: str) -> str:
    return next((one.text for one in clauses if one.key == key), "")


def _terms(content: Content) -> Iterator[str]:
    names = names_in(content.terms)
    for key, value in content.terms.items():
        if key not in CATALOGUE:
            continue
        try:
            yield f"- {CATALOGUE[key].title}: {words(key, value, names)}"
        except TermFault:
            continue


def _heading(document: Document, key: str) -> str:
    found = next((one for one in document.clauses if one.key == key), None)
    return f"Clause {found.number}, {found.heading}" if found else "The whole"


def _open(version: Version, document: Document) -> Iterator[str]:
    rows = Comment.objects.filter(about=version, state=CommentState.OPEN, removed_at=None)
    for one in rows.order_by("at", "pk"):
        yield f"- {_heading(document, one.clause)}: {one.text}"


def _proposed(version: Version) -> Iterator[str]:
    rows = ProposedWords.objects.filter(about=version, state=WordsState.OPEN)
    for one in rows.order_by("at", "pk"):
        why = f" (why: {one.why})" if one.why else ""
        yield f"- {one.heading}: {one.text}{why}"
