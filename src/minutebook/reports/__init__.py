"""What people read: the digest, and the records as files."""
