// @ts-check
// The network that answers on a pupil's pad: everyone's, or the one that the class has learned. It runs
// in the page, so that a class costs its server a post a drawing.

import { NetworkClient } from "../worker/client.js";

/** The network in the page, where it can run. @param {HTMLElement} root has its addresses in data-network @returns {NetworkClient | null} */
export function networkOf(root) {
  const addresses = JSON.parse(root.dataset.network ?? "null");
  return addresses?.network && "Worker" in globalThis ? new NetworkClient(addresses) : null;
}

/** Keeps the network in the page to what the class's state says. Tells `change`. */
export class ClassNetwork extends EventTarget {
  #network;
  #url;
  /** Of the network that answers; 0: everyone's. */
  #number = 0;
  #isChanging = false;

  /** @param {NetworkClient | null} network @param {string} url of what the class has learned */
  constructor(network, url) {
    super();
    this.#network = network;
    this.#url = url;
  }

  get isOfClass() {
    return this.#number > 0;
  }

  /** @param {number} number as the class's state has it; what fails is tried again with the next state */
  async follow(number) {
    if (number === this.#number || this.#isChanging || !this.#network) return;
    this.#isChanging = true;
    try {
      if (number === 0) await this.#network.forget();
      else await this.#network.adopt(await this.#fetched());
      this.#number = number;
      this.dispatchEvent(new Event("change"));
    } catch {
      // Everyone's answers meanwhile.
    }
    this.#isChanging = false;
  }

  async #fetched() {
    const response = await fetch(this.#url, { cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    return response.arrayBuffer();
  }
}
