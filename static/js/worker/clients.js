// @ts-check
// A network in the page for each model that a <select> offers, made when it is first asked for. Its
// options say where the files are: data-network has {network, replay, test}.

import { NetworkClient } from "./client.js";

/** @param {() => void} work */
export function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

export class NetworkClients {
  #select;
  /** @type {Map<string, NetworkClient>} */
  #clients = new Map();

  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.#select = select;
  }

  /** The network of a model, or null where it cannot run in the page. @param {string} model */
  of(model) {
    const known = this.#clients.get(model);
    if (known) return known;
    const option = Array.from(this.#select.options).find(({ value }) => value === model);
    const addresses = JSON.parse(option?.dataset.network ?? "null");
    if (!addresses?.network || !("Worker" in globalThis)) return null;
    const client = new NetworkClient(addresses);
    this.#clients.set(model, client);
    return client;
  }

  /** Fetch a model's before it is needed: once the server is away, it is too late. The page's root says which is there. @param {string} model */
  prepare(model) {
    const { dataset } = document.documentElement;
    delete dataset.network;
    whenIdle(async () => {
      try {
        await this.of(model)?.open();
        dataset.network = model;
      } catch {
        // It is tried again when it is needed.
      }
    });
  }
}
