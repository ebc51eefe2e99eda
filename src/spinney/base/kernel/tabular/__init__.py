"""Files that hold tables, opened with care: encodings, archives, and how far a workbook reaches."""
