"""The papers people attach in the demo: a page of plain lines as a real PDF, made without any library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, TOP, LEADING = 72, 770, 20


@dataclass(frozen=True, slots=True)
class Paper:
    """A page somebody attaches: its file's name and its lines, the first its title. Latin letters only."""

    name: str
    lines: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The page as a PDF."""
        return pdf(self.lines)


def pdf(lines: Sequence[str]) -> bytes:
    """A one-page A4 PDF of lines of text, the first of them large (PDF 1.4; Helvetica needs no embedding)."""
    drawn = b"".join(_line(number, line) for number, line in enumerate(lines))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    made, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count, start = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(made)


def _line(number: int, line: str) -> bytes:
    size = 18 if number == 0 else 11
    text = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        text = text.replace(sign, b"\\" + sign)
    return b"BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, LEFT, TOP - number * LEADING, text)
