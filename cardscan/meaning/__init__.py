"""Meaning: phrases that say the same in other words, or in another language."""
