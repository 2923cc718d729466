"""What an event is called within an English sentence: "at the SME social hour", but "at FOSDEM"."""

import re

#: What an event is, where its name ends in it: a name that says what it is takes an article.
_KINDS = frozenset({
    "afternoon", "assembly", "awards", "ball", "barbecue", "bazaar", "breakfast", "brunch", "camp", "carnival",
    "celebration", "ceremony", "club", "colloquium", "conference", "congress", "convention", "course", "day",
    "days", "dinner", "drinks", "evening", "exhibition", "expo", "fair", "feast", "festival", "forum", "gala",
    "gathering", "hackathon", "happening", "hour", "hours", "lunch", "luncheon", "market", "meeting", "meetup",
    "mixer", "morning", "night", "party", "picnic", "reception", "retreat", "reunion", "roundtable", "salon",
    "seminar", "session", "show", "social", "summit", "symposium", "tour", "walk", "webinar", "week", "weekend",
    "workshop",
})  # fmt: skip
_OWNED = re.compile(r"(?:the|a|an|our|my|your|his|her|their|\w+['’]s)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_OF = re.compile(r"\s(?:of|for|in|at|by|on|with)\s", re.IGNORECASE)
_NUMBER = re.compile(r"[\s,]*(?:no\.?\s*)?(?:\d+(?:st|nd|rd|th)?|[IVX]+)$", re.IGNORECASE)


def with_article(name: str) -> str:
    """Put "the" before the name of an event, where it belongs."""
    head = _NUMBER.sub("", _OF.split(name, maxsplit=1)[0])
    words = _WORD.findall(head)
    takes = bool(words) and words[-1].casefold() in _KINDS and not _OWNED.match(name)
    return f"the {name}" if takes else name
