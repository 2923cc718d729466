"""Cross-check a card's fields with one another, offline."""
