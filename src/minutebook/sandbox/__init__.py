"""Telegram on your own machine: a Bot API server with a chat page, for the demo and the tests.

* ``world.World`` is where people act; ``driver.Town`` makes that read like a story.
* ``serve.serve`` puts a world on a port; bots talk to it with any library, over HTTP.
* ``faults.Faults`` makes things go wrong on purpose.

What it enforces is what Telegram enforces: the gates of ``gates.py``, the refusals of ``api/``, in
Telegram's words. It imports none of Minutebook's other rooms.
"""
