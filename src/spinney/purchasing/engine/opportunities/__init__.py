"""Ways to spend less together, found in spending, contracts and measures. Pure."""
