"""Words beside a bundle's records: which of them tell what is withheld, and what is then shown."""

import pytest

from minutebook.council.beside import Guard, Watch


def shown(text: str, hidden: str, elsewhere: str = "") -> str:
    """A text as a bundle shows it in which `hidden` is withheld, and `elsewhere` shown; a bar for what is left out."""
    watch = Watch([text])
    watch.hide(hidden, "personal")
    watch.show(elsewhere)
    pieces = Guard(words=watch.telling()).pieces(text)
    return "".join("█" if piece.reasons else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Morrison", "Jane Morrison"),
        ("morri*", "Jane Morrison"),
        ("MORRISONS", "Jane Morrison"),
        ("Morrison", "the Morrisons"),
        ("jmorrison", "Jane Morrison"),
        ("Morrison", "jmorrison@example.org"),
        ("OBrien", "Pat O’Brien"),
        ("O’Brien", "Pat OBrien"),
        ("OBriens", "Pat O’Brien"),
        ("JaneMorrison", "Jane Morrison"),
        ("Jane.Morrison", "Jane Morrison"),
        ("Lees", "Mr Lee"),
        ("Li", "Mrs Li"),
        ("June", "June Fox"),
        ("Rene", "René"),
        ("Rene\u0301", "Rene"),
        ("Mor\u00adrison", "Jane Morrison"),
        ("Morrison", "Mor\u200brison"),
        ("01234567890", "01234 567890"),
        ("01234 567890", "01234567890"),
        ("+44 1234 567890", "01234 567890"),
        ("567890", "01234 567890"),
        ("0 12 34 56 78 90", "01234567890"),
        ("NN123AB", "NN12 3AB"),
        ("4200", "£4,200"),
        ("14 Church", "14 Church Lane"),
    ],
)
def test_what_tells_a_withheld_word_is_left_out(text: str, hidden: str) -> None:
    """Case, accents, spaces, signs, endings and what is joined to a word hide it from no reader, and not from the guard."""
    left = shown(f"About {text} hedges", hidden)
    assert not any(sign.isalnum() for sign in left.removeprefix("About ").removesuffix(" hedges"))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("the wall and the copse", "the hedge and the fence"),
        ("annual meeting", "Ann Smith"),
        ("resolved at 45/26", "26 March, number 45"),
        ("2 trees, 14 lamps", "14 Church Lane, 2nd floor"),
        ("01234 111222", "09876 567890"),
    ],
)
def test_what_tells_nothing_stays(text: str, hidden: str) -> None:
    """Words that say how something is asked, small numbers and words that only begin alike are shown."""
    assert shown(text, hidden) == text


@pytest.mark.parametrize(
    ("text", "hidden", "elsewhere", "left"),
    [
        ("the churchyard wall", "The churchyard wall, says Jane", "churchyard wall", "the churchyard wall"),
        ("church wall", "Church Lane", "The churchyard", "█ wall"),
        ("Ann’s wall", "Ann Smith", "the annual meeting", "█’s wall"),
        ("fenc*", "the fence", "A fence is a fence.", "fenc*"),
        ("Morrisons", "Jane Morrison", "Mrs Morrison came.", "Morrisons"),
        ("14 Church Lane", "14 Church Lane", "14 oaks in Church Lane", "█"),
    ],
)
def test_what_is_shown_elsewhere_tells_nothing(text: str, hidden: str, elsewhere: str, left: str) -> None:
    """A word that the bundle shows, or that tells only of such, stands; one that merely begins such a word does not."""
    assert shown(text, hidden, elsewhere) == left
