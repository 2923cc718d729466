"""Let this browser in, by a link that works once."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from cardscan.web.desk import desk
from cardscan.web.pairing import AT_MOST, TooManyError
from cardscan.web.render import done, plain_page
from cardscan.web.security import client_of

router = APIRouter(include_in_schema=False)

#: What stands in how a browser names itself, and what its owner calls it; the first that is there counts.
_BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet",
             "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari", "": "Browser"}  # fmt: skip
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Macintosh": "Mac", "Windows": "Windows",
            "Linux": "Linux", "": ""}  # fmt: skip


@router.get("/pair")
def ask(request: Request, link: str = "") -> HTMLResponse:
    """Show the button that lets this browser in.

    The link alone does not: programs that look at links before people do would spend it.
    """
    return plain_page("pair.html", link=link[:100], name=_name(request), user="", problem="")


@router.post("/pair")
def pair(
    request: Request,
    link: Annotated[str, Form(max_length=100)],
    name: Annotated[str, Form(max_length=200)] = "",
    user: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Let this browser in."""
    at = desk(request)
    try:
        secret = at.pairing.admit(link, name or _name(request), client_of(request), user)
    except TooManyError:
        problem = "Too many wrong links were tried. Wait a minute, then open a new one."
        return plain_page("pair.html", 429, link=link, name=name, user=user, problem=problem)
    if secret is None:
        problem = "This link was already used, or is too old."
        return plain_page("pair.html", 403, link="", name=name, user=user, problem=problem)
    answer = done(request, "/", "paired")
    answer.set_cookie(
        at.site.cookie,
        secret,
        max_age=int(AT_MOST.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=at.site.tls,
        path="/",
    )
    return answer


def _name(request: Request) -> str:
    """Name a browser as its owner would find it in the list."""
    agent = request.headers.get("user-agent", "")
    browser, system = (next(name for mark, name in known.items() if mark in agent) for known in (_BROWSERS, _SYSTEMS))
    return f"{browser} on {system}" if system else browser
