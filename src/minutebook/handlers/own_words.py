"""/words: a council's own words for something, and what says nothing there. Every change is kept with who and when."""

from collections.abc import Sequence
from itertools import groupby

from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.errors import TeachingError
from minutebook.council.outgoing import Keyboard
from minutebook.council.own_words import (
    LONGEST,
    PHRASES,
    SHORTEST,
    Add,
    Remove,
    label_names,
    parse_words,
    tidied,
)
from minutebook.council.schedule import local_day
from minutebook.council.wording import Html, join
from minutebook.detector.reading import read, whole
from minutebook.handlers import teaching
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.digest_lines import labels_shown
from minutebook.storage import councils, people
from minutebook.storage import teaching as taught
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx
from minutebook.storage.teaching import OwnWord

PAGE = 25
"""Phrases in one message of the list: with their buttons they stay under Telegram's limits."""


async def words(turn: Turn, view: CouncilView, event: PrivateMessage, said: str, key: str) -> None:
    """Answer `/words`, `/words add`, `/words ignore` and `/words remove`; rights were checked."""
    person = event.person
    async with turn.change() as tx:
        try:
            asked = parse_words(said, label_names(turn.house.wording))
        except TeachingError as error:
            await teaching.tell(tx, turn, view, person.id, _problem(turn, error), key=key)
            return
        match asked:
            case Add():
                text = await _add(tx, turn, view, asked, person.id)
            case Remove():
                text = await _remove(tx, turn, view, asked, person.id)
            case _:
                await _list(tx, turn, view, person.id, key)
                return
        await teaching.tell(tx, turn, view, person.id, text, key=key)


def _problem(turn: Turn, error: TeachingError) -> Html:
    """Return what is wrong, with examples and the kinds there are."""
    wording = turn.house.wording
    facts = {"said": error.said[:80], "least": SHORTEST, "most": LONGEST}
    return join([wording.say(f"words.bad_{error.problem}", **facts), _how(turn)], "\n\n")


def _how(turn: Turn) -> Html:
    wording = turn.house.wording
    return wording.say("words.how", labels=labels_shown((*Concern, *Subject), wording))


def _kind(turn: Turn, about: Label | None) -> str:
    """Return what a phrase tells of, in plain words."""
    wording = turn.house.wording
    return wording.plain("words.ignored") if about is None else wording.plain(f"label.{about}")


