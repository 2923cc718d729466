"""The store: photos, cards, people, meetings and notes, in a database and a folder of crops.

`open_store` brings the schema up to date and returns a `Store`. Values go in and come out; rows stay inside.
All its errors are StoreError (with advice), and WhoError where a person does not exist.
"""

from cardscan.store.engine import explained
from cardscan.store.finding import Stage, Wanted
from cardscan.store.journal import Change
from cardscan.store.opening import open_store
from cardscan.store.people import ListedName
from cardscan.store.photos import FailedPhoto, Occasion
from cardscan.store.place import Place, locate
from cardscan.store.status import StoreStatus, status
from cardscan.store.store import Store

__all__ = [
    "Change",
    "FailedPhoto",
    "ListedName",
    "Occasion",
    "Place",
    "Stage",
    "Store",
    "StoreStatus",
    "Wanted",
    "explained",
    "locate",
    "open_store",
    "status",
]
