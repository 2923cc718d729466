"""How others in the network reach this machine: its addresses and its names."""

import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address

#: ioctl that tells the address of an interface, by the system (netdevice(7); net/if.h of macOS).
_ADDRESS_OF = {"linux": 0x8915, "darwin": 0xC0206921}
_ADDRESS = slice(20, 24)  # in its answer: after the name (16 bytes), family and port


def addresses() -> tuple[str, ...]:
    """List our IPv4 addresses in networks, the one that leads out first; () for a machine that is in none."""
    found = dict.fromkeys((*_leading_out(), *_of_interfaces()))
    return tuple(each for each in found if not each.startswith("127."))


def names() -> tuple[str, ...]:
    """Give what this machine is called: as it calls itself, and as its network does (multicast DNS, RFC 6762)."""
    own = socket.gethostname().lower().strip(".")
    short = own.partition(".")[0]
    if not short or not own.isascii() or own.replace(".", "").isdecimal():
        return ()
    return tuple(dict.fromkeys((own, short, f"{short}.local")))


def is_near(address: str) -> bool:
    """Tell whether an address is of a private network, or of this machine: nothing of the internet's."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_private or found.is_link_local


def _leading_out() -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): nothing is sent to it
        except OSError:
            return
        yield str(probe.getsockname()[0])


def _of_interfaces() -> Iterator[str]:
    """List the addresses of all interfaces: one that makes a network of its own (a hotspot) leads nowhere."""
    if sys.platform not in _ADDRESS_OF:
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(asked, _ADDRESS_OF[sys.platform], name.encode().ljust(40, b"\0"))
            except OSError:  # it has none, or has just gone
                continue
            yield socket.inet_ntoa(answer[_ADDRESS])
