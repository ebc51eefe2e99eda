"""Trades: found by the words that people use, with what the law asks first."""

from __future__ import annotations

import pytest

from spinney.purchasing.engine.trades import PAPERS, TRADES, asked_for, required_of, trade_of


@pytest.mark.parametrize(
    ("words", "trade"),
    [
        ("plumbing", "plumber"), ("Gas boiler service", "gas"), ("CCTV", "security"),
        ("skip hire", "waste"), ("window repair", "glazing"), ("BSL interpreter", "interpreter"),
        ("", ""), ("stained", ""),
    ],
)  # fmt: skip
def test_found_by_words(words, trade):
    assert trade_of(words) == trade


def test_every_paper_has_a_name_and_what_the_law_asks_comes_first():
    named = {paper for trade in TRADES.values() for paper in (*trade.must, *trade.usual)}
    assert named <= PAPERS.keys()
    assert asked_for(["builder", "gas"])[0] == "gas_safe"
    assert required_of(["builder", "waste"]) == {"waste_carrier"}
