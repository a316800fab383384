"""Drawings on paper: in uneven light, on ruled and squared sheets, in frames; and plain ones."""

import io

import numpy as np
import pytest
from drawn_pictures import SEVEN, draw, encode
from PIL import Image

from webapp.reading import decoding
from webapp.reading.decoding import decode
from webapp.reading.ground import ground_of
from webapp.reading.preprocessing import to_mnist

SIDE = 400
Y, X = np.mgrid[:SIDE, :SIDE].astype(float)


def small(stroke, share=0.4):
    return [((x - 0.5) * share + 0.5, (y - 0.5) * share + 0.5) for x, y in stroke]


@pytest.fixture(scope="module")
def inks(samples):
    """The page's samples in the middle of a sheet, as (digit, ink in 0..1)."""
    return [(digit, on_a_sheet(ink)) for digit, ink in samples]


def on_a_sheet(ink):
    sheet = np.zeros((SIDE, SIDE))
    sheet[120:280, 120:280] = np.asarray(Image.fromarray(ink).resize((160, 160))) / 255
    return sheet


def levels(values):
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def on(ground, ink, level):
    return levels(ground * (1 - ink) + level * ink)


def right(app, found):
    classifier = app.extensions["classifier"]
    return sum(
        classifier.classify(to_mnist(decode(picture))).digit == digit for digit, picture in found
    )


def as_jpeg(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=70)
    return file.getvalue()


# Uneven light.


def falling(levels_down, width, where):
    """A ground of 215 that falls by some levels where `where` is negative, softly."""
    return 215 - levels_down / (1 + np.exp(where / width))


GROUNDS = {
    "a corner in shadow": falling(25, 25, X + Y - 230),
    "a deeper shadow": falling(100, 25, X + Y - 230),
    "a shadow with an edge": falling(100, 1.5, X + Y - 400),
    "half in shadow": falling(60, 10, X - 200),
    "light from the left": 250 - 100 * X / SIDE,
    "light from below": 120 + 110 * Y / SIDE,
    "a vignette": 230 - 100 * ((X - 200) ** 2 + (Y - 200) ** 2) / (2 * 200**2),
    "a spot of light": 140 + 90 * np.exp(-((X - 200) ** 2 + (Y - 200) ** 2) / (2 * 80**2)),
    "grain": 215 + np.random.default_rng(3).normal(0, 4, (SIDE, SIDE)),
}


@pytest.mark.parametrize("name", GROUNDS)
def test_the_ground_is_what_is_near(app, inks, name):
    dark = [(digit, on(GROUNDS[name], ink, 60)) for digit, ink in inks]
    assert right(app, [(digit, encode(picture)) for digit, picture in dark]) == 20
    assert right(app, [(digit, encode(255 - picture)) for digit, picture in dark]) == 20
    assert right(app, [(digit, as_jpeg(picture)) for digit, picture in dark]) >= 19


@pytest.mark.parametrize(
    ("paper", "pen"), [((250, 235, 180), (30, 40, 120)), ((240, 150, 150), (20, 20, 20))]
)
def test_coloured_paper_in_uneven_light(app, inks, paper, pen):
    light = (1 - 0.4 * X / SIDE)[..., None]
    found = [
        (digit, encode(on(np.array(paper) * light, ink[..., None], np.array(pen))))
        for digit, ink in inks
    ]
    assert right(app, found) == 20


def test_the_ground_beneath_a_stroke_is_that_around_it():
    light = GROUNDS["light from the left"]
    ink = draw([small(line) for line in SEVEN], (SIDE, SIDE), 12) / 255
    ground = ground_of(on(light, ink, 30))
    assert ground.level is None
    assert (ground.lower <= light + 3).all()
    assert (ground.upper >= light - 3).all()
    assert (ground.lower[ink > 0] > 130).all(), "no ink is taken for ground"


# Lines.


