"""The tables of the address books that phones read, as the newest migration leaves them.

    phone_card *─0..1 person 1─* phone_edit

`phone_card` is what the books hold, and what phones were told of; `phone_edit` what a phone wrote into someone's card:
of who was merged into them, too.
"""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, String, Table, Text, text

from cardscan.store.moments import UtcTime
from cardscan.store.schema import metadata

phone_card = Table(  # a card in one of the address books that phones read, or that was; see `cardscan.store.phone`
    "phone_card",
    metadata,
    Column("book", String(8), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("uid", Text, nullable=False),
    Column("person_id", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("state", String(8), nullable=False),
    Column("changed", BigInteger, nullable=False, index=True),  # the number of its last change: it grows
    Column("revised", UtcTime),  # `person.revised` then
    Column("card", Text),  # of one that was made on a phone: in it alone
)

phone_edit = Table(  # someone's card as a phone wrote it, see `cardscan.synced.Edited`
    "phone_edit",
    metadata,
    Column("of_id", Integer, primary_key=True, autoincrement=False),  # whose card it is, or was before they were merged
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("card", Text, nullable=False),
    Column("agreed", JSON, nullable=False),
    Column("gathered", JSON, nullable=False, server_default=text("'{}'")),
)
