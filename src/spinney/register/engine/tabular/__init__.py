"""Files opened as tables of text: delimited text, spreadsheets, JSON lists, and zips of these."""
