"""The chat page in a real browser, against a real world and server, with a small bot at the other end."""

from typing import Protocol

import pytest
from playwright.async_api import Page, expect

from minutebook.sandbox.cast import Cast
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

BENCH = "Hendersons can mend the bench for £450. Thumbs up?"


class Stage(Protocol):
    """What a test needs of the stage (see ``conftest.py``)."""

    world: World
    cast: Cast
    evening: Evening
    port: int

    async def up(self) -> None: ...
    async def down(self) -> None: ...
    async def open(
        self, who: str = "ruth", *, width: int = 1280, height: int = 800, dark: bool = False
    ) -> Page: ...


async def say(page: Page, text: str, chat: str = "group") -> None:
    """Write something and send it with Enter."""
    await page.locator(f"#{chat} textarea").fill(text)
    await page.locator(f"#{chat} textarea").press("Enter")


async def test_a_decision_is_cautioned_recorded_and_put_on_the_agenda(stage: Stage) -> None:
    """What a visitor does in the first minute works: write, see the caution, react, press."""
    page = await stage.open("tom")
    await say(page, BENCH)
    caution = page.locator("#group .msg", has_text="Clause 10.5")
    await expect(caution.locator(".quote")).to_contain_text("Hendersons")
    await expect(caution.locator("strong")).to_have_text("Clause 10.5")
    mine = page.locator("#group .msg.mine", has_text="Hendersons")
    await mine.hover()
    await mine.get_by_role("button", name="React writing hand").click()
    pill = mine.locator(".pill")
    await expect(pill).to_have_attribute("title", "Cllr Tom Briggs, Minutebook")
    await caution.get_by_role("button", name="Put on the agenda").click()
    await expect(page.locator(".toast")).to_have_text("Done: it is with the clerk.")
    await caution.get_by_role("button", name="Not council business").click()
    dialog = page.get_by_role("dialog", name="Minutebook")
    await expect(dialog).to_contain_text("Only the clerk can dismiss it.")
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)


async def test_only_the_author_sees_what_is_for_the_author(stage: Stage) -> None:
    """An ephemeral word is marked "only you", and nobody else's page has it."""
    tom, ann = await stage.open("tom"), await stage.open("ann")
    await say(tom, "Sam is off sick again")
    word = tom.locator("#group .msg.ephemeral")
    await expect(word).to_contain_text("Only you can see this")
    await expect(ann.locator("#group .msg")).to_have_count(1)
    await expect(ann.locator("#group .msg.ephemeral")).to_have_count(0)


async def test_a_private_chat_is_opened_by_start_or_by_the_bots_link(stage: Stage) -> None:
    """Until Start is pressed there is nowhere to write; a link with a payload carries it."""
    page = await stage.open("ruth")
    private = page.locator("#private")
    await expect(private.locator("textarea")).to_be_hidden()
    await say(page, "/setup")
    await page.get_by_role("button", name="Open your private chat").click()
    await expect(private).to_contain_text("You came with notice.")
    await expect(private.locator("textarea")).to_be_visible()
    ann = await stage.open("ann")
    await ann.get_by_role("button", name="Start", exact=True).click()
    await expect(ann.locator("#private")).to_contain_text("You came with nothing.")


