// @ts-check
// Which model answers, or all at once: chosen here, kept in the address and for the next visit.

const MODEL = "trazo.model";
const COMPARING = "trazo.comparing";

/** @param {string} key */
function recalled(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // A forbidden storage must not keep anyone from drawing.
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

/** The model that was chosen last, on whichever page. */
export function lastModel() {
  return recalled(MODEL);
}

/** @param {string} model */
export function keepModel(model) {
  keep(MODEL, model);
}

/** Tells `change`. */
export class ModelChoice extends EventTarget {
  #select;
  #button;

  /** @param {HTMLSelectElement} select @param {HTMLElement} button */
  constructor(select, button) {
    super();
    this.#select = select;
    this.#button = button;
    this.#start();
    select.addEventListener("change", () => this.#changed());
    button.addEventListener("click", () => {
      this.#press(!this.comparing);
      this.#changed();
    });
  }

  /** The chosen model's name. */
  get model() {
    return this.#select.value;
  }

  get isDefault() {
    return this.model === this.#select.dataset.default;
  }

  /** Whether all models answer side by side. */
  get comparing() {
    return this.#button.getAttribute("aria-pressed") === "true";
  }

  /** What the address asks for counts; where it asks for nothing, the last visit's choice. */
  #start() {
    const asked = new URLSearchParams(location.search);
    const isAsked = asked.has("model") || asked.has("compare");
    // The server has selected the model that the address names; a page kept for offline has not.
    const wanted = isAsked ? asked.get("model") : lastModel();
    const isServed = [...this.#select.options].some((option) => option.value === wanted);
    if (wanted && isServed) this.#select.value = wanted;
    this.#press(isAsked ? asked.get("compare") === "1" : recalled(COMPARING) === "1");
    this.#writeAddress();
  }

  /** @param {boolean} isPressed */
  #press(isPressed) {
    this.#button.setAttribute("aria-pressed", String(isPressed));
  }

  #changed() {
    keepModel(this.model);
    keep(COMPARING, this.comparing ? "1" : "0");
    this.#writeAddress();
    this.dispatchEvent(new Event("change"));
  }

  #writeAddress() {
    const address = new URL(location.href);
    if (this.isDefault) address.searchParams.delete("model");
    else address.searchParams.set("model", this.model);
    if (this.comparing) address.searchParams.set("compare", "1");
    else address.searchParams.delete("compare");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }
}
