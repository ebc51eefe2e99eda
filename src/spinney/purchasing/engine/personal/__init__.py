"""What tells a person from a supplier: given names, words of firms, words of payments. Pure."""
