import pytest

from webapp import create_app
from webapp.settings import ROOT, SETTINGS, InvalidSetting, as_markdown, from_environment


def test_defaults():
    values = from_environment({})
    assert set(values) == {setting.name for setting in SETTINGS}
    assert values["DEFAULT_MODEL"] == "lenet"


def test_environment_wins():
    assert from_environment({"TRAZO_MAX_PIXELS": "1000"})["MAX_PIXELS"] == 1000


@pytest.mark.parametrize("text", ["many", "0", "-3"])
def test_an_invalid_value_is_named(text):
    with pytest.raises(InvalidSetting, match="TRAZO_MAX_BYTES"):
        from_environment({"TRAZO_MAX_BYTES": text})


def test_every_setting_is_in_the_readme():
    assert as_markdown() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_has_a_help_text():
    assert all(setting.help.endswith(".") for setting in SETTINGS)


def test_config_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("TRAZO_MAX_PIXELS", "1000")
    assert create_app({"MAX_PIXELS": 64}).config["MAX_PIXELS"] == 64
    assert create_app().config["MAX_PIXELS"] == 1000