def sheet(pitch, width, level, across=True, down=True, slant=0.0, ground=255):
    paper = np.full((SIDE, SIDE), float(ground))
    for wanted, place in ((across, Y + slant * X), (down, X - slant * Y)):
        if wanted:
            paper[(np.floor(place) - pitch // 2) % pitch < width] = level
    return paper


SHEETS = {
    "squares": sheet(40, 2, 170),
    "faint squares": sheet(40, 2, 225),
    "dark squares": sheet(40, 2, 60),
    "squares as dark as ink": sheet(40, 2, 20),
    "small squares": sheet(16, 1, 150),
    "large squares": sheet(80, 4, 120),
    "rules": sheet(40, 2, 150, down=False),
    "dark rules": sheet(40, 2, 40, down=False),
    "two rules": sheet(140, 3, 90, down=False),
    "slanted squares": sheet(40, 2, 150, slant=0.03),
    "more slanted squares": sheet(40, 2, 90, slant=0.06),
    "squares in a shadow": sheet(40, 2, 0.75, ground=1) * GROUNDS["a corner in shadow"],
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_papers_lines_are_no_ink(app, inks, name):
    dark = [(digit, on(SHEETS[name], ink, 20)) for digit, ink in inks]
    assert right(app, [(digit, encode(picture)) for digit, picture in dark]) >= 18
    assert right(app, [(digit, encode(255 - picture)) for digit, picture in dark]) >= 18
    assert right(app, [(digit, as_jpeg(picture)) for digit, picture in dark]) >= 18


@pytest.mark.parametrize("name", ["squares", "dark squares", "rules"])
def test_a_stroke_that_a_line_crosses_stays_whole(name):
    ink = draw([small(line) for line in SEVEN], (SIDE, SIDE), 12) / 255
    found = decode(encode(on(SHEETS[name], ink, 20)))
    assert (found[ink == 1] > 150).all()
    far = draw([small(line) for line in SEVEN], (SIDE, SIDE), 24) == 0
    assert not found[far].any()


# Frames.


def framed(picture, width=1, inset=0, sides="tblr", level=0):
    picture, end = picture.copy(), len(picture) - inset
    within = slice(inset, end)
    for side in sides:
        if side in "tb":
            rows = slice(inset, inset + width) if side == "t" else slice(end - width, end)
            picture[rows, within] = level
        else:
            columns = slice(inset, inset + width) if side == "l" else slice(end - width, end)
            picture[within, columns] = level
    return picture


FRAMES = {
    "of a pixel": {},
    "of three": {"width": 3},
    "of ten": {"width": 10},
    "of twenty": {"width": 20},
    "grey": {"width": 2, "level": 128},
    "three pixels in": {"inset": 3},
    "twelve pixels in": {"width": 2, "inset": 12},
    "above": {"sides": "t"},
    "above and below": {"sides": "tb"},
    "left and above": {"sides": "tl"},
    "on three sides": {"sides": "tlr"},
    "on three sides, three pixels in": {"width": 3, "inset": 3, "sides": "tlr"},
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_no_ink(app, samples, name):
    found = [(digit, framed(255 - ink, **FRAMES[name])) for digit, ink in samples]
    assert right(app, [(digit, encode(picture)) for digit, picture in found]) == 20
    assert right(app, [(digit, encode(255 - picture)) for digit, picture in found]) == 20
    assert right(app, [(digit, as_jpeg(picture)) for digit, picture in found]) == 20


def test_a_frame_in_a_frame(app, samples):
    found = [(digit, encode(framed(framed(255 - ink, 4), 2, inset=8))) for digit, ink in samples]
    assert right(app, found) == 20


def test_what_is_left_within_a_frame_is_the_drawing(seven):
    assert np.array_equal(decode(encode(framed(255 - seven))), seven)


# Plain drawings.


def plainly(picture):
    """The distance from the level that is the median along the edge."""
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return np.abs(picture.astype(int) - np.sort(edge)[len(edge) // 2]).astype(np.uint8)


def plain_drawings(samples):
    """Samples anywhere on pads of any size and levels: cut off, cropped to the ink, tiny."""
    dice = np.random.default_rng(5)
    for number in range(150):
        ink = samples[number % 20][1]
        rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
        ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        if number % 3:
            ink = np.pad(ink, [tuple(room) for room in dice.integers(0, 90, (2, 2))])
            ink = np.roll(ink, dice.integers(-60, 60), axis=number % 2)
        size = tuple(int(side) for side in (dice.integers(28, 300, 2) if number % 2 else (28, 28)))
        ink = np.asarray(Image.fromarray(ink).resize(size, Image.Resampling.BOX)) / 255
        ground, pen = dice.permutation([dice.integers(0, 90), dice.integers(165, 256)])
        yield on(ground, ink, pen)


def test_a_plain_drawing_comes_out_as_it_is(samples):
    for number, picture in enumerate(plain_drawings(samples)):
        assert np.array_equal(decode(encode(picture)), plainly(picture)), number


def test_paper_is_not_looked_for_where_a_drawing_is_plain(samples, monkeypatch):
    monkeypatch.setattr(decoding, "ink_on_paper", lambda *_: pytest.fail("looked for"))
    for _, ink in samples:
        for picture in (255 - ink, ink, (255 - ink)[20:]):
            assert np.array_equal(decode(encode(picture)), plainly(picture))


STRAIGHT = {
    "one": [[(0.5, 0), (0.5, 1)]],
    "seven": [[(0, 0), (1, 0), (0.3, 1)]],
    "plus": [[(0.5, 0), (0.5, 1)], [(0, 0.5), (1, 0.5)]],
    "four": [[(0.7, 0), (0.7, 1)], [(0.7, 0), (0, 0.6), (1, 0.6)]],
    "hash": [[(t, 0), (t, 1)] for t in (0.3, 0.7)] + [[(0, t), (1, t)] for t in (0.3, 0.7)],
    "box": [[(0.02, 0.02), (0.98, 0.02), (0.98, 0.98), (0.02, 0.98), (0.02, 0.02)]],
    "two of segments": [[(0, 0), (1, 0), (1, 0.5), (0, 0.5), (0, 1), (1, 1)]],
    "z": [[(0, 0), (1, 0), (0, 1), (1, 1)]],
}


@pytest.mark.parametrize("name", STRAIGHT)
@pytest.mark.parametrize("edge", [0.0, 0.1, 0.2])
def test_strokes_are_never_taken_for_lines(name, edge):
    for side, width in ((28, 2), (28, 3), (64, 4), (280, 4), (280, 20)):
        shape = [small(line, 1 - 2 * edge) for line in STRAIGHT[name]]
        ink = draw(shape, (side, side), width)
        if np.median(np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])):
            continue  # along the edge there is no ground to tell it from
        for picture in (255 - ink, ink):
            found = decode(encode(picture))
            assert (found[ink > 127] > 127).all(), (side, width)
            assert (found[ink == 0] == 0).all(), (side, width)
