"""Data URLs (RFC 2397): what `canvas.toDataURL()` gives, taken for the picture that it holds."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from webapp.reading.errors import NotAnImage

# Of the head: a media type and its parameters.
_MOST_HEAD = 256
_HEAD = re.compile(rb'[\s"\']*data:[^,]*;\s*base64\s*,', re.IGNORECASE)
_BLANKS = b" \t\r\n\f\v\"'"
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def without_data_url(data: bytes) -> bytes:
    """Return the bytes that a base64 data URL holds; anything else as it is.

    The media type that it claims is not believed: the bytes tell. Blanks, line breaks and
    quotes around it are forgiven, and so are the alphabet for URLs and padding left out.

    Raises:
        NotAnImage: what follows `base64,` is not base64.
    """
    head = _HEAD.match(data, 0, _MOST_HEAD)
    if not head:
        return data
    text = data[head.end() :]
    if b"%" in text:
        text = unquote_to_bytes(text)
    text = text.translate(_URL_SAFE, _BLANKS).rstrip(b"=")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise NotAnImage("The data URL holds no right base64: send it again.") from error
