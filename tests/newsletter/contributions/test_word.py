"""What is read of a Word document."""

import io
import zipfile

import pytest

from newsletter.contributions.word import UnreadableWordError, WordText, read_word
from nfp_portal.text.pasting import pasted_as_markdown
from tests.factories.contributions import encrypted, word_file

RELATIONS = '<Relationships><Relationship Id="r1" Type="http://x/hyperlink" Target="https://example.org/a"/></Relationships>'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def paragraph(*runs: str, style: str = "") -> str:
    return f"<w:p><w:pPr>{style}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


ITEM = "<w:numPr/>"


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (paragraph(run("One ")) + paragraph(run("two")), "One\n\ntwo"),
        (paragraph(run("A", ""), style=ITEM) + paragraph(run("B"), style=ITEM), "- A\n- B"),
        (paragraph(run("Lead:")) + paragraph(run("A"), style=ITEM), "Lead:\n\n- A"),
        (paragraph(run("H"), style='<w:pStyle w:val="Heading1"/>'), "## H"),
        (paragraph(run("very ", "<w:b/>"), run("good", "<w:b/>"), run(" drill")), "**very good** drill"),
        (paragraph(run("not", '<w:b w:val="0"/>')), "not"),
        (paragraph(run("so", "<w:i/>")), "*so*"),
        (paragraph("<w:r><w:t>one</w:t><w:br/><w:t>line</w:t></w:r>"), "one  \nline"),
        (paragraph(run("5 * 3 = [15]")), r"5 \* 3 = \[15\]"),
        (
            paragraph(f'<w:hyperlink {R} r:id="r1">{run("here")}</w:hyperlink>'),
            "[here](https://example.org/a)",
        ),
        (paragraph("<w:del><w:r><w:delText>old</w:delText></w:r></w:del>", run("new")), "new"),
        (paragraph(run("")) + paragraph(run("text")), "text"),
    ],
)
def test_a_document_is_read_as_markdown(body: str, markdown: str) -> None:
    assert read_word(word_file(body, **{"word/_rels/document.xml.rels": RELATIONS})) == WordText("", markdown)


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>',
        "<w:document>",
        "",
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ],
)
def test_a_document_without_text_or_with_entities_is_refused(document: str) -> None:
    with pytest.raises(UnreadableWordError):
        read_word(word_file("", document=document))


def test_an_encrypted_document_is_refused() -> None:
    with pytest.raises(UnreadableWordError):
        read_word(encrypted(word_file(paragraph(run("text")))))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_document_is_refused(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("word/document.xml", "<x>" + "abcdefgh" * 500 + "</x>")
    content = bytearray(file.getvalue())
    begin = content.find(b"word/document.xml") + len("word/document.xml")
    content[begin : begin + 12] = bytes([7]) * 12
    with pytest.raises(UnreadableWordError):
        read_word(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    ("pasted", "markdown"),
    [
        ("One\vtwo", "One  \ntwo"),
        ("One\ntwo\n\nthree", "One  \ntwo\n\nthree"),
        ("One  \ntwo", "One  \ntwo"),
        ("## Head\ntext", "## Head\ntext"),
        ("Lead\n•\tA\n•\tB\nRest", "Lead\n\n- A\n- B\n\nRest"),
        ("•\tA\n\n•\tB", "- A\n- B"),
        ("o\tA", "- A"),
        ("- A\n- B", "- A\n- B"),
        ("a • b", "a • b"),
    ],
)
def test_pasted_text_becomes_markdown(pasted: str, markdown: str) -> None:
    assert pasted_as_markdown(pasted) == markdown
