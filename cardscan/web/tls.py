"""A certificate of our own making, so that what goes through a network cannot be read on its way.

Browsers warn of it once, as nobody else vouches for it; its fingerprint, which is shown here, tells it from another.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from cardscan.export.files import write_private

#: Apple takes 398 days at most (support.apple.com/102028), and wants serverAuth and the names in SAN (103769).
_GOOD_FOR = timedelta(days=365)
_LEAST_LEFT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, and the key to it."""

    file: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """Its SHA-256, as browsers show it."""
        return x509.load_pem_x509_certificate(self.file.read_bytes()).fingerprint(hashes.SHA256()).hex(":").upper()


def certificate(folder: Path, names: Iterable[str], now: datetime) -> Certificate:
    """Give a certificate for these names and addresses; made anew where there is none, or it is old or for others.

    One that is for more serves as well: a machine that comes back into a network keeps the one that is known there.
    Raises StoreError when it cannot be written.
    """
    wanted = sorted(set(names))
    made = Certificate(folder / "cardscan-tls.pem", folder / "cardscan-tls.key")
    if not _serves(made, wanted, now):
        _make(made, wanted, now)
    return made


def _make(at: Certificate, names: list[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cardscan on this machine")])
    use = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _GOOD_FOR)
        .add_extension(x509.SubjectAlternativeName(map(_name, names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **use), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(own, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_private(at.key, secret)
    write_private(at.file, made.public_bytes(pem))


def _serves(at: Certificate, names: list[str], now: datetime) -> bool:
    """Tell whether what is there can be used: it is ours, for these names, not old, and the key is to it."""
    try:
        found = x509.load_pem_x509_certificate(at.file.read_bytes())
        key = serialization.load_pem_private_key(at.key.read_bytes(), None)
        named = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        used = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return (
        found.not_valid_after_utc > now + _LEAST_LEFT
        and found.not_valid_before_utc <= now
        and set(named) >= set(map(_name, names))
        and ExtendedKeyUsageOID.SERVER_AUTH in used
        and found.public_key() == key.public_key()
    )


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
