"""Judges one message in its context."""
