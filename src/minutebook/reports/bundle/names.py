"""What files are called in a bundle: by their content, with an ending that opens and never runs. Pure."""

import re
import unicodedata

from minutebook.council.records import RecordFile

OPENED = frozenset(
    {"pdf", "jpg", "jpeg", "png", "gif", "webp", "heic", "tif", "tiff", "bmp"}
    | {"doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp"}
    | {"mp3", "ogg", "oga", "opus", "m4a", "wav", "mp4", "mov", "webm", "eml", "msg", "zip"}
)
"""Endings a file keeps; any other becomes `.bin`, which nothing runs."""

BY_TYPE = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "text/plain": "txt",
    "text/csv": "csv",
}
BY_KIND = {"photo": "jpg", "voice": "ogg", "video": "mp4", "video_note": "mp4", "animation": "mp4"}
SEEN = frozenset({"jpg", "jpeg", "png", "gif", "webp"})
"""Endings of pictures that a browser shows."""


def ending_of(file: RecordFile) -> str:
    """Return the ending a file has in a bundle, from its name, its claimed type or its kind."""
    found = re.search(r"\.([A-Za-z0-9]{1,5})$", (file.name or "").strip())
    if found:
        ending = found[1].lower()
        return ending if ending in OPENED else "bin"
    return BY_TYPE.get(file.mime or "", BY_KIND.get(file.kind, "bin"))


def place_of(file: RecordFile) -> str:
    """Return where a stored file lies in a bundle: `files/<its SHA-256>.pdf`."""
    return f"files/{file.sha256}.{ending_of(file)}"


def safe_name(name: str, ending: str) -> str:
    """Return a name to save a file under: as its sender called it, as far as any computer takes that.

    Args:
        name: as the sender's device gave it, or any words.
        ending: what it is to end in.
    """
    stem = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem.strip())
    kept = "".join(c if c.isalnum() or c in " -_().," else "_" for c in stem).strip(" ._")[:80]
    # Windows keeps these for itself, whatever follows.
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", kept):
        kept = f"_{kept}"
    return f"{kept or 'file'}.{ending}"
