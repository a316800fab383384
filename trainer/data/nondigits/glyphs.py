"""Letters and signs of single-stroke fonts (Hershey, 1967) that could not pass for a digit."""

import string
from collections.abc import Sequence
from functools import cache

import numpy as np
from HersheyFonts import HersheyFonts

from trainer.data.nondigits.paths import Drawing, Random, dense
from trainer.data.rendering import Strokes

FONTS = ("futural", "cursive", "scripts", "rowmans", "timesi")
# Letters and signs that people also take for digits: O I l Z E? h A? S b G q g ...
LOOKALIKES = set("OoQDCceIiLljJ|!/\\SsZzBbGgqQyYTtdUuhraU?1()[]{}'`\",.:;-_~")
# The keys of other fonts' glyphs: kanji and kana, capitals of other alphabets, planets, clefs,
# anchors, mathematics. Not among them: those like a digit (う る ろ ち З Ч), a letter, a dash.
FOREIGN = {
    "japanese": "#$%&'()*+,-./013456789:ABEFGIJKMNPUVWXYZ[\\^_`abcdfhlnoqrsxyz{|}",
    "greek": "DFGLPQSWXYaefklmpwy",
    "cyrillic": "DFHILPQUW^`dfhilpq",
    "astrology": "!#$%&'-/<=@[]`{|}~",
    "music": "&'(<=?@",
    "symbolic": "PQRSTUVWXYZ[]^_`abcdefgijklmno",
    "mathupp": "!\"#&':;?@^_abcehijklnvwxyz",
}


def letters(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a letter."""
    return _one_of(latin(string.ascii_letters), random)


def words(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw two or three letters side by side; any, for no two make a digit."""
    shapes, drawing, at = _any_letters(), [], 0.0
    for _number in range(3 if random.random() < 0.4 else 2):
        shape = _one_of(shapes, random)
        low, high = _bounds(shape)
        drawing += [stroke - (low[0] - at, 0) for stroke in shape]
        at += high[0] - low[0] + random.uniform(2, 8)
    return drawing


def signs(_: Sequence[Strokes], random: Random) -> Drawing:
    """Draw a character of another script, or a sign of some science."""
    return _one_of(foreign(), random)


@cache
def latin(characters: str) -> list[Drawing]:
    """Return the glyphs of those characters in all fonts, but for what looks like a digit."""
    wanted = "".join(sorted(set(characters) - LOOKALIKES))
    return [glyph for font in FONTS for glyph in _glyphs(font, wanted)]


@cache
def foreign() -> list[Drawing]:
    """Return the glyphs of other scripts and of sciences."""
    return [glyph for font, keys in FOREIGN.items() for glyph in _glyphs(font, keys)]


@cache
def _any_letters() -> list[Drawing]:
    unlike_one = "".join(sorted(set(string.ascii_letters) - set("OoIlji")))
    return [glyph for font in FONTS for glyph in _glyphs(font, unlike_one)]


def _glyphs(name: str, characters: str) -> list[Drawing]:
    font = HersheyFonts()
    font.load_default_font(name)
    shapes = []
    for character in characters:
        strokes = [np.array(stroke, float) for stroke in font.strokes_for_text(character)]
        strokes = [dense(stroke) for stroke in strokes if len(stroke) > 1]
        if strokes:
            shapes.append(strokes)
    return shapes


def _one_of(shapes: list[Drawing], random: Random) -> Drawing:
    return shapes[random.integers(len(shapes))]


def _bounds(drawing: Drawing) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate(drawing)
    return points.min(axis=0), points.max(axis=0)
