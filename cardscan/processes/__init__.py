"""Processes that read photos side by side, and end in good order."""
