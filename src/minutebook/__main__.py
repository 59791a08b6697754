"""`python -m minutebook` is `minutebook`, where the command itself is not on the path."""

from minutebook.bot.cli import main

if __name__ == "__main__":
    main()
