"""Small instruments that several tests walk through."""

from datetime import date

from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Kind,
    Question,
    Section,
)

TODAY = date(2026, 3, 12)
YES_NO = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))
AREAS = ChoiceList(
    "areas",
    (Choice("hr", "People"), Choice("ict", "Computers"), Choice("none", "None", exclusive=True)),
)
HELP = ChoiceList(
    "help",
    (
        Choice("n0", "No help", level=0),
        Choice("n1", "A little", level=1),
        Choice("n2", "Some", level=2),
        Choice("n3", "A lot", level=3),
    ),
)


def instrument(*sections, lists=(YES_NO, AREAS, HELP), **more):
    return Instrument("form", "A form", sections=sections, lists=lists, **more)


STAFF = Question(
    "staff", Kind.WHOLE, "How many staff?", required=True, constraint=". >= 0 and . <= 500"
)
LEADER = Question("leader", Kind.TEXT, "Who leads?", relevant="${staff} > 1", required=True)
AREA = Question("area", Kind.SEVERAL, "Where is help needed?", choices="areas")
COST = Question("cost", Kind.MONEY, "What does it cost?", relevant="selected(${area}, 'hr')")
EACH = Question(
    "each", Kind.CALCULATED, "Cost for each", calculation="round(${cost} div ${staff}, 2)"
)
MAKE = Question("make", Kind.TEXT, "What is it?", required=True)
AGE = Question("age", Kind.WHOLE, "How old is it?")
OLD = Question("old", Kind.ONE, "Will you replace it?", choices="yes_no", relevant="${age} > 5")
TOTAL = Question("total", Kind.CALCULATED, "Years in all", calculation="sum(${age})")
THANKS = Question("thanks", Kind.NOTE, "Your ${computers} computers have ${total} years.")

WHOLE_FORM = instrument(
    Section("about", "About you", (STAFF, LEADER), intro="We begin with you."),
    Section("money", "Money", (AREA, COST, EACH), on_one_page=True),
    Section("computers", "Computers", (MAKE, AGE, OLD), repeats=3, each="computer"),
    Section("end", "The end", (TOTAL, THANKS)),
)
