// @ts-check
// A network in the page for each model that a <select> offers, made when it is first asked for. Its
// options say where the files are: data-network has {network, replay, test}.

import { whenIdle } from "../page/turns.js";
import { NetworkClient } from "./client.js";

export class NetworkClients {
  #select;
  /** @type {Map<string, NetworkClient>} */
  #clients = new Map();
  #wanted = "";

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
    this.#wanted = model;
    whenIdle(async () => {
      try {
        await this.of(model)?.open();
        if (this.#wanted === model) dataset.network = model;
      } catch {
        // It is tried again when it is needed.
      }
    });
  }
}
