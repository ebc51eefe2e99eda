"""A 40-page evaluation report with 20 charts, as PDF and as Word: seconds and megabytes.

    python -m benchmarks.evaluation_report              # 7 rounds
    python -m benchmarks.evaluation_report --rounds 20

**Work.** From a report as people write it (text, names of figures and charts) and the values of its
figures to the finished file: text parsed, figures put in and noted, charts drawn, pages set as
tagged PDF/A-2a and PDF/UA-1 with typst, or put together as DOCX with each chart as a picture. The
same report is made in both forms, in turns, in one process, after each was made once. Medians.

**Limits.** For PDF: typst on the finished data alone (nobody who sets these pages with it is
quicker). For DOCX: typst drawing the charts and python-docx putting in the same paragraphs, tables
and pictures, without reading, links, looks or text for those who do not see.
What counts are the ratios. Peak memory is of the whole process, after both.
"""

import argparse
import io
import json
import resource
import statistics
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import django
from django.conf import settings
from pypdf import PdfReader

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
PAGES, CHARTS, FIGURES = 40, 20, 120
SENTENCE = (
    "The members met in the mornings, chose together what to begin with, and told one another what"
    " each pays, so that **{{figure_%d}}** was saved and {{figure_%d}} of it is seen. "
)


def set_up() -> None:
    """The charts of pages are drawn by the web kit, which needs templates and no database."""
    if not settings.configured:
        import os

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinney.config.settings")
        django.setup()


def a_whole():
    """Sections until the PDF has forty pages; a chart in every other one, twenty in all."""
    from spinney.evaluation.bridge import kept_reports as kept
    from spinney.evaluation.bridge.figures import BarRead, Bars, Gathered, Reading

    figures = {
        f"figure_{n}": Reading(
            f"figure_{n}", f"Figure {n}", f"£{n * 137:,}", "What was counted.", f"/clusters/{n}/"
        )
        for n in range(FIGURES)
    }
    bars = [
        tuple(
            BarRead(f"Invented House {row}", 1_000.0 * (row + n), 1_500.0 * (row + 1))
            for row in range(12)
        )
        for n in range(CHARTS)
    ]
    charts = {
        f"chart_{n}": Bars(
            f"chart_{n}", f"Spent beside the budget, part {n}", "pence", bars[n], "The ledger.",
            f"/clusters/{n}/money/",
        )
        for n in range(CHARTS)
    }  # fmt: skip
    gathered = Gathered(figures, charts)

    def whole(paragraphs: int):
        sections = []
        for n in range(CHARTS):
            words = [
                "".join(SENTENCE % ((n + at) % FIGURES, (7 * n + at) % FIGURES) for at in range(4))
                for _ in range(paragraphs)
            ]
            listed = "- {{figure_1}} for heat\n- {{figure_2}} for light\n- {{figure_3}} for rent"
            text = "\n\n".join([*words, "## What came of it", listed, f"{{{{chart_{n}}}}}"])
            sections.append(kept.Section(f"Part {n + 1}", text))
        day = NOW.date()
        return kept.Whole(1, day, "What came of it", day, day, tuple(sections), gathered, ())

    paragraphs = 1
    while True:
        found = whole(paragraphs)
        if pages_of(to_pdf(found)) >= PAGES:
            return found
        paragraphs += 1


def composed(whole):
    from spinney.evaluation.bridge import kept_reports as kept

    look = kept.Look("The Spinney", "Version 1", False, NOW)
    return kept.composed(whole, look, to_print=True)


def to_pdf(whole) -> bytes:
    from spinney.evaluation.bridge import kept_reports as kept

    return kept.pdf(composed(whole))


def to_word(whole) -> bytes:
    from spinney.evaluation.bridge import kept_reports as kept

    return kept.docx(composed(whole))


def pages_of(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def typst_alone(whole) -> Callable[[], bytes]:
    """Setting the finished data, and nothing else."""
    import typst

    from spinney.base.kernel.printing import setting
    from spinney.evaluation.engine.report import printed

    data = json.dumps(printed._data(composed(whole), False))

    def work() -> bytes:
        made: bytes = typst.compile(
            printed._template(), format="pdf", font_paths=setting._fonts(),
            sys_inputs={"data": data}, pdf_standards=["a-2a", "ua-1"],
            timestamp=int(NOW.timestamp()),
        )  # fmt: skip
        return made

    return work


def _put(made, part, pictures) -> None:
    """One part as python-docx alone puts it in."""
    from docx.shared import Cm

    from spinney.evaluation.engine import report as engine

    if isinstance(part, engine.Paragraph):
        line = made.add_paragraph()
        for run in part.runs:
            line.add_run(run.text)
    elif isinstance(part, engine.Items):
        for item in part.items:
            made.add_paragraph("".join(run.text for run in item), style="List Bullet")
    elif isinstance(part, engine.Subheading):
        made.add_heading(part.text, 2)
    else:
        made.add_picture(io.BytesIO(next(pictures)), width=Cm(16))
        rows = (part.grid.header, *part.grid.rows)
        table = made.add_table(len(rows), len(rows[0]))
        for cell, words in zip(table._cells, (one for row in rows for one in row), strict=True):
            cell.paragraphs[0].add_run(words)


def docx_alone(whole) -> Callable[[], bytes]:
    """The same paragraphs, tables and pictures with python-docx alone."""
    import docx

    from spinney.evaluation.engine import report as engine
    from spinney.evaluation.engine.report.drawings import pngs

    report = composed(whole)
    parts = [part for one in report.sections for part in one.parts]
    charts = [part for part in parts if isinstance(part, engine.Chart)]

    def work() -> bytes:
        made, pictures = docx.Document(), iter(pngs([one.svg for one in charts]))
        for part in parts:
            _put(made, part, pictures)
        for note in report.notes:
            made.add_paragraph(f"{note.number}. {note.words}: {note.said}. {note.source.address}")
        kept = io.BytesIO()
        made.save(kept)
        return kept.getvalue()

    return work


def medians(rounds: int, works: dict[str, Callable[[], bytes]]) -> dict[str, float]:
    """Each work's median in milliseconds; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            if turn:  # the first round imports what is needed
                times[name].append(1000 * (time.perf_counter() - began))
    return {name: statistics.median(one) for name, one in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    set_up()
    whole = a_whole()
    works = {
        "PDF (Spinney)": lambda: to_pdf(whole), "  typst alone (limit)": typst_alone(whole),
        "Word (Spinney)": lambda: to_word(whole), "  python-docx alone (limit)": docx_alone(whole),
    }  # fmt: skip
    made = {name: work() for name, work in works.items()}
    pages = pages_of(made["PDF (Spinney)"])
    with zipfile.ZipFile(io.BytesIO(made["Word (Spinney)"])) as word:
        pictures = sum(name.startswith("word/media/") for name in word.namelist())
    report = composed(whole)
    print(
        f"{pages} pages, {pictures} charts, {len(report.notes)} notes of figures; {rounds} rounds"
    )
    times = medians(rounds, works)
    print(f"{'':30}{'ms':>9}{'ratio':>8}{'MB':>8}")
    for name, limit in (
        ("PDF (Spinney)", "  typst alone (limit)"),
        ("Word (Spinney)", "  python-docx alone (limit)"),
    ):
        for one in (name, limit):
            size = len(made[one]) / 1e6
            print(f"{one:30}{times[one]:9,.0f}{times[one] / times[limit]:8.2f}{size:8.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"peak memory of the whole process {peak:,.0f} MB")


if __name__ == "__main__":
    main()
