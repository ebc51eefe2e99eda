"""Any sound instrument, for tests that must hold for all of them."""

from hypothesis import strategies as st

from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.soundness import MEASURED

WORDS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="${}_\x7f\xa0\xad")
    | st.just(" "),
    min_size=1,
    max_size=25,
).map(lambda text: " ".join(text.split()) or "x")
MAYBE = st.just("") | WORDS
LISTS = (
    ChoiceList("yes_no", (Choice("yes", "Yes", meets=True), Choice("no", "No", meets=False))),
    ChoiceList("scale", tuple(Choice(str(n), f"Level {n}", level=n) for n in range(4))),
    ChoiceList(
        "town",
        (
            Choice("hull", "Hull", columns={"county": "yorks"}),
            Choice("dover", "Dover", columns={"county": "kent"}),
            Choice("none", "None", exclusive=True),
        ),
    ),
)
AREAS = {"hr": "Staff", "ict": "Computers"}
_LIST = {Kind.ONE: "yes_no", Kind.SCALE: "scale", Kind.SEVERAL: "town"}
_CONSTRAINTS = {
    Kind.WHOLE: [". >= 0 and . <= 9", ". mod 2 = 0"],
    Kind.MONEY: [". < 1000.5"],
    Kind.TEXT: ["string-length(.) < 9", "regex(., '[a-z]+')"],
    Kind.DATE: [". <= today()"],
    Kind.SEVERAL: ["count-selected(.) < 3"],
}


@st.composite
def questions(draw, key, earlier):
    kind = draw(st.sampled_from(Kind))
    asked = kind not in (Kind.NOTE, Kind.CALCULATED)
    measures = [m for m in Measure if kind in MEASURED.get(m, frozenset(Kind))]
    chosen = draw(st.sampled_from([*earlier, ""])) if earlier else ""
    constraint = draw(st.sampled_from(["", *_CONSTRAINTS.get(kind, [])]))
    return Question(
        key,
        kind,
        draw(WORDS) + (f" ${{{chosen}}}" if chosen and draw(st.booleans()) else ""),
        hint=draw(MAYBE),
        required=asked and draw(st.booleans()),
        choices=_LIST.get(kind, ""),
        relevant=f"${{{chosen}}} != ''" if chosen and draw(st.booleans()) else "",
        constraint=constraint,
        constraint_message=draw(MAYBE) if constraint else "",
        calculation=f"coalesce(${{{chosen}}}, 1)" if chosen else "1 + 1",
        measure=draw(st.sampled_from(measures)) if asked else Measure.NONE,
        area=draw(st.sampled_from(["", *AREAS])),
        shown=draw(st.sampled_from(Shown)),
        remedy=draw(MAYBE),
        cost_pence=draw(st.integers(0, 10**9)),
        per=draw(st.sampled_from(["", *earlier])),
        default={Kind.WHOLE: "3", Kind.DATE: "2026-03-12", Kind.ONE: "yes"}.get(kind, "")
        if draw(st.booleans())
        else "",
        choice_filter="county = 'kent' or name = 'none'"
        if kind is Kind.SEVERAL and draw(st.booleans())
        else "",
        source=draw(MAYBE),
    )


def only_calculated(question):
    """Without a calculation where nothing is calculated."""
    from dataclasses import replace

    return question if question.kind is Kind.CALCULATED else replace(question, calculation="")


@st.composite
def instruments(draw):
    sections, earlier = [], []
    for at in range(draw(st.integers(1, 3))):
        repeats = draw(st.sampled_from([0, 0, 4]))
        before = list(earlier)
        asked = []
        for number in range(draw(st.integers(1, 4))):
            key = f"q{at}_{number}"
            asked.append(only_calculated(draw(questions(key, list(earlier)))))
            if asked[-1].kind is not Kind.NOTE:
                earlier.append(key)
        sections.append(
            Section(
                f"s{at}",
                draw(WORDS),
                tuple(asked),
                intro=draw(MAYBE),
                relevant=f"${{{before[0]}}} = 'x'" if before and draw(st.booleans()) else "",
                on_one_page=draw(st.booleans()),
                repeats=repeats,
                each=draw(MAYBE) if repeats else "",
                times=f"${{{before[0]}}}" if repeats and before and draw(st.booleans()) else "",
            )
        )
    return Instrument(
        "made",
        draw(WORDS),
        purpose=draw(MAYBE),
        minutes=draw(st.integers(1, 60)),
        source=draw(MAYBE),
        sections=tuple(sections),
        lists=LISTS,
        areas=AREAS,
    )
