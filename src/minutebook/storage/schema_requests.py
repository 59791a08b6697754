"""The tables of information requests: the case, its clock, what was searched for, and what is held for it."""

import sqlalchemy as sa

from minutebook.storage.columns import Instant
from minutebook.storage.schema import column, council_column, metadata

requests = sa.Table(
    "requests",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("number", sa.Integer, "what the clerk calls it by, from 1 in each council"),
    column("kind", sa.String(4), "foi, eir or sar"),
    column("title", sa.Text, "what is asked for, in the clerk's words"),
    column("received_on", sa.String(10), "the day it was received, in the council's zone"),
    column(
        "due_on",
        sa.String(10),
        "the day by which it is to be answered; empty while its clock is stopped",
        nullable=True,
    ),
    column("extended_at", Instant, "when the clerk extended it", nullable=True),
    column("extended_by", sa.BigInteger, "who did", nullable=True),
    column("state", sa.String(6), "open or closed"),
    column("opened_at", Instant, "when"),
    column("opened_by", sa.BigInteger, "by whom"),
    column("opened_by_name", sa.String(255), "their name"),
    column("closed_at", Instant, "when", nullable=True),
    column("closed_by", sa.BigInteger, "by whom", nullable=True),
    column("outcome", sa.Text, "how it ended, in the clerk's words", server_default=""),
    column("reminded_at", Instant, "when the group was reminded not to delete", nullable=True),
    sa.UniqueConstraint("council_id", "number"),
)

request_pauses = sa.Table(
    "request_pauses",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    column("request_id", sa.Integer, "the request", references="requests.id", index=True),
    column("why", sa.String(14), "identity or clarification"),
    column("began_on", sa.String(10), "the day the clock was stopped"),
    column("ended_on", sa.String(10), "the day it went on", nullable=True),
    column("by_id", sa.BigInteger, "by whom"),
    column("ended_by", sa.BigInteger, "who let it go on", nullable=True),
)

held = sa.Table(
    "held",
    metadata,
    column(
        "request_id", sa.Integer, "the request it is held for", primary_key=True, references="requests.id"
    ),
    column("chat_id", sa.BigInteger, "the group of the message", primary_key=True),
    column(
        "message_id", sa.BigInteger, "the message: on the record, flagged or remembered", primary_key=True
    ),
    council_column(),
    column("held_at", Instant, "since when"),
    column("held_by", sa.BigInteger, "by whom; 0 where a search of an open request took it"),
    column("released_at", Instant, "until when; empty while it is held", nullable=True),
    column("released_by", sa.BigInteger, "by whom", nullable=True),
    sa.Index("ix_held_live", "chat_id", "message_id", sqlite_where=sa.text("released_at IS NULL")),
)

searches = sa.Table(
    "searches",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("request_id", sa.Integer, "the request it was for", references="requests.id", index=True),
    column("at", Instant, "when"),
    column("by_id", sa.BigInteger, "who searched"),
    column("by_name", sa.String(255), "their name"),
    column("words", sa.Text, "the terms"),
    column("records", sa.Integer, "hits on the record"),
    column("others", sa.Integer, "hits in the short memory and among what is flagged"),
)
