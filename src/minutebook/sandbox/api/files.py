"""Files: what a bot uploads, and getFile with the link it gives."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from minutebook.sandbox import shapes
from minutebook.sandbox.api.call import Call, Upload
from minutebook.sandbox.errors import ApiRefusal, bad_request
from minutebook.sandbox.messages import Attachment
from minutebook.sandbox.people import Bot
from minutebook.sandbox.state import State
from minutebook.sandbox.wire import Json

Sendable = Literal["document", "photo"]
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
LINK_LASTS = timedelta(hours=1)
FILE_ID = re.compile(r"BQACAg([0-9a-f]+)-(AgAD[0-9a-f]{8})s?")


def sent(call: Call, field: Sendable) -> Attachment:
    """The file of a send: uploaded, or known by its id.

    Raises:
        ApiRefusal: 400 none or an unknown one, 413 over 50 MB.
    """
    value = call.text(field)
    upload = call.files.get(field) or call.files.get(value.removeprefix("attach://"))
    if upload is not None:
        return _kept(call.state, field, upload)
    if not value:
        raise bad_request(f"there is no {field} in the request")
    known = _found(call, value)
    if known.kind != field:
        raise bad_request(f"can't use file of type {known.kind.capitalize()} as {field.capitalize()}")
    return known


def _kept(state: State, field: Sendable, upload: Upload) -> Attachment:
    if len(upload.content) > UPLOAD_LIMIT:
        raise ApiRefusal(413, "Request Entity Too Large")
    if not upload.content:
        raise bad_request("file must be non-empty")
    return state.new_file(field, upload.name, upload.content, upload.mime)


def _found(call: Call, file_id: str) -> Attachment:
    match = FILE_ID.fullmatch(file_id)
    if match is None:
        raise bad_request("invalid file_id")
    known = call.state.files.get(match.group(2))
    if known is None or int(match.group(1), 16) != call.bot.id:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return known


def get_file(call: Call) -> Json:
    """getFile: the path under which the file can be fetched, for files up to 20 MiB."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("invalid file_id")
    known = _found(call, file_id)
    if known.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    call.state.links[call.bot.id, _path(known)] = call.state.now()
    suffix = "s" if file_id.endswith("s") else ""
    return {
        "file_id": shapes.file_id(call.bot, known, suffix),
        "file_unique_id": known.unique_id + suffix,
        "file_size": known.size,
        "file_path": _path(known),
    }


def _path(file: Attachment) -> str:
    folder = {"photo": "photos", "voice": "voice", "document": "documents"}[file.kind]
    _, dot, ending = file.file_name.lower().rpartition(".")
    shown = dot + ending if dot and ending.isascii() and ending.isalnum() else ""
    return f"{folder}/file_{int(file.unique_id[4:], 16)}{shown}"


def at_path(state: State, bot: Bot, path: str) -> Attachment | None:
    """The file a link leads to; None an hour after it was given, or if it never was."""
    given = state.links.get((bot.id, path))
    if given is None or state.now() - given > LINK_LASTS:
        return None
    match = re.search(r"/file_(\d+)", path)
    return state.files.get(f"AgAD{int(match.group(1)):08x}") if match else None
