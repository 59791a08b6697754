"""Nothing in a message that a record needs is lost on its way from Telegram into the store."""

from datetime import UTC, datetime

import pytest
import telegram

from minutebook.council.contents import content_of, is_content
from minutebook.council.ledger import canonical, content_digest
from minutebook.council.messages import Message, links_of
from minutebook.handlers.parse_message import parse_message
from minutebook.storage.codec import facts_from_json, message_from_json, message_to_json

ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "last_name": "Harrow"}
TOM = {"id": 8, "is_bot": False, "first_name": "Tom"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Wexcombe"}
CHANNEL = {"id": -1002, "type": "channel", "title": "County news"}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 12}


def parsed(**more: object) -> Message:
    """A message as it arrives, parsed; kept and read back it must be the same."""
    raw = {"message_id": 5, "date": 1_772_000_000, "chat": GROUP, "from": ANN, **more}
    message = telegram.Message.de_json(raw, None)
    assert message is not None
    whole = parse_message(message)
    assert message_from_json(message_to_json(whole)) == whole
    return whole


@pytest.mark.parametrize(
    ("held", "text", "other"),
    [
        ({"location": {"latitude": 51.5, "longitude": -0.1}}, "", "location 51.50000, -0.10000"),
        (
            {"location": {"latitude": 51.5, "longitude": -0.1, "live_period": 900}},
            "",
            "live location, begun at 51.50000, -0.10000",
        ),
        (
            {
                "venue": {
                    "title": "The Hall",
                    "address": "High Street",
                    "location": {"latitude": 51.5, "longitude": -0.1},
                }
            },
            "",
            "place: The Hall, High Street (51.50000, -0.10000)",
        ),
        (
            {
                "contact": {
                    "phone_number": "+44 1632 960001",
                    "first_name": "Jo",
                    "vcard": "BEGIN:VCARD\nFN:Jo\nEMAIL:jo@example.org\nEND:VCARD",
                }
            },
            "",
            "contact: Jo +44 1632 960001; EMAIL:jo@example.org",
        ),
        ({"dice": {"emoji": "🎲", "value": 4}}, "", "dice: 🎲 4"),
        ({"story": {"chat": CHANNEL, "id": 3}}, "", "a story of County news"),
        (
            {
                "checklist": {
                    "title": "Fete",
                    "tasks": [{"id": 1, "text": "Tea"}, {"id": 2, "text": "Urn", "completion_date": 1}],
                }
            },
            "Fete\n☐ Tea\n☑ Urn",
            None,
        ),
        (
            {"rich_message": {"blocks": [{"type": "paragraph", "text": ["Agreed, ", {"text": "Tom"}]}]}},
            "Agreed, Tom",
            None,
        ),
    ],
)
def test_what_is_no_text_and_no_file_is_kept_in_words(
    held: dict[str, object], text: str, other: str | None
) -> None:
    """A place, a contact with its card, a checklist and the like stand in the record as words."""
    whole = parsed(**held)
    assert (whole.text, whole.other) == (text, other)


@pytest.mark.parametrize(
    "kind", ["document", "audio", "video", "animation", "voice", "video_note", "sticker", "live_photo"]
)
def test_every_kind_of_file_is_kept(kind: str) -> None:
    """Whatever Telegram hands over as a file is an attachment of the record."""
    sizes = {
        "duration": 3,
        "width": 8,
        "height": 8,
        "length": 8,
        "type": "regular",
        "is_animated": False,
        "is_video": False,
    }
    [file] = parsed(**{kind: {**FILE, **sizes}}).attachments
    assert (file.kind, file.file_id, file.unique_id, file.size) == (kind, "f", "u", 12)


def test_of_a_photo_the_largest_is_kept() -> None:
    """Telegram gives a photo in several sizes."""
    sizes = [{**FILE, "file_id": str(width), "width": width, "height": 1} for width in (90, 1_280)]
    assert [file.file_id for file in parsed(photo=sizes).attachments] == ["1280"]


