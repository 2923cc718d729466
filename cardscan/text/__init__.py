"""Text as such: folded, cleaned, told by its script, read from files; knows nothing of cards."""
