"""Which template fits."""

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.choosing import MATTERS, advice_for


def every_advice():
    return [(m, a, one) for m, matter in MATTERS.items() for a, one in matter.answers.items()]


def test_every_template_is_reached_and_every_way_ends_somewhere():
    reached = {fits.template for *_, one in every_advice() for fits in one.templates}
    assert reached == set(wordings())
    for matter, answer, one in every_advice():
        assert advice_for(matter, answer) is one
        assert one.templates or one.besides


def test_what_is_no_answer_leads_nowhere():
    assert advice_for("group", "") is None
    assert advice_for("", "early") is None
