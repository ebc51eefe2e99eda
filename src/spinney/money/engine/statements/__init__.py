"""Files of a bank or an accounting package: read as they are, and set beside the ledger. Pure."""
