"""Payments out of any file: look at it, say what was understood, read it into lines. Pure.

`look(name, data)` finds the table, its columns and how they are written, with its doubts;
`read(name, data, layout)` makes lines of it; `saying` has the words.
"""
