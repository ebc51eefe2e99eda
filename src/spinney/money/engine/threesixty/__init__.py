"""Grants in the words of the 360Giving Data Standard 1.4.3: written, checked and read back.

Source: https://standard.threesixtygiving.org (the tables of fields here are our own writing of what
the standard asks; none of its files is copied). `tests/money/engine/threesixty/schema.py` has the
rules of its JSON Schema: no file passes the check here and fails a validator of that schema.
"""
