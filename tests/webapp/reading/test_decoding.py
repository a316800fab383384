"""Any PNG comes out as the same ink; what cannot be read is refused before it costs anything."""

import struct
import zlib

import numpy as np
import pytest
from drawn_pictures import encode
from PIL import Image

from webapp.reading import transparency
from webapp.reading.decoding import decode
from webapp.reading.errors import NotAnImage, TooLarge, TooSmall

# How far the ink of one and the same drawing may be off, of 255: rounding, or fewer levels.
ROUNDING = 2


def on_ground(ink, ground, colour):
    """Paint ink in a colour on a ground: RGB arrays."""
    share = ink[..., None] / 255
    blend = np.array(ground) * (1 - share) + np.array(colour) * share
    return np.rint(blend).astype(np.uint8)


def with_alpha(colour, alpha):
    pixels = np.empty((*alpha.shape, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = colour, alpha
    return pixels


BLACK, WHITE = (0, 0, 0), (255, 255, 255)

PNGS = {
    "grey, dark on light": lambda ink: encode(255 - ink),
    "grey, light on dark": lambda ink: encode(ink),
    "RGB, dark on light": lambda ink: encode(on_ground(ink, WHITE, BLACK)),
    "RGB, light on dark": lambda ink: encode(on_ground(ink, BLACK, WHITE)),
    "yellow on white": lambda ink: encode(on_ground(ink, WHITE, (255, 255, 0))),
    "red on green of the same brightness": lambda ink: encode(
        on_ground(ink, (0, 130, 0), (255, 0, 0))
    ),
    "opaque RGBA": lambda ink: encode(Image.fromarray(255 - ink).convert("RGBA")),
    "grey with alpha": lambda ink: encode(Image.fromarray(255 - ink).convert("LA")),
    "dark ink on transparency": lambda ink: encode(with_alpha(BLACK, ink)),
    "light ink on transparency": lambda ink: encode(with_alpha(WHITE, ink)),
    "16-bit, dark on light": lambda ink: encode((255 - ink).astype(np.uint16) * 257),
    "16-bit, light on dark": lambda ink: encode(ink.astype(np.uint16) * 257),
    "interlaced palette": lambda ink: encode(Image.fromarray(255 - ink).convert("P")),
}


@pytest.mark.parametrize("kind", PNGS)
def test_every_kind_of_png_gives_the_same_shape(kind, seven):
    ink = decode(PNGS[kind](seven)).astype(int)
    assert ink.shape == seven.shape
    assert np.abs(ink * 255 / ink.max() - seven).max() <= ROUNDING


@pytest.mark.parametrize("invert", [False, True])
def test_one_bit(seven, invert):
    picture = Image.fromarray(255 - seven if invert else seven).convert(
        "1", dither=Image.Dither.NONE
    )
    assert np.array_equal(decode(encode(picture)) > 0, seven > 127)


def test_palette_with_a_transparent_entry(seven):
    picture = Image.fromarray((seven > 127).astype(np.uint8), "P")
    picture.putpalette([255, 255, 255, 20, 20, 20])
    assert np.array_equal(decode(encode(picture, transparency=0)) > 0, seven > 127)


def test_grey_with_a_transparent_level(seven):
    picture = Image.fromarray(np.where(seven > 127, 200, 7).astype(np.uint8))
    assert np.array_equal(decode(encode(picture, transparency=7)) > 0, seven > 127)


def test_a_card_with_transparent_corners_is_no_ink(seven):
    pixels = with_alpha(WHITE, np.full(seven.shape, 255, np.uint8))
    pixels[..., :3] = on_ground(seven, WHITE, BLACK)
    pixels[:30, :30] = pixels[-30:, -30:] = 0
    ink = decode(encode(pixels))
    assert not ink[:30, :30].any()
    assert np.abs(ink.astype(int) - seven).max() <= ROUNDING


def test_faint_ink_is_kept(seven):
    assert decode(encode(255 - seven // 8)).max() == 255 // 8


def test_nothing_drawn_is_no_ink():
    for blank in (np.zeros((20, 20), np.uint8), np.full((20, 20), 90, np.uint8)):
        assert not decode(encode(blank)).any()
    assert not decode(encode(np.zeros((20, 20, 4), np.uint8))).any()


@pytest.mark.parametrize("side", [8, 28, 500, 2048])
def test_sizes(side):
    picture = np.full((side, side), 255, np.uint8)
    picture[side // 4 : side // 2, side // 4] = 0
    assert decode(encode(picture)).shape == (side, side)


def test_too_small():
    with pytest.raises(TooSmall, match="7 x 20"):
        decode(encode(np.zeros((20, 7), np.uint8)))


def test_a_bomb_is_refused_by_its_header(monkeypatch):
    chunk = struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + chunk
    bomb += struct.pack(">I", zlib.crc32(b"IHDR" + chunk))
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(TooLarge, match="60000 x 60000"):
        decode(bomb)


@pytest.mark.parametrize("junk", [b"", b"hello", b"GIF89a" + bytes(100), b"\x89PNG\r\n\x1a\n"])
def test_not_a_png(junk):
    with pytest.raises(NotAnImage):
        decode(junk)


def test_every_truncation_is_refused_or_read(seven):
    png = encode(255 - seven)
    for length in range(0, len(png), 7):
        try:
            decode(png[:length])
        except NotAnImage:
            continue
        # Only the trailer, which holds no pixel, may be missing.
        assert length > len(png) - 16


# Transparent pictures are what a person sees of them.


def erased(ink, colour, eraser, width=24):
    """A digit on transparency, and then a stroke of an eraser across it that paints."""
    pixels = with_alpha(colour, ink)
    middle = ink.shape[0] // 2
    pixels[middle - width // 2 : middle + width // 2, 20:-20] = (*eraser, 255)
    return pixels


def seen(ink, width=24):
    left = ink.copy()
    middle = ink.shape[0] // 2
    left[middle - width // 2 : middle + width // 2, 20:-20] = 0
    return left


@pytest.mark.parametrize("colour", [BLACK, (20, 40, 160), (200, 0, 0)])
def test_what_a_white_eraser_covers_is_no_ink(samples, colour):
    for _, ink in samples:
        found = decode(encode(erased(ink, colour, WHITE))).astype(int)
        assert np.abs(found * 255 / max(found.max(), 1) - seen(ink)).max() <= ROUNDING + 1


def test_a_digit_that_was_corrected_is_read(client, samples):
    """What was scribbled above the digit is erased, in white."""
    for digit, ink in samples:
        pixels = with_alpha(BLACK, ink)
        pixels[5:35, 20:-20] = (0, 0, 0, 255)
        pixels[3:37, 18:-18] = (255, 255, 255, 255)
        assert client.post("/api/predict", data=encode(pixels)).get_json()["digit"] == digit


def test_white_ink_under_nothing_else_is_seen_on_black(seven):
    for garbage in (WHITE, BLACK, (9, 99, 200)):
        pixels = with_alpha(WHITE, seven)
        pixels[seven == 0, :3] = garbage  # what nobody sees
        assert np.abs(decode(encode(pixels)).astype(int) - seven).max() <= ROUNDING


def test_half_transparent_ink_is_half_as_dark(seven):
    assert abs(int(decode(encode(with_alpha(BLACK, seven // 2))).max()) - 127) <= ROUNDING


def test_a_digit_cut_out_of_a_card(seven):
    for colour in (WHITE, (255, 120, 130)):
        ink = decode(encode(with_alpha(colour, 255 - seven))).astype(int)
        assert np.abs(ink * 255 / ink.max() - seven).max() <= ROUNDING


def test_a_dark_card_with_a_clear_margin(seven):
    pixels = with_alpha(BLACK, np.full(seven.shape, 255, np.uint8))
    pixels[..., :3] = seven[..., None]
    pixels[:20], pixels[-20:], pixels[:, :20], pixels[:, -20:] = 0, 0, 0, 0
    assert np.abs(decode(encode(pixels)).astype(int) - seven).max() <= ROUNDING


def test_a_palette_with_an_eraser(samples):
    for _, ink in samples:
        entries = (ink > 127).astype(np.uint8)
        entries[130:150] = 2
        for ground in (0, 255):  # of the transparent entry, which nobody sees
            picture = Image.fromarray(entries, "P")
            picture.putpalette([ground] * 3 + [0, 0, 0, 255, 255, 255])
            assert np.array_equal(decode(encode(picture, transparency=0)) > 0, entries == 1)


def test_16_bits_with_a_transparent_level(seven):
    for ink, clear in ((0, 1), (65535, 65534), (0, 40000)):
        values = np.where(seven > 127, ink, clear).astype(np.uint16)
        found = decode(encode(values, transparency=clear))
        assert np.array_equal(found > 127, seven > 127)


@pytest.mark.parametrize("grey", [True, False])
def test_what_is_transparent_is_laid_on_its_ground_in_strips(monkeypatch, grey):
    """The same as the whole at once, and never much of it in memory twice."""
    colour = (9, 9, 9) if grey else (10, 20, 30)
    levels = np.random.default_rng(3).integers(0, 256, (2 * transparency.STRIP + 9, 40, 4))
    if grey:
        levels[..., 1:3] = levels[..., :1]
    image = Image.fromarray(levels.astype(np.uint8))
    whole = np.asarray(transparency.laid_on(image, colour))
    heights, lay = [], transparency.laid_on
    monkeypatch.setattr(
        transparency, "laid_on", lambda part, on: heights.append(part.height) or lay(part, on)
    )
    planes = transparency.planes_on(image, colour)
    assert heights == [transparency.STRIP, transparency.STRIP, 9]
    assert len(planes) == (1 if grey else 3)
    for at, plane in enumerate(planes):
        np.testing.assert_array_equal(plane, whole[..., at])
