import pytest

from cardscan.model import Quad, Reading
from cardscan.ocr.fuse import clean, fuse, without_accents
from cardscan.parse.twins import with_twins

BOX: Quad = ((0, 0), (10, 0), (10, 2), (0, 2))


def fused(neural: tuple[str, float], classic: tuple[str, float]):
    return fuse(BOX, (0, 0, 10, 2), (Reading("rapidocr", *neural), Reading("tesseract", *classic)))


def test_two_readers_of_one_text_agree_and_are_surer_than_either():
    line = fused(("Quill & Vane", 0.9), ("Quill & Vane", 0.8))
    assert line.agreed
    assert line.text == "Quill & Vane"
    assert line.confidence > 0.9


def test_spaces_that_the_neural_reader_lost_come_from_tesseract():
    line = fused(("2124OLD MILL ROAD", 0.99), ("2124 OLD MILL ROAD", 0.9))
    assert line.agreed
    assert line.text == "2124 OLD MILL ROAD"


def test_an_address_of_the_net_gets_no_spaces():
    assert fused(("ann@quillvane.io", 0.9), ("ann @ quillvane.io", 0.9)).text == "ann@quillvane.io"


def test_the_neural_text_wins_where_they_differ():
    line = fused(("+44 20 7946 0123", 0.98), ("+44 20 7946 O123", 0.7))
    assert not line.agreed
    assert line.text == "+44 20 7946 0123"


def test_accents_come_from_the_reader_that_saw_them():
    assert fused(("Rafat Wisnicki", 0.95), ("Rafał Wiśnicki", 0.8)).text == "Rafał Wiśnicki"


def test_a_script_that_the_neural_reader_lacks_is_tesseracts():
    line = fused(("从人O", 0.4), ("채윤슬", 0.9))
    assert line.text == "채윤슬"
    assert not line.agreed


def test_how_sure_the_neural_reader_is_of_blanks_says_nothing_of_letters_that_it_lacks():
    for blank in (" ", "« »", ". , - ."):
        assert fused((blank, 0.99), ("Медная Лодка", 0.9)).text == "Медная Лодка"
    assert fused(("« »", 0.99), ("Quill", 0.9)).text == "« »"  # Latin letters it would have seen


def test_numbers_that_lost_the_space_between_them_are_parted_where_tesseract_parts_one():
    line = fused(("T0555-010014213900055501", 0.99), ("1: 0555-0100142 13900055501", 0.7))
    assert line.text == "T0555-0100142 13900055501"
    line = fused(("139000555011390005550213900055503", 0.9), ("1390005550I 13900055502 139O0055503", 0.4))
    assert line.text == "13900055501 13900055502 13900055503"


def test_one_long_number_is_not_parted():
    assert fused(("Nr 89370400440532013", 0.9), ("Nr 89370400440532018", 0.8)).text == "Nr 89370400440532013"


def test_an_empty_reading_never_agrees():
    assert not fused(("", 0.0), ("", 0.0)).agreed


def test_clean_is_idempotent_and_plain_keeps_length():
    text = "Ｔ：  Größe – “x”"
    assert clean(clean(text)) == clean(text)
    assert len(without_accents("Łódź Øre İzmir")) == len("Łódź Øre İzmir")


def test_letters_of_vietnamese_that_the_neural_reader_lacks_come_from_tesseract():
    for neural, classic in (
        ("Bn Thuyn 48", "Bến Thuyền 48"),
        ("Trng phòng Xưng mc", "Trưởng phòng Xưởng mộc"),  # it has ư, and left it out too
        ("Lương Thê Vin", "Lương Thế Viễn"),  # ê for ế
    ):
        line = fused((neural, 0.98), (classic, 0.9))
        assert (line.text, line.agreed) == (classic, True)


def test_a_line_of_which_the_neural_reader_saw_only_the_marks_is_tesseracts_and_not_agreed():
    for neural, classic in (
        ("()", "(주)한빛노을"),
        ("« »", "ТОВ «Вербна Пряжка»"),
        ("Λεω υτπου", "Λεωνίδας Πυτπουλίδης"),
    ):
        line = fused((neural, 0.99), (classic, 0.9))
        assert (line.text, line.agreed) == (classic, False)


def test_what_the_neural_reader_did_not_see_is_no_lacked_letter():
    assert fused(("Th", 0.99), ("Thềm Sông", 0.9)).text == "Th"


def test_a_breve_of_turkish_taken_for_a_caron():
    assert fused(("OČULTUR KAYÍN", 0.97), ("OĞULTUR KAYİN", 0.9)).text == "OĞULTUR KAYİN"


