"""What search reads: each organisation's names as people type them, and the words in them.

Nothing here is a fact. `bridge/search_index.py` writes these rows from `Organisation.name`,
`OtherName` and `Identifier`, and can write them again at any time.
"""

from __future__ import annotations

from django.db import models

from spinney.register.models.organisations import Organisation


class SearchName(models.Model):
    """One name of one organisation, ready to be looked up.

    `key` is what a person would type: folded, without leading article or legal form. `letters` is
    its reading without spaces ("homestartbolton"), `initials` the first letters of the words that
    count. `doc` holds every word under which it can be found, as typed and as read; the full-text
    index of the database (SQLite: FTS5, kept by triggers; PostgreSQL: a GIN index on a generated
    column) is on `doc`, so it can never be out of step with this table.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="search_names"
    )
    text = models.CharField(max_length=300)
    key = models.CharField(max_length=320)
    letters = models.CharField(max_length=320)
    initials = models.CharField(max_length=20, blank=True)
    doc = models.TextField()
    is_main = models.BooleanField()

    class Meta:
        # The indexes on key, initials and doc are the database's own kind: migration 0002.
        indexes = [models.Index(fields=["letters"], name="search_name_letters")]

    def __str__(self) -> str:
        return self.text


class SearchWord(models.Model):
    """A word of the names, and how many names hold it: how much it tells, and what a misspelt
    word may have meant. The row with the empty word counts all names.
    """

    word = models.CharField(max_length=320, primary_key=True)
    backwards = models.CharField(max_length=320)
    names = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.word
