"""Where the password comes from: environment, a command, the system's keyring. It is never stored, shown or logged.

The environment wins, then a command that prints it, then the keyring (if it is installed: the extra `keyring`).
"""

import os
import shlex
import subprocess

from cardscan.dav.addresses import origin_of
from cardscan.errors import SetupError
from cardscan.processes.secret import VARIABLE, password

_LONGEST = 120  # seconds that a command may take: it may ask for a master password


def find_password(url: str, user: str, command: str) -> str | None:
    """Give the password of a user at a server, None where none is known. Raises SetupError for a command that fails."""
    if found := password():
        try:
            return os.fsencode(found).decode()
        except UnicodeDecodeError:
            raise SetupError(f"{VARIABLE} is not UTF-8", "set it in a terminal set to UTF-8") from None
    return printed_by(command) if command else _in_keyring(url, user)


def printed_by(command: str) -> str:
    """Run a command, without a shell, and give the first line that it prints. Raises SetupError."""
    advice = 'cardscan sync setup … --password-command "pass show contacts" sets another'
    try:
        words = shlex.split(command)
        # The user's own command, with the user's own rights; what it says on stderr goes to the terminal.
        done = subprocess.run(words, stdout=subprocess.PIPE, timeout=_LONGEST, check=False)  # noqa: S603
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
        raise SetupError(f"the password command cannot be run: {type(error).__name__}", advice) from None
    try:
        line = done.stdout.decode().splitlines()[:1]
    except UnicodeDecodeError:
        raise SetupError("the password command printed something that is not UTF-8", advice) from None
    if done.returncode or not line or not line[0]:
        raise SetupError(f"the password command printed no password (it ended with {done.returncode})", advice)
    return line[0]


def keep(url: str, user: str, password: str) -> bool:
    """Put a password into the keyring; tell whether that could be done."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return False
    try:
        keyring.set_password(_service(url), user, password)
    except KeyringError:
        return False
    return True


def can_keep() -> bool:
    """Tell whether there is a keyring that may take a password."""
    try:
        import keyring
        from keyring.backends.fail import Keyring as NoKeyring
    except ImportError:
        return False
    return not isinstance(keyring.get_keyring(), NoKeyring)


def _in_keyring(url: str, user: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(_service(url), user)
    except KeyringError:
        return None


def _service(url: str) -> str:
    return f"cardscan {origin_of(url)}"
