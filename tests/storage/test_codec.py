"""A message kept as JSON comes back the same."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.assessment import Why
from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Attachment, Entity, Message, Poll, Sender, SenderKind
from minutebook.council.outgoing import Button, Send, Way, from_json, to_json
from minutebook.storage.codec import message_from_json, message_to_json, why_from_json, why_to_json

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
words = texts.filter(bool)
ids = st.integers(-(2**52), 2**52)
instants = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
maybe_words = st.none() | words
messages = st.builds(
    Message,
    chat_id=ids,
    message_id=ids,
    sender=st.builds(Sender, ids, texts, maybe_words, st.sampled_from(SenderKind)),
    sent_at=instants,
    text=texts,
    topic_id=st.none() | ids,
    reply_to=st.none() | ids,
    reply_sender_id=st.none() | ids,
    quote=maybe_words,
    edited_at=st.none() | instants,
    forward_from=maybe_words,
    album_id=maybe_words,
    entities=st.lists(st.builds(Entity, words, ids, ids, maybe_words, st.none() | ids), max_size=2).map(
        tuple
    ),
    attachments=st.lists(
        st.builds(Attachment, words, words, words, maybe_words, maybe_words, st.none() | ids), max_size=2
    ).map(tuple),
    poll=st.none()
    | st.builds(
        Poll,
        words,
        texts,
        st.lists(texts, max_size=3).map(tuple),
        st.booleans(),
        st.booleans(),
        st.lists(ids, max_size=3).map(tuple),
    ),
    other=maybe_words,
    mentions=st.lists(ids, max_size=3).map(tuple),
)


@given(messages)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    """Every field of a message survives being written as JSON and read back."""
    assert message_from_json(message_to_json(message)) == message


@given(
    st.lists(st.builds(Why, st.sampled_from([*Concern, *Subject]), ids, ids, texts), max_size=4).map(tuple)
)
def test_why_comes_back_as_it_was(why: tuple[Why, ...]) -> None:
    """What told survives being written as JSON and read back."""
    assert why_from_json(why_to_json(why)) == why


@given(
    st.lists(
        st.builds(
            Send,
            st.sampled_from(Way),
            ids,
            texts,
            st.none() | ids,
            st.none() | ids,
            st.lists(st.lists(st.builds(Button, texts, texts, texts), max_size=2).map(tuple), max_size=2).map(
                tuple
            ),
            st.booleans(),
            st.none() | ids,
            texts,
            st.none() | ids,
        ),
        max_size=3,
    ).map(tuple)
)
def test_what_is_to_be_sent_comes_back_as_it_was(ways: tuple[Send, ...]) -> None:
    """Every way of saying something survives the outbox."""
    assert from_json(to_json(ways)) == ways
