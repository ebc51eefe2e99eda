"""One reader for each publisher's file, all yielding `rows.Item`; `recognising` chooses."""
