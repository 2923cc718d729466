"""The certificate, as openssl and Apple judge it, and the names of this machine."""

import socket
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from made import NOW

from cardscan.web import network, tls
from cardscan.web.tls import Certificate, authority, certificate

NAMES = ("192.168.7.7", "10.42.0.1", "brackwyth", "brackwyth.local", "127.0.0.1", "localhost")


def openssl(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *words], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603, S607


def verified(made: Certificate, *who: str, at: float | None = None) -> str:
    """What openssl says of a server that shows the certificate."""
    when = str(int(at or NOW.timestamp()))
    found = openssl(
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-attime",
        when,
        "-CAfile",
        str(made.file),
        *who,
        str(made.file),
    )
    return "OK" if found.returncode == 0 else found.stderr


def test_openssl_takes_it_for_a_server_of_each_of_our_names(tmp_path: Path) -> None:
    made = certificate(tmp_path, NAMES, NOW)
    for name in NAMES:
        kind = "-verify_ip" if name[0].isdigit() else "-verify_hostname"
        assert verified(made, kind, name) == "OK", name
    assert "mismatch" in verified(made, "-verify_hostname", "elsewhere.local")
    assert "mismatch" in verified(made, "-verify_ip", "192.168.7.8")


def test_the_authority_is_made_once_and_vouches_for_machines_at_home_alone(tmp_path: Path) -> None:
    """Whoever gets at its key can deceive nobody about a page elsewhere."""
    first = authority(tmp_path, NAMES, NOW)
    fingerprint = first.fingerprint
    certificate(tmp_path, NAMES, NOW)
    made = certificate(tmp_path, (*NAMES, "172.16.3.4", "203.0.113.9", "shop.example"), NOW + timedelta(days=400))
    assert authority(tmp_path, NAMES, NOW + timedelta(days=400)).fingerprint == fingerprint
    later = (NOW + timedelta(days=400)).timestamp()
    assert verified(made, "-verify_ip", "172.16.3.4", at=later) == "OK"
    names = x509.load_pem_x509_certificate(made.file.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert "shop.example" not in names.value.get_values_for_type(x509.DNSName)
    forged = Certificate(tmp_path / "forged.pem", tmp_path / "forged.key")
    tls._make(forged, first, ["shop.example"], NOW)
    assert "permitted subtree violation" in verified(forged, "-verify_hostname", "shop.example")
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_it_has_what_apple_wants(tmp_path: Path) -> None:
    made = certificate(tmp_path, NAMES, NOW)
    found = x509.load_pem_x509_certificate(made.file.read_bytes())
    used = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(used) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)
    assert found.signature_hash_algorithm and found.signature_hash_algorithm.name == "sha256"
    assert made.fingerprint == openssl(
        "x509", "-in", str(made.file), "-noout", "-fingerprint", "-sha256"
    ).stdout.strip().partition("=")[2]  # fmt: skip
    assert {made.file.stat().st_mode & 0o777, made.key.stat().st_mode & 0o777} == {0o600}


def test_it_stays_while_it_serves(tmp_path: Path) -> None:
    """Every browser would warn again of a new one."""
    first = certificate(tmp_path, NAMES, NOW).fingerprint
    assert certificate(tmp_path, NAMES, NOW + timedelta(days=300)).fingerprint == first
    assert certificate(tmp_path, NAMES[2:], NOW).fingerprint == first  # in another network for an evening
    assert certificate(tmp_path, (*NAMES, "192.168.7.99"), NOW).fingerprint != first


@pytest.mark.parametrize("fault", ["old", "early", "cut", "no key", "other key", "no certificate", "nothing in it"])
def test_one_that_cannot_be_used_is_made_anew(tmp_path: Path, fault: str) -> None:
    when = {"old": NOW - timedelta(days=360), "early": NOW + timedelta(days=3)}.get(fault, NOW)
    made = certificate(tmp_path, NAMES, when)
    first = made.fingerprint
    other = certificate(tmp_path.parent, NAMES, NOW)
    match fault:
        case "cut":
            made.file.write_bytes(made.file.read_bytes()[:200])
        case "no key":
            made.key.unlink()
        case "other key":
            made.key.write_bytes(other.key.read_bytes())
        case "no certificate":
            made.file.unlink()
        case "nothing in it":
            made.key.write_bytes(b"")
    again = certificate(tmp_path, NAMES, NOW)
    assert again.fingerprint != first
    assert verified(again, "-verify_hostname", "localhost") == "OK"
    assert openssl("pkey", "-in", str(again.key), "-pubout").stdout == openssl(
        "x509", "-in", str(again.file), "-noout", "-pubkey"
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("own", "names"),
    [
        ("brackwyth", ("brackwyth", "brackwyth.local")),
        ("Ottolines-MacBook.local", ("ottolines-macbook.local", "ottolines-macbook")),
        ("desk.harbour.example", ("desk.harbour.example", "desk", "desk.local")),
        ("192.0.2.7", ()),
        ("", ()),
        ("büro", ()),
    ],
)
def test_what_this_machine_is_called(monkeypatch: pytest.MonkeyPatch, own: str, names: tuple[str, ...]) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: own)
    assert network.names() == names


def test_our_addresses_are_those_that_others_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    found = network.addresses()
    assert len(set(found)) == len(found)
    for each in found:
        assert not each.startswith("127.")
        with socket.socket() as here:
            here.bind((each, 0))  # it is ours
    monkeypatch.setattr(network, "_leading_out", lambda: iter(()))  # a hotspot leads nowhere
    assert set(network.addresses()) == set(found)
