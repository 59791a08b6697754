"""The same as a PDF, on A4, with its font embedded: made by fpdf2, which needs nothing of the system.

What the font cannot draw is named in brackets. A bundle of very many records comes in volumes, so that neither
the memory it takes to make one nor the program that opens it is overwhelmed.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from importlib import resources
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from minutebook.reports.bundle.glyphs import named
from minutebook.reports.bundle.measuring import Ruler
from minutebook.reports.bundle.pages import Table
from minutebook.reports.bundle.shown import Runs, ShownFile, ShownRecord, ShownText, Speaker

VOLUME = 5_000
"""Records in one PDF: about eight hundred pages."""

TOTAL = "{total}"
"""Stands for the number of pages until that is known."""

FONT = "DejaVu"
MARGIN = 20.0
FOOT = 22.0
POINT = 25.4 / 72
"""Millimetres."""

INK, SOFT, ACCENT, LINE = (27, 31, 35), (75, 85, 96), (29, 85, 64), (201, 208, 214)
BLOCK = "█"


class _Paper(FPDF):
    """A4 with a running head and foot."""

    head = ""
    foot = ""
    page_words = ""

    def header(self) -> None:
        if self.page_no() == 1:
            return
        self.set_y(11)
        self._small(self.head)
        self.set_y(MARGIN)

    def footer(self) -> None:
        self.set_y(-14)
        self._small(self.foot)
        # Not to the right: how wide the total will be is not known yet.
        self.set_xy(self.w - MARGIN - 24, -14)
        self._small(self.page_words.format(number=self.page_no(), of=TOTAL))

    def _small(self, text: str) -> None:
        self.set_font(FONT, "", 7.5)
        self.set_text_color(*SOFT)
        self.cell(0, 4, text)


class PdfBook:
    """One PDF, written to as the records come.

    Args:
        head: what it is, for its first page and the running head.
        title: for the program that opens it.
        foot: what stands at the foot of each page.
    """

    def __init__(self, speaker: Speaker, head: str, title: str, foot: str) -> None:
        self._speaker = speaker
        self._pdf = paper = _Paper(format="A4")
        with ExitStack() as stack:
            folder = resources.files("minutebook.reports.bundle") / "fonts"
            for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
                paper.add_font(FONT, style, stack.enter_context(resources.as_file(folder / name)))
        plain, bold = paper.fonts[FONT.lower()], paper.fonts[f"{FONT.lower()}B"]
        assert isinstance(plain, TTFFont)
        assert isinstance(bold, TTFFont)
        self._drawn = frozenset(plain.cmap) & frozenset(bold.cmap)
        self._rulers = (_ruler(plain), _ruler(bold))
        cover = speaker.cover
        paper.head = self._drawable(f"{cover.council} · {head}")
        paper.foot = self._drawable(foot)
        paper.page_words = speaker.tell("page_of", number="{number}", of="{of}")
        paper.alias_nb_pages(TOTAL)
        paper.set_title(title)
        paper.set_author(cover.council)
        paper.set_lang("en-GB")
        paper.set_creation_date(cover.made_at)
        paper.set_margins(MARGIN, MARGIN, MARGIN)
        paper.c_margin = 0
        paper.set_auto_page_break(True, FOOT)
        paper.add_page()

    def _drawable(self, text: str) -> str:
        return named(text, self._drawn)

    def _text(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        height: float | None = None,
        indent: float = 0.0,
    ) -> None:
        """Write a paragraph over the width that is left."""
        pdf = self._pdf
        pdf.set_font(FONT, "B" if bold else "", size)
        pdf.set_text_color(*colour)
        width = pdf.w - 2 * MARGIN - indent
        room = width / size / POINT * 1000
        for line in self._rulers[bold].lines(self._drawable(text), room):
            pdf.set_x(MARGIN + indent)
            pdf.cell(width, height or size * 0.5, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _rule(self) -> None:
        pdf = self._pdf
        pdf.set_draw_color(*LINE)
        pdf.set_line_width(0.2)
        pdf.line(MARGIN, pdf.y, pdf.w - MARGIN, pdf.y)

    def _keep(self, height: float) -> None:
        """Begin a new page where less than `height` millimetres are left on this one."""
        if self._pdf.will_page_break(height):
            self._pdf.add_page()

    def cover(self, head: str, sub: str, copy_note: str, facts: Sequence[tuple[str, str]]) -> None:
        """Write the first page, which is left empty until it is known what the book holds."""
        pdf = self._pdf
        last, place = pdf.page, pdf.y
        self._turn_to(1, pdf.y)
        pdf.set_auto_page_break(False)
        pdf.set_fill_color(*ACCENT)
        pdf.rect(MARGIN, 16, pdf.w - 2 * MARGIN, 2.4, style="F")
        pdf.set_y(26)
        self._text(self._speaker.cover.council, 12, bold=True, colour=ACCENT)
        pdf.ln(2)
        self._text(head, 22, bold=True, height=10)
        pdf.ln(1)
        self._text(sub, 12, colour=SOFT, height=6.5)
        pdf.ln(4)
        if copy_note:
            self._text(copy_note, 10.5, bold=True)
            pdf.ln(3)
        self.facts(facts)
        pdf.set_auto_page_break(True, FOOT)
        self._turn_to(last, place)

    def _turn_to(self, page: int, place: float) -> None:
        """Write on from a place of any page, in millimetres from its top."""
        pdf = self._pdf
        pdf.page = page
        # What a page is written in is stated on that page, and only where it is other than what was stated last.
        pdf.current_font_is_set_on_page = False
        pdf.set_fill_color(0)
        pdf.set_draw_color(0)
        pdf.set_line_width(0)
        pdf.set_y(place)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Write names and values in two columns."""
        pdf = self._pdf
        for name, value in facts:
            self._keep(12)
            self._rule()
            pdf.ln(1.6)
            top, page = pdf.y, pdf.page
            self._text(name, 10, colour=SOFT)
            if pdf.page == page:
                pdf.set_y(top)
            self._text(value, 10, indent=52)
            pdf.ln(1.6)
        self._rule()

    def section(self, head: str, lead: Sequence[str] = ()) -> None:
        """Begin a section with a bookmark: on a new page, unless most of this one is left."""
        pdf = self._pdf
        if pdf.page_no() == 1 or pdf.will_page_break(120):
            pdf.add_page()
        else:
            pdf.ln(8)
        pdf.start_section(self._drawable(head))
        self._text(head, 16, bold=True, height=8)
        for line in lead:
            pdf.ln(1.5)
            self._text(line, 9.5, colour=SOFT, height=5)
        pdf.ln(4)

    def bookmark(self, name: str) -> None:
        """Mark this place for the list of contents that readers of PDF show beside the page."""
        self._pdf.start_section(self._drawable(name), level=1)

    def table(self, table: Table) -> None:
        """Write a table as entries, one under the other: columns would be too narrow on paper."""
        if table.head:
            self._keep(30)
            self._text(table.head, 12, bold=True, height=7)
            self._pdf.ln(1)
        if not table.rows:
            self._text(table.none, 10, colour=SOFT)
        for row in table.rows:
            self._keep(16)
            self._rule()
            self._pdf.ln(1.6)
            self._text(row[0], 10, bold=True)
            for name, cell in zip(table.columns[1:], row[1:], strict=True):
                if cell:
                    self._text(f"{name}: {cell}", 9.5, height=4.9)
            self._pdf.ln(1.6)
        self._pdf.ln(4)

    def record(self, one: ShownRecord) -> None:
        """Write one record."""
        pdf = self._pdf
        self._keep(24)
        self._rule()
        pdf.ln(2.4)
        self._text(f"{one.ref}   {_said(one.author)}", 10.5, bold=True)
        line = f"{one.sent} · {one.labels}" if one.labels else one.sent
        self._text(line, 8.5, colour=SOFT)
        pdf.ln(1)
        if one.withheld:
            self._text(f"{BLOCK * 12} {one.withheld}", 10, indent=4)
        for part in one.context:
            self._context(part)
        for part in one.texts:
            self._version(part)
        for file in one.files:
            self._file(file)
        if one.facts:
            facts = "   ".join(f"{name}: {_said(value)}" for name, value in one.facts)
            pdf.ln(0.6)
            self._text(facts, 7.5, colour=SOFT, indent=4)
        pdf.ln(2.4)

    def _context(self, part: ShownText) -> None:
        self._text(f"{part.head} {_said(part.runs)}", 9, colour=SOFT, height=4.7, indent=4)
        self._pdf.ln(0.8)

    def _version(self, part: ShownText) -> None:
        pdf = self._pdf
        if part.head:
            self._keep(14)
            self._text(part.head, 8.5, bold=True, colour=SOFT, indent=4)
        top, page = pdf.y, pdf.page
        if not part.bare:
            self._text(_said(part.runs) or self._speaker.tell("no_text"), 10.5, height=5.3, indent=4)
        if pdf.page == page and not part.bare:
            pdf.set_fill_color(*ACCENT)
            pdf.rect(MARGIN, top + 0.5, 0.8, pdf.y - top - 1, style="F")
        pdf.ln(1)
        for link in part.links:
            self._text(_said(link), 9, colour=SOFT, height=4.7, indent=4)
            pdf.ln(0.8)

    def _file(self, file: ShownFile) -> None:
        place = f" → {file.place}" if file.place else ""
        self._text(f"{_said(file.name)}: {file.state}", 9, indent=4, height=4.7)
        if place:
            self._text(place.strip(), 7, colour=SOFT, indent=4)

    def save(self, path: Path) -> None:
        """Write it to disk."""
        self._pdf.output(str(path))


def _ruler(font: TTFFont) -> Ruler:
    return Ruler(lambda sign: font.cw[ord(sign)])


def _said(runs: Runs) -> str:
    """Return runs as one text; what is withheld as a black bar and why."""
    return "".join(f"{BLOCK * 5} [{run.withheld}]" if run.withheld else run.text for run in runs)
