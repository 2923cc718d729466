"""The rules of relationship: pure, and asked by every front end and every export alike."""
