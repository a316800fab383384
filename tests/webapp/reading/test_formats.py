"""PNG, JPEG and WebP are read alike, turned as the camera says, and only as far as is needed."""

import base64
import io
import struct
import zlib

import numpy as np
import pytest
from drawn_pictures import encode
from PIL import Image, ImageOps
from requests_and_problems import assert_problem, form

from webapp.reading.data_urls import without_data_url
from webapp.reading.decoding import decode
from webapp.reading.errors import NotAnImage
from webapp.reading.formats import needed_parts, picture_size
from webapp.reading.formats.orientation import UPRIGHT
from webapp.reading.formats.parts import MOST, check_count
from webapp.reading.preprocessing import to_mnist

KINDS = ("PNG", "JPEG", "WEBP")
BACK = {Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270}
BACK |= {there: back for back, there in BACK.items()}


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def paper(ink):
    return Image.fromarray(255 - ink)


def exif(orientation, order="<", kind=3, entries=()):
    """EXIF with an orientation as a SHORT (3) or a LONG (4), behind other entries."""
    value = struct.pack(order + ("HH" if kind == 3 else "I"), orientation, *[0] * (kind == 3))
    entries = [*entries, struct.pack(order + "HHI", 0x0112, kind, 1) + value]
    head = b"II*\0" if order == "<" else b"MM\0*"
    body = struct.pack(order + "IH", 8, len(entries)) + b"".join(entries) + bytes(4)
    return b"Exif\0\0" + head + body


def with_exif(image, kind, told):
    data = saved(image, kind, exif=told)
    assert told.removeprefix(b"Exif\0\0") in data
    return data


# The same drawing in every format.


@pytest.mark.parametrize("route", ["predict", "compare", "explain"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_is_read_in_every_format(client, samples, kind, route):
    for digit, ink in samples:
        body = saved(paper(ink), kind)
        answer = client.post(f"/api/{route}", data=body, content_type=f"image/{kind.lower()}")
        told = answer.get_json()
        assert told.get("predictions", [told])[0]["digit"] == digit


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 40}])
def test_jpegs(seven, mode, options):
    ink = decode(saved(paper(seven).convert(mode), "JPEG", **options))
    assert np.abs(ink.astype(int) - seven).mean() < 4
    assert np.abs(to_mnist(ink).astype(int) - to_mnist(seven)).mean() < 3


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("lossless", [True, False])
def test_webps(seven, mode, lossless):
    ink = decode(saved(paper(seven).convert(mode), "WEBP", lossless=lossless))
    assert np.abs(ink.astype(int) - seven).mean() < 3


def test_of_an_animation_the_first_picture_is_read(seven):
    first, second = paper(seven), paper(seven[::-1])
    for kind in ("PNG", "WEBP"):
        data = saved(first, kind, save_all=True, append_images=[second], lossless=True)
        assert np.abs(decode(data).astype(int) - seven).max() <= 4, kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_pictures_size_is_told_from_its_header(kind, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    for mode in ("L", "RGB"):
        assert picture_size(saved(Image.new(mode, (310, 47)), kind)) == (310, 47)


# As the camera says.


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_turned_as_the_camera_says(seven, kind, orientation):
    upright = paper(seven[:200])  # wider than high
    turn = UPRIGHT.get(orientation)
    stored = upright if turn is None else upright.transpose(BACK.get(turn, turn))
    for told in (exif(orientation), exif(orientation, ">"), exif(orientation, ">", kind=4)):
        data = with_exif(stored, kind, told)
        assert ImageOps.exif_transpose(Image.open(io.BytesIO(data))).size == upright.size
        ink = decode(data)
        assert ink.shape == (200, 280)
        assert np.abs(ink.astype(int) - seven[:200]).mean() < 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_turned(seven, mode):
    grey = paper(seven).transpose(Image.Transpose.ROTATE_90)
    if mode == "I;16":
        grey = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    else:
        grey = grey.convert(mode, **({"dither": Image.Dither.NONE} if mode == "1" else {}))
    ink = decode(with_exif(grey, "PNG", exif(6)))
    assert np.array_equal(ink > 127, seven > 127)


@pytest.mark.parametrize(
    "told",
    [
        exif(9),
        exif(0),
        exif(6)[:20],
        b"Exif\0\0",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        exif(6, entries=[struct.pack("<HHII", 1, 2, 60_000, 8)] * 5000),
    ],
    ids=["unknown", "none", "cut", "empty", "astray", "too many entries"],
)
def test_exif_that_says_nothing_turns_nothing(seven, told):
    data = encode(255 - seven, exif=told)
    assert np.array_equal(decode(data), seven)


# Data URLs.


def url(data, head="data:image/png;base64,"):
    return head.encode() + base64.b64encode(data)


@pytest.mark.parametrize(
    "head",
    [
        "data:image/png;base64,",
        "data:image/jpeg;base64,",
        "data:image/webp;base64,",
        "data:image/png;charset=utf-8;base64,",
        "data:image/png; charset=US-ASCII; base64,\r\n",
        "DATA:IMAGE/PNG;BASE64,",
        " \n data:image/svg+xml;base64, ",
        '"data:image/png;base64,',
    ],
)
def test_a_data_url_is_the_picture_that_it_holds(client, seven, head):
    png = encode(255 - seven)
    for body in (url(png, head), url(png, head) + b"\n"):
        assert without_data_url(body) == png
        for kind in ("text/plain", "image/png", "text/plain; charset=UTF-8"):
            answer = client.post("/api/predict", data=body, content_type=kind)
            assert answer.get_json()["digit"] == 7


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: b"\r\n".join(text[at : at + 76] for at in range(0, len(text), 76)),
        lambda text: text.replace(b"+", b"-").replace(b"/", b"_"),
        lambda text: text.replace(b"+", b"%2B").replace(b"/", b"%2F").replace(b"=", b"%3D"),
        lambda text: text.rstrip(b"="),
        lambda text: text + b'"',
    ],
    ids=["lines", "for URLs", "escaped", "no padding", "quoted"],
)
@pytest.mark.parametrize("extra", range(3))
def test_base64_in_other_hands(seven, changed, extra):
    png = encode(255 - seven) + bytes(extra)
    assert without_data_url(b"data:image/png;base64," + changed(base64.b64encode(png))) == png


