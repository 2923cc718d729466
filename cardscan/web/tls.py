"""Certificates of our own making, so that what goes through a network cannot be read on its way.

An authority is made once, on this machine; the certificate of the pages is of it, and comes anew with the networks.
Who installs the authority's certificate on a phone is not warned, and has what browsers keep for secure pages. It can
vouch for machines at home alone: its own constraints keep a phone that trusts it from believing it anything else.
Others are warned once; the fingerprint, which is shown here, tells the certificate from another.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from cardscan.export.files import write_private

#: Apple takes 398 days at most (support.apple.com/102028), and wants serverAuth and the names in SAN (103769).
_GOOD_FOR = timedelta(days=365)
_LEAST_LEFT = timedelta(days=7)
_AUTHORITY_GOOD_FOR = timedelta(days=3650)
_AUTHORITY_LEAST_LEFT = _GOOD_FOR + timedelta(days=30)
#: What the authority may vouch for: addresses of networks at home (RFC 1918, 3927, 6598, 4193), of this machine itself,
#: and names that no public authority gives out (RFC 6762 and 6761); and what the machine has when it is made.
_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
             "fc00::/7", "fe80::/10")  # fmt: skip
_DOMAINS = ("local", "localhost")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, and the key to it; behind a server's stands its authority's."""

    file: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """Its SHA-256, as browsers show it."""
        return x509.load_pem_x509_certificate(self.file.read_bytes()).fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def der(self) -> bytes:
        """The certificate as phones install it."""
        return x509.load_pem_x509_certificate(self.file.read_bytes()).public_bytes(serialization.Encoding.DER)


def authority(folder: Path, names: Iterable[str], now: datetime) -> Certificate:
    """Give the authority of this machine; made once, with the names that the machine has then.

    Raises StoreError when it cannot be written.
    """
    made = Certificate(folder / "cardscan-authority.pem", folder / "cardscan-authority.key")
    if not _is_authority(made, now):
        _make_authority(made, names, now)
    return made


def certificate(folder: Path, names: Iterable[str], now: datetime) -> Certificate:
    """Give a certificate for these names and addresses; made anew where there is none, or it is old or for others.

    One that is for more serves as well: a machine that comes back into a network keeps the one that is known there.
    Names for which our authority does not vouch are left out. Raises StoreError when it cannot be written.
    """
    ours = authority(folder, names, now)
    constraints = _loaded(ours).extensions.get_extension_for_class(x509.NameConstraints).value
    wanted = [name for name in sorted(set(names)) if _permits(constraints, _name(name))]
    made = Certificate(folder / "cardscan-tls.pem", folder / "cardscan-tls.key")
    if not _serves(made, ours, wanted, now):
        _make(made, ours, wanted, now)
    return made


def _make_authority(at: Certificate, names: Iterable[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"cardscan of {now:%Y-%m-%d %H:%M}, for this home alone")])
    own = [
        x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name
        for name in map(_name, names)
    ]
    networks = [x509.IPAddress(ipaddress.ip_network(each)) for each in _NETWORKS]
    permitted = [*networks, *map(x509.DNSName, _DOMAINS), *own]
    constraints = x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None)
    made = (
        _builder(who, who, key, now, _AUTHORITY_GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(constraints, critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(at, key, made)


def _make(at: Certificate, by: Certificate, names: list[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = _loaded(by)
    signing = serialization.load_pem_private_key(by.key.read_bytes(), None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)  # noqa: S101 - as we made it
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cardscan on this machine")])
    theirs = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    made = (
        _builder(who, issuer.subject, key, now, _GOOD_FOR)
        .add_extension(x509.SubjectAlternativeName(map(_name, names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(theirs), critical=False)
        .sign(signing, hashes.SHA256())
    )
    _write(at, key, made, issuer)


def _builder(
    who: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, good_for: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + good_for)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**on: bool) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{**dict.fromkeys(every, False), **on})


def _write(at: Certificate, key: ec.EllipticCurvePrivateKey, *chain: x509.Certificate) -> None:
    pem = serialization.Encoding.PEM
    write_private(at.key, key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    write_private(at.file, b"".join(each.public_bytes(pem) for each in chain))


def _is_authority(at: Certificate, now: datetime) -> bool:
    """Tell whether what is there is an authority of ours, good for longer than what it vouches for, and its key."""
    try:
        found = _loaded(at)
        found.extensions.get_extension_for_class(x509.NameConstraints)
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return found.not_valid_after_utc > now + _AUTHORITY_LEAST_LEFT and found.not_valid_before_utc <= now and _opens(at)


def _serves(at: Certificate, by: Certificate, names: list[str], now: datetime) -> bool:
    """Tell whether what is there can be used: of our authority, for these names, not old, and the key is to it."""
    try:
        found = _loaded(at)
        found.verify_directly_issued_by(_loaded(by))
        named = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        used = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound, InvalidSignature):
        return False
    return (
        found.not_valid_after_utc > now + _LEAST_LEFT
        and found.not_valid_before_utc <= now
        and set(named) >= set(map(_name, names))
        and ExtendedKeyUsageOID.SERVER_AUTH in used
        and _opens(at)
    )


def _loaded(at: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(at.file.read_bytes())


def _opens(at: Certificate) -> bool:
    """Tell whether the key is the certificate's."""
    try:
        key = serialization.load_pem_private_key(at.key.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        return False
    return key.public_key() == _loaded(at).public_key()


def _permits(constraints: x509.NameConstraints, name: x509.GeneralName) -> bool:
    subtrees = constraints.permitted_subtrees or []
    if isinstance(name, x509.IPAddress):
        address = ipaddress.ip_address(str(name.value))
        networks = [ipaddress.ip_network(str(each.value)) for each in subtrees if isinstance(each, x509.IPAddress)]
        return any(address in network for network in networks)
    domains = [each.value for each in subtrees if isinstance(each, x509.DNSName)]
    return any(name.value == domain or name.value.endswith(f".{domain}") for domain in domains)


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
