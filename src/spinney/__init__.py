"""Small charities become clusters and consortia, and can show that it was worth it."""

__version__ = "0.1.0"  # the same as in pyproject.toml; tests/house checks