@pytest.mark.parametrize(
    ("origin", "name", "key", "place"),
    [
        ({"type": "user", "sender_user": TOM}, "Tom", 8, None),
        ({"type": "hidden_user", "sender_user_name": "T."}, "T.", None, None),
        ({"type": "chat", "sender_chat": GROUP}, "Wexcombe", -1001, None),
        ({"type": "channel", "chat": CHANNEL, "message_id": 42}, "County news", -1002, 42),
    ],
)
def test_a_forward_says_where_from_and_when(
    origin: dict[str, object], name: str, key: int | None, place: int | None
) -> None:
    """Who or what it comes from, under which id where Telegram says, and when it was first sent."""
    whole = parsed(text="News", forward_origin={**origin, "date": 1_771_000_000})
    assert (whole.forward_from, whole.forward_id, whole.forward_message_id) == (name, key, place)
    assert whole.forward_at == datetime.fromtimestamp(1_771_000_000, UTC)
    assert facts_from_json(message_to_json(whole)).forward_at == whole.forward_at


def test_links_that_the_words_do_not_show_are_kept() -> None:
    """An address behind words is found by UTF-16 offsets, and is content: changing it breaks the digest."""
    link = {"type": "text_link", "offset": 3, "length": 4, "url": "https://example.org/a"}
    whole = parsed(text="😀 here", entities=[link])
    assert links_of(whole) == (("here", "https://example.org/a"),)
    assert facts_from_json(message_to_json(whole)).links == links_of(whole)
    other = parsed(text="😀 here", entities=[{**link, "url": "https://example.org/b"}])
    assert canonical(content_of(whole)) != canonical(content_of(other))


def test_what_it_answers_and_quotes_is_kept() -> None:
    """The message it replies to and the words picked out of it; of one in another chat, whose it is."""
    original = {
        "message_id": 4,
        "date": 1_771_999_000,
        "chat": GROUP,
        "from": TOM,
        "text": "Shall we? Or not?",
    }
    whole = parsed(text="Yes", reply_to_message=original, quote={"text": "Shall we?", "position": 0})
    assert (whole.reply_to, whole.reply_sender_id, whole.quote) == (4, 8, "Shall we?")
    away = {"origin": {"type": "user", "date": 1_771_000_000, "sender_user": TOM}, "chat": CHANNEL}
    assert parsed(text="Yes", external_reply=away).reply_elsewhere == "Tom"


def test_a_poll_keeps_its_options_and_known_counts() -> None:
    """Of a poll that is closed the totals stand in the record; of one that is open nobody knows them."""
    options = [
        {"persistent_id": name, "text": name, "voter_count": count} for name, count in (("Yes", 3), ("No", 1))
    ]
    poll = {
        "id": "77",
        "question": "Mend the wall?",
        "options": options,
        "total_voter_count": 4,
        "is_closed": True,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    closed = parsed(poll=poll)
    assert (closed.text, closed.other) == ("Mend the wall?", "poll: Yes 3, No 1")
    assert facts_from_json(message_to_json(closed)).totals == "Yes 3, No 1"
    assert parsed(poll={**poll, "is_closed": False}).other == "poll: Yes, No"


def test_what_was_sealed_before_content_named_its_form_still_verifies() -> None:
    """A literal digest of each form: neither may move. Nothing but what it was made from fits it."""
    whole = parsed(text="Agreed.", reply_to_message=None)
    salt = b"s" * 16
    assert content_digest(salt, content_of(whole)) == FORM_2
    assert is_content(whole, salt, FORM_2)
    assert is_content(whole, salt, FORM_1)
    assert not is_content(parsed(text="Agreed!"), salt, FORM_1)


FORM_1 = "c0dd2037f560c66497d15adc793b710a136d6994b1a60265e6ab6e1debd18a80"
FORM_2 = "9fc9e6da7fda1eda99ff76ddf7da69c7cf589f8b1206e9a46474d3fd31a64edf"
