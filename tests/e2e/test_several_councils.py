"""Two councils on one installation never see each other; who serves both is asked which is meant."""

from dataclasses import dataclass

import pytest

from e2e.bundled import opened
from e2e.private import DECISION, QUOTE, answer, answers, pressed, rows, told
from e2e.stage import Stage
from minutebook.sandbox.driver import Actor, Room
from minutebook.sandbox.messages import Message
from minutebook.storage import councils


@dataclass
class Two:
    """Wexcombe with Ruth as clerk and Ann as councillor; Lenham with Ruth as clerk and Denise as councillor."""

    stage: Stage
    lenham: Room

    @property
    def ruth(self) -> Actor:
        """The clerk of both."""
        return self.stage.ruth

    async def ask(self, text: str) -> Message:
        """Have Ruth say something in private and return the one answer."""
        return await answer(self.stage, self.ruth, text)

    async def pick(self, asked: Message, council: str) -> list[Message]:
        """Press a council's button and return what comes of it."""
        mark = self.stage.town.mark()
        toast = await pressed(self.stage, self.ruth, asked, council)
        assert toast.text == f"{council} it is. /council changes it."
        return self.ruth.heard(self.stage.bot, since=mark)


@pytest.fixture
async def two(council: Stage) -> Two:
    """Two councils, each with a record of its own."""
    lenham = council.town.group("Lenham councillors", council.denise, council.ruth)
    council.denise.adds(council.bot, to=lenham, admin=True)
    council.ruth.says("/setup Lenham Parish Council", in_=lenham)
    await council.settled()
    council.ruth.says("/clerk me", in_=lenham)
    said = council.ann.says(QUOTE, in_=council.room)
    council.ann.reacts(said, "✍")
    for text in ("The lido needs £90,000 of repairs.", "The lido roof needs £8,000 of repairs."):
        said = council.denise.says(text, in_=lenham)
        council.denise.reacts(said, "✍")
    await council.settled()
    return Two(council, lenham)


def labels(message: Message) -> list[str]:
    """Return the labels under a message."""
    return [button.text for row in message.keyboard for button in row]


async def test_who_serves_two_is_asked_and_then_answered_under_its_name(two: Two) -> None:
    """A command is held until a button says which council; the answer is headed by its name."""
    asked = await two.ask("/show 1")
    assert "Which one do you mean?" in asked.text
    assert sorted(labels(asked)) == ["Lenham Parish Council", "Wexcombe Parish Council"]
    [shown] = await two.pick(asked, "Lenham Parish Council")
    assert shown.text.startswith("Lenham Parish Council\n\nRecord 2026/0001")
    assert "lido" in shown.text


async def test_the_choice_holds_until_it_is_changed(two: Two) -> None:
    """Once picked a council stays picked; /council asks again."""
    await two.pick(await two.ask("/verify"), "Lenham Parish Council")
    assert (await two.ask("/find repairs")).text.startswith("Lenham Parish Council\n\n2 records")
    asked = await two.ask("/council")
    assert await two.pick(asked, "Wexcombe Parish Council") == []
    assert "Hendersons" in (await two.ask("/show 1")).text


async def test_references_are_numbered_per_council_and_do_not_cross(two: Two) -> None:
    """Each council has its own 2026/0001; another's number is not found, nor are another's words."""
    await two.pick(await two.ask("/verify"), "Wexcombe Parish Council")
    assert QUOTE in (await two.ask("/show 2026/0001")).text
    assert "There is no record 2026/0002" in (await two.ask("/show 2026/0002")).text
    assert "No record holds" in (await two.ask("/find lido")).text
    made = opened(await answers(two.stage, two.ruth, "/export"))
    assert made.heard[-1].text.startswith("Wexcombe Parish Council")
    assert made.holds("churchyard")
    assert not made.holds("lido")


async def test_every_private_answer_is_headed_by_the_council(two: Two) -> None:
    """Whatever is asked, the answer begins with the council's name."""
    await two.pick(await two.ask("/verify"), "Lenham Parish Council")
    two.stage.denise.says(DECISION, in_=two.lenham)
    await two.stage.settled()
    for command in (
        "/today",
        "/review",
        "/find lido",
        "/find zebra",
        "/find",
        "/show 1",
        "/show 99",
        "/show x",
    ):
        for shown in await answers(two.stage, two.ruth, command):
            assert shown.text.startswith("Lenham Parish Council"), (command, shown.text)
    for command in (
        "/export",
        "/verify",
        "/settings",
        "/quorum",
        "/quorum 4",
        "/quorum x",
        "/deputy",
        "/help",
    ):
        for shown in await answers(two.stage, two.ruth, command):
            assert shown.text.startswith("Lenham Parish Council"), (command, shown.text)
    for shown in await answers(two.stage, two.ruth, "/privacy"):
        assert shown.text.split("\n")[0] in ("Lenham Parish Council", "Wexcombe Parish Council")


async def test_each_councils_digest_comes_by_itself(two: Two) -> None:
    """The clerk of two councils gets two digests, each with its own records only."""
    mark = two.stage.town.mark()
    await two.stage.next_morning()
    await two.stage.forward(seconds=10)
    digests = {m.text.split(":")[0]: m.text for m in two.ruth.heard(two.stage.bot, since=mark)}
    assert sorted(digests) == ["Lenham Parish Council", "Wexcombe Parish Council"]
    assert "lido" not in digests["Wexcombe Parish Council"]
    assert "Hendersons" not in digests["Lenham Parish Council"]
    assert "2026/0002" in digests["Lenham Parish Council"]


