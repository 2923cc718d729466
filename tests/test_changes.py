"""What a newer card says otherwise."""

import made

from cardscan.connections.likeness.changes import FieldChange, changed


def test_a_new_job() -> None:
    new = made.contact(
        org="Tidewell",
        title=(made.field("Director of Canals"),),
        tel=(made.field("+4520123456", type="cell"), made.field("+4533999999", type="work")),
        email=(made.field("o@tidewell.example"),),
    )
    assert changed(made.contact(), new) == (
        FieldChange("org", "Brackwyth & Sønner", "Tidewell"),
        FieldChange("title", "Head of Tides", "Director of Canals"),
        FieldChange("tel", "+4533123456", "+4533999999"),
        FieldChange("email", "ottoline@brackwyth.example", "o@tidewell.example"),
    )


def test_what_is_read_or_written_a_little_differently_has_not_changed() -> None:
    again = made.contact(
        "O. Brackwyth",
        org="Brackwyth & Sonner A/S",
        title=(made.field("Head ol Tides"),),
        tel=(made.field("20123456"), made.field("+4533000000", type="fax")),
        email=(made.field("ottoIine@brackwyth.example"),),
    )
    assert changed(made.contact(), again) == ()


def test_what_is_left_out_has_not_changed_and_what_comes_first_is_new() -> None:
    assert changed(made.contact(), made.contact(org="", title=(), tel=(), email=())) == ()
    assert FieldChange("title", "", "Head of Tides") in changed(made.contact(title=()), made.contact())
    second = (*made.contact().email, made.field("otti@mail.example"))
    assert changed(made.contact(), made.contact(email=second)) == (FieldChange("email", "", "otti@mail.example"),)


def test_a_new_family_name() -> None:
    assert FieldChange("fn", "Ottoline Brackwyth", "Ottoline Quill") in changed(
        made.contact(), made.contact("Ottoline Quill")
    )