def test_a_picture_read_as_a_letter_before_or_after_a_line_goes():
    def read(neural: str, sure: tuple[float, ...], classic: str) -> str:
        readings = (Reading("rapidocr", neural, 0.9, sure), Reading("tesseract", classic, 0.8))
        return fuse(BOX, (0, 0, 10, 2), readings).text

    clear = (0.99,) * 8
    assert read("JBrackwyt", (0.5, *clear), "{Brackwyt") == "Brackwyt"
    assert read("Brackwyt Y", (*clear, 1.0, 0.5), "Brackwyt 4") == "Brackwyt"
    assert read("JBrackwyt", (0.9, *clear), "{Brackwyt") == "JBrackwyt"  # it is sure of it
    assert read("JBrackwyt", (0.5, *clear), "JBrackwit") == "JBrackwyt"  # the other has it too


def test_words_of_hangul_taken_for_han_come_from_tesseract_among_others():
    assert fused(("口人 12 Tran Quill", 0.96), ("나루 l2 Tran Quill", 0.9)).text == "나루 12 Tran Quill"


def test_a_name_of_hangul_parted_by_tesseract_is_one_word():
    assert fused(("丑 Edda Tarn", 0.9), ("켈 프 윅 = Edda Tarn", 0.8)).text == "켈프윅 Edda Tarn"


def test_a_raised_letter_is_the_neural_readers():
    assert read("Dr.ª Edda Tarnelho", {3: 0.6}, "Dr.º Edda Tarnelho") == "Dr.ª Edda Tarnelho"


def test_the_marks_of_hebrew_are_plain_ones():
    assert clean("ד\u05f4ר טרני, גב\u05f3") == "ד\"ר טרני, גב'"


def read(neural: str, doubted: dict[int, float], classic: str, sure: float = 0.9) -> str:
    """What two readers' texts become, the neural one sure of all letters but these."""
    chars = tuple(doubted.get(i, doubted.get(i - len(neural), 0.99)) for i in range(len(neural)))
    readings = (Reading("rapidocr", neural, 0.95, chars), Reading("tesseract", classic, sure))
    return fuse(BOX, (0, 0, 10, 2), readings).text


def test_the_first_or_last_letter_of_a_name_is_never_cut_off_where_both_readers_see_one():
    assert read("富塚 朔穗", {-1: 0.6}, "富塚 朔穂") == "富塚 朔穂"
    assert read("橫塚朔臣", {0: 0.6}, "横塚朔臣") == "横塚朔臣"
    assert read("Selin KAYALI", {-1: 0.7}, "Selin KAYALİ") == "Selin KAYALİ"
    assert read("Edda Brackwyth", {-1: 0.7}, "Edda Brackwytn", sure=0.6) == "Edda Brackwyth"  # that one guesses too
    assert read("三 BRACKWYTH", {0: 0.4}, "Z BRACKWYTH") == "BRACKWYTH"  # a picture: no letter of this script
    assert read("〒 331-0199", {0: 0.4}, "T 331-0199") == "〒 331-0199"
    assert read("デ 331-0199", {0: 0.4}, "〒 331-0199") == "〒 331-0199"  # a mark that it takes for a letter


def test_a_letter_that_one_reader_doubts_is_as_the_other_has_it():
    assert read("Kelpwíck Mills", {5: 0.5}, "Kelpwick Mills") == "Kelpwick Mills"
    assert read("カヤマピル 3F", {3: 0.57}, "カヤマビル 3F") == "カヤマビル 3F"
    assert read("1番1デ331-0199", {3: 0.45}, "1番1〒331-0199") == "1番1〒331-0199"
    assert read("Kayalı A.$.", {-2: 0.7}, "Kayalı A.Ş.") == "Kayalı A.Ş."
    assert read("Kelpwíck Mills", {5: 0.5}, "Kelpwick Mi11s", sure=0.6) == "Kelpwíck Mills"


def test_figures_marks_and_consonants_with_an_accent_stay_as_the_neural_reader_has_them():
    assert read("Unit 15-C04", {-2: 0.7}, "Unit 15-CO4") == "Unit 15-C04"
    assert read("T +44·20 7946", {5: 0.4}, "T +44-20 7946") == "T +44·20 7946"
    assert read("PEÇAS KELP", {2: 0.7}, "PECAS KELP") == "PEÇAS KELP"


def test_accents_are_taken_word_by_word_from_a_line_that_tesseract_read_well():
    assert (
        fused(("53-999 WROCLAW, Kelpwick", 0.9), ("53-999 WROCŁAW, Ke1pwick", 0.9)).text == "53-999 WROCŁAW, Kelpwick"
    )
    assert (
        fused(("53-999 WROCLAW, Kelpwick", 0.9), ("53-999 WROCŁAW, Ke1pwick", 0.6)).text == "53-999 WROCLAW, Kelpwick"
    )


