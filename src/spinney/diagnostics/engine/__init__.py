"""Pure computation: what is asked next, what may be shown, who should work with whom."""
