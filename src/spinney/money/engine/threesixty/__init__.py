"""Grants in the words of the 360Giving Data Standard 1.4.3: written, checked and read back.

Source: https://standard.threesixtygiving.org (the tables of fields here are our own writing of what
the standard asks; none of its files is copied).
"""