def test_full_width_letters_are_the_plain_ones():
    assert fused(("MＡNＡGING", 0.9), ("MANAGING", 0.9)).agreed


def test_figures_that_both_have_do_not_hide_a_script_that_the_neural_reader_lacks():
    line = fused(("uwn 02-555-0143", 0.99), ("แฟกซ์ 02-555-0143", 0.93))
    assert line.text == "แฟกซ์ 02-555-0143"
    assert fused(("Fax 02-555-0143", 0.99), ("แฟกซ์ 02-555-0148", 0.93)).text == "Fax 02-555-0143"


def test_a_capital_that_the_neural_reader_saw_begins_a_line_of_another_script():
    assert fused(("Tεχι", 0.9), ("τεχνίτης", 0.96)).text == "Τεχνίτης"
    assert fused(("Mo. 916 555-01-42", 0.95), ("моб. 916 555-01-42", 0.93)).text == "Моб. 916 555-01-42"
    assert fused(("«", 0.9), ("τεχνίτης", 0.96)).text == "τεχνίτης"


def test_marks_stand_on_their_letters_as_people_type_them():
    assert clean("ผู ้ใหญ่") == "ผู้ใหญ่"
    assert clean("ทําน\u0e4d\u0e49า") == "ทำน้ำ"
    assert clean("cafe \u0301") == "café"
    assert clean("सु श") == "सु श"


@pytest.mark.parametrize(
    ("neural", "classic", "text"),
    [
        ("ΦYKIA KOPMOΣ", "ΦΥΚΙΑ ΚΟΡΜΟΣ", "ΦΥΚΙΑ ΚΟΡΜΟΣ"),
        ("ΦYΛΛA TOMH", "ΦΥΛΛΑ ΤΟΜΗ", "ΦΥΛΛΑ ΤΟΜΗ"),  # a word that has no letter of Greek alone
        ("ΦYΛΛA BMW", "ΦΥΛΛΑ ΒΜW", "ΦΥΛΛΑ BMW"),  # and one that has a letter of Latin alone
        ("KAI TEX", "ΚΑΙ ΤΕΧ", "KAI TEX"),  # nothing there is Greek for sure
    ],
)
def test_words_of_a_greek_line_that_the_neural_reader_took_for_latin_ones_are_greek(
    neural: str, classic: str, text: str
) -> None:
    assert with_twins(fused((neural, 1.0), (classic, 0.93)).text) == text


def test_a_line_of_vietnamese_of_which_more_is_lost_than_letters_that_it_lacks_is_tesseracts() -> None:
    assert fused(("LNG TH! MC", 0.83), ("LƯƠNG THỊ MỘC", 0.95)).text == "LƯƠNG THỊ MỘC"
    assert fused(("LNG TH! MC", 0.97), ("LƯƠNG THỊ MỘC", 0.95)).text == "LNG TH! MỘC"


def test_figures_in_a_script_that_the_neural_reader_lacks_are_those_that_it_saw() -> None:
    assert fused(("118/7  4 - 50100", 0.79), ("118/77 หมู่ 4 ถนนเกลปวิก 50100", 0.9)).text == "118/7 หมู่ 4 ถนนเกลปวิก 50100"


def test_words_of_hangul_beside_english_that_both_readers_have_are_tesseracts():
    line = fused(("/Harbour Master", 0.87), ("항구관리 부장 / Harbour Master", 0.9))
    assert line.text == "항구관리 부장 / Harbour Master"


@pytest.mark.parametrize(
    ("neural", "classic", "text"),
    [
        ("Klpház utca", "Kűlpház utca", "Kűlpház utca"),
        ("Edda elpová", "Edda Ďelpová", "Edda Ďelpová"),
        ("KELPOLU", "KELPOĞLU", "KELPOĞLU"),
        ("Kelpova", "Kelpqova", "Kelpova"),  # a plain letter is one too many
        ("Kelpova", "Kélpwova", "Kelpova"),
        ("汐里工廠 Kelp", "和汐里工廠 Kelp", "汐里工廠 Kelp"),
    ],
)
def test_a_letter_with_a_mark_that_the_neural_reader_lost_comes_from_tesseract(neural, classic, text):
    assert fused((neural, 0.95), (classic, 0.93)).text == text
    assert fused((neural, 0.95), (classic, 0.6)).text == neural  # which has to have read the line well
