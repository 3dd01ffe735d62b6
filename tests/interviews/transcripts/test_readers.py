"""Readers: what each format gives, and what is refused."""

import base64
import io
import zipfile
from pathlib import Path

import pytest

from interviews.transcripts import MAX_BYTES, Reason, Refusal, read, read_pasted
from interviews.transcripts.paragraphs import UNREADABLE, Paragraph, Run
from interviews.transcripts.readers import archives
from tests.interviews.transcripts.documents import odt, odt_interview, png, with_members, word_interview, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BILLION_LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def texts(name: str, content: str | bytes) -> list[str]:
    return [p.text for p in read(name, content.encode() if isinstance(content, str) else content).paragraphs]


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"mimetype": "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


REFUSED = {
    "an empty file": ("a.txt", b"", Reason.EMPTY),
    "only spaces": ("a.html", b"<p> </p>", Reason.EMPTY),
    "another format": ("a.pdf", b"%PDF-1.7", Reason.UNKNOWN_FORMAT),
    "no extension": ("entretien", b"Bonjour", Reason.UNKNOWN_FORMAT),
    "text named .docx": ("a.docx", b"Bonjour", Reason.NOT_WHAT_IT_SAYS),
    "text named .odt": ("a.odt", b"Bonjour", Reason.NOT_WHAT_IT_SAYS),
    "any zip named .docx": ("a.docx", zipped({"a.txt": "Bonjour"}), Reason.NOT_WHAT_IT_SAYS),
    "a spreadsheet": (
        "a.docx",
        zipped({"[Content_Types].xml": "<Types>spreadsheetml</Types>"}),
        Reason.NOT_WHAT_IT_SAYS,
    ),
    "an .odt named .docx": ("a.docx", odt_interview(), Reason.NOT_WHAT_IT_SAYS),
    "a .docx named .txt": ("a.txt", word_interview(), Reason.NOT_WHAT_IT_SAYS),
    "a picture named .md": ("a.md", png(), Reason.NOT_WHAT_IT_SAYS),
    "rich text named .txt": ("a.txt", b"{\\rtf1 Bonjour}", Reason.NOT_WHAT_IT_SAYS),
    "no cue": ("a.vtt", b"WEBVTT\n\nBonjour", Reason.NOT_WHAT_IT_SAYS),
    "old Word": ("a.doc", OLE, Reason.OLD_WORD),
    "old Word renamed": ("a.docx", OLE, Reason.OLD_WORD),
    "Word with a password": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
    "an encrypted zip": ("a.odt", encrypted_zip(), Reason.ENCRYPTED),
    "an encrypted .odt": (
        "a.odt",
        odt("", members={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        Reason.ENCRYPTED,
    ),
    "macros by name": ("a.docm", word_interview(), Reason.MACROS),
    "macros inside": ("a.docx", with_members(word_interview(), {"word/vbaProject.bin": b"x"}), Reason.MACROS),
    "macros of LibreOffice": ("a.odt", odt("", members={"Basic/Standard/Module1.xml": "<x/>"}), Reason.MACROS),
    "entities in .docx": (
        "a.docx",
        with_members(word_interview(), {"word/comments.xml": BILLION_LAUGHS + "<l>&b;</l>"}),
        Reason.FORBIDDEN_XML,
    ),
    "entities in .odt": (
        "a.odt",
        with_members(odt(""), {"content.xml": BILLION_LAUGHS + "<l>&b;</l>"}),
        Reason.FORBIDDEN_XML,
    ),
    "broken XML": ("a.docx", with_members(word_interview(), {"word/document.xml": "<w:p>"}), Reason.DAMAGED),
    "a bomb of zeros": ("a.odt", odt("", members={"Pictures/a.png": bytes(30_000_000)}), Reason.ZIP_BOMB),
    "heavy XML": ("a.odt", odt("<x/>" * (archives.MAX_XML // 4)), Reason.ZIP_BOMB),
    "a large file": ("a.txt", bytes(MAX_BYTES + 1), Reason.TOO_LARGE),
    "a program": ("a.txt", b"Bonjour\x00\x01\x02", Reason.UNDECODABLE),
    "bytes of no encoding": ("a.txt", b"Bonjour \x81\x8d", Reason.UNDECODABLE),
    "a text without end": ("a.txt", b"Oui.\n\n" * 6_000, Reason.TOO_LONG),
}


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(name: str, data: bytes, reason: Reason) -> None:
    with pytest.raises(Refusal) as refusal:
        read(name, data)
    assert refusal.value.reason is reason


def test_sizes_are_checked_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda _self, name: unpacked.append(name))
    with pytest.raises(Refusal):
        archives.Archive(zipped({"a.xml": bytes(30_000_000)}))
    assert unpacked == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert texts("a.txt", "Où est l’œuf ?\r\n\r\nÀ côté…".encode(encoding)) == ["Où est l’œuf ?", "À côté…"]


def test_word_gives_headings_looks_lists_links_and_tables() -> None:
    source = read("a.docx", word_interview())
    by_text = {paragraph.text: paragraph for paragraph in source.paragraphs if paragraph.text}
    assert by_text["La scierie partagée"].heading == 1
    assert by_text["Qui règle les lames"].is_bold
    assert by_text["Ombeline Roux : Chacun son tour, le matin"].runs[-1] == Run("le matin", italic=True)
    assert [by_text[line].item for line in ("la lame", "le bois")] == ["bullet", "bullet"]
    assert by_text["La grande lame"].caption
    assert "Ils viennent à pied." in by_text
    assert by_text["Jaouen Le Bihan : Ils lisent notre journal"].runs[-1].href == "https://scierie.example/journal"
    assert by_text["Brouillon de la rédaction"].aside == "furniture"
    assert [picture.content for picture in source.pictures.values()] == [png()]


def test_libreoffice_gives_the_same() -> None:
    source = read("a.odt", odt_interview())
    by_text = {paragraph.text: paragraph for paragraph in source.paragraphs if paragraph.text}
    assert by_text["Le moulin à papier"].heading == 1
    assert by_text["Pourquoi des jeans"].is_bold
    assert by_text["Zélie Marchand : Le coton y est long."].runs[0].bold
    assert by_text["Trier"].item == "number"
    assert by_text["Voir le plan."].soft
    assert by_text["Celui des draps aussi."].aside == "note"
    assert [picture.description for picture in source.pictures.values()] == ["Une cuve"]


def test_deleted_text_of_word_is_gone_and_inserted_text_stays() -> None:
    data = word_interview()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    tracked = "<w:p><w:del><w:r><w:delText>ôté</w:delText></w:r></w:del><w:ins><w:r><w:t>mis</w:t></w:r></w:ins></w:p>"
    changed = with_members(data, {"word/document.xml": xml.replace("<w:body>", f"<w:body>{tracked}")})
    assert texts("a.docx", changed)[0] == "mis"


def test_a_picture_in_a_format_of_no_browser_leaves_its_place() -> None:
    frame = '<draw:frame><draw:image xlink:href="Pictures/a.emf"/></draw:frame>'
    source = read("a.odt", odt(f"<text:p>Avant{frame}après</text:p>", members={"Pictures/a.emf": b"EMF"}))
    assert [paragraph.picture or paragraph.text for paragraph in source.paragraphs] == ["Avant", UNREADABLE, "après"]


def test_html_keeps_the_words_and_only_safe_markup() -> None:
    source = read_pasted(
        '<p onclick="x()">Un <b style="font-weight:normal">mot</b> <span style="font-weight:700">gras</span>'
        '<script>vil()</script> <a href="javascript:vil()">lien</a></p><div>Deux<br>lignes</div>'
    )
    first, second, third = source.paragraphs
    assert "".join(run.html for run in first.runs) == "Un mot <b>gras</b> lien"
    assert (second.text, third.text, third.soft) == ("Deux", "lignes", True)


def test_what_surrounds_the_article_of_a_page_is_furniture() -> None:
    article = f"<article><h1>Titre</h1><p>{'Un mot. ' * 40}</p></article>"
    source = read_pasted(f"<p>Menu</p><nav><p>Accueil</p></nav>{article}<p>Le site</p>")
    assert [paragraph.text for paragraph in source.paragraphs if paragraph.aside] == ["Menu", "Accueil", "Le site"]


def test_a_picture_written_in_the_page_is_taken() -> None:
    coded = base64.b64encode(png()).decode()
    source = read_pasted(f'<p>Avant</p><img alt="Un carré" src="data:image/png;base64,{coded}">')
    (picture,) = source.pictures.values()
    assert (picture.content, picture.description, picture.name) == (png(), "Un carré", "image.png")


def test_html_in_markdown_is_text() -> None:
    assert texts("a.md", "Le **<titre>** <u>dit</u> tout") == ["Le <titre> <u>dit</u> tout"]


def test_lines_wrapped_by_hand_are_joined_and_short_ones_are_not() -> None:
    wrapped = "Une phrase assez longue pour aller jusqu'au\nbord de la page et pour y revenir encore un\npeu plus loin."
    assert len(texts("a.txt", wrapped)) == 1
    assert texts("a.txt", "Sacha :\nOui.\n\nNon.") == ["Sacha :", "Oui.", "Non."]


def test_lines_are_paragraphs_where_nothing_else_parts_them() -> None:
    assert [paragraph.soft for paragraph in read("a.txt", b"Un ?\nDeux.").paragraphs] == [False, False]
    assert [paragraph.soft for paragraph in read("a.txt", b"Un ?\nDeux.\n\nTrois.").paragraphs] == [False, True, False]


def test_the_middle_dot_is_a_bullet_only_by_itself() -> None:
    listed, word = read("a.txt", "· les ingénieur·es\n\nDes ingénieur·es".encode()).paragraphs
    assert (listed.item, listed.text) == ("bullet", "les ingénieur·es")
    assert (word.item, word.text) == ("", "Des ingénieur·es")


def test_a_lone_dash_or_number_is_no_list() -> None:
    source = read("a.txt", "– Bonjour, dit-elle.\n\nPuis :\n\n1. Un\n\n2. Deux\n\n3. Trois".encode())
    assert [paragraph.item for paragraph in source.paragraphs] == ["", "", "number", "number", "number"]


def test_paragraphs_go_to_json_and_back() -> None:
    paragraph = Paragraph("p1", (Run("Un", bold=True), Run("lien", href="https://a.example")), heading=2)
    assert Paragraph.from_json(paragraph.to_json()) == paragraph


def test_identifiers_are_the_same_at_each_reading() -> None:
    data = (Path(__file__).parent / "fixtures" / "first-names.txt").read_bytes()
    first, second = ([paragraph.id for paragraph in read("a.txt", data).paragraphs] for _ in range(2))
    assert first == second == [f"p{number}" for number in range(1, len(first) + 1)]
