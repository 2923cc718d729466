"""What is known of words before a card is read: names, titles, companies, places."""

from cardscan.parse.gazetteer.legal import legal_form
from cardscan.parse.gazetteer.names import common_word, family_name, given_name, name_like
from cardscan.parse.gazetteer.orgs import has_proper, org_score, without_form
from cardscan.parse.gazetteer.places import address_score, city, country_name, region
from cardscan.parse.gazetteer.styles import honorifics, honorifics_after
from cardscan.parse.gazetteer.titles import title_score
from cardscan.text.folding import fold

__all__ = [
    "address_score",
    "city",
    "common_word",
    "country_name",
    "family_name",
    "fold",
    "given_name",
    "has_proper",
    "honorifics",
    "honorifics_after",
    "legal_form",
    "org_score",
    "name_like",
    "region",
    "title_score",
    "without_form",
]
