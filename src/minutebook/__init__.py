"""Minutebook: a council's group chat, kept lawful and on the record."""

__version__ = "0.1.0"
