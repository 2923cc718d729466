"""An address book server for phones: CardDAV (RFC 6352) on WebDAV (RFC 4918), as far as address books need it."""
