"""The record store: schema, migrations, one file a subject. SQL stays inside this room."""
