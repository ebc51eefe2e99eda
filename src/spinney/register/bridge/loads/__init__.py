"""Files of registers become rows of tables, batch by batch, and can be taken out again."""
