"""Words on paper: what the press and the word processor of every room have in common. Pure."""
