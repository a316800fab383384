"""What every answer tells the browser not to do: no foreign code, no frames, no sniffing.

flask-talisman would do it too, but its last release is of 2023, and this is all that it is.
"""

from flask import Flask, Response

# Everything is the page's own, and nothing is written into it as text: no inline script or style,
# no eval, no other host. Pictures may also come from memory: a canvas, or a file just chosen.
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    # Of static/js/page/script-addresses.js: it lets the two workers' addresses pass, and no other.
    "trusted-types": "trazo-scripts",
}

# What a drawing pad has no use for, even if some script got in.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

OF_ALL = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "same-origin",
    # Cross-origin isolation.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_PAGES = {
    "Content-Security-Policy": "; ".join(
        f"{directive} {sources}" for directive, sources in CONTENT_SECURITY_POLICY.items()
    ),
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
}
# Answers come seventeen a second: were a browser to show one as a page, it could do nothing.
OF_ANSWERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
}
WITH_PAGES, WITH_ANSWERS = tuple((OF_ALL | OF_PAGES).items()), tuple((OF_ALL | OF_ANSWERS).items())
ANSWERS = ("application/json", "application/problem+json")


def init_app(app: Flask) -> None:
    """Put the headers on every answer, errors and static files too."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    more = WITH_ANSWERS if response.mimetype in ANSWERS else WITH_PAGES
    # Werkzeug searches its list for every name asked for: once through it will do.
    there = {name.lower() for name, _ in response.headers}
    for name, value in more:
        if name.lower() not in there:
            response.headers.add(name, value)
    return response
