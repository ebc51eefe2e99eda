"""What was bought: a short tree of categories, and a guess for each supplier and line. Pure."""
