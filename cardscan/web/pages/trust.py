"""The authority's certificate for phones: as a file, and as a profile that iPhones install."""

import plistlib
import uuid

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from cardscan.web.desk import Desk, desk
from cardscan.web.tls import Certificate, authority

router = APIRouter(include_in_schema=False)

_FILE = {"Content-Disposition": 'attachment; filename="cardscan.crt"'}


def our_authority(at: Desk) -> Certificate | None:
    """Give the authority that vouches for these pages; None where they are not served over https."""
    return authority(at.store.place.file.parent, (), at.now()) if at.site.tls else None


@router.get("/pair/authority.crt")
def certificate(request: Request) -> Response:
    """Give its certificate, as Android and others install it. It is no secret."""
    return Response(_found(request).der, media_type="application/x-x509-ca-cert", headers=_FILE)


@router.get("/pair/authority.mobileconfig")
def profile(request: Request) -> Response:
    """Give it as a configuration profile of Apple's, com.apple.security.root: the same one each time."""
    ours = _found(request)
    whole = {
        "PayloadType": "Configuration",
        "PayloadDisplayName": "cardscan on your own machine",
        "PayloadDescription": "Lets this iPhone trust the pages that cardscan serves at home, and nothing else.",
        "PayloadContent": [payload(ours)],
        **_numbered(ours, "profile"),
    }
    return Response(plistlib.dumps(whole), media_type="application/x-apple-aspen-config")


def payload(ours: Certificate) -> dict[str, object]:
    """Give the part of a profile that has an iPhone trust our authority."""
    return {
        "PayloadType": "com.apple.security.root",
        "PayloadDisplayName": "cardscan's certificate",
        "PayloadContent": ours.der,
        **_numbered(ours, "root"),
    }


def _numbered(ours: Certificate, what: str) -> dict[str, object]:
    """Give what names a payload; the same for the same certificate, so that it replaces itself."""
    name = f"cardscan.{what}.{ours.fingerprint.replace(':', '').lower()[:16]}"
    return {"PayloadVersion": 1, "PayloadIdentifier": name, "PayloadUUID": str(uuid.uuid5(uuid.NAMESPACE_DNS, name))}


def _found(request: Request) -> Certificate:
    ours = our_authority(desk(request))
    if ours is None:
        raise HTTPException(404, "these pages are not served over https")
    return ours
