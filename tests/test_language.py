import pytest

from cardscan.ocr.language import guess_languages, signed_languages

INSTALLED = (
    "ara",
    "ces",
    "chi_sim",
    "chi_tra",
    "deu",
    "ell",
    "eng",
    "fra",
    "ita",
    "jpn",
    "kor",
    "pol",
    "por",
    "rus",
    "spa",
    "tur",
)


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (
            [
                "Corwen Hathersedge",
                "Managing Director",
                "12 Quay Street, Hull",
                "+44 1482 496 0123",
                "info@quell.co.uk",
            ],
            "eng",
        ),
        (["Vijay Kothiyal", "SHIVAM INDUSTRIES", "M: +91 98250 00000", "Ijaz Cell Point, Surat"], "eng"),
        (["Jana Ďurkolcová", "Kelpwick, s.r.o.", "+421 37 555 01 42"], "ces"),  # Slovak, whose data are not there
        (["Hartwin Oestermoor", "Geschäftsführer", "Velmertz GmbH", "+49 30 23125 012"], "deu"),
        (["Ysoline Marchevert", "12 rue des Forges", "+33 1 99 00 12 34", "www.marchevert.fr"], "fra"),
        (["Bożydar Wierzchosławski", "ul. Długa 5", "+48 22 555 01 42"], "pol"),
        (["GÖKTÜRK KARADAĞLIOĞLU", "Satış Müdürü", "+90 212 555 01 42"], "tur"),
        (["富塚朔臣", "株式会社ミナセ", "東京都中央区", "カンパニー"], "jpn"),
        (["骆星樵", "杭州澄原智能科技有限公司", "电话 +86 571 5550 1423"], "chi_sim"),
        (["채윤슬", "한빛로봇 주식회사", "02-555-0142"], "kor"),
        (["Велигорский Глеб", "директор", "+7 495 555 01 42"], "rus"),
    ],
)
def test_the_language_of_a_card_comes_first(texts, first):
    guess = guess_languages(texts, INSTALLED)
    assert guess[0] == first
    assert len(guess) <= 2


def test_a_language_that_is_not_installed_is_never_guessed():
    assert guess_languages(["Geschäftsführer", "GmbH", "+49 30 1", "Straße"], ["eng"]) == ("eng",)
    assert guess_languages([], ["fra", "osd"]) == ("fra",)


def test_a_romanised_card_is_not_read_in_japanese_when_the_first_pass_would_have_seen_it():
    texts = ["Shiogasawa Asuro", "Director", "+81 3 5550 0142", "www.shiokaze.co.jp"]
    assert guess_languages(texts, INSTALLED) == ("eng",)
    assert guess_languages(texts, INSTALLED, reads_han=False)[0] == "jpn"


@pytest.mark.parametrize(
    ("number", "language"), [("+7 (717) 255-01-42", "kaz"), ("+976 7555 0142", "mon"), ("+375 17 555 01 42", "bel")]
)
def test_languages_of_cyrillic_with_letters_of_their_own_are_tried_beside_russian(number, language):
    installed = ("eng", "rus", "kaz", "mon", "bel")
    assert set(signed_languages(["Tarn", number], installed)) == {"rus", language}
    assert signed_languages(["Tarn", number], ("eng", "rus")) == ("rus",)
    assert signed_languages(["Tarn", "+7 495 555 01 42"], installed) == ("rus",)
