"""The detector that reads: a small encoder over the message and what it answers, then the conversation."""
