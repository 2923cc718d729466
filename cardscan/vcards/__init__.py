"""vCards from anywhere: read whole, whatever is wrong with them, and without losing a character."""
