"""What classes are called, and shares of a hundred, as the current language has them."""

from flask import Flask
from flask_babel import format_decimal, format_percent, get_locale
from flask_babel import gettext as _


def init_app(app: Flask) -> None:
    """Give the templates these names, and numbers as the current language writes them."""
    app.add_template_global(format_decimal)
    app.add_template_global(percent)
    app.add_template_global(lambda name: classes().get(name, name), "label_title")


def percent(share: float, digits: int = 2) -> str:
    """Return a share, 0..1, in percent as the current language writes it."""
    pattern = get_locale().percent_formats[None].pattern
    text: str = format_percent(share, pattern.replace("#,##0", f"#,##0.{'0' * digits}"))
    return text


def classes() -> dict[str, str]:
    """Return what each class is called; digits are as they are."""
    return {
        "airplane": _("airplane"),
        "automobile": _("automobile"),
        "bird": _("bird"),
        "cat": _("cat"),
        "deer": _("deer"),
        "dog": _("dog"),
        "frog": _("frog"),
        "horse": _("horse"),
        "ship": _("ship"),
        "truck": _("truck"),
    }