def test_a_data_url_in_a_form(client, seven):
    body = url(encode(255 - seven))
    assert client.post("/api/predict", **form(body)).get_json()["digit"] == 7
    assert client.post("/api/predict", data=as_text(body)).get_json()["digit"] == 7
    assert client.post("/api/series", data=as_text(body)).get_json()["predictions"][0]["digit"] == 7


def as_text(body):
    # A file beside it, so that the test client sends multipart/form-data.
    return {"image": body.decode(), "other": (io.BytesIO(b"x"), "x.txt")}


@pytest.mark.parametrize(
    "body", [b"data:image/png;base64,", b"data:image/png;base64,!!!!", b"data:image/png,%89PNG"]
)
def test_what_is_no_right_data_url(client, body):
    assert_problem(client.post("/api/predict", data=body), 415, "not-an-image")


# What a decoder gets.


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def inside(png, *chunks):
    """Put chunks behind a PNG's header."""
    return png[:33] + b"".join(chunks) + png[33:]


def riff(kind, body):
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


PLAIN = Image.new("L", (20, 20), 255)
PNG, JPEG, WEBP = (saved(PLAIN, kind) for kind in KINDS)
PROFILE = chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(1_000_000)))
TEXT = chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(1_000_000)))
SEGMENT = b"\xff\xe5\0\2"
FEW = {
    "colour profiles": inside(PNG, *[PROFILE] * 3795),
    "texts": inside(PNG, *[TEXT] * 40, chunk(b"iTXt", bytes(90)), chunk(b"tEXt", bytes(90))),
    "unknown chunks": inside(PNG, *[chunk(b"xxXx", b"")] * 900),
    "an animation": inside(
        PNG, chunk(b"acTL", struct.pack(">II", 9, 0)), *[chunk(b"fdAT", bytes(99))] * 99
    ),
    "headers": inside(PNG, *[PNG[8:33]] * 99),
    "segments": JPEG[:2] + SEGMENT * 900 + JPEG[2:],
    "EXIF": JPEG[:2] + (b"\xff\xe1\xff\xff" + exif(1) + bytes(65533 - len(exif(1)))) * 9 + JPEG[2:],
    "comments": JPEG[:2] + b"\xff\xfe\x80\0" + bytes(0x7FFE) + JPEG[2:],
    "chunks of RIFF": WEBP + riff(b"XMP ", bytes(99)) * 900,
}


@pytest.mark.parametrize("what", FEW)
def test_only_what_a_picture_needs_is_handed_to_the_decoder(what, monkeypatch):
    handed = []
    real = Image.open
    monkeypatch.setattr(
        Image,
        "open",
        lambda file, **told: handed.append(len(file.getvalue())) or real(file, **told),
    )
    assert not (decode(FEW[what]) > 2).any()
    assert 0 < max(handed) <= max(len(PNG), len(JPEG), len(WEBP)) + 10


MANY = {
    "empty chunks": inside(PNG, chunk(b"xxXx", b"") * 300_000),
    "empty pixels": inside(PNG, chunk(b"IDAT", b"") * 300_000),
    "segments": JPEG[:2] + SEGMENT * 1_000_000 + JPEG[2:],
    "tables": JPEG[:2] + (b"\xff\xdb\0\x43\0" + bytes([1] * 64)) * 50_000 + JPEG[2:],
    "bare markers": JPEG[:2] + b"\xff\x01" * 1_000_000 + JPEG[2:],
    "chunks of RIFF": WEBP + riff(b"abcd", b"") * 400_000,
    "chunks of a frame": WEBP[:12] + riff(b"ANMF", bytes(16) + riff(b"abcd", b"") * 400_000),
}


@pytest.mark.parametrize("what", MANY)
def test_parts_without_end_are_counted(client, what, monkeypatch):
    counted = []
    for name in ("png", "jpeg", "webp"):
        monkeypatch.setattr(
            f"webapp.reading.formats.{name}.check_count",
            lambda count: counted.append(count) or check_count(count),
        )
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    body = MANY[what]
    with pytest.raises(NotAnImage, match=r"parts|damaged"):
        needed_parts(body)
    assert 0 < len(counted) <= MOST + 2
    assert_problem(client.post("/api/predict", data=body[: 4 * 1024 * 1024]), 415, "not-an-image")
