"""Events: which one is meant, what to read before one, and what came of it."""
