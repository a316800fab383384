"""Nothing that a client can send makes a 500: damaged, truncated, wrong and hostile pictures."""

import random
import struct
import zlib

import numpy as np
import pytest
from drawn_pictures import encode
from PIL import Image

ROUNDS = 300


@pytest.fixture(scope="module")
def pngs(seven):
    grey = Image.fromarray(255 - seven).resize((60, 60))
    return [
        encode(grey),
        encode(grey.convert("RGB")),
        encode(grey.convert("RGBA")),
        encode(grey.convert("P")),
        encode(grey.convert("P"), transparency=3),
        encode(grey.convert("1")),
        encode(grey.convert("LA")),
        encode(np.asarray(grey).astype(np.uint16) * 257),
    ]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height, depth, colour, *chunks, interlace=0):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def assert_answered(client, body, what):
    answer = client.post("/api/predict", data=body, content_type="image/png")
    if answer.status_code != 200:
        assert 400 <= answer.status_code < 500, what
        assert answer.mimetype == "application/problem+json", what


def test_flipped_bytes(client, pngs):
    dice = random.Random(1)
    for number in range(ROUNDS):
        body = bytearray(dice.choice(pngs))
        for _ in range(dice.randint(1, 8)):
            body[dice.randrange(8, len(body))] = dice.randrange(256)
        assert_answered(client, bytes(body), number)


def test_damage_behind_right_checksums(client, pngs):
    """Checksums made right again, so that the damage reaches the parts behind them."""
    dice = random.Random(2)
    for number in range(ROUNDS):
        body, place, out = dice.choice(pngs), 8, b"\x89PNG\r\n\x1a\n"
        while place < len(body):
            length = int.from_bytes(body[place : place + 4], "big")
            kind = body[place + 4 : place + 8]
            data = bytearray(body[place + 8 : place + 8 + length])
            if data and dice.random() < 0.5:
                data[dice.randrange(len(data))] = dice.randrange(256)
            if dice.random() > 0.05:
                out += chunk(kind, bytes(data))
            place += length + 12
        assert_answered(client, out, number)


def test_truncated_and_extended(client, pngs):
    dice = random.Random(3)
    for number in range(ROUNDS):
        body = dice.choice(pngs)
        cut = body[: dice.randrange(len(body))]
        assert_answered(client, cut, number)
        assert_answered(client, body + dice.randbytes(50), number)
        assert_answered(client, cut + dice.choice(pngs)[len(cut) :], number)


pixels = chunk(b"IDAT", zlib.compress(bytes(9 * 8)))
HOSTILE = {
    "no pixels": png_of(8, 8, 8, 0),
    "text that inflates without end": png_of(
        8, 8, 8, 0, chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(80_000_000))), pixels
    ),
    "colour profile that inflates without end": png_of(
        8, 8, 8, 0, chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(80_000_000))), pixels
    ),
    "more pixels than the header says": png_of(
        8, 8, 8, 0, chunk(b"IDAT", zlib.compress(bytes(50_000_000)))
    ),
    "no palette": png_of(8, 8, 8, 3, pixels),
    "empty palette": png_of(8, 8, 8, 3, chunk(b"PLTE", b""), pixels),
    "odd palette": png_of(8, 8, 8, 3, chunk(b"PLTE", b"1234"), pixels),
    "unknown colour type": png_of(8, 8, 8, 5, pixels),
    "unknown depth": png_of(8, 8, 3, 0, pixels),
    "no width": png_of(0, 8, 8, 0, pixels),
    "widest": png_of(2**31 - 1, 8, 8, 0, pixels),
    "interlaced": png_of(8, 8, 8, 0, pixels, interlace=1),
    "unknown interlace": png_of(8, 8, 8, 0, pixels, interlace=9),
    "long transparency": png_of(8, 8, 8, 0, chunk(b"tRNS", bytes(300)), pixels),
    "short transparency": png_of(8, 8, 8, 2, chunk(b"tRNS", b"1"), pixels),
    "animation": png_of(8, 8, 8, 0, chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)), pixels),
    "bad animation": png_of(8, 8, 8, 0, chunk(b"acTL", b"1"), chunk(b"fcTL", b"2"), pixels),
    "header twice": png_of(8, 8, 8, 0, chunk(b"IHDR", bytes(13)), pixels),
    "short resolution": png_of(8, 8, 8, 0, chunk(b"pHYs", b"1"), pixels),
    "short gamma": png_of(8, 8, 8, 0, chunk(b"gAMA", b""), chunk(b"cHRM", b"1"), pixels),
    "bad EXIF": png_of(8, 8, 8, 0, chunk(b"eXIf", b"Exif\0\0nonsense"), pixels),
    "huge chunk length": png_of(8, 8, 8, 0)[:33] + b"\xff\xff\xff\xff" + b"IDAT",
    "GIF": b"GIF89a" + bytes(40),
    "JPEG": b"\xff\xd8\xff\xe0" + bytes(40),
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "zeros": bytes(1000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile(client, kind):
    assert_answered(client, HOSTILE[kind], kind)


@pytest.mark.parametrize(
    "query", ["model=", "model=%00", "model=a&model=b", "model=" + "x" * 5000, "other=1"]
)
def test_odd_queries(client, seven, query):
    answer = client.post(f"/api/predict?{query}", data=encode(seven))
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "image/jpeg",
        "application/json",
        "multipart/form-data; boundary=",
        "x/y; charset=nonsense",
    ],
)
def test_odd_content_types(client, seven, content_type):
    answer = client.post("/api/predict", data=encode(seven), content_type=content_type)
    assert answer.status_code in (200, 415)
