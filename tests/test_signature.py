"""Where the signature of a mail begins and ends."""

import pytest

from cardscan.parse.signature import signature_of

WHO = "Anna Brennicke\nOestermoor Werft GmbH\nT +49 431 5550123"
PROSE = "it was good to see you at the fair, and I will send the chart that we talked about by Friday."


@pytest.mark.parametrize(
    "text",
    [
        WHO,
        f"Hi Jonas,\n\n{PROSE}\n\n-- \n{WHO}",
        f"Hi Jonas,\n\n{PROSE}\n\nBest regards,\n{WHO}\n",
        f"Hallo Jonas,\n\n{PROSE}\n\nViele Grüße\n\n{WHO}\n\nAm 5.10.2026 schrieb Jonas Velden:\n> Hallo",
        f"Bonjour,\n\n{PROSE}\n\nBien cordialement,\n\n{WHO}\n\nEnvoyé de mon téléphone",
        f"Hola,\n\n{PROSE}\n\nUn saludo\n{WHO}\n\n-----Mensaje original-----\nDe: jonas@velden.eu\nJonas",
        f"{PROSE}\n\nCordiali saluti\n{WHO}\n\nFrom: Jonas <jonas@velden.eu>\nJonas Velden",
        f"{PROSE}\n\nAtenciosamente,\n{WHO}\nThis e-mail is confidential.",
        f"{PROSE}\n{PROSE}\n\n{WHO}",
        f"{PROSE}\n\nBest,\n*Anna Brennicke*\n[cid:logo@1]\nOestermoor Werft GmbH\nT +49 431 5550123<tel:+49431>",
    ],
)
def test_the_signature_alone_is_left(text: str) -> None:
    assert [line for line in signature_of(text).splitlines() if line] == WHO.splitlines()


@pytest.mark.parametrize("text", ["", "\n\n", "-- \n", ">>>", "Best regards,\n", "x" * 100_000, "on \n" * 5_000])
def test_any_text_gives_some(text: str) -> None:
    assert len(signature_of(text)) <= len(text)
