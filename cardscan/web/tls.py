"""A certificate of our own making, for who wants the live camera on a phone: browsers give it to https alone."""

import ipaddress
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_GOOD_FOR = timedelta(days=365)
_LEAST_LEFT = timedelta(days=7)


def certificate(folder: Path, names: Iterable[str], now: datetime) -> tuple[Path, Path]:
    """Give certificate and key for these names and addresses; made anew where they are missing, old or for others.

    Raises OSError.
    """
    names = sorted(set(names))
    file, key_file = folder / "cardscan-tls.pem", folder / "cardscan-tls.key"
    if file.is_file() and key_file.is_file() and _serves(file, names, now):
        return file, key_file
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cardscan on this machine")])
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
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    _write(key_file, key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    _write(file, made.public_bytes(pem))
    return file, key_file


def _serves(file: Path, names: list[str], now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        named = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    return found.not_valid_after_utc > now + _LEAST_LEFT and set(named) == set(map(_name, names))


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
