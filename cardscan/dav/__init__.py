"""Address book servers (CardDAV, RFC 6352): find an address book, read and write its cards. Knows nothing of people."""
