// @ts-check
// What the teacher may do: set tasks, hold and show, hide, take home, end. The token is in the address's
// fragment, and is kept for when the board is opened again.

import { save } from "../page/download.js";
import { element } from "../page/parts.js";
import { ask, withJson } from "./client.js";
import { forget, read, write } from "./keepsakes.js";

/** The token of a class, from the address or from an earlier visit; "" for who is no teacher. @param {string} key */
export function tokenOf(key) {
  const given = location.hash.slice(1);
  if (/^[\w-]{20,}$/.test(given)) write(key, given);
  return read(key) ?? "";
}

/** Tells `refused`, `changed` and `ended`. */
export class Teacher extends EventTarget {
  #url;
  #key;
  #headers;
  #code;

  /** @param {string} url of the class @param {string} key under which the token is kept @param {string} token @param {string} code */
  constructor(url, key, token, code) {
    super();
    this.#url = url;
    this.#key = key;
    this.#code = code;
    this.#headers = { Authorization: `Bearer ${token}` };
    element("steering").hidden = false;
    element("steering").addEventListener("click", (event) => {
      if (event.target instanceof HTMLButtonElement) this.#pressed(event.target);
    });
    element("end-now").addEventListener("click", () => this.#end());
  }

  /** What a request of the teacher's carries. */
  get headers() {
    return this.#headers;
  }

  /** @param {HTMLButtonElement} button */
  #pressed(button) {
    const { task: kind, export: form } = button.dataset;
    if (kind) this.change({ task: kind === "digit" ? { kind, digit: Number(button.value) } : { kind } });
    else if (form) this.#takeHome(form);
    else if (button.id === "hold") this.change({ held: button.getAttribute("aria-pressed") !== "true" });
    else if (button.id === "reveal") this.change({ held: true });
    else if (button.id === "end") /** @type {HTMLDialogElement} */ (element("ending")).showModal();
  }

  /** @param {Record<string, unknown>} changes */
  async change(changes) {
    const { status } = await ask(this.#url, withJson("PATCH", changes, this.#headers));
    this.dispatchEvent(new Event(status === 204 ? "changed" : "refused"));
  }

  /** @param {string} form */
  async #takeHome(form) {
    try {
      const response = await fetch(`${this.#url}/export.${form}`, { headers: this.#headers });
      if (!response.ok) throw new Error(String(response.status));
      save(await response.blob(), `class-${this.#code}.${form}`);
    } catch {
      this.dispatchEvent(new Event("refused"));
    }
  }

  async #end() {
    const { status } = await ask(this.#url, { method: "DELETE", headers: this.#headers });
    if (status !== 204 && status !== 404) return this.dispatchEvent(new Event("refused"));
    forget(this.#key);
    return this.dispatchEvent(new Event("ended"));
  }
}
