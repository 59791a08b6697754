"""The tables about councils, people and what passes through: everything but the records themselves.

The other `schema_…` modules hold the rest, on the same metadata. The migrations in `migrations/` are what a
database is made by; a test holds the two equal.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from minutebook.storage.columns import Instant, Names

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


Kind = TypeEngine[Any] | type[TypeEngine[Any]]


def column(
    name: str, kind: Kind, comment: str, *, nullable: bool = False, references: str | None = None, **more: Any
) -> sa.Column[Any]:
    """Return a column that takes no null unless told, with what it means.

    Args:
        references: `table.column` it points at.
        more: what else `sa.Column` takes.
    """
    keys = [sa.ForeignKey(references)] if references else []
    return sa.Column(name, kind, *keys, nullable=nullable, comment=comment, **more)


def council_column(*, nullable: bool = False, **more: Any) -> sa.Column[Any]:
    """Return the column that says whose row it is."""
    return column(
        "council_id", sa.Integer, "whose it is", nullable=nullable, references="councils.id", **more
    )


inbox = sa.Table(
    "inbox",
    metadata,
    column("bot_id", sa.BigInteger, "which bot received it", primary_key=True),
    column("update_id", sa.BigInteger, "Telegram's number of the update", primary_key=True),
    column("kept_at", Instant, "when it was kept, before it was confirmed to Telegram"),
    column("state", sa.String(8), "kept, done or aside"),
    column("payload", sa.Text, "the update exactly as it came; gone once done", nullable=True),
    column("tries", sa.Integer, "how often handling it has failed", server_default="0"),
    column("fault", sa.String(80), "type of the last error, never its text", nullable=True),
)

facts = sa.Table(
    "facts",
    metadata,
    column("name", sa.String(40), "what it is", primary_key=True),
    column("value", sa.Text, "its value"),
)

councils = sa.Table(
    "councils",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    column("name", sa.String(200), "the council's name", unique=True),
    column("policy", sa.String(40), "name of the adopted policy"),
    column("cautions", sa.String(8), "auto, public, private, observe or off"),
    column("quorum", sa.Integer, "members agreeing in the chat that the clerk is told of"),
    column("digest_at", sa.String(5), "local time of the digest, 07:30"),
    column("timezone", sa.String(64), "IANA zone"),
    column("quiet_minutes", sa.Integer, "how long a matter takes in what follows it"),
    column("memory_hours", sa.Integer, "how long the short memory keeps a message"),
    column("capture_emoji", sa.String(8), "reaction that puts a message on the record"),
    column("contact", sa.String(200), "whom to ask about privacy", server_default=""),
    column("mailbox", sa.String(254), "where the clerk's copies go by e-mail", server_default=""),
    column("mail_records", sa.Boolean, "whether each record goes there", server_default=sa.false()),
    column("mail_digest", sa.Boolean, "whether the digest goes there", server_default=sa.false()),
    column("next_digest_at", Instant, "when the next digest is due"),
    column("created_at", Instant, "when it was set up"),
    column("created_by", sa.BigInteger, "user id of who set it up"),
)

groups = sa.Table(
    "groups",
    metadata,
    column("chat_id", sa.BigInteger, "Telegram's id", primary_key=True),
    council_column(index=True),
    column("title", sa.String(255), "the group's title"),
    column("kind", sa.String(12), "group or supergroup"),
    column("forum", sa.Boolean, "whether it has topics"),
    column("bot_status", sa.String(16), "the bot's own standing: administrator, member, left …"),
    column("set_up_at", Instant, "when"),
    column("set_up_by", sa.BigInteger, "by whom"),
    column("migrated_to", sa.BigInteger, "the supergroup it became", nullable=True),
)

waiting_groups = sa.Table(
    "waiting_groups",
    metadata,
    column("chat_id", sa.BigInteger, "a group the bot is in that nobody has set up", primary_key=True),
    column("since", Instant, "since when; it is left after a day"),
)

people = sa.Table(
    "people",
    metadata,
    column("user_id", sa.BigInteger, "Telegram's id", primary_key=True),
    column("name", sa.String(255), "display name when last seen"),
    column("username", sa.String(64), "without the @, lower case", nullable=True, index=True),
    column("private_open", sa.Boolean, "whether the bot may write to them", server_default=sa.false()),
    column("seen_at", Instant, "when last seen"),
)

members = sa.Table(
    "members",
    metadata,
    column("chat_id", sa.BigInteger, "the group", primary_key=True),
    column("user_id", sa.BigInteger, "the person", primary_key=True, index=True),
    column("present", sa.Boolean, "whether they are in it now"),
    column("changed_at", Instant, "since when that is known"),
)

roles = sa.Table(
    "roles",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("user_id", sa.BigInteger, "who holds it"),
    column("role", sa.String(10), "admin, clerk, deputy, staffing or officer"),
    column("granted_at", Instant, "since when"),
    column("granted_by", sa.BigInteger, "by whom"),
    column("ended_at", Instant, "until when; empty while it is held", nullable=True),
    column("ended_by", sa.BigInteger, "by whom it was ended", nullable=True),
    sa.Index("ix_roles_live", "council_id", "user_id", sqlite_where=sa.text("ended_at IS NULL")),
    sa.Index("ix_roles_held", "user_id", sqlite_where=sa.text("ended_at IS NULL")),
)

invitations = sa.Table(
    "invitations",
    metadata,
    column("digest", sa.String(64), "SHA-256 of the one-use code in the link", primary_key=True),
    council_column(),
    column("role", sa.String(10), "the appointment it brings"),
    column("created_at", Instant, "when"),
    column("created_by", sa.BigInteger, "by which admin"),
    column("used_at", Instant, "when it was used", nullable=True),
)

claims = sa.Table(
    "claims",
    metadata,
    column("digest", sa.String(64), "SHA-256 of the code shown at the computer", primary_key=True),
    column("created_at", Instant, "when; it is good for an hour"),
    column("tries", sa.Integer, "wrong codes tried since", server_default="0"),
    column("used_at", Instant, "when it was used", nullable=True),
)

claimed_admins = sa.Table(
    "claimed_admins",
    metadata,
    column("user_id", sa.BigInteger, "who claimed to be admin with the code", primary_key=True),
    column("claimed_at", Instant, "when"),
)

settings_log = sa.Table(
    "settings_log",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(index=True),
    column("at", Instant, "when"),
    column("by_id", sa.BigInteger, "by whom"),
    column("name", sa.String(40), "what was changed"),
    column("old", sa.Text, "from"),
    column("new", sa.Text, "to"),
)

memory = sa.Table(
    "memory",
    metadata,
    column("chat_id", sa.BigInteger, "the group", primary_key=True),
    column("message_id", sa.BigInteger, "the message", primary_key=True),
    council_column(),
    column("topic_id", sa.BigInteger, "forum topic", nullable=True),
    column("sender_id", sa.BigInteger, "who"),
    column("sent_at", Instant, "when"),
    column("poll_id", sa.String(32), "Telegram's id of its poll", nullable=True),
    column("body", sa.Text, "the message as it stands now, as JSON"),
    column("earlier", sa.Text, "its earlier versions, as a JSON list", nullable=True),
    sa.Index("ix_memory_poll", "poll_id", sqlite_where=sa.text("poll_id IS NOT NULL")),
    sa.Index("ix_memory_sent", "council_id", "sent_at"),
)

candidates = sa.Table(
    "candidates",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("chat_id", sa.BigInteger, "the group"),
    column("message_id", sa.BigInteger, "the message"),
    column(
        "matter_id",
        sa.Integer,
        "the matter it belongs to",
        nullable=True,
        references="matters.id",
        index=True,
    ),
    column("labels", Names, "what the detector called it"),
    column("route", sa.String(8), "clerk, or staffing where it is about the clerk or deputy"),
    column("late", sa.Boolean, "read too late to be cautioned"),
    column("sent_at", Instant, "when it was said"),
    column("flagged_at", Instant, "when it was flagged"),
    column("listings", sa.Integer, "delivered digests that listed it", server_default="0"),
    column("said_transitory", sa.String(255), "who pressed Not council business in the group", nullable=True),
    column("state", sa.String(10), "open, recorded, transitory or lapsed"),
    column("decided_at", Instant, "when it stopped being open", nullable=True),
    column("decided_by", sa.BigInteger, "by whom", nullable=True),
    column("body", sa.Text, "the message as JSON; gone once it is not open", nullable=True),
    column("vector", sa.LargeBinary, "what it is like, in numbers; gone with the message", nullable=True),
    column("model", sa.String(40), "whose numbers these are", nullable=True),
    column(
        "why", sa.Text, "where in the message the words stand that told, as JSON; gone with it", nullable=True
    ),
    sa.UniqueConstraint("chat_id", "message_id"),
    sa.Index("ix_candidates_open", "council_id", "flagged_at", sqlite_where=sa.text("state = 'open'")),
    sa.Index("ix_candidates_kept", "id", sqlite_where=sa.text("state <> 'open' AND body IS NOT NULL")),
    sa.Index(
        "ix_candidates_staffing", "council_id", "flagged_at", sqlite_where=sa.text("route = 'staffing'")
    ),
)

matters = sa.Table(
    "matters",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("chat_id", sa.BigInteger, "the group"),
    column("topic_id", sa.BigInteger, "forum topic", nullable=True),
    column("state", sa.String(10), "flagged, on_agenda, resolved, not_taken, delegated, withdrawn"),
    column("raised_by", sa.BigInteger, "who raised it"),
    column("opened_at", Instant, "its first message"),
    column("last_at", Instant, "its latest message"),
    column("cautioned", Names, "kinds already cautioned"),
    column("quietened_by", sa.BigInteger, "who pressed Not council business", nullable=True),
    column("consensus_at", Instant, "when the clerk was told that a quorum agrees", nullable=True),
    column("consensus_count", sa.Integer, "how many agreed then", server_default="0"),
    column("minute", sa.String(80), "minute reference, or which delegated power", server_default=""),
    column("settled_at", Instant, "when the clerk entered how it ended", nullable=True),
    column("settled_by", sa.BigInteger, "who entered it", nullable=True),
    sa.Index("ix_matters_chat", "chat_id", "last_at"),
    sa.Index("ix_matters_opened", "council_id", "opened_at"),
    sa.Index("ix_matters_settled", "council_id", "settled_at"),
    sa.Index(
        "ix_matters_consensus",
        "council_id",
        "consensus_at",
        sqlite_where=sa.text("consensus_at IS NOT NULL"),
    ),
)

matter_messages = sa.Table(
    "matter_messages",
    metadata,
    column("chat_id", sa.BigInteger, "the group", primary_key=True),
    column("message_id", sa.BigInteger, "a message of it", primary_key=True),
    column("matter_id", sa.Integer, "the matter", references="matters.id", index=True),
)

matter_votes = sa.Table(
    "matter_votes",
    metadata,
    column("matter_id", sa.Integer, "the matter", primary_key=True, references="matters.id"),
    column("user_id", sa.BigInteger, "who agrees", primary_key=True),
    column("message_id", sa.BigInteger, "with what: said in it, or reacted to it", primary_key=True),
    column("at", Instant, "since when"),
)

agenda = sa.Table(
    "agenda",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(index=True),
    column("matter_id", sa.Integer, "the matter", unique=True, references="matters.id"),
    column("chat_id", sa.BigInteger, "the group"),
    column("message_id", sa.BigInteger, "the message it was asked under"),
    column("title", sa.String(300), "what to call it, as typed; may be empty", server_default=""),
    column("raised_by", sa.BigInteger, "who asked"),
    column("raised_by_name", sa.String(255), "their name"),
    column("at", Instant, "when"),
    column("done_at", Instant, "when the clerk took it off the list", nullable=True),
)

buttons = sa.Table(
    "buttons",
    metadata,
    column("key", sa.String(24), "what Telegram sends back", primary_key=True),
    council_column(),
    column("action", sa.String(24), "what it does"),
    column("target", sa.BigInteger, "id it does it to", nullable=True),
    column("extra", sa.String(200), "what else it needs", server_default=""),
    column("made_at", Instant, "when"),
)
