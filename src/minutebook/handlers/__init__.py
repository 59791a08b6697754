"""What arrives from Telegram and what the bot does about it; one file a conversation."""