async def test_settings_are_each_councils_own(two: Two) -> None:
    """A setting changed in one group leaves the other council's as it is."""
    two.ruth.says("/quorum 9", in_=two.lenham)
    await two.stage.settled()
    async with two.stage.running.store.read() as tx:
        quorums = {c.name: c.settings.quorum for c in await councils.everyone(tx)}
    assert quorums == {"Wexcombe Parish Council": 3, "Lenham Parish Council": 9}


async def test_a_member_of_one_reads_nothing_of_the_other(two: Two) -> None:
    """The clerk of Lenham alone is never asked, and finds nothing of Wexcombe's."""
    two.stage.denise.starts(two.stage.bot)
    two.ruth.says("/clerk @denise", in_=two.lenham)
    await two.stage.settled()
    assert "lido" in await told(two.stage, two.stage.denise, "/show 1")
    assert "No record holds" in await told(two.stage, two.stage.denise, "/find hendersons")
    # Ruth still sits in Lenham's group, so she is asked; but its store is closed to her now.
    [shown] = await two.pick(await two.ask("/show 1"), "Lenham Parish Council")
    assert "for the clerk and the deputy" in shown.text


async def test_a_button_serves_only_whom_it_was_made_for(two: Two) -> None:
    """The buttons that ask which council do nothing for anybody else."""
    asked = await two.ask("/show 1")
    two.stage.denise.starts(two.stage.bot)
    await two.stage.settled()
    [hello] = two.stage.denise.heard(two.stage.bot)
    hello.keyboard = asked.keyboard
    mark = two.stage.town.mark()
    toast = await pressed(two.stage, two.stage.denise, hello, "Wexcombe Parish Council")
    assert "meant for somebody else" in toast.text
    assert two.stage.denise.heard(two.stage.bot, since=mark) == []


async def test_a_council_one_serves_no_longer_cannot_be_picked(two: Two) -> None:
    """A button for a council whose deputy somebody was is refused once they are not; the other still works."""
    stage = two.stage
    stage.priya.starts(stage.bot)
    await stage.settled()
    for room in (stage.room, two.lenham):
        two.ruth.says("/deputy @priya_shah", in_=room)
    await stage.settled()
    asked = await answer(stage, stage.priya, "/show 1")
    two.ruth.says("/deputy off", in_=two.lenham)
    await stage.settled()
    mark = stage.town.mark()
    toast = await pressed(stage, stage.priya, asked, "Lenham Parish Council")
    assert "Only members of Lenham Parish Council’s group" in toast.text
    assert stage.priya.heard(stage.bot, since=mark) == []
    assert QUOTE in await told(stage, stage.priya, "/show 1")


async def test_with_one_council_nobody_is_asked(council: Stage) -> None:
    """Who serves one council is answered at once, and /council says which it is."""
    assert "nothing on the ledger yet" in await told(council, council.ruth, "/verify")
    assert "You serve one council here: Wexcombe Parish Council." in await told(
        council, council.ruth, "/council"
    )
    council.denise.starts(council.bot)
    await council.settled()
    assert "do not serve a council" in await told(council, council.denise, "/council")


async def test_a_long_command_is_not_cut(two: Two) -> None:
    """What is too long to be kept until a council is chosen is not carried out by half: it is to be sent again."""
    phrases = ", ".join(f"“phrase number {number} of a list”" for number in range(12))
    asked = await two.ask(f"/words ignore {phrases}")
    assert "send that again" in asked.text
    assert await two.pick(asked, "Lenham Parish Council") == []
    assert "no words of its own yet" in (await two.ask("/words")).text
    await two.ask(f"/words ignore {phrases}")
    assert "taught me 12 phrases" in (await two.ask("/words")).text


async def test_capitals_do_not_matter_in_a_welsh_name(stage: Stage) -> None:
    """A second group joins its council however its name is capitalised, where that begins with Ŵ too."""
    await stage.set_up("Ŵaun Élan Community Council")
    second = stage.town.group("Planning", stage.ruth)
    stage.ruth.adds(stage.bot, to=second, admin=True)
    stage.ruth.says("/setup ŵaun élan Community Council", in_=second)
    await stage.settled()
    assert await stage.councils() == ["Ŵaun Élan Community Council"]
    await second.shows("Ŵaun Élan Community Council")


async def test_a_poll_forwarded_to_another_council_is_counted_in_both(two: Two) -> None:
    """A forwarded poll keeps its number: each council's record of it gets the totals when it is stopped."""
    stage = two.stage
    poll = two.ruth.polls("Shall we approve the fence?", ["Yes", "No"], in_=stage.room)
    await stage.settled()
    copy = two.ruth.forwards(poll, to=two.lenham)
    await stage.settled()
    stage.ann.reacts(poll, "✍")
    stage.denise.reacts(copy, "✍")
    await stage.settled()
    stage.ann.votes(poll, 0)
    two.ruth.stops(poll)
    await stage.settled()
    assert rows(
        stage, "SELECT council_id, other FROM records WHERE other IS NOT NULL ORDER BY council_id"
    ) == [
        (1, "poll: Yes 1, No 0"),
        (2, "poll: Yes 1, No 0"),
    ]


async def test_the_forwarded_poll_is_counted_after_the_short_memory_too(two: Two) -> None:
    """What is on record gets the totals also where the other's copy alone is still in the short memory."""
    stage = two.stage
    poll = two.ruth.polls("Shall we approve the fence?", ["Yes", "No"], in_=stage.room)
    await stage.settled()
    stage.ann.reacts(poll, "✍")
    await stage.forward(days=8)
    copy = two.ruth.forwards(poll, to=two.lenham)
    stage.denise.reacts(copy, "✍")
    await stage.settled()
    two.ruth.stops(poll)
    await stage.settled()
    assert len(rows(stage, "SELECT id FROM records WHERE other = 'poll: Yes 0, No 0'")) == 2
