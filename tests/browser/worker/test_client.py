"""The network in the page, in its Worker: it answers as the server does, and learns."""

import pytest
from pad_page import SAMPLES

# Of another version than today's: the server sends today's all the same.
OPEN = """async (strokes) => {
  const base = document.querySelector("link[rel=stylesheet]").href.replace(/css\\/.*/, "");
  const { NetworkClient } = await import(`${base}js/worker/client.js`);
  const { Raster } = await import(`${base}js/pad/raster.js`);
  window.NetworkClient = NetworkClient;
  window.network = new NetworkClient({
    network: "/networks/today/lenet.bin", replay: "/networks/today/lenet.replay.bin",
  });
  window.raster = new Raster();
  window.drawings = strokes.map((drawn) => drawn.map(({ width, points }) => ({
    width, points: points.map(([x, y, pressure, t]) => ({ x, y, pressure, t })),
  })));
}"""


@pytest.fixture
def page(open_sheet):
    page = open_sheet().page
    page.evaluate(OPEN, [sample["strokes"] for sample in SAMPLES])
    return page


def test_it_answers_as_the_server_does(page):
    answers = page.evaluate(
        """async () => {
          const answers = [];
          for (const drawing of drawings) {
            const body = await raster.toPng(drawing);
            const served = await fetch("/api/predict", { method: "POST", body });
            answers.push([await served.json(), await network.read(drawing)]);
          }
          return answers;
        }"""
    )
    assert len(answers) == len(SAMPLES)
    for served, ours in answers:
        assert ours.pop("by") == "everyone"
        assert ours.keys() == served.keys()
        assert ours.pop("probabilities") == pytest.approx(served.pop("probabilities"), abs=1e-3)
        assert ours == served


def test_grey_levels_are_read_as_strokes_are(page):
    strokes, levels = page.evaluate(
        """async () => {
          raster.draw(drawings[0]);
          const grey = { levels: raster.grey, width: 280, height: 280 };
          return [await network.read(drawings[0]), await network.read(grey)];
        }"""
    )
    assert strokes == levels


def test_it_learns_says_whose_answer_it_is_and_forgets(page):
    """A person whose first sample means the digit after it: so it does, until it is forgotten."""
    found = page.evaluate(
        """async () => {
          const [drawing] = drawings;
          const everyones = await network.read(drawing);
          const label = (everyones.digit + 1) % 10;
          const examples = [1, 2, 3].map((id) => ({ id, drawing, label }));
          const told = [await network.learn(examples)];
          const hand = await network.read(drawing);
          const still = await network.read(drawing, "everyone");
          told.push(await network.learn(examples));
          const again = await network.read(drawing);
          told.push(await network.forget());
          const forgotten = await network.read(drawing);
          return { label, told, answers: [everyones, hand, still, again, forgotten] };
        }"""
    )
    everyones, hand, still, again, forgotten = found["answers"]
    assert hand["digit"] == found["label"]
    assert [each["by"] for each in found["answers"]] == [
        *("everyone", "hand", "everyone", "hand", "everyone")
    ]
    assert still == everyones
    everyones_opinion = {key: still[key] for key in hand["everyone"]}
    assert hand["everyone"] == everyones_opinion
    assert again == hand
    assert forgotten == everyones
    assert found["told"] == [{"learned": 3}, {"learned": 3}, {"learned": 0}]


def test_troubles_have_a_code_and_it_goes_on_after_them(page):
    codes = page.evaluate(
        """async () => {
          const code = (promise) => promise.then(() => "none", (error) => error.code);
          const nowhere = new NetworkClient({ network: "/networks/x/nobody.bin", replay: null });
          const page = new NetworkClient({ network: "/", replay: null });
          const without = new NetworkClient({ network: "/networks/x/lenet.bin", replay: null });
          const examples = [{ id: 1, drawing: drawings[0], label: 1 }];
          const found = [
            await code(network.read([])), await code(nowhere.read(drawings[0])),
            await code(page.read(drawings[0])), await code(without.learn(examples)),
          ];
          const waiting = code(network.read(drawings[0]));
          network.close();
          found.push(await waiting, await code(network.read(drawings[0])));
          return found;
        }"""
    )
    assert codes == ["blank-drawing", "unavailable", "failed", "cannot-learn", "failed", "none"]


def test_examples_of_another_training_are_not_learned_beside(page):
    code = page.evaluate(
        """async () => {
          const { NetworkClient } = window;
          const mixed = new NetworkClient({
            network: "/networks/x/teacher.bin", replay: "/networks/x/lenet.replay.bin",
          });
          const learned = mixed.learn([{ id: 1, drawing: drawings[0], label: 1 }]);
          return learned.then(() => "none", (error) => error.code);
        }"""
    )
    assert code == "out-of-date"
