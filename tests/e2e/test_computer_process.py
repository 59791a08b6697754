"""minutebook do as a person types it: a process of its own, beside the one that runs the bot."""

from pathlib import Path

from e2e.process import PATIENCE, installed


async def test_it_answers_on_standard_output_beside_the_running_bot(tmp_path: Path) -> None:
    """The answer is printed and the exit code is 0; the running bot tells the clerk; a refusal is one sentence."""
    async with installed(tmp_path) as place:
        await place.start()
        await place.set_up()
        mark = place.town.mark()
        ended = await place.run("do", "/foi", "new", "foi", "hedge contract")
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith("  Wexcombe Parish Council\n\n")
        assert "hedge contract" in ended.out
        shown = await place.run("do", "/foi 1", "--choose", "close", "--choose", "Yes, close it")
        assert (shown.code, shown.err) == (0, "")

        def told() -> bool | None:
            heard = [message.text for message in place.ruth.heard(place.bot, since=mark)]
            return any("“Yes, close it” was pressed, after /foi 1" in text for text in heard) or None

        await place.town.until(told, lambda: "".join(place.log), PATIENCE)
        refused = await place.run("do", "/find hedge", "--as", "Ann")
        assert refused.code == 1
        assert refused.err.startswith(
            "minutebook: nobody who holds an office in Wexcombe Parish Council is called"
        )
        assert "Traceback" not in refused.err
        assert await place.stop() == 0
