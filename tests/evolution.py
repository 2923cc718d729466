"""Be a client of Evolution's data server, for a test: a request a line on stdin, an answer a line on stdout, as JSON.

Run by the system's Python, which has GObject's bindings, in a D-Bus session of its own. Asked is what to `do`, in which
`book` (the UID of its source), and with which UID or vCard.
"""

import json
import signal
import sys
import threading
from typing import Any

import gi

for _library in ("EDataServer", "EBookContacts", "EBook"):
    gi.require_version(_library, "1.2")
from gi.repository import EBook, EBookContacts, EDataServer, GLib  # noqa: E402 - they are asked for by version

_SECONDS = 300
_NOTHING = EBookContacts.BookOperationFlags(0)
_VCARD_3 = EBookContacts.VCardFormat(1)


class Client:
    """Whoever uses the server's address books."""

    def __init__(self, user: str, password: str) -> None:
        self._login = EDataServer.NamedParameters.new()
        self._login.set(EDataServer.SOURCE_CREDENTIAL_USERNAME, user)
        self._login.set(EDataServer.SOURCE_CREDENTIAL_PASSWORD, password)
        self._registry = EDataServer.SourceRegistry.new_sync(None)
        self._books: dict[str, Any] = {}

    def open(self, book: str) -> None:
        source = self._registry.ref_source(book)
        source.connect("credentials-required", lambda of, *_: of.invoke_authenticate_sync(self._login, None))
        self._books[book] = EBook.BookClient.connect_sync(source, 0, None)  # it does not wait to be online
        source.invoke_authenticate_sync(self._login, None)

    def refresh(self, book: str) -> None:
        """Begin to fetch what changed there."""
        self._books[book].refresh_sync(None)

    def is_read_only(self, book: str) -> bool:
        return bool(self._books[book].is_readonly())

    def cards(self, book: str) -> dict[str, str]:
        """Give all cards by UID; a picture is the address of a file."""
        _, found = self._books[book].get_contacts_sync('(contains "x-evolution-any-field" "")', None)
        return {each.get_property("id"): each.to_string(_VCARD_3) for each in found}

    def add(self, book: str, card: str) -> str:
        _, uid = self._books[book].add_contact_sync(EBookContacts.Contact.new_from_vcard(card), _NOTHING, None)
        return str(uid)

    def modify(self, book: str, card: str) -> None:
        self._books[book].modify_contact_sync(EBookContacts.Contact.new_from_vcard(card), _NOTHING, None)

    def remove(self, book: str, uid: str) -> None:
        self._books[book].remove_contact_by_uid_sync(uid, _NOTHING, None)


def main() -> None:
    client = Client(*sys.argv[1:])
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()  # calls of its own wait for what it hears
    for line in sys.stdin:
        signal.alarm(_SECONDS)  # the server's calls have no end of their own
        asked = json.loads(line)
        try:
            said = {"said": getattr(client, asked.pop("do"))(**asked)}
        except GLib.Error as error:
            said = {"error": error.message}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
