"""Notes: how people write them, and the gate that makes a quality connection of a contact."""
