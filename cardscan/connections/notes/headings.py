"""What a part of a note is called by those who write it: "Help:", "Hilfe:", "Aide :", and how they say yes and no."""

import re
from functools import cache

from cardscan.errors import InputError
from cardscan.text.folding import bare

#: Part -> what may stand above it. English, German, French, Spanish, Italian, Portuguese.
_HEADINGS = {
    "talked": """
        talked, talked about, we talked about, what we talked about, topic, topics, conversation
        gesprochen, besprochen, gesprochen über, wir sprachen über, gespräch, thema, themen, worüber
        parlé, parlé de, on a parlé de, nous avons parlé de, discuté, sujet, sujets
        hablado, hablamos, hablamos de, hemos hablado de, conversación, tema, temas
        parlato, parlato di, abbiamo parlato di, conversazione, argomento, argomenti
        falado, falámos, falámos de, falámos sobre, conversa, assunto, assuntos
        """,
    "can_help": """
        help, can help, i can help, how i can help, how can i help
        hilfe, helfen, kann helfen, ich kann helfen, wie ich helfen kann, wie kann ich helfen
        aide, aider, peux aider, je peux aider, comment je peux aider, comment aider
        ayuda, ayudar, puedo ayudar, cómo puedo ayudar, cómo ayudar
        aiuto, aiutare, posso aiutare, come posso aiutare
        ajuda, ajudar, posso ajudar, como posso ajudar
        """,
    "looks_for": """
        looks for, looking for, look for, seeks, needs
        sucht, suche, braucht
        cherche, recherche
        busca
        cerca
        procura
        """,
    "offers": """
        offers, offer, offering, can offer
        bietet, bietet an, angebot
        offre, propose
        ofrece
        offre
        oferece
        """,
    "proud_of": """
        proud of, proud, loves, proud of or loves
        stolz auf, stolz, liebt
        fier de, fière de, fierté, aime
        orgulloso de, orgullosa de, orgullo
        orgoglioso di, orgogliosa di, fiero di, fiera di, ama
        orgulhoso de, orgulhosa de, orgulho
        """,
    "remember": """
        remember, remember the name, how i remember the name, how i will remember the name, mnemonic
        merken, name merken, eselsbrücke, merkhilfe
        retenir, retenir le nom, mémo, mnémonique
        recordar, recordar el nombre
        ricordare, ricordare il nome
        lembrar, lembrar o nome
        """,
    "again": """
        again, talk again, meet again
        wieder, wiedersehen, wieder sprechen, nochmal
        encore, revoir, à nouveau
        otra vez, de nuevo, volver a hablar
        ancora, di nuovo, rivedere
        de novo, outra vez, novamente
        """,
}
_YES = frozenset(("yes", "y", "true", "1", "ja", "j", "oui", "si", "sim"))
_NO = frozenset(("no", "n", "false", "0", "nein", "non", "nao"))


def part_called(heading: str) -> str:
    """Give the part of a note that a heading names; "" for none."""
    return _parts().get(_key(heading), "")


def yes_or_no(text: str) -> bool:
    """Tell yes from no. Raises InputError for what is neither."""
    answer = _key(text.rstrip(".!"))
    if answer not in _YES | _NO:
        raise InputError(f"{text!r} is neither yes nor no", 'write "yes" or "no": do you want to talk again?')
    return answer in _YES


@cache
def _parts() -> dict[str, str]:
    return {_key(each): part for part, text in _HEADINGS.items() for each in re.split(r"[,\n]", text) if each.strip()}


def _key(text: str) -> str:
    return " ".join(bare(text).replace("_", " ").split())
