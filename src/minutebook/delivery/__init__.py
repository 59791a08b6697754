"""The ways out: the outbox and its senders."""
