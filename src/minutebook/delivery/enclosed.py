"""Files on their way out: read again and compared with what the store says they are."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from minutebook.council.letters import Enclosure, NotCarried, Reach

PIECE = 1 << 20
"""Bytes read at once."""


def pieces_of(folder: Path, enclosure: Enclosure) -> Iterator[bytes]:
    """Yield a file's bytes, a piece at a time; whoever writes them somewhere waits for the end to keep them.

    Args:
        folder: where files are kept.

    Raises:
        NotCarried: it is missing, cannot be read, or is not the file that was stored; known at the end only.
    """
    digest = hashlib.sha256()
    try:
        with (folder / enclosure.path).open("rb") as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
                yield piece
    except OSError as error:
        raise NotCarried("damaged", Reach.LETTER, lasting=True) from error
    if digest.hexdigest() != enclosure.sha256:
        raise NotCarried("damaged", Reach.LETTER, lasting=True)


def content_of(folder: Path, enclosure: Enclosure) -> bytes:
    """Return a file's bytes.

    Raises:
        NotCarried: as for `pieces_of`.
    """
    return b"".join(pieces_of(folder, enclosure))
