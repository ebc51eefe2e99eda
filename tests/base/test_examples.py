"""The examples in docstrings of base are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module",
    [
        "spinney.base.post.discretion",
        "spinney.base.post.mailers",
        "spinney.base.web.account.devices",
        "spinney.base.web.discreet_logs",
        "spinney.base.web.links",
    ],
)
def test_examples_are_true(module):
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0
