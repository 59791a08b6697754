"""The domain: what a message, a concern, a matter, a record and a ledger entry are, and the council's rules about them.

Everything here is pure and synchronous and imports the standard library only. Time, settings and
randomness are arguments.
"""
