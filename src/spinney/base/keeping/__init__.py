"""Copies of everything that can be trusted: backups of a site, and files that hold one cluster."""
