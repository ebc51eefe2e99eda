"""Every change of this room."""