async def test_everything_can_be_done_from_the_keyboard(stage: Stage) -> None:
    """Write, walk, reply, edit, react and let go, without touching the mouse."""
    page = await stage.open("ann")
    field = page.locator("#group textarea")
    await page.keyboard.press("/")
    await page.keyboard.type("First")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("line")
    await page.keyboard.press("Enter")
    first = page.locator("#group .msg", has=page.locator(".text", has_text="First"))
    await expect(first).to_be_visible()
    await expect(field).to_have_value("")  # cleared only once the sandbox has taken it
    await page.keyboard.press("ArrowUp")
    await expect(first).to_be_focused()
    await page.keyboard.press("r")
    await page.keyboard.type("Second")
    await page.keyboard.press("Enter")
    second = page.locator("#group .msg", has=page.locator(".text", has_text="Second"))
    await expect(second.locator(".quote")).to_contain_text("First line")
    await expect(field).to_have_value("")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("e")
    await expect(field).to_have_value("Second")
    await page.keyboard.type(", mended")
    await page.keyboard.press("Enter")
    await expect(second).to_contain_text("Second, mended")
    await expect(second).to_contain_text("edited")
    await expect(field).to_have_value("")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    await expect(first).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(first.locator(".pill")).to_have_attribute("title", "Cllr Ann Harrow")
    await page.locator("#group .msg").last.focus()
    await page.keyboard.press("r")
    await expect(page.locator("#group .strip")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#group .strip")).to_have_count(0)


async def test_new_messages_are_read_out(stage: Stage) -> None:
    """What somebody else says goes to the polite live region, with who said it."""
    page = await stage.open("ann")
    stage.world.say(stage.cast.people["tom"], stage.cast.group, "Evening all")
    await expect(page.locator("#spoken p")).to_contain_text("Cllr Tom Briggs, 19:30. Evening all")


async def test_what_somebody_typed_outlives_the_sandbox(stage: Stage) -> None:
    """When the sandbox stops the page says what to do, keeps the words, and comes back by itself."""
    page = await stage.open("ann")
    await page.locator("#group textarea").fill("Half a thought")
    await stage.down()
    await expect(page.locator("#offline")).to_contain_text("Start it again with make demo")
    await page.locator("#group textarea").press("Enter")
    await expect(page.locator(".toast.bad")).to_contain_text("Start it again with make demo")
    await expect(page.locator("#group textarea")).to_have_value("Half a thought")
    await stage.up()
    await expect(page.locator("#offline")).to_be_hidden()
    await page.locator("#group textarea").press("Enter")
    await expect(page.locator("#group .msg.mine")).to_contain_text("Half a thought")
    await expect(page.locator("#group textarea")).to_have_value("")


async def test_a_refused_message_stays_where_it_was_written(stage: Stage) -> None:
    """What the world refuses is said in a sentence, and the words stay in the composer."""
    page = await stage.open("ann")
    stage.world.mute(stage.cast.group, stage.cast.people["ann"])
    await say(page, "Can you hear me?")
    await expect(page.locator(".toast.bad")).to_be_visible()
    await expect(page.locator("#group textarea")).to_have_value("Can you hear me?")


async def test_markup_in_a_message_is_only_text(stage: Stage) -> None:
    """Nothing anybody writes, in a message, a name of a file or a poll, becomes part of the page."""
    page = await stage.open("ann")
    evil = '<img src=x onerror="document.title=1"><b>bold</b>'
    await say(page, evil)
    stage.world.attach(stage.cast.people["tom"], stage.cast.group, "<i>x</i>.pdf", b"x", caption=evil)
    stage.world.poll(stage.cast.people["tom"], stage.cast.group, evil, [evil, "b"])
    await expect(page.locator("#group .text", has_text=evil)).to_have_count(2)
    await expect(page.locator("#group .question")).to_have_text(evil)
    assert await page.locator("#group .text b, #group .text img, #group .poll img").count() == 0
    assert await page.title() == "Minutebook"


async def test_a_file_is_attached_and_can_be_saved_by_another(stage: Stage) -> None:
    """A chosen file goes with what is written, and others download the same bytes by its name."""
    page, other = await stage.open("priya"), await stage.open("ann")
    quote = {"name": "quote.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-quote"}
    await page.locator("#group input[type=file]").set_input_files(quote)  # type: ignore[arg-type]
    await expect(page.locator("#group .strip")).to_contain_text("quote.pdf")
    await say(page, "The quote")
    async with other.expect_download() as saving:
        await other.locator("#group .file", has_text="quote.pdf").click()
    saved = await saving.value
    assert saved.suggested_filename == "quote.pdf"
    assert (await saved.path()).read_bytes() == b"%PDF-quote"
    await expect(page.locator("#group .strip")).to_have_count(0)


async def test_a_poll_is_made_and_voted_on(stage: Stage) -> None:
    """The form names what is missing; votes show as bars to those who voted."""
    page, other = await stage.open("tom"), await stage.open("ann")
    await page.locator("#group").get_by_role("button", name="New poll").click()
    await page.get_by_role("button", name="Send the poll").click()
    await expect(page.locator(".problem")).to_have_text("Write the question first.")
    await page.get_by_label("Question").fill("Shall we approve the bench?")
    await page.get_by_label("Option 1").fill("Yes")
    await page.get_by_label("Option 2").fill("No")
    await page.get_by_role("button", name="Send the poll").click()
    option = other.get_by_role("button", name="Yes: 0 of 0 votes")
    await option.click()
    await expect(other.get_by_role("button", name="Yes: 1 of 1 vote")).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(page.locator("#group .poll-total")).to_have_text("1 vote")


async def test_commands_are_offered_from_the_bots_menu(stage: Stage) -> None:
    """A slash offers what the bot's menu has for this person; arrows and Enter choose, Enter sends."""
    page = await stage.open("ruth")
    await page.get_by_role("button", name="Start", exact=True).click()
    box = page.locator("#private textarea")
    await box.press_sequentially("/")
    options = page.locator("#private").get_by_role("option")
    await expect(options).to_have_count(3)
    await box.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await box.press("Enter")
    await expect(box).to_have_value("/find ")
    await box.press_sequentially("bench")
    await box.press("Enter")
    answer = page.locator("#private .msg", has_text="Noted.")
    await expect(answer.locator(".lock")).to_be_visible()


async def test_the_outsider_is_told_why_there_is_no_group(stage: Stage) -> None:
    """Who is not in the group gets a sentence and the private chat, not an empty window."""
    page = await stage.open("denise")
    await expect(page.locator("#group")).to_contain_text("Denise Fowler is not in this group.")
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_choosing_a_person_is_kept_in_the_address(stage: Stage) -> None:
    """Who one is stands in the address, so that a reload or a second window keeps it."""
    page = await stage.open("ruth")
    await page.locator("#group textarea").fill("Ruth's draft")
    await page.get_by_role("button", name="Cllr Ann Harrow").click()
    await expect(page.locator("#group textarea")).to_have_value("")
    assert page.url.endswith(f"#as={stage.cast.people['ann'].id}")
    await page.reload()
    await expect(page.get_by_role("button", name="Cllr Ann Harrow")).to_have_attribute("aria-pressed", "true")


async def test_each_person_has_their_own_draft(stage: Stage) -> None:
    """What Ruth had begun to write waits for Ruth."""
    page = await stage.open("ruth")
    await page.locator("#group textarea").fill("Ruth's draft")
    await page.get_by_role("button", name="Cllr Ann Harrow").click()
    await expect(page.locator("#group textarea")).to_have_value("")
    await page.get_by_role("button", name="Ruth Calder").click()
    await expect(page.locator("#group textarea")).to_have_value("Ruth's draft")


async def test_the_evening_is_played_and_the_morning_brings_the_digest(stage: Stage) -> None:
    """Each click plays a step with its caption; the next morning the clerk is one click away."""
    page = await stage.open("ann")
    await page.get_by_role("button", name="Play the evening").click()
    await expect(page.locator("#caption-count")).to_have_text(f"1 of {stage.evening.total}")
    await page.get_by_role("button", name="Pause").click()
    for number in range(2, 8):
        await page.get_by_role("button", name="Next step").click()
        await expect(page.locator("#caption-count")).to_have_text(f"{number} of {stage.evening.total}")
        await expect(page.locator("#caption-next")).to_be_enabled()
    await expect(page.locator("#group")).to_contain_text("Clause 10.5")
    await page.get_by_role("button", name="Next morning").click()
    await expect(page.locator("#caption-text")).to_contain_text("The digest has come")
    await expect(page.locator("#clock")).to_have_text("Wed, 7 Oct 2026, 07:30")
    await page.get_by_role("button", name="Be Ruth Calder").click()
    await expect(page.locator("#private")).to_contain_text("2026/0001")


async def test_a_message_in_somebody_elses_private_chat_shows_on_their_name(stage: Stage) -> None:
    """A badge says who has something to read; looking at it takes it away."""
    stage.world.start(stage.cast.people["ruth"], stage.cast.bot)
    page = await stage.open("ann")
    ruth = page.get_by_role("button", name="Ruth Calder")
    await expect(ruth.locator(".badge")).to_have_text("1")
    await ruth.click()
    await page.get_by_role("button", name="Cllr Ann Harrow").click()
    await expect(page.get_by_role("button", name="Cllr Ann Harrow")).to_have_attribute("aria-pressed", "true")
    await expect(ruth.locator(".badge")).to_have_count(0)


async def test_a_reader_of_old_messages_is_not_pulled_away(stage: Stage) -> None:
    """New messages wait behind a button while somebody reads further up."""
    for number in range(40):
        stage.world.say(stage.cast.people["tom"], stage.cast.group, f"Message {number}")
    page = await stage.open("ann")
    await expect(page.locator("#group .msg").last).to_be_in_viewport()
    await page.locator("#group .msg").first.scroll_into_view_if_needed()
    stage.world.say(stage.cast.people["owen"], stage.cast.group, "The newest")
    await page.get_by_role("button", name="1 new").click()
    await expect(page.locator("#group .msg").last).to_be_in_viewport()


async def test_on_a_phone_the_chats_are_tabs_with_unread_badges(stage: Stage) -> None:
    """At 375 pixels one chat is shown at a time, and the other one's tab counts what is unread."""
    page = await stage.open("ruth", width=375, height=700)
    stage.world.start(stage.cast.people["ruth"], stage.cast.bot)
    await expect(page.locator("#tab-private .badge")).to_have_text("1")
    await expect(page.locator("#private")).to_be_hidden()
    await page.get_by_role("tab", name="Private chat").tap()
    await expect(page.locator("#private")).to_contain_text("Good evening.")
    await expect(page.locator("#tab-private .badge")).to_be_hidden()
    stage.world.say(stage.cast.people["tom"], stage.cast.group, "Evening")
    await expect(page.locator("#tab-group .badge")).to_have_text("1")


async def test_on_a_phone_a_tap_offers_what_can_be_done(stage: Stage) -> None:
    """A tap on a message opens its actions; a tap elsewhere closes them."""
    page = await stage.open("ruth", width=375, height=700)
    stage.world.say(stage.cast.people["tom"], stage.cast.group, "Evening")
    message = page.locator("#group .msg")
    await message.locator(".text").tap()
    await message.get_by_role("button", name="React thumbs up").tap()
    await expect(message.locator(".pill")).to_have_attribute("title", "Ruth Calder")
    await page.get_by_role("button", name="You are Ruth Calder").tap()
    await page.get_by_role("dialog").get_by_role("button", name="Cllr Ann Harrow").tap()
    await expect(page.locator("#me")).to_contain_text("Cllr Ann Harrow")


SMALL = """() => [...document.querySelectorAll("button, a, textarea")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((node) => !node.closest(".skip, .text, .reactions") && !node.matches(".skip"))
    .map((node) => [node.getBoundingClientRect(), node])
    .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 40))
    .map(([box, node]) => `${node.className || node.id} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("width", [360, 400])
async def test_on_a_phone_all_can_be_reached_by_thumb(stage: Stage, width: int) -> None:
    """Nothing is wider than the phone, and what is to be tapped is 44 pixels high."""
    page = await stage.open("tom", width=width, height=640)
    await say(page, BENCH)
    await expect(page.locator("#group .key")).to_have_count(3)
    await page.evaluate("document.activeElement.blur()")
    for chat in ("Group", "Private chat"):
        await page.get_by_role("tab", name=chat).tap()
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        assert await page.evaluate(SMALL) == []


CONTRAST = """() => {
  const seen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (css) => { seen.clearRect(0, 0, 1, 1); seen.fillStyle = css; seen.fillRect(0, 0, 1, 1); return [...seen.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer[3]) layers.unshift(layer);
    }
    return layers.reduce((under, over) => under.map((c, i) => c + (over[i] - c) * (over[3] / 255)), [255, 255, 255]);
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility({ opacityProperty: true })) continue;
    if (node.closest(":disabled, .unseen, .emoji, .skip, noscript, .spoiler:not(.shown)")) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${node.textContent.slice(0, 30)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_all_text_can_be_read(stage: Stage, dark: bool) -> None:
    """Every piece of text stands out from what is behind it by 4.5 to 1 at least (WCAG AA)."""
    page = await stage.open("tom", dark=dark)
    people, group = stage.cast.people, stage.cast.group
    await say(page, BENCH)
    await expect(page.locator("#group .key")).to_have_count(3)
    for person in ("ruth", "margaret", "ann", "priya", "owen", "sam"):
        stage.world.say(people[person], group, "Evening, https://example.org/agenda")
    said = stage.world.say(people["ann"], group, "Fine", reply_to=stage.world.history(group)[1])
    stage.world.react(people["tom"], said, "👍")
    stage.world.poll(people["sam"], group, "Which evening?", ["Tuesday", "Thursday"], anonymous=False)
    stage.world.attach(people["owen"], group, "quote.pdf", b"x", caption="The quote")
    await say(page, "Sam is sick")
    await stage.evening.play_next()
    await expect(page.locator("#group .ephemeral")).to_have_count(1)
    await expect(page.locator("#group .file")).to_have_count(1)
    assert await page.evaluate(CONTRAST) == []


async def test_the_page_asks_nobody_but_the_sandbox(stage: Stage) -> None:
    """Every request goes to the sandbox itself, and the policy breaks nothing of the page's own."""
    page = await stage.open("ruth")
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: troubles.append(line.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.reload()
    await say(page, BENCH)
    await expect(page.locator("#group .key")).to_have_count(3)
    assert asked
    assert all(url.startswith(f"http://127.0.0.1:{stage.port}/") for url in asked), asked
    assert troubles == []
