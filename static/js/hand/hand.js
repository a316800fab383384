// @ts-check
// A person's hand: the drawings that were labelled in this browser, and the network that has learned
// them. Each change is learned at once, in the Worker, from the shipped weights.

/** @typedef {import("../worker/client.js").NetworkClient} NetworkClient */
/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {import("./store.js").Labelled} Labelled */
/** @typedef {import("./store.js").Store} Store */
/** `off`: it is switched off; `empty`: nothing is kept; `failed`: it could not be learned, see `code`. @typedef {"empty" | "off" | "learning" | "learned" | "failed"} State */

const SWITCH = "trazo.hand.off";

function isSwitchedOff() {
  try {
    return localStorage.getItem(SWITCH) !== null;
  } catch {
    return false; // A forbidden storage must not keep anyone from drawing.
  }
}

/** @param {boolean} on */
function keepSwitch(on) {
  try {
    if (on) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "1");
  } catch {
    // As above.
  }
}

/** @param {Kept} kept @returns {import("../worker/client.js").Example} */
function exampleOf({ id, label, strokes }) {
  return { id, label, drawing: strokes };
}

/** Tells `change` whenever `state` or `drawings` are others. */
export class Hand extends EventTarget {
  #network;
  #store;
  /** @type {readonly Kept[]} */
  #drawings = [];
  /** @type {State} */
  #state = "empty";
  #code = "";
  // Raised with each thing to learn: only the newest counts.
  #revision = 0;
  #work = Promise.resolve();

  /** @param {NetworkClient} network of a model that learns @param {Store} store */
  constructor(network, store) {
    super();
    this.#network = network;
    this.#store = store;
    store.follow(() => this.load());
    // Another page may have switched it.
    addEventListener("storage", ({ key }) => {
      if (key === SWITCH || key === null) this.#learn();
    });
  }

  /** @returns {readonly Kept[]} the first one first */
  get drawings() {
    return this.#drawings;
  }

  get state() {
    return this.#state;
  }

  /** Why learning failed: the `code` of a NetworkError. */
  get code() {
    return this.#code;
  }

  /** Whether it is this network that answers. */
  get answers() {
    return this.#state === "learned";
  }

  get isOn() {
    return !isSwitchedOff();
  }

  /** Whether the drawings outlive the page. */
  get lasts() {
    return this.#store.lasts;
  }

  /** Read what is kept, and learn it. @returns {Promise<void>} */
  async load() {
    await this.#look();
    await this.#learn();
  }

  /** Keep drawings and learn them. @param {readonly Labelled[]} drawings @returns {Promise<number[]>} their ids */
  async add(drawings) {
    const ids = await this.keep(drawings);
    await this.#work;
    return ids;
  }

  /** As `add`, but done once they are kept: they are learned after that. @param {readonly Labelled[]} drawings @returns {Promise<number[]>} */
  async keep(drawings) {
    const ids = await this.#store.add(drawings);
    await this.#look();
    this.#learn();
    return ids;
  }

  /** @param {readonly number[]} ids */
  async remove(ids) {
    await this.#store.remove(ids);
    await this.load();
  }

  /** Nothing of it is left in this browser. */
  async forget() {
    await this.#store.clear();
    await this.load();
  }

  /** @param {boolean} on */
  async turn(on) {
    keepSwitch(on);
    await this.#learn();
  }

  /** What learning all but some drawings makes of those. @param {readonly Kept[]} learned @param {readonly Kept[]} held @returns {Promise<import("../worker/client.js").Measured>} */
  measure(learned, held) {
    return this.#network.measure(learned.map(exampleOf), held.map(exampleOf));
  }

  async #look() {
    this.#drawings = await this.#store.all();
    this.dispatchEvent(new Event("change"));
  }

  /** One after the other, and only what is newest. */
  #learn() {
    this.#revision += 1;
    const revision = this.#revision;
    const isNewest = () => revision === this.#revision;
    this.#work = this.#work.then(() => (isNewest() ? this.#learnNow(isNewest) : undefined));
    return this.#work;
  }

  /** @param {() => boolean} isNewest whether nothing else was wanted since */
  async #learnNow(isNewest) {
    const isEmpty = this.#drawings.length === 0;
    try {
      if (isEmpty || !this.isOn) {
        await this.#network.forget();
        if (isNewest()) this.#tell(isEmpty ? "empty" : "off");
        return;
      }
      if (this.#state !== "learned") this.#tell("learning");
      await this.#network.learn(this.#drawings.map(exampleOf));
      if (isNewest()) this.#tell("learned");
    } catch (error) {
      const { code = "failed" } = /** @type {any} */ (error);
      if (isNewest()) this.#tell("failed", code);
    }
  }

  /** @param {State} state @param {string} [code] */
  #tell(state, code = "") {
    this.#state = state;
    this.#code = code;
    this.dispatchEvent(new Event("change"));
  }
}
