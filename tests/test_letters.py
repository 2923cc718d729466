"""What is said about someone, said to them: what is turned, and what is left because it cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.events.called import with_article
from cardscan.connections.letters.second_person import LANGS, Lang, to_them
from cardscan.connections.letters.sentences import writable
from cardscan.model import Contact, Field

NAMES = ("Isolde", "Marramgrass", "Isolde Marramgrass")
WHO = Contact(fn=(Field("Isolde Marramgrass", parts={"given": "Isolde", "family": "Marramgrass"}),))


@pytest.mark.parametrize(
    ("lang", "about", "to"),
    [
        ("en", "She moves her shop to solar roof tiles.", "You move your shop to solar roof tiles."),
        ("en", "moves her shop to solar roof tiles", "you move your shop to solar roof tiles"),
        ("en", "Her shop moves and she needs a roofer", "Your shop moves and you need a roofer"),
        ("en", "Isolde is moving to Leeds and wants a studio", "You are moving to Leeds and want a studio"),
        ("en", "Isolde\u2019s kiln broke", "Your kiln broke"),
        ("en", "Ms Marramgrass is a potter, her studio leaks", "You are a potter, your studio leaks"),
        ("en", "He was at sea; the mast is his", "You were at sea; the mast is yours"),
        ("en", "She doesn't like fairs but hasn't missed one", "You don't like fairs but haven't missed one"),
        ("en", "They run three bakeries with their own mill", "You run three bakeries with your own mill"),
        ("en", "the harbour knows her well", "the harbour knows you well"),
        ("en", "two dock cranes failed inspection", "two dock cranes failed inspection"),
        ("en", "plans for the harbour", "plans for the harbour"),
        ("en", "plans a second shop", "you plan a second shop"),
        ("de", "Sie sucht einen Imker für ihren Garten.", "Sie suchen einen Imker für Ihren Garten."),
        ("de", "sucht einen Imker für ihren Garten", "Sie suchen einen Imker für Ihren Garten"),
        ("de", "Er zieht mit seinem Laden um und braucht Rat", "Sie ziehen mit Ihrem Laden um und brauchen Rat"),
        ("de", "Er sagt, dass er nach Köln zieht", "Sie sagen, dass Sie nach Köln ziehen"),
        ("de", "ihr neuer Laden wird im März fertig", "Ihr neuer Laden wird im März fertig"),
        ("de", "zwei Kräne sind durch die Prüfung gefallen", "zwei Kräne sind durch die Prüfung gefallen"),
        ("fr", "Elle cherche un apiculteur pour son jardin.", "Vous cherchez un apiculteur pour votre jardin."),
        ("fr", "Elle ne veut pas vendre sa boutique", "Vous ne voulez pas vendre votre boutique"),
        ("fr", "Il s\u2019installe à Lyon avec ses ruches", "Vous vous installez à Lyon avec vos ruches"),
        ("fr", "elle rénove des horloges et les vend à Lyon", "vous rénovez des horloges et les vendez à Lyon"),
        ("fr", "Il y a trois ruches sur son toit", "Il y a trois ruches sur votre toit"),
        ("es", "Ella quiere mudar su tienda", "Usted quiere mudar su tienda"),
        ("it", "Lei cerca un apicoltore", "Lei cerca un apicoltore"),
        ("pt", "Ela quer mudar a loja dela", "Você quer mudar a sua loja"),
    ],
)
def test_what_was_said_about_them_is_said_to_them(lang: Lang, about: str, to: str) -> None:
    assert to_them(about, lang, NAMES, elided=True) == to


@pytest.mark.parametrize(
    ("lang", "about", "to"),
    [
        ("en", "introduce her to the tile installer in Porto", "introduce you to the tile installer in Porto"),
        ("en", "send her the Lisbon contact", "send you the Lisbon contact"),
        ("en", "send them the list", "send you the list"),
        ("en", "help her move the kiln", "help you move the kiln"),
        ("en", "call her Monday about her lease", "call you Monday about your lease"),
        ("en", "introduce Isolde to the caulker", "introduce you to the caulker"),
        ("de", "ihr den Imker vorstellen", "Ihnen den Imker vorstellen"),
        ("de", "sie dem Imker vorstellen", "Sie dem Imker vorstellen"),
        ("de", "ihm ihre Nummer geben", "Ihnen Ihre Nummer geben"),
        ("fr", "lui présenter l\u2019apiculteur", "vous présenter l\u2019apiculteur"),
        ("fr", "la présenter au couvreur", "vous présenter au couvreur"),
        ("fr", "venir avec elle chez le notaire", "venir avec vous chez le notaire"),
        ("es", "hablar con ella del tejado", "hablar con usted del tejado"),
        ("it", "parlare con lui del tetto", "parlare con Lei del tetto"),
        ("it", "mandargli la mappa", "mandarle la mappa"),
        ("pt", "falar com ela sobre o telhado", "falar com você sobre o telhado"),
    ],
)
def test_so_is_what_was_promised(lang: Lang, about: str, to: str) -> None:
    assert to_them(about, lang, NAMES, elided=False) == to


@pytest.mark.parametrize(
    ("lang", "about"),
    [
        ("en", "send her photos of the roof"),  # to her, or those of hers
        ("en", "bees and how they winter"),
        ("en", "She sells clocks and watches birds"),
        ("en", "she, too, rows"),
        ("de", "Jetzt sucht sie einen Imker"),
        ("de", "Der Imker kennt sie"),
        ("it", "presentarlo al notaio"),  # him, or it
    ],
)
def test_what_may_mean_two_things_is_not_turned(lang: Lang, about: str) -> None:
    assert to_them(about, lang, NAMES, elided=lang != "it" and not about.startswith("send")) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Her daughter starts school", "about somebody else"),
        ("Anna closes the yard in May", "about somebody else"),
        ("Sie sucht einen Imker für den Garten und die Wiese", "in another language"),
        ("Now sells her boats and watches birds", "about them"),
    ],
)
def test_what_is_left_is_named_with_why(text: str, why: str) -> None:
    said = writable(f"two dock cranes failed. {text}", "en", WHO, elided=True)
    assert said.text == "two dock cranes failed."
    assert [(each.text, each.why) for each in said.left_out] == [(text, why)]


def test_a_place_that_is_called_like_a_person_is_a_place() -> None:
    assert writable("moves her shop to Florence", "en", WHO, elided=True).text == "you move your shop to Florence"


def test_whom_they_are_brought_together_with_may_be_named_but_not_what_is_theirs() -> None:
    meets = writable(
        "introduce her to Tamsin Quillfeather", "en", WHO, ["Tamsin Quillfeather"], elided=False, promised=True
    )
    assert meets.text == "introduce you to Tamsin Quillfeather"
    tells = "tell her what Tamsin Quillfeather's yard costs"
    assert writable(tells, "en", WHO, ["Tamsin Quillfeather"], elided=False, promised=True).left_out


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("SME social hour", "the SME social hour"),
        ("Makers evening 2026", "the Makers evening 2026"),
        ("12th Tide conference", "the 12th Tide conference"),
        ("Feast of kelp", "the Feast of kelp"),
        ("FOSDEM", "FOSDEM"),
        ("EuroPython 2026", "EuroPython 2026"),
        ("The Night Market", "The Night Market"),
        ("Perrin's dinner", "Perrin's dinner"),
        ("Gdynia", "Gdynia"),
        ("", ""),
    ],
)
def test_an_event_has_an_article_where_its_name_says_what_it_is(name: str, called: str) -> None:
    assert with_article(name) == called


@given(st.lists(st.sampled_from(["xqzj", "Zjäx", "qßxz.", "jxq;", "\n", " ", "19", "Zqx!", "- "])).map(" ".join),
       st.sampled_from(LANGS))  # fmt: skip
def test_no_word_that_is_about_nobody_is_lost(text: str, lang: Lang) -> None:
    said = writable(text, lang, WHO, elided=True)
    assert said.text.split() == text.split()
    assert not said.left_out


@given(st.text(max_size=60), st.sampled_from(LANGS), st.booleans())
def test_any_text_is_said_or_left(text: str, lang: Lang, elided: bool) -> None:
    said = writable(text, lang, WHO, elided=elided)
    assert all(each.text and each.why for each in said.left_out)
