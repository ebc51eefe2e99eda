"""`spinney serve`: one parent process that keeps the site and its worker running."""