def _quoted(phrases: Sequence[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)


async def _add(tx: Tx, turn: Turn, view: CouncilView, asked: Add, by: int) -> Html:
    """Add phrases and say what they do from now on."""
    wording, council_id = turn.house.wording, view.council.id
    known = await taught.all_words(tx, council_id)
    refused = _clash(turn, asked, known)
    if refused is not None:
        return refused
    old = {(word.label, tidied(word.phrase)) for word in known}
    about: tuple[Label | None, ...] = asked.labels or (None,)
    new = [(label, phrase) for label in about for phrase in asked.phrases if (label, phrase) not in old]
    kinds = ", ".join(_kind(turn, label) for label in about)
    if not new:
        return wording.say("words.same", phrases=_quoted(asked.phrases), kind=kinds)
    if await taught.count_words(tx, council_id) + len(new) > PHRASES:
        return wording.say("words.full", limit=PHRASES)
    for label, phrase in new:
        await taught.add_word(tx, council_id, label, phrase, by=by, now=turn.now)
        entry = _logged(label, phrase)
        await councils.log_change(tx, council_id, "words", "", entry, by=by, now=turn.now)
    phrases = tuple(dict.fromkeys(phrase for _, phrase in new))
    if asked.labels:
        said = wording.say("words.added", phrases=_quoted(phrases), kind=kinds)
        return join([said, *_single(turn, "words.added_single", phrases)])
    return _ignoring(turn, phrases)


def _clash(turn: Turn, asked: Add, known: Sequence[OwnWord]) -> Html | None:
    """Say so where a phrase would lie in another that is overlooked, or the other way about; else return None.

    What is ignored is not seen at all, so an own word it is part of could tell of nothing.
    """
    wording = turn.house.wording
    if asked.labels:
        ignored = [word.phrase for word in known if word.label is None]
        met = [each for each in ignored if any(_within(each, phrase) for phrase in asked.phrases)]
        phrase = "words.clash_ignored"
    else:
        own = [word.phrase for word in known if word.label is not None]
        met = [each for each in own if any(_within(phrase, each) for phrase in asked.phrases)]
        phrase = "words.clash_own"
    if not met:
        return None
    return wording.say(phrase, phrases=_quoted(tuple(dict.fromkeys(met))), first=met[0])


def _within(part: str, phrase: str) -> bool:
    """Whether one phrase stands in another, or is the same."""
    return next(whole(part, read(phrase).lower), None) is not None


def _ignoring(turn: Turn, phrases: Sequence[str]) -> Html:
    """Say what overlooking comes to, and what a single word or a name may take with it."""
    wording = turn.house.wording
    lines = [wording.say("words.ignoring", phrases=_quoted(phrases))]
    return join([*lines, *_single(turn, "words.single", phrases), wording.say("words.shows")])


def _single(turn: Turn, warning: str, phrases: Sequence[str]) -> list[Html]:
    """Return the warning about those phrases that are one word, if any are: such a one stands in much else."""
    single = [phrase for phrase in phrases if " " not in phrase]
    return [turn.house.wording.say(warning, phrases=_quoted(single), first=single[0])] if single else []


def _logged(about: Label | None, phrase: str) -> str:
    """Return a phrase as the log of changes has it: the kind, and the phrase in curly quotes."""
    return f"{about or 'ignored'} “{phrase}”"


async def _remove(tx: Tx, turn: Turn, view: CouncilView, asked: Remove, by: int) -> Html:
    """Take phrases away and say so; what is not there is told."""
    wording = turn.house.wording
    known, missing = await _meant(tx, view, asked)
    for word in known:
        await _take_away(tx, turn, word, by)
    gone = list(dict.fromkeys(word.phrase for word in known))
    lines = [wording.say("words.removed", phrases=_quoted(gone))] if gone else []
    lines += [wording.say("words.unknown", phrases=_quoted(missing))] if missing else []
    return join(lines)


async def _meant(tx: Tx, view: CouncilView, asked: Remove) -> tuple[list[OwnWord], list[str]]:
    """Return what is to be removed, and what of it is not on the list: a phrase comes before what it may be else."""
    council_id = view.council.id
    for phrases in (asked.phrases, asked.behind):
        known = await taught.words_called(tx, council_id, phrases)
        if known:
            called = {tidied(word.phrase) for word in known}
            return known, [phrase for phrase in phrases if phrase not in called]
    if not asked.numbers:
        return [], list(asked.phrases)
    listed = dict(enumerate(await taught.all_words(tx, council_id), 1))
    numbers = dict.fromkeys(asked.numbers)
    found = [listed[number] for number in numbers if number in listed]
    return found, [str(number) for number in numbers if number not in listed]


async def _take_away(tx: Tx, turn: Turn, word: OwnWord, by: int) -> None:
    await taught.remove_word(tx, word)
    entry = _logged(word.label, word.phrase)
    await councils.log_change(tx, word.council_id, "words", entry, "", by=by, now=turn.now)


async def _list(tx: Tx, turn: Turn, view: CouncilView, user_id: int, key: str) -> None:
    """Show every phrase, in as many messages as it takes."""
    known = await taught.all_words(tx, view.council.id)
    for start in range(0, max(len(known), 1), PAGE):
        text, keyboard = await _page(tx, turn, view, known, start)
        own_key = f"{key}:{start}" if start else key
        await teaching.tell(tx, turn, view, user_id, text, key=own_key, keyboard=keyboard)


async def _page(
    tx: Tx, turn: Turn, view: CouncilView, known: Sequence[OwnWord], start: int
) -> tuple[Html, Keyboard]:
    """Return a part of the list: each phrase with who added it and when, and a button each that removes it.

    Args:
        known: the whole list.
        start: how many of it stand before this part; where nothing is left of that, the last part is meant.
    """
    wording = turn.house.wording
    if not known:
        return join([wording.say("words.empty"), _how(turn)], "\n\n"), ()
    # The last of a later part may have been removed: there is one before it.
    start = min(start, (len(known) - 1) // PAGE * PAGE)
    page = known[start : start + PAGE]
    parts = [wording.say("words.head", count=len(known))] if start == 0 else []
    for about, group in groupby(enumerate(page, start + 1), key=lambda each: each[1].label):
        lines = [await _line(tx, turn, view, number, word) for number, word in group]
        parts.append(join([wording.say("words.kind", kind=_kind(turn, about)), *lines]))
    if start + PAGE >= len(known):
        parts.append(wording.say("words.more"))
    keyboard = await teaching.numbered(tx, turn, view, "word_off", [w.id for w in page], start)
    return join(parts, "\n\n"), keyboard


async def _line(tx: Tx, turn: Turn, view: CouncilView, number: int, word: OwnWord) -> Html:
    return turn.house.wording.say(
        "words.line",
        number=number,
        phrase=word.phrase,
        who=await people.name_of(tx, word.added_by),
        day=local_day(word.at, view.council.settings.zone),
    )


async def word_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Remove* under the list of words, which is then shown without it."""
    if not teaching.may(turn.house, view, event.person):
        return Toast("press.not_teacher", alert=True)
    async with turn.change() as tx:
        found = await taught.word(tx, what.target or 0)
        word = found if found and found.council_id == view.council.id else None
        if word is not None:
            await _take_away(tx, turn, word, event.person.id)
        known = await taught.all_words(tx, view.council.id)
        text, keyboard = await _page(tx, turn, view, known, teaching.start_of(what))
        await teaching.renew(tx, turn, view, event, text, keyboard, _gone(turn, word) if word else None)
    return Toast("press.word_removed", words=word.phrase) if word else Toast("press.gone_already")


def _gone(turn: Turn, word: OwnWord) -> Html:
    """Say which phrase was removed, and how to have it again."""
    wording = turn.house.wording
    about = "ignore" if word.label is None else f"add {_kind(turn, word.label)}"
    removed = wording.say("words.removed", phrases=_quoted([word.phrase]))
    again = wording.say("words.again", typed=f"{about} {_quoted([word.phrase])}")
    return Html(f"{removed} {again}")
