"""The codes of classes, which are read aloud and typed, and the tokens of their teachers."""

import hashlib
import hmac
import secrets

# No two of these are taken for one another: neither 0, O, D, Q, nor 1, I, nor 2, Z, nor 5, S,
# nor 8, B, nor U, V, nor G, C with 6.
ALPHABET = "34679ACEFHJKLMNPRTWXY"
LENGTH = 6


def new_code() -> str:
    """Make a code: six characters, by chance; there are 86 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(text: str) -> str | None:
    """Return a code as it is kept, however it was typed; None for what can be none."""
    code = text.upper().replace(" ", "").replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def new_token() -> str:
    """Make a teacher's secret: 192 bits, fit for an address."""
    return secrets.token_urlsafe(24)


def hashed(token: str) -> str:
    """Return what is kept of a token: it has enough chance in it for a plain hash (SHA-256)."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(given: str, kept: str) -> bool:
    """Whether a token is the one of which the hash is kept, without telling how near it is."""
    return hmac.compare_digest(hashed(given), kept)
