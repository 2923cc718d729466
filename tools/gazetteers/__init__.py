"""Sources of the word lists."""
