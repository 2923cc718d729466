"""Memos: what is a sound, and what is said in it."""
