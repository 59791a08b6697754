"""Cut DejaVu Sans down to what a council's records are written in: `python -m fonts`.

The fonts come out of matplotlib's wheel, which pip fetches and nothing installs; fontTools, which fpdf2 brings,
cuts them.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parents[1] / "src" / "minutebook" / "reports" / "bundle" / "fonts"
WHEEL = "matplotlib==3.10.7"
INSIDE = "matplotlib/mpl-data/fonts/ttf/"
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
LICENCE = "LICENSE_DEJAVU"
KEPT = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x024F),  # accents; Welsh ŵ and ŷ; Polish, Czech, Turkish …
    (0x02B0, 0x02FF),  # modifiers
    (0x0300, 0x036F),  # accents by themselves
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # more Latin: Welsh ẁ, Gaelic dots
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # raised and lowered numbers
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # №, ™, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2500, 0x25FF),  # boxes, blocks, shapes
    (0x2600, 0x27BF),  # ☎ ✓ ✍ and their like, in black and white
    (0xFB00, 0xFB06),  # ligatures
    (0xFFFD, 0xFFFD),
)
"""First and last code point of what is kept."""


def main() -> None:
    """Fetch, cut and write both fonts and their licence."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, WHEEL]
        subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)  # noqa: S603
        wheel = next(Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            for name in FONTS:
                source = Path(archive.extract(INSIDE + name, folder))
                cut(source, TARGET / name)
            (TARGET / LICENCE).write_bytes(archive.read(INSIDE + LICENCE))


def cut(source: Path, target: Path) -> None:
    """Write `source` to `target` with what is kept, without hinting: it is for paper."""
    options = subset.Options(
        hinting=False, layout_features=["kern", "liga", "mark", "ccmp"], notdef_outline=True
    )
    options.name_IDs = ["*"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    cutter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main()
