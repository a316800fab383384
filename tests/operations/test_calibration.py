"""A figure holds where the machine was the same before and after it: else it is in no table."""

import json
import sys

import pytest

from benchmarks import __main__ as bench
from benchmarks import calibration, readme
from benchmarks.calibration import Speed, Unsteady, refuse_unsteady, steadily, typical
from benchmarks.classroom import __main__ as classroom
from benchmarks.environment import ROOT

STEADY, UNSTEADY = {"before": 50.0, "after": 43.0}, {"before": 50.0, "after": 42.0}
MAINS = [bench, classroom]


def speeds(*values):
    """Return what gives these values, one a call."""
    return iter(values).__next__


def test_the_machine_has_a_speed():
    assert calibration.machine_speed() > 0


def test_what_is_measured_steadily_is_measured_once():
    measured, speed = steadily(speeds("first", "second"), speed=speeds(50.0, 45.0))
    assert measured == "first"
    assert speed == Speed(50.0, 45.0)


def test_what_is_not_is_measured_again():
    measured, speed = steadily(speeds("first", "second"), speed=speeds(50.0, 20.0, 50.0, 50.0))
    assert measured == "second"
    assert speed.is_steady


def test_after_some_attempts_the_steadiest_is_what_there_is():
    values = (50.0, 10.0, 50.0, 30.0, 50.0, 20.0)
    measured, speed = steadily(speeds("a", "b", "c"), attempts=3, speed=speeds(*values))
    assert measured == "b"
    assert not speed.is_steady
    assert "40% apart" in str(speed)


def test_of_rounds_one_that_does_not_hold_is_not_hidden_by_the_others():
    assert typical([Speed(50, 50), Speed(50, 30), Speed(50, 50)]) == Speed(50, 30)
    assert typical([Speed(50, 50), Speed(48, 46), Speed(52, 51)]) == Speed(50, 50)


def test_fifteen_percent_is_the_bound_and_the_refusal_says_where():
    refuse_unsteady({"trazo": {"speed": STEADY}})
    with pytest.raises(Unsteady, match=r"16% while load\.class was measured"):
        refuse_unsteady({"trazo": {"speed": STEADY}, "load": {"class": {"speed": UNSTEADY}}})


@pytest.mark.parametrize("main", MAINS)
@pytest.mark.parametrize("speed", [STEADY, UNSTEADY])
def test_neither_results_nor_readme_are_written_where_it_changed(
    main, speed, tmp_path, monkeypatch
):
    name = "load_results.json" if main is classroom else "results.json"
    results = json.loads((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
    results["class" if main is classroom else "trazo"]["speed"] = speed
    written = []
    monkeypatch.setattr(main, "measure", lambda *_: results)
    monkeypatch.setattr(main, "measure_lesson", lambda *_: results["lesson"], raising=False)
    monkeypatch.setattr(main, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(readme, "put", lambda *given: written.append(given))
    monkeypatch.setattr(sys, "argv", ["benchmarks"])
    if speed is UNSTEADY:
        with pytest.raises(SystemExit, match="Not written"):
            main.main()
    else:
        main.main()
    assert (tmp_path / "results.json").exists() is bool(written) is (speed is STEADY)


def test_the_tables_have_the_machine_beside_every_figure():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    load = json.loads((ROOT / "benchmarks" / "load_results.json").read_text(encoding="utf-8"))
    for name in ("trazo", "gradio"):
        results[name]["speed"] = STEADY
    for name in ("class", "spike", "soak"):
        load[name]["speed"] = STEADY
    assert readme.speed_table(results).count("50.0, 43.0") == 2
    assert readme.load_table(load).count("50.0, 43.0") == 3


def test_a_ratio_comes_first():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    results["trazo"] |= {"median_ms": 1.2, "requests_a_second": 1600.0}
    results["bare"] = {"median_ms": 1.0, "requests_a_second": 2000.0}
    table = readme.speed_table(results)
    assert "| 0.83x (1.00 ms) |" in table
    assert "| 0.80x (2,000) |" in table
