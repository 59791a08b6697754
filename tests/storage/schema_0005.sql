-- A store as the program's fifth schema (0005) had it: that of the fourth with its rows, brought up by that program's
-- own migration and used: letters that say which version and which file they brought, one that waits. It stays as it
-- is: a new schema brings a file of its own beside it.
PRAGMA application_id = 1296979010;
BEGIN;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE facts (
	name VARCHAR(40) NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_facts PRIMARY KEY (name)
);
CREATE TABLE inbox (
	bot_id BIGINT NOT NULL,
	update_id BIGINT NOT NULL,
	kept_at VARCHAR(32) NOT NULL,
	state VARCHAR(8) NOT NULL,
	payload TEXT,
	tries INTEGER DEFAULT '0' NOT NULL,
	fault VARCHAR(80),
	CONSTRAINT pk_inbox PRIMARY KEY (bot_id, update_id)
);
CREATE TABLE outbox_chats (
	chat_id BIGINT NOT NULL,
	next_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_outbox_chats PRIMARY KEY (chat_id)
);
CREATE TABLE digests (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	due_at VARCHAR(32) NOT NULL,
	since VARCHAR(32) NOT NULL,
	until VARCHAR(32) NOT NULL,
	made_at VARCHAR(32) NOT NULL,
	count INTEGER NOT NULL,
	head VARCHAR(64) NOT NULL,
	candidates TEXT NOT NULL,
	settled_at VARCHAR(32),
	CONSTRAINT pk_digests PRIMARY KEY (id),
	CONSTRAINT fk_digests_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_digests_council_id_due_at UNIQUE (council_id, due_at)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL,
	natural_key VARCHAR(120) NOT NULL,
	council_id INTEGER,
	chat_id BIGINT NOT NULL,
	kind VARCHAR(16) NOT NULL,
	subject_id INTEGER,
	payload TEXT,
	state VARCHAR(8) NOT NULL,
	tries INTEGER DEFAULT '0' NOT NULL,
	uncertain INTEGER DEFAULT '0' NOT NULL,
	next_at VARCHAR(32) NOT NULL,
	made_at VARCHAR(32) NOT NULL,
	sent_at VARCHAR(32),
	message_id BIGINT,
	way VARCHAR(16),
	digest VARCHAR(64) DEFAULT '' NOT NULL,
	fault VARCHAR(120),
	take_down_at VARCHAR(32),
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT fk_outbox_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_outbox_natural_key UNIQUE (natural_key)
);
CREATE TABLE claimed_admins (
	user_id BIGINT NOT NULL,
	claimed_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_claimed_admins PRIMARY KEY (user_id)
);
CREATE TABLE claims (
	digest VARCHAR(64) NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	tries INTEGER DEFAULT '0' NOT NULL,
	used_at VARCHAR(32),
	CONSTRAINT pk_claims PRIMARY KEY (digest)
);
CREATE TABLE councils (
	id INTEGER NOT NULL,
	name VARCHAR(200) NOT NULL,
	policy VARCHAR(40) NOT NULL,
	cautions VARCHAR(8) NOT NULL,
	quorum INTEGER NOT NULL,
	digest_at VARCHAR(5) NOT NULL,
	timezone VARCHAR(64) NOT NULL,
	quiet_minutes INTEGER NOT NULL,
	memory_hours INTEGER NOT NULL,
	capture_emoji VARCHAR(8) NOT NULL,
	contact VARCHAR(200) DEFAULT '' NOT NULL,
	next_digest_at VARCHAR(32) NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	created_by BIGINT NOT NULL, mailbox VARCHAR(254) DEFAULT '' NOT NULL, mail_records BOOLEAN DEFAULT 0 NOT NULL, mail_digest BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_councils PRIMARY KEY (id),
	CONSTRAINT uq_councils_name UNIQUE (name)
);
CREATE TABLE members (
	chat_id BIGINT NOT NULL,
	user_id BIGINT NOT NULL,
	present BOOLEAN NOT NULL,
	changed_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_members PRIMARY KEY (chat_id, user_id)
);
CREATE TABLE people (
	user_id BIGINT NOT NULL,
	name VARCHAR(255) NOT NULL,
	username VARCHAR(64),
	private_open BOOLEAN DEFAULT 0 NOT NULL,
	seen_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_people PRIMARY KEY (user_id)
);
CREATE TABLE waiting_groups (
	chat_id BIGINT NOT NULL,
	since VARCHAR(32) NOT NULL,
	CONSTRAINT pk_waiting_groups PRIMARY KEY (chat_id)
);
CREATE TABLE groups (
	chat_id BIGINT NOT NULL,
	council_id INTEGER NOT NULL,
	title VARCHAR(255) NOT NULL,
	kind VARCHAR(12) NOT NULL,
	forum BOOLEAN NOT NULL,
	bot_status VARCHAR(16) NOT NULL,
	set_up_at VARCHAR(32) NOT NULL,
	set_up_by BIGINT NOT NULL,
	migrated_to BIGINT,
	CONSTRAINT pk_groups PRIMARY KEY (chat_id),
	CONSTRAINT fk_groups_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE invitations (
	digest VARCHAR(64) NOT NULL,
	council_id INTEGER NOT NULL,
	role VARCHAR(10) NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	created_by BIGINT NOT NULL,
	used_at VARCHAR(32),
	CONSTRAINT pk_invitations PRIMARY KEY (digest),
	CONSTRAINT fk_invitations_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE roles (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	user_id BIGINT NOT NULL,
	role VARCHAR(10) NOT NULL,
	granted_at VARCHAR(32) NOT NULL,
	granted_by BIGINT NOT NULL,
	ended_at VARCHAR(32),
	ended_by BIGINT,
	CONSTRAINT pk_roles PRIMARY KEY (id),
	CONSTRAINT fk_roles_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE settings_log (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	by_id BIGINT NOT NULL,
	name VARCHAR(40) NOT NULL,
	old TEXT NOT NULL,
	new TEXT NOT NULL,
	CONSTRAINT pk_settings_log PRIMARY KEY (id),
	CONSTRAINT fk_settings_log_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE buttons (
	"key" VARCHAR(24) NOT NULL,
	council_id INTEGER NOT NULL,
	action VARCHAR(24) NOT NULL,
	target BIGINT,
	extra VARCHAR(200) DEFAULT '' NOT NULL,
	made_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_buttons PRIMARY KEY ("key"),
	CONSTRAINT fk_buttons_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE matters (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	topic_id BIGINT,
	state VARCHAR(10) NOT NULL,
	raised_by BIGINT NOT NULL,
	opened_at VARCHAR(32) NOT NULL,
	last_at VARCHAR(32) NOT NULL,
	cautioned TEXT NOT NULL,
	quietened_by BIGINT,
	consensus_at VARCHAR(32),
	consensus_count INTEGER DEFAULT '0' NOT NULL, minute VARCHAR(80) DEFAULT '' NOT NULL, settled_at VARCHAR(32), settled_by BIGINT,
	CONSTRAINT pk_matters PRIMARY KEY (id),
	CONSTRAINT fk_matters_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE memory (
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	council_id INTEGER NOT NULL,
	topic_id BIGINT,
	sender_id BIGINT NOT NULL,
	sent_at VARCHAR(32) NOT NULL,
	poll_id VARCHAR(32),
	body TEXT NOT NULL,
	earlier TEXT,
	CONSTRAINT pk_memory PRIMARY KEY (chat_id, message_id),
	CONSTRAINT fk_memory_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE agenda (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	matter_id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	title VARCHAR(300) DEFAULT '' NOT NULL,
	raised_by BIGINT NOT NULL,
	raised_by_name VARCHAR(255) NOT NULL,
	at VARCHAR(32) NOT NULL,
	done_at VARCHAR(32),
	CONSTRAINT pk_agenda PRIMARY KEY (id),
	CONSTRAINT fk_agenda_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_agenda_matter_id FOREIGN KEY(matter_id) REFERENCES matters (id),
	CONSTRAINT uq_agenda_matter_id UNIQUE (matter_id)
);
CREATE TABLE candidates (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	matter_id INTEGER,
	labels TEXT NOT NULL,
	route VARCHAR(8) NOT NULL,
	late BOOLEAN NOT NULL,
	sent_at VARCHAR(32) NOT NULL,
	flagged_at VARCHAR(32) NOT NULL,
	listings INTEGER DEFAULT '0' NOT NULL,
	said_transitory VARCHAR(255),
	state VARCHAR(10) NOT NULL,
	decided_at VARCHAR(32),
	decided_by BIGINT,
	body TEXT, vector BLOB, model VARCHAR(40),
	CONSTRAINT pk_candidates PRIMARY KEY (id),
	CONSTRAINT fk_candidates_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_candidates_matter_id FOREIGN KEY(matter_id) REFERENCES matters (id),
	CONSTRAINT uq_candidates_chat_id_message_id UNIQUE (chat_id, message_id)
);
CREATE TABLE matter_messages (
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	matter_id INTEGER NOT NULL,
	CONSTRAINT pk_matter_messages PRIMARY KEY (chat_id, message_id),
	CONSTRAINT fk_matter_messages_matter_id FOREIGN KEY(matter_id) REFERENCES matters (id)
);
CREATE TABLE matter_votes (
	matter_id INTEGER NOT NULL,
	user_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_matter_votes PRIMARY KEY (matter_id, user_id, message_id),
	CONSTRAINT fk_matter_votes_matter_id FOREIGN KEY(matter_id) REFERENCES matters (id)
);
CREATE TABLE ledger (
	council_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	act VARCHAR(12) NOT NULL,
	record_id INTEGER,
	version INTEGER NOT NULL,
	actor_id BIGINT NOT NULL,
	digest VARCHAR(64) NOT NULL,
	previous VARCHAR(64) NOT NULL,
	seal VARCHAR(64) NOT NULL,
	CONSTRAINT pk_ledger PRIMARY KEY (council_id, seq),
	CONSTRAINT fk_ledger_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE records (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	topic_id BIGINT,
	sender_id BIGINT NOT NULL,
	sender_name TEXT NOT NULL,
	sender_username VARCHAR(64),
	sender_kind VARCHAR(16) NOT NULL,
	sent_at VARCHAR(32) NOT NULL,
	captured_by BIGINT NOT NULL,
	captured_by_name TEXT NOT NULL,
	captured_at VARCHAR(32) NOT NULL,
	method VARCHAR(10) NOT NULL,
	concerns TEXT NOT NULL,
	subjects TEXT NOT NULL,
	route VARCHAR(8) NOT NULL,
	klass VARCHAR(40) DEFAULT '' NOT NULL,
	dispose_on VARCHAR(32),
	note TEXT DEFAULT '' NOT NULL,
	reply_to BIGINT,
	reply_sender TEXT,
	reply_text TEXT,
	quote TEXT,
	forward_from TEXT,
	other TEXT, classed_by BIGINT DEFAULT '0' NOT NULL, ending VARCHAR(8) DEFAULT 'review' NOT NULL, keep_until VARCHAR(32),
	CONSTRAINT pk_records PRIMARY KEY (id),
	CONSTRAINT fk_records_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_records_chat_id_message_id UNIQUE (chat_id, message_id),
	CONSTRAINT uq_records_council_id_year_number UNIQUE (council_id, year, number)
);
CREATE TABLE record_versions (
	record_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	text TEXT NOT NULL,
	body TEXT NOT NULL,
	salt BLOB,
	digest VARCHAR(64) NOT NULL, poll_id VARCHAR(32),
	CONSTRAINT pk_record_versions PRIMARY KEY (record_id, number),
	CONSTRAINT fk_record_versions_record_id FOREIGN KEY(record_id) REFERENCES records (id)
);
CREATE TABLE "gaps" (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	kind VARCHAR(12) NOT NULL,
	began_at VARCHAR(32) NOT NULL,
	ended_at VARCHAR(32),
	detail VARCHAR(200) DEFAULT ('') NOT NULL,
	chat_id BIGINT,
	CONSTRAINT pk_gaps PRIMARY KEY (id),
	CONSTRAINT fk_gaps_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE own_words (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	label VARCHAR(20),
	phrase VARCHAR(60) NOT NULL,
	added_by BIGINT NOT NULL,
	at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_own_words PRIMARY KEY (id),
	CONSTRAINT fk_own_words_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE meetings (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	entered_by BIGINT NOT NULL,
	entered_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_meetings PRIMARY KEY (id),
	CONSTRAINT fk_meetings_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_meetings_council_id_at UNIQUE (council_id, at)
);
CREATE TABLE examples (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	candidate_id INTEGER NOT NULL,
	labels TEXT NOT NULL,
	raises BOOLEAN NOT NULL,
	vector BLOB NOT NULL,
	model VARCHAR(40) NOT NULL,
	by_id BIGINT NOT NULL,
	at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_examples PRIMARY KEY (id),
	CONSTRAINT fk_examples_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_examples_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidates (id),
	CONSTRAINT uq_examples_candidate_id UNIQUE (candidate_id)
);
CREATE TABLE record_members (
	record_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	number INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	body TEXT NOT NULL,
	salt BLOB,
	digest VARCHAR(64) NOT NULL,
	poll_id VARCHAR(32),
	CONSTRAINT pk_record_members PRIMARY KEY (record_id, position, number),
	CONSTRAINT fk_record_members_record_id FOREIGN KEY(record_id) REFERENCES records (id)
);
CREATE TABLE "record_files" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	kind VARCHAR(12) NOT NULL,
	file_id TEXT NOT NULL,
	unique_id VARCHAR(64) NOT NULL,
	name TEXT,
	mime TEXT,
	size BIGINT,
	state VARCHAR(8) NOT NULL,
	sha256 VARCHAR(64),
	path VARCHAR(80),
	tries INTEGER DEFAULT '0' NOT NULL,
	next_at VARCHAR(32),
	CONSTRAINT fk_record_files_record_id FOREIGN KEY(record_id) REFERENCES records (id),
	CONSTRAINT uq_record_files_record_id_unique_id UNIQUE (record_id, unique_id)
);
CREATE TABLE requests (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(4) NOT NULL,
	title TEXT NOT NULL,
	received_on VARCHAR(10) NOT NULL,
	due_on VARCHAR(10),
	extended_at VARCHAR(32),
	extended_by BIGINT,
	state VARCHAR(6) NOT NULL,
	opened_at VARCHAR(32) NOT NULL,
	opened_by BIGINT NOT NULL,
	opened_by_name VARCHAR(255) NOT NULL,
	closed_at VARCHAR(32),
	closed_by BIGINT,
	outcome TEXT DEFAULT '' NOT NULL,
	reminded_at VARCHAR(32),
	CONSTRAINT pk_requests PRIMARY KEY (id),
	CONSTRAINT fk_requests_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_requests_council_id_number UNIQUE (council_id, number)
);
CREATE TABLE request_pauses (
	id INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	why VARCHAR(14) NOT NULL,
	began_on VARCHAR(10) NOT NULL,
	ended_on VARCHAR(10),
	by_id BIGINT NOT NULL,
	ended_by BIGINT,
	CONSTRAINT pk_request_pauses PRIMARY KEY (id),
	CONSTRAINT fk_request_pauses_request_id FOREIGN KEY(request_id) REFERENCES requests (id)
);
CREATE TABLE held (
	request_id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	council_id INTEGER NOT NULL,
	held_at VARCHAR(32) NOT NULL,
	held_by BIGINT NOT NULL,
	released_at VARCHAR(32),
	released_by BIGINT,
	CONSTRAINT pk_held PRIMARY KEY (request_id, chat_id, message_id),
	CONSTRAINT fk_held_request_id FOREIGN KEY(request_id) REFERENCES requests (id),
	CONSTRAINT fk_held_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE searches (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	by_id BIGINT NOT NULL,
	by_name VARCHAR(255) NOT NULL,
	words TEXT NOT NULL,
	records INTEGER NOT NULL,
	others INTEGER NOT NULL,
	CONSTRAINT pk_searches PRIMARY KEY (id),
	CONSTRAINT fk_searches_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_searches_request_id FOREIGN KEY(request_id) REFERENCES requests (id)
);
CREATE TABLE schedule (
	council_id INTEGER NOT NULL,
	klass VARCHAR(40) NOT NULL,
	label VARCHAR(120) NOT NULL,
	months INTEGER,
	starts VARCHAR(12) NOT NULL,
	ending VARCHAR(8) NOT NULL,
	changed_at VARCHAR(32) NOT NULL,
	changed_by BIGINT NOT NULL,
	CONSTRAINT pk_schedule PRIMARY KEY (council_id, klass),
	CONSTRAINT fk_schedule_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE exemptions (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	record_id INTEGER NOT NULL,
	request_id INTEGER,
	version INTEGER NOT NULL,
	begins INTEGER,
	ends INTEGER,
	words TEXT DEFAULT '' NOT NULL,
	seen INTEGER DEFAULT '0' NOT NULL,
	file_id INTEGER,
	about_chat BIGINT,
	about_message BIGINT,
	reason VARCHAR(40) NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	marked_at VARCHAR(32) NOT NULL,
	marked_by BIGINT NOT NULL,
	marked_by_name VARCHAR(255) NOT NULL,
	lifted_at VARCHAR(32),
	lifted_by BIGINT,
	CONSTRAINT pk_exemptions PRIMARY KEY (id),
	CONSTRAINT fk_exemptions_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_exemptions_record_id FOREIGN KEY(record_id) REFERENCES records (id),
	CONSTRAINT fk_exemptions_request_id FOREIGN KEY(request_id) REFERENCES requests (id)
);
CREATE TABLE disposals (
	record_id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	route VARCHAR(8) NOT NULL,
	klass VARCHAR(40) NOT NULL,
	grounds VARCHAR(12) NOT NULL,
	at VARCHAR(32) NOT NULL,
	by_id BIGINT NOT NULL,
	by_name VARCHAR(255) NOT NULL,
	messages TEXT NOT NULL,
	content VARCHAR(64) NOT NULL,
	files TEXT NOT NULL,
	copies TEXT NOT NULL,
	digest VARCHAR(64) NOT NULL,
	CONSTRAINT pk_disposals PRIMARY KEY (record_id),
	CONSTRAINT fk_disposals_council_id FOREIGN KEY(council_id) REFERENCES councils (id)
);
CREATE TABLE copies (
	id INTEGER NOT NULL,
	council_id INTEGER NOT NULL,
	record_id INTEGER NOT NULL,
	way VARCHAR(8) NOT NULL,
	place VARCHAR(254) NOT NULL,
	at VARCHAR(32) NOT NULL, version INTEGER, file_id INTEGER,
	CONSTRAINT pk_copies PRIMARY KEY (id),
	CONSTRAINT fk_copies_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT fk_copies_record_id FOREIGN KEY(record_id) REFERENCES records (id)
);
CREATE TABLE dispatches (
	id INTEGER NOT NULL,
	natural_key VARCHAR(120) NOT NULL,
	council_id INTEGER NOT NULL,
	way VARCHAR(8) NOT NULL,
	kind VARCHAR(10) NOT NULL,
	subject_id INTEGER NOT NULL,
	version INTEGER DEFAULT '0' NOT NULL,
	payload TEXT,
	state VARCHAR(8) NOT NULL,
	tries INTEGER DEFAULT '0' NOT NULL,
	next_at VARCHAR(32) NOT NULL,
	made_at VARCHAR(32) NOT NULL,
	sent_at VARCHAR(32),
	fault VARCHAR(120),
	CONSTRAINT pk_dispatches PRIMARY KEY (id),
	CONSTRAINT fk_dispatches_council_id FOREIGN KEY(council_id) REFERENCES councils (id),
	CONSTRAINT uq_dispatches_natural_key UNIQUE (natural_key)
);
CREATE VIRTUAL TABLE record_search USING fts5(scope, body, more, sender, note, files, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE INDEX ix_outbox_down ON outbox (take_down_at) WHERE take_down_at IS NOT NULL;
CREATE INDEX ix_outbox_subject ON outbox (kind, subject_id);
CREATE INDEX ix_people_username ON people (username);
CREATE INDEX ix_roles_live ON roles (council_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX ix_settings_log_council_id ON settings_log (council_id);
CREATE INDEX ix_matters_chat ON matters (chat_id, last_at);
CREATE INDEX ix_memory_poll ON memory (poll_id) WHERE poll_id IS NOT NULL;
CREATE INDEX ix_memory_sent ON memory (council_id, sent_at);
CREATE INDEX ix_agenda_council_id ON agenda (council_id);
CREATE INDEX ix_candidates_open ON candidates (council_id, flagged_at) WHERE state = 'open';
CREATE INDEX ix_matter_messages_matter_id ON matter_messages (matter_id);
CREATE INDEX ix_records_captured ON records (council_id, captured_at);
CREATE INDEX ix_gaps_council_id ON gaps (council_id);
CREATE UNIQUE INDEX ix_gaps_once ON gaps (council_id, kind, began_at, chat_id);
CREATE UNIQUE INDEX ix_gaps_once_whole ON gaps (council_id, kind, began_at) WHERE chat_id IS NULL;
CREATE INDEX ix_groups_council_id ON groups (council_id);
CREATE INDEX ix_members_user_id ON members (user_id);
CREATE INDEX ix_candidates_matter_id ON candidates (matter_id);
CREATE INDEX ix_ledger_record ON ledger (council_id, record_id);
CREATE INDEX ix_outbox_message ON outbox (chat_id, message_id);
CREATE INDEX ix_roles_held ON roles (user_id) WHERE ended_at IS NULL;
CREATE INDEX ix_candidates_staffing ON candidates (council_id, flagged_at) WHERE route = 'staffing';
CREATE INDEX ix_matters_consensus ON matters (council_id, consensus_at) WHERE consensus_at IS NOT NULL;
CREATE INDEX ix_digests_unsettled ON digests (id) WHERE settled_at IS NULL;
CREATE INDEX ix_outbox_waiting ON outbox (chat_id, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX ix_own_words_once ON own_words (council_id, label, phrase);
CREATE UNIQUE INDEX ix_own_words_once_ignored ON own_words (council_id, phrase) WHERE label IS NULL;
CREATE INDEX ix_examples_council_at ON examples (council_id, at);
CREATE INDEX ix_matters_opened ON matters (council_id, opened_at);
CREATE INDEX ix_matters_settled ON matters (council_id, settled_at);
CREATE INDEX ix_records_due ON records (council_id, dispose_on) WHERE dispose_on IS NOT NULL;
CREATE INDEX ix_records_sent ON records (council_id, sent_at);
CREATE INDEX ix_record_members_message ON record_members (chat_id, message_id);
CREATE INDEX ix_record_versions_poll ON record_versions (poll_id) WHERE poll_id IS NOT NULL;
CREATE INDEX ix_record_members_poll ON record_members (poll_id) WHERE poll_id IS NOT NULL;
CREATE INDEX ix_record_files_record_id ON record_files (record_id);
CREATE INDEX ix_record_files_sha256 ON record_files (sha256);
CREATE INDEX ix_record_files_wanted ON record_files (id) WHERE state = 'wanted';
CREATE INDEX ix_request_pauses_request_id ON request_pauses (request_id);
CREATE INDEX ix_candidates_kept ON candidates (id) WHERE state <> 'open' AND body IS NOT NULL;
CREATE INDEX ix_held_live ON held (chat_id, message_id) WHERE released_at IS NULL;
CREATE INDEX ix_searches_request_id ON searches (request_id);
CREATE INDEX ix_exemptions_record_id ON exemptions (record_id);
CREATE INDEX ix_disposals_reference ON disposals (council_id, year, number);
CREATE INDEX ix_copies_record_id ON copies (record_id);
CREATE INDEX ix_dispatches_waiting ON dispatches (next_at) WHERE state = 'waiting';
CREATE INDEX ix_copies_onward ON copies (council_id, way, record_id, file_id, version, place, at) WHERE way <> 'bundle';
CREATE INDEX ix_dispatches_subject ON dispatches (subject_id, kind, way, version) WHERE state = 'waiting';
CREATE INDEX ix_records_staffing ON records (council_id) WHERE route = 'staffing';
INSERT INTO alembic_version (version_num) VALUES ('0005');
INSERT INTO facts (name, value) VALUES ('alive_at', '2026-03-10T19:00:00+00:00');
INSERT INTO facts (name, value) VALUES ('search_to_shred', '1');
INSERT INTO inbox (bot_id, update_id, kept_at, state, payload, tries, fault) VALUES (700001, 1, '2026-03-10T19:00:00.000000+00:00', 'kept', '{"update_id":1}', 0, NULL);
INSERT INTO inbox (bot_id, update_id, kept_at, state, payload, tries, fault) VALUES (700001, 2, '2026-03-10T19:00:00.000000+00:00', 'done', NULL, 0, NULL);
INSERT INTO outbox_chats (chat_id, next_at) VALUES (-1001, '2026-03-10T20:00:00.000000+00:00');
INSERT INTO digests (id, council_id, due_at, since, until, made_at, count, head, candidates, settled_at) VALUES (1, 1, '2026-03-10T20:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', '2026-03-10T20:00:00.000000+00:00', '2026-03-10T20:00:00.000000+00:00', 6, 'a210ac37dfe83846683a96528834d354bb2b87e8473d3d32f746b55c3e48bbbc', '{"clerk": [2], "staffing": [1]}', NULL);
INSERT INTO outbox (id, natural_key, council_id, chat_id, kind, subject_id, payload, state, tries, uncertain, next_at, made_at, sent_at, message_id, way, digest, fault, take_down_at) VALUES (1, 'a', 1, 8, 'notice', NULL, NULL, 'sent', 0, 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 77, 'message', 'b4f9dbc699f7a0abe6e5c6edafc86581ce2ec5e2f6220774f28b85f85ee91af8', NULL, NULL);
INSERT INTO outbox (id, natural_key, council_id, chat_id, kind, subject_id, payload, state, tries, uncertain, next_at, made_at, sent_at, message_id, way, digest, fault, take_down_at) VALUES (2, 'b', 1, 9, 'notice', NULL, '[{"way":"message","chat_id":9,"text":"text of b","reply_to":null,"topic_id":null,"keyboard":[],"protect":false,"message_id":null,"emoji":"","receiver_id":null}]', 'refused', 0, 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL, NULL, NULL, '6dbbfdc70d9102fb80f9e62d74897ea8679ef75d331e6e5e0bb1bb154dba93d4', 'Forbidden: bot can''t initiate conversation with a user', NULL);
INSERT INTO outbox (id, natural_key, council_id, chat_id, kind, subject_id, payload, state, tries, uncertain, next_at, made_at, sent_at, message_id, way, digest, fault, take_down_at) VALUES (3, 'c', 1, -1001, 'notice', NULL, '[{"way":"message","chat_id":-1001,"text":"text of c","reply_to":null,"topic_id":null,"keyboard":[],"protect":false,"message_id":null,"emoji":"","receiver_id":null}]', 'sending', 1, 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL, NULL, NULL, '998dbda301e68c7ccde34f6bbc71daa3d616b4f581a9a29df88493c7e38fe693', NULL, NULL);
INSERT INTO outbox (id, natural_key, council_id, chat_id, kind, subject_id, payload, state, tries, uncertain, next_at, made_at, sent_at, message_id, way, digest, fault, take_down_at) VALUES (4, 'd', 1, 10, 'notice', NULL, '[{"way":"message","chat_id":10,"text":"text of d","reply_to":null,"topic_id":null,"keyboard":[],"protect":false,"message_id":null,"emoji":"","receiver_id":null}]', 'waiting', 0, 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL, NULL, NULL, '75de6db8a7bf97cf0ed6b84cdf52f7e4e6e548884f5e1a8f9a9d241feccae139', NULL, NULL);
INSERT INTO claimed_admins (user_id, claimed_at) VALUES (1, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO claims (digest, created_at, tries, used_at) VALUES ('1635c8525afbae58c37bede3c9440844e9143727cc7c160bed665ec378d8a262', '2026-03-10T19:00:00.000000+00:00', 0, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO councils (id, name, policy, cautions, quorum, digest_at, timezone, quiet_minutes, memory_hours, capture_emoji, contact, next_digest_at, created_at, created_by, mailbox, mail_records, mail_digest) VALUES (1, 'Wexcombe Parish Council', 'barrowby', 'auto', 3, '07:30', 'Europe/London', 30, 72, '✍', '', '2026-03-11T07:30:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 1, 'clerk@wexcombe.gov.uk', 1, 0);
INSERT INTO councils (id, name, policy, cautions, quorum, digest_at, timezone, quiet_minutes, memory_hours, capture_emoji, contact, next_digest_at, created_at, created_by, mailbox, mail_records, mail_digest) VALUES (2, 'Lenham Town Council', 'barrowby', 'auto', 3, '07:30', 'Europe/London', 30, 72, '✍', '', '2026-03-11T07:30:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 1, '', 0, 0);
INSERT INTO members (chat_id, user_id, present, changed_at) VALUES (-1001, 7, 1, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO members (chat_id, user_id, present, changed_at) VALUES (-1001, 8, 1, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO members (chat_id, user_id, present, changed_at) VALUES (-1001, 9, 1, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO people (user_id, name, username, private_open, seen_at) VALUES (7, 'Cllr Ann Harrow', 'harrow', 0, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO people (user_id, name, username, private_open, seen_at) VALUES (8, 'Ruth Pell, Clerk', 'clerk', 0, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO people (user_id, name, username, private_open, seen_at) VALUES (9, 'Cllr Tom Reed', 'reed', 0, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO waiting_groups (chat_id, since) VALUES (-3001, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO groups (chat_id, council_id, title, kind, forum, bot_status, set_up_at, set_up_by, migrated_to) VALUES (-2002, 2, 'Lenham Town Council chat', 'supergroup', 0, 'member', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO groups (chat_id, council_id, title, kind, forum, bot_status, set_up_at, set_up_by, migrated_to) VALUES (-2001, 2, 'Lenham Town Council chat', 'supergroup', 0, 'member', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO groups (chat_id, council_id, title, kind, forum, bot_status, set_up_at, set_up_by, migrated_to) VALUES (-1001, 1, 'Wexcombe Parish Council chat', 'supergroup', 0, 'member', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO invitations (digest, council_id, role, created_at, created_by, used_at) VALUES ('5694d08a2e53ffcae0c3103e5ad6f6076abd960eb1f8a56577040bc1028f702b', 1, 'deputy', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO roles (id, council_id, user_id, role, granted_at, granted_by, ended_at, ended_by) VALUES (1, 1, 8, 'clerk', '2026-03-10T19:00:00.000000+00:00', 1, NULL, NULL);
INSERT INTO roles (id, council_id, user_id, role, granted_at, granted_by, ended_at, ended_by) VALUES (2, 1, 9, 'staffing', '2026-03-10T19:00:00.000000+00:00', 1, NULL, NULL);
INSERT INTO settings_log (id, council_id, at, by_id, name, old, new) VALUES (1, 1, '2026-03-10T19:00:00.000000+00:00', 1, 'clerk', '', '8');
INSERT INTO settings_log (id, council_id, at, by_id, name, old, new) VALUES (2, 1, '2026-03-10T19:00:00.000000+00:00', 1, 'staffing', '', '9');
INSERT INTO settings_log (id, council_id, at, by_id, name, old, new) VALUES (3, 1, '2026-03-10T19:00:00.000000+00:00', 8, 'mailbox', '', 'records “clerk@wexcombe.gov.uk”');
INSERT INTO buttons (key, council_id, action, target, extra, made_at) VALUES ('k2', 1, 'record', 2, '', '2026-03-10T19:00:00.000000+00:00');
INSERT INTO matters (id, council_id, chat_id, topic_id, state, raised_by, opened_at, last_at, cautioned, quietened_by, consensus_at, consensus_count, minute, settled_at, settled_by) VALUES (1, 1, -1001, NULL, 'on_agenda', 7, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 'staffing', NULL, '2026-03-10T19:00:00.000000+00:00', 3, '', NULL, NULL);
INSERT INTO memory (chat_id, message_id, council_id, topic_id, sender_id, sent_at, poll_id, body, earlier) VALUES (-1001, 1, 1, NULL, 7, '2026-03-10T19:00:00.000000+00:00', NULL, '{"chat_id":-1001,"message_id":1,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"We agreed to mend the fence."}', NULL);
INSERT INTO memory (chat_id, message_id, council_id, topic_id, sender_id, sent_at, poll_id, body, earlier) VALUES (-1001, 2, 1, NULL, 7, '2026-03-10T19:00:00.000000+00:00', NULL, '{"chat_id":-1001,"message_id":2,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Shall we buy the oak bench?","edited_at":1773172800}', '[{"chat_id": -1001, "message_id": 2, "sender": {"id": 7, "name": "Cllr Ann Harrow", "username": "ann", "kind": "person"}, "sent_at": 1773169200, "text": "Shall we buy the bench?"}]');
INSERT INTO memory (chat_id, message_id, council_id, topic_id, sender_id, sent_at, poll_id, body, earlier) VALUES (-1001, 5, 1, NULL, 7, '2026-03-10T19:00:00.000000+00:00', NULL, '{"chat_id":-1001,"message_id":5,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Agreed then, the clerk''s hours."}', NULL);
INSERT INTO agenda (id, council_id, matter_id, chat_id, message_id, title, raised_by, raised_by_name, at, done_at) VALUES (1, 1, 1, -1001, 5, 'Clerk''s hours', 9, 'Cllr Tom Reed', '2026-03-10T19:00:00.000000+00:00', NULL);
INSERT INTO candidates (id, council_id, chat_id, message_id, matter_id, labels, route, late, sent_at, flagged_at, listings, said_transitory, state, decided_at, decided_by, body, vector, model) VALUES (1, 1, -1001, 5, 1, 'staffing', 'staffing', 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 0, NULL, 'open', NULL, NULL, '{"chat_id":-1001,"message_id":5,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Agreed then, the clerk''s hours."}', NULL, NULL);
INSERT INTO candidates (id, council_id, chat_id, message_id, matter_id, labels, route, late, sent_at, flagged_at, listings, said_transitory, state, decided_at, decided_by, body, vector, model) VALUES (2, 1, -1001, 6, 1, 'decision', 'clerk', 1, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', 0, NULL, 'open', NULL, NULL, '{"chat_id":-1001,"message_id":6,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Just do it."}', X'003C003C003C003C003C003C003C003C', 'minilm-1');
INSERT INTO matter_messages (chat_id, message_id, matter_id) VALUES (-1001, 5, 1);
INSERT INTO matter_votes (matter_id, user_id, message_id, at) VALUES (1, 9, 5, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 7, '2026-03-10T19:00:00.000000+00:00', 'scheduled', NULL, 0, 8, '', 'a210ac37dfe83846683a96528834d354bb2b87e8473d3d32f746b55c3e48bbbc', '00b554f8ca870c243e45f8130ebc44d190fac5a27450153e087a25daa9bca853');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 1, '2026-03-10T19:00:00.000000+00:00', 'captured', 1, 1, 7, '9deba11822931b263f420be406a50ecb65c6f7ed85aaf89a04eacd7655b5ee35', '0000000000000000000000000000000000000000000000000000000000000000', 'e4e4075dcc116e6ac49257453b38b3480e2daa243194122d205680a8c79c38b0');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 5, '2026-03-10T20:00:00.000000+00:00', 'edited', 1, 2, 7, '82d291c56c407e69e3fae674de05ff422f335742ddaef0354a50b0e0d7c9fbc1', 'd238344a648b92a4dff3987aec1a4db70db0b5ce7b6be9c24492688bdf05ee21', '269672b3f86e250dfc6b34aba428c59e9f676568c9bad5199f8c536b69c5c3cf');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 8, '2026-03-10T19:00:00.000000+00:00', 'held', 1, 0, 8, '', '00b554f8ca870c243e45f8130ebc44d190fac5a27450153e087a25daa9bca853', 'dce47e146130676745120b5e85d27c5cfcae1656f0eb393a65594c303d6d0a54');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 2, '2026-03-10T19:00:00.000000+00:00', 'captured', 2, 1, 7, '5e2a54f1436d8f814298093449eb309f6c32e6fa46f94f7b45354d3669e68221', 'e4e4075dcc116e6ac49257453b38b3480e2daa243194122d205680a8c79c38b0', 'de30279ee28443b079abc1041adbc5c975af49afa8adbaf18452c0f7a7d5cab3');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 3, '2026-03-10T19:00:00.000000+00:00', 'edited', 2, 2, 7, '9bef2528788b8bcca0356f7ec2fc4831a48fd5e8077e7a71e366516bb074c343', 'de30279ee28443b079abc1041adbc5c975af49afa8adbaf18452c0f7a7d5cab3', '61edf1745072df08376a23e2abf5d15473a75dde8aa35cc559bf797d7a7b8962');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 12, '2026-03-10T19:00:00.000000+00:00', 'exempted', 2, 2, 8, '', '5be7cd8b8be3072be90ae8032f10c94d086567a1f354830047ae9e3a5fc0e36d', '1f53fd4df97ff810c58b5c97c327202513694bd97cb43aae8ef2a44cb0b6190e');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 4, '2026-03-10T19:00:00.000000+00:00', 'captured', 3, 1, 7, '7acbe7a8f33eb24a46b563388eb5fd2a4c6fe5deb621b004c635722862b70481', '61edf1745072df08376a23e2abf5d15473a75dde8aa35cc559bf797d7a7b8962', 'd238344a648b92a4dff3987aec1a4db70db0b5ce7b6be9c24492688bdf05ee21');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 6, '2026-03-10T20:00:00.000000+00:00', 'filed', 3, 0, 0, 'abababababababababababababababababababababababababababababababab', '269672b3f86e250dfc6b34aba428c59e9f676568c9bad5199f8c536b69c5c3cf', 'a210ac37dfe83846683a96528834d354bb2b87e8473d3d32f746b55c3e48bbbc');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 9, '2026-03-10T19:00:00.000000+00:00', 'captured', 4, 1, 8, '1e49fc5335b26d70806ca4d5e96b7b50ae0dd80857f4373a584162af5b716217', 'dce47e146130676745120b5e85d27c5cfcae1656f0eb393a65594c303d6d0a54', '8d21d407079c7348f020a4760c94b64d2c2ca6f3e5025693f98872c22ae7a89d');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 10, '2026-03-10T19:00:00.000000+00:00', 'disposed', 4, 0, 8, '587f0332f24cb12b981fa186f97fbdf29572c6bc4a65393e44064a8c5ebd3f30', '8d21d407079c7348f020a4760c94b64d2c2ca6f3e5025693f98872c22ae7a89d', '5b52104661b632b9914a2fdbe25a44897063b793b4acb72608bd96d3beae1ea0');
INSERT INTO ledger (council_id, seq, at, act, record_id, version, actor_id, digest, previous, seal) VALUES (1, 11, '2026-03-10T19:00:00.000000+00:00', 'captured', 5, 1, 8, 'b441296f7904f13b8502c3f58eb923a63931a1a9c1e3e6d85c6a816e52af2aa5', '5b52104661b632b9914a2fdbe25a44897063b793b4acb72608bd96d3beae1ea0', '5be7cd8b8be3072be90ae8032f10c94d086567a1f354830047ae9e3a5fc0e36d');
INSERT INTO records (id, council_id, year, number, chat_id, message_id, topic_id, sender_id, sender_name, sender_username, sender_kind, sent_at, captured_by, captured_by_name, captured_at, method, concerns, subjects, route, klass, dispose_on, note, reply_to, reply_sender, reply_text, quote, forward_from, other, classed_by, ending, keep_until) VALUES (1, 1, 2026, 1, -1001, 1, NULL, 7, 'Cllr Ann Harrow', 'ann', 'person', '2026-03-10T19:00:00.000000+00:00', 7, 'Cllr Ann Harrow', '2026-03-10T19:00:00.000000+00:00', 'command', '', '', 'clerk', 'general', '2028-03-11T00:00:00.000000+00:00', 'a note', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'review', NULL);
INSERT INTO records (id, council_id, year, number, chat_id, message_id, topic_id, sender_id, sender_name, sender_username, sender_kind, sent_at, captured_by, captured_by_name, captured_at, method, concerns, subjects, route, klass, dispose_on, note, reply_to, reply_sender, reply_text, quote, forward_from, other, classed_by, ending, keep_until) VALUES (2, 1, 2026, 2, -1001, 2, NULL, 7, 'Cllr Ann Harrow', 'ann', 'person', '2026-03-10T19:00:00.000000+00:00', 7, 'Cllr Ann Harrow', '2026-03-10T19:00:00.000000+00:00', 'command', '', '', 'clerk', 'general', '2028-03-11T00:00:00.000000+00:00', 'a note', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'review', NULL);
INSERT INTO records (id, council_id, year, number, chat_id, message_id, topic_id, sender_id, sender_name, sender_username, sender_kind, sent_at, captured_by, captured_by_name, captured_at, method, concerns, subjects, route, klass, dispose_on, note, reply_to, reply_sender, reply_text, quote, forward_from, other, classed_by, ending, keep_until) VALUES (3, 1, 2026, 3, -1001, 3, NULL, 7, 'Cllr Ann Harrow', 'ann', 'person', '2026-03-10T19:00:00.000000+00:00', 7, 'Cllr Ann Harrow', '2026-03-10T19:00:00.000000+00:00', 'reaction', 'decision', '', 'staffing', 'decisions', '2032-03-31T23:00:00.000000+00:00', '', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'review', NULL);
INSERT INTO records (id, council_id, year, number, chat_id, message_id, topic_id, sender_id, sender_name, sender_username, sender_kind, sent_at, captured_by, captured_by_name, captured_at, method, concerns, subjects, route, klass, dispose_on, note, reply_to, reply_sender, reply_text, quote, forward_from, other, classed_by, ending, keep_until) VALUES (5, 1, 2026, 5, -1001, 23, NULL, 7, 'Cllr Ann Harrow, Cllr Tom Reed', NULL, 'person', '2026-03-10T19:21:00.000000+00:00', 8, 'Ruth Calder', '2026-03-10T19:00:00.000000+00:00', 'command', '', '', 'clerk', 'general', '2028-03-11T00:00:00.000000+00:00', '', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'review', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (1, 1, '2026-03-10T19:00:00.000000+00:00', 'We agreed to mend the fence.', '{"chat_id":-1001,"message_id":1,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"We agreed to mend the fence."}', X'73737373737373737373737373737373', '9deba11822931b263f420be406a50ecb65c6f7ed85aaf89a04eacd7655b5ee35', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (1, 2, '2026-03-10T20:00:00.000000+00:00', 'We agreed to mend the green fence.', '{"chat_id":-1001,"message_id":1,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"We agreed to mend the green fence.","edited_at":1773172800}', X'73737373737373737373737373737373', '82d291c56c407e69e3fae674de05ff422f335742ddaef0354a50b0e0d7c9fbc1', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (2, 1, '2026-03-10T19:00:00.000000+00:00', 'Agreed, then.', '{"chat_id":-1001,"message_id":2,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Agreed, then."}', X'73737373737373737373737373737373', '5e2a54f1436d8f814298093449eb309f6c32e6fa46f94f7b45354d3669e68221', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (2, 2, '2026-03-10T19:00:00.000000+00:00', 'Agreed, then: £400 for the café''s roof.', '{"chat_id":-1001,"message_id":2,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"Agreed, then: £400 for the café''s roof."}', X'73737373737373737373737373737373', '9bef2528788b8bcca0356f7ec2fc4831a48fd5e8077e7a71e366516bb074c343', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (3, 1, '2026-03-10T19:00:00.000000+00:00', 'The invoice.', '{"chat_id":-1001,"message_id":3,"sender":{"id":7,"name":"Cllr Ann Harrow","username":"ann","kind":"person"},"sent_at":1773169200,"text":"The invoice.","attachments":[{"kind":"document","file_id":"F1","unique_id":"U1","name":"invoice.pdf","mime":"application/pdf","size":900}]}', X'73737373737373737373737373737373', '7acbe7a8f33eb24a46b563388eb5fd2a4c6fe5deb621b004c635722862b70481', NULL);
INSERT INTO record_versions (record_id, number, at, text, body, salt, digest, poll_id) VALUES (5, 1, '2026-03-10T19:21:00.000000+00:00', '10 March 2026
19:21 Cllr Ann Harrow: Shall we have the bench?
19:22 Cllr Tom Reed: Yes.', '{"chat_id":-1001,"message_id":23,"sender":{"id":7,"name":"Cllr Ann Harrow, Cllr Tom Reed","username":null,"kind":"person"},"sent_at":1773170460,"text":"10 March 2026\n19:21 Cllr Ann Harrow: Shall we have the bench?\n19:22 Cllr Tom Reed: Yes.","members":["1990746812aea21ac4bb6b8ba71ac48cc5677c866e43ea8b09580f2af179e8db","1a94c8804c1af351013be63d320155278c2e633be0adf2c00cec6444e6091964"]}', X'73737373737373737373737373737373', 'b441296f7904f13b8502c3f58eb923a63931a1a9c1e3e6d85c6a816e52af2aa5', NULL);
INSERT INTO gaps (id, council_id, kind, began_at, ended_at, detail, chat_id) VALUES (1, 1, 'rights', '2026-03-11T04:00:00.000000+00:00', NULL, '', -1001);
INSERT INTO gaps (id, council_id, kind, began_at, ended_at, detail, chat_id) VALUES (2, 1, 'outage', '2026-03-10T17:00:00.000000+00:00', '2026-03-10T18:00:00.000000+00:00', '', NULL);
INSERT INTO gaps (id, council_id, kind, began_at, ended_at, detail, chat_id) VALUES (3, 2, 'rights', '2026-03-11T04:00:00.000000+00:00', NULL, '', NULL);
INSERT INTO gaps (id, council_id, kind, began_at, ended_at, detail, chat_id) VALUES (4, 2, 'outage', '2026-03-10T17:00:00.000000+00:00', '2026-03-10T18:00:00.000000+00:00', '', NULL);
INSERT INTO own_words (id, council_id, label, phrase, added_by, at) VALUES (1, 1, 'staffing', 'hr panel', 8, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO own_words (id, council_id, label, phrase, added_by, at) VALUES (2, 1, NULL, 'agreed minutes', 8, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO meetings (id, council_id, at, entered_by, entered_at) VALUES (1, 1, '2026-03-17T19:00:00.000000+00:00', 8, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO examples (id, council_id, candidate_id, labels, raises, vector, model, by_id, at) VALUES (1, 1, 2, 'decision', 0, X'003C003C003C003C003C003C003C003C', 'minilm-1', 8, '2026-03-10T19:00:00.000000+00:00');
INSERT INTO record_members (record_id, position, number, chat_id, message_id, body, salt, digest, poll_id) VALUES (5, 1, 1, -1001, 21, '{"chat_id":-1001,"message_id":21,"sender":{"id":7,"name":"Cllr Ann Harrow","username":null,"kind":"person"},"sent_at":1773170460,"text":"Shall we have the bench?"}', X'73737373737373737373737373737373', '1990746812aea21ac4bb6b8ba71ac48cc5677c866e43ea8b09580f2af179e8db', NULL);
INSERT INTO record_members (record_id, position, number, chat_id, message_id, body, salt, digest, poll_id) VALUES (5, 2, 1, -1001, 22, '{"chat_id":-1001,"message_id":22,"sender":{"id":9,"name":"Cllr Tom Reed","username":null,"kind":"person"},"sent_at":1773170520,"text":"Yes."}', X'73737373737373737373737373737373', '1a94c8804c1af351013be63d320155278c2e633be0adf2c00cec6444e6091964', NULL);
INSERT INTO record_files (id, record_id, version, kind, file_id, unique_id, name, mime, size, state, sha256, path, tries, next_at) VALUES (1, 3, 1, 'document', 'F1', 'U1', 'invoice.pdf', 'application/pdf', 900, 'stored', 'abababababababababababababababababababababababababababababababab', 'abababababababababababababababababababababababababababababababab', 0, NULL);
INSERT INTO requests (id, council_id, number, kind, title, received_on, due_on, extended_at, extended_by, state, opened_at, opened_by, opened_by_name, closed_at, closed_by, outcome, reminded_at) VALUES (1, 1, 1, 'sar', 'Mr Pike''s data', '2026-03-09', NULL, NULL, NULL, 'open', '2026-03-10T19:00:00.000000+00:00', 8, 'Ruth Calder', NULL, NULL, '', NULL);
INSERT INTO request_pauses (id, request_id, why, began_on, ended_on, by_id, ended_by) VALUES (1, 1, 'identity', '2026-03-10', NULL, 8, NULL);
INSERT INTO held (request_id, chat_id, message_id, council_id, held_at, held_by, released_at, released_by) VALUES (1, -1001, 1, 1, '2026-03-10T19:00:00.000000+00:00', 8, NULL, NULL);
INSERT INTO searches (id, council_id, request_id, at, by_id, by_name, words, records, others) VALUES (1, 1, 1, '2026-03-10T19:00:00.000000+00:00', 8, 'Ruth Calder', 'fence', 1, 0);
INSERT INTO schedule (council_id, klass, label, months, starts, ending, changed_at, changed_by) VALUES (1, 'tents', 'Marquees', 1, 'captured', 'dispose', '2026-03-10T19:00:00.000000+00:00', 8);
INSERT INTO exemptions (id, council_id, record_id, request_id, version, begins, ends, words, seen, file_id, about_chat, about_message, reason, note, marked_at, marked_by, marked_by_name, lifted_at, lifted_by) VALUES (1, 1, 2, NULL, 2, 27, 31, 'café', 2, NULL, NULL, NULL, 'personal', '', '2026-03-10T19:00:00.000000+00:00', 8, 'Ruth Calder', NULL, NULL);
INSERT INTO disposals (record_id, council_id, year, number, route, klass, grounds, at, by_id, by_name, messages, content, files, copies, digest) VALUES (4, 1, 2026, 4, 'clerk', 'general', 'error', '2026-03-10T19:00:00.000000+00:00', 8, 'Ruth Calder', '[[-1001,20]]', '1e49fc5335b26d70806ca4d5e96b7b50ae0dd80857f4373a584162af5b716217', '[]', '[{"way":"email","place":"clerk@wexcombe.gov.uk","at":"2026-03-10T19:00:00.000000+00:00"}]', '587f0332f24cb12b981fa186f97fbdf29572c6bc4a65393e44064a8c5ebd3f30');
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (1, 1, 2, 'bundle', 'records.zip', '2026-03-10T19:00:00.000000+00:00', NULL, NULL);
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (2, 1, 1, 'email', 'clerk@wexcombe.gov.uk', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (3, 1, 1, 'email', 'clerk@wexcombe.gov.uk', '2026-03-10T19:00:00.000000+00:00', 2, NULL);
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (4, 1, 3, 'folder', '01 Wexcombe Parish Council/2026-0003.eml', '2026-03-10T19:00:00.000000+00:00', 1, NULL);
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (5, 1, 3, 'folder', '01 Wexcombe Parish Council/2026-0003.eml', '2026-03-10T19:00:00.000000+00:00', 1, 1);
INSERT INTO copies (id, council_id, record_id, way, place, at, version, file_id) VALUES (6, 1, 3, 'email', 'clerk@wexcombe.gov.uk', '2026-03-10T19:00:00.000000+00:00', NULL, 1);
INSERT INTO dispatches (id, natural_key, council_id, way, kind, subject_id, version, payload, state, tries, next_at, made_at, sent_at, fault) VALUES (1, 'email:record:5:1', 1, 'email', 'record', 5, 1, NULL, 'waiting', 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL, NULL);
INSERT INTO dispatches (id, natural_key, council_id, way, kind, subject_id, version, payload, state, tries, next_at, made_at, sent_at, fault) VALUES (2, 'email:record:1:1', 1, 'email', 'record', 1, 1, NULL, 'sent', 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL);
INSERT INTO dispatches (id, natural_key, council_id, way, kind, subject_id, version, payload, state, tries, next_at, made_at, sent_at, fault) VALUES (3, 'email:record:1:2', 1, 'email', 'record', 1, 2, NULL, 'sent', 0, '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', '2026-03-10T19:00:00.000000+00:00', NULL);
INSERT INTO record_search (rowid, scope, body, more, sender, note, files) VALUES (1, 'c1clerk r2026 y2026 m202603 lgeneral', 'We agreed to mend the green fence.', 'We agreed to mend the fence.




', 'Cllr Ann Harrow ann
', 'a note', '');
INSERT INTO record_search (rowid, scope, body, more, sender, note, files) VALUES (2, 'c1clerk r2026 y2026 m202603 lgeneral', 'Agreed, then: £400 for the café''s roof.', 'Agreed, then.




', 'Cllr Ann Harrow ann
', 'a note', '');
INSERT INTO record_search (rowid, scope, body, more, sender, note, files) VALUES (3, 'c1staffing r2026 y2026 m202603 kdecision ldecisions hasfile hasdocument', 'The invoice.', '




', 'Cllr Ann Harrow ann
', '', 'invoice.pdf');
INSERT INTO record_search (rowid, scope, body, more, sender, note, files) VALUES (5, 'c1clerk r2026 y2026 m202603 lgeneral', '10 March 2026
19:21 Cllr Ann Harrow: Shall we have the bench?
19:22 Cllr Tom Reed: Yes.', '




Shall we have the bench?
Yes.', 'Cllr Ann Harrow, Cllr Tom Reed
Cllr Ann Harrow,Cllr Tom Reed', '', '');
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM ledger WHERE council_id = NEW.council_id), 0) OR EXISTS (SELECT 1 FROM ledger WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
COMMIT;
