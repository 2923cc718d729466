"""Days as people write them, and the days by which something is promised."""
