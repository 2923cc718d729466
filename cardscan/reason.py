"""Change a value of a field and say why: what an enricher, or a correction made before, does."""

from dataclasses import replace

from cardscan.model import Field


def because(field: Field, value: str, reason: str, doubt: float = 1.0) -> Field:
    """Return `field` with a new value, its reason added to the origin, its confidence scaled by `doubt`."""
    origin = f"{field.origin}; enrich: {reason}" if field.origin else f"enrich: {reason}"
    return replace(field, value=value, origin=origin, confidence=field.confidence * doubt)
