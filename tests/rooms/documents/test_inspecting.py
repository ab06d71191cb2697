"""What a look into a file lets in and refuses (CIS-10, CIS-15, SEC-53)."""

import zlib

import pytest

from firstwall.documents.inspecting import KINDS, inspect
from firstwall.documents.pdf import MOST_ESCAPES, MOST_INFLATED
from firstwall.documents.types import Unfit

PAGE = b"BT /F1 12 Tf (Goods under a false floor) Tj ET"


def a_pdf(*, page: bytes = PAGE, catalog: bytes = b"", stream: bytes = b"/Filter /FlateDecode", packed=zlib.compress):
    """A small PDF: a catalog, one page's content."""
    said = packed(page)
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + catalog + b" >>\nendobj\n"
        b"2 0 obj\n<< /Length %d " % len(said) + stream + b" >>\nstream\n" + said + b"\nendstream\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def as_it_is(page: bytes) -> bytes:
    return page


def test_a_document_of_text_comes_in():
    """CIS-15: what it says is not read, and the look says so; its hash and size are known."""
    for one in (a_pdf(), a_pdf(stream=b"", packed=as_it_is), a_pdf(catalog=b"/OpenAction [3 0 R /Fit]")):
        looked = inspect("Route of 3 May.PDF", one)
        assert (looked.name, looked.kind, looked.size, looked.is_read) == ("Route of 3 May.PDF", "pdf", len(one), False)
        assert len(looked.sha256) == 64


def test_a_text_is_read():
    """CIS-15."""
    looked = inspect("C:\\papers\\route.txt", "Käik, Ленинград\r\nsecond line".encode())
    assert (looked.name, looked.kind, looked.is_read) == ("route.txt", "text", True)
    assert looked.text == "Käik, Ленинград\nsecond line"


@pytest.mark.parametrize(
    ("catalog", "held"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "a script"),
        (b"/OpenAction << /S /J#61vaScript >>", "a script"),
        (b"/AA << /O << /S /Launch /F (cmd.exe) >> >>", "reaches outside"),
        (b"/OpenAction << /S /SubmitForm >>", "reaches outside"),
        (b"/Names << /EmbeddedFiles 4 0 R >>", "another file"),
        (b"/AcroForm << /XFA 5 0 R >>", "a form that acts"),
        (b"/Encrypt 6 0 R", "a lock"),
        (b"/X << /Subtype /Image >>", "a picture"),
        (b"/X << /Subtype/Im#61ge>>", "a picture"),
        (b"/A << /Subtype /RichMedia >>", "moving pictures"),
    ],
)
def test_what_acts_hides_or_shows_is_refused_wherever_it_stands(catalog, held):
    """CIS-10, SEC-53: in the clear part, and packed into an object stream alike."""
    for one in (a_pdf(catalog=catalog), a_pdf(page=b"1 0 " + catalog, stream=b"/Type /ObjStm /Filter /FlateDecode")):
        with pytest.raises(Unfit, match=held):
            inspect("a.pdf", one)


def test_a_picture_within_the_page_is_refused():
    """CIS-10."""
    with pytest.raises(Unfit, match="a picture"):
        inspect("a.pdf", a_pdf(page=PAGE + b" q BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q"))


HIDING = [
    a_pdf(stream=b"/Filter /ASCIIHexDecode", packed=as_it_is),
    a_pdf(stream=b"/Filter [/ASCII85Decode /FlateDecode]"),
    a_pdf(stream=b"/Filter 9 0 R"),
    a_pdf(stream=b"/Fil#74er /LZWDecode"),
    a_pdf(stream=b"/Filter /FlateDecode /F (other.bin)"),
    a_pdf(stream=b"/Filter /ASCIIHexDecode /X (1 0 obj <<)", packed=as_it_is),
    a_pdf(stream=b"/Filter /ASCIIHexDecode /X << /Y 1 0 obj << >>", packed=as_it_is),
    a_pdf(stream=b"/Filter /ASCIIHexDecode % 1 0 obj <<\n", packed=as_it_is),
    a_pdf(stream=b"/Filter /ASCIIHexDecode /X <\n1 0 obj <<>", packed=as_it_is),
    a_pdf(stream=b"/Filter /ASCIIHexDecode " + b"/A 1 " * 2_000, packed=as_it_is),
    a_pdf(stream=b"/Type /ObjStm /DecodeParms << /Predictor 12 >> /Filter /FlateDecode"),
    a_pdf(packed=lambda page: zlib.compress(page)[:-3]),
    a_pdf(page=b"#41" * MOST_ESCAPES),
]


@pytest.mark.parametrize("one", HIDING, ids=range(len(HIDING)))
def test_what_cannot_be_looked_into_is_refused(one):
    """SEC-53: another filter, one named elsewhere, a dictionary hidden from the look, a stream cut short."""
    with pytest.raises(Unfit, match="cannot be looked into"):
        inspect("a.pdf", one)


def test_a_bomb_is_refused_before_it_is_whole():
    """SEC-53: a small file that unpacks to more than the look will hold."""
    bomb = a_pdf(page=b" " * (MOST_INFLATED + 1))
    assert len(bomb) < 20_000
    with pytest.raises(Unfit):
        inspect("a.pdf", bomb)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("photo.jpg", b"\xff\xd8\xff", "kind"),
        ("list.csv", b"a;b", "kind"),
        ("page.pdf", b"<html>", "not a PDF"),
        ("page.pdf", a_pdf()[:-7], "not a PDF"),
        ("empty.txt", b"", "empty"),
        (".txt", b"x", "no name"),
        ("a\u202e.txt", b"x", "hidden character"),
        ("latin.txt", "Käik".encode("latin-1"), "UTF-8"),
        ("zero.txt", b"a\x00b", "hidden character"),
        ("turned.txt", "a\u202eb".encode(), "hidden character"),
        ("n" * 130 + ".txt", b"x", "characters are too many"),
    ],
)
def test_other_kinds_false_names_and_hidden_words_are_refused(name, data, why):
    """CIS-10, CIS-15: no picture comes in as a file; what is hidden is named."""
    with pytest.raises(Unfit, match=why):
        inspect(name, data)


def test_a_file_that_is_too_large_is_refused():
    """SEC-53."""
    with pytest.raises(Unfit, match="1 MiB"):
        inspect("a.txt", b"x" * (KINDS["text"].largest + 1))
