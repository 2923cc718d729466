"""Whether two cards are one person's, or two sides of one, and what becomes of their fields."""
