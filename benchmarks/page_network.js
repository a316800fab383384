// Times the page's own modules, in the page. It is one function: page_network.py has the browser call it.

async ({ strokes, model, rounds, starts, kept }) => {
  const TAPS = 5;
  const base = document.querySelector("link[rel=stylesheet]").href.replace(/css\/.*/, "");
  const js = (path) => import(`${base}js/${path}.js`);
  const { NetworkClient } = await js("worker/client");
  const { Raster } = await js("pad/raster");
  const { readNetwork } = await js("network/network");
  const { toMnist } = await js("network/preprocessing");
  const { inkOf } = await js("network/ink");
  const addresses = { network: `/networks/x/${model}.bin`, replay: `/networks/x/${model}.replay.bin` };
  const fetched = async (address) => (await fetch(address)).arrayBuffer();
  const [weights, replay] = [await fetched(addresses.network), await fetched(addresses.replay)];
  const network = readNetwork(weights);
  const drawings = strokes.map((drawn) => drawn.map(({ width, points }) => ({
    width, points: points.map(([x, y, pressure, t]) => ({ x, y, pressure, t })),
  })));
  const raster = new Raster();
  const greys = drawings.map((drawing) => {
    raster.draw(drawing);
    return raster.grey;
  });
  const digits = greys.map((grey) => toMnist(inkOf(grey, 280, 280)));
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const timed = (count, work) => median(Array.from({ length: count }, (_, at) => {
    const start = performance.now();
    work(at);
    return performance.now() - start;
  }));
  const started = [];
  for (let count = 0; count < starts; count += 1) {
    const client = new NetworkClient(addresses);
    const start = performance.now();
    await client.read(drawings[0]);
    started.push(performance.now() - start);
    client.close();
  }
  // As a browser that keeps so many drawings has learned them when the page was opened.
  const client = new NetworkClient(addresses);
  const examples = Array.from({ length: kept + TAPS }, (_, at) => ({
    id: at,
    label: at % 10,
    // No two alike: what is known already would cost nothing.
    drawing: drawings[at % drawings.length].map(({ width, points }) => ({
      width, points: points.map((point) => ({ ...point, x: point.x * (1 - at / (5 * kept)) })),
    })),
  }));
  await client.learn(examples.slice(0, kept));
  const taps = [];
  for (let tap = 1; tap <= TAPS; tap += 1) {
    const all = examples.slice(tap, kept + tap);
    const start = performance.now();
    await client.learn(all);
    await client.read(all[kept - 1].drawing);
    taps.push(performance.now() - start);
  }
  client.close();
  return {
    forward_ms: timed(rounds, (at) => network.read(digits[at % digits.length])),
    preprocessing_ms: timed(rounds, (at) => toMnist(inkOf(greys[at % greys.length], 280, 280))),
    start_ms: median(started),
    tap_ms: median(taps),
    kept,
    weights_bytes: weights.byteLength,
    replay_bytes: replay.byteLength,
  };
}
