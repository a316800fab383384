// @ts-check
// A person's own drawings with their labels: in this browser's IndexedDB, and nowhere else.

import { strokeFromData, strokeToData } from "../pad/strokes.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/** `id` counts up: the first drawing has the lowest. @typedef {{id: number, label: number, strokes: readonly Stroke[]}} Kept */
/** @typedef {{label: number, strokes: readonly Stroke[]}} Labelled */

const DATABASE = "trazo-hand";
const DRAWINGS = "drawings";
/** What other pages of this browser hear when the drawings have changed. */
export const CHANNEL = "trazo.hand";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(DRAWINGS, { keyPath: "id", autoIncrement: true });
  });
  return done(request);
}

/** @param {any} row @returns {Kept[]} none where it is damaged */
function keptFrom({ id, label, strokes }) {
  try {
    if (!Number.isInteger(label) || label < 0 || label > 9) return [];
    return [{ id, label, strokes: strokes.map(strokeFromData) }];
  } catch {
    return [];
  }
}

/** Where a browser keeps nothing (some private windows), drawings last as long as the page. */
export class Store {
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;
  /** @type {Map<number, Kept> | null} */
  #memory = null;
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;

  /** Whether they outlive the page; known once something has been asked of it. */
  get lasts() {
    return this.#memory === null;
  }

  /** Call back when another page of this browser has changed them. @param {() => void} changed */
  follow(changed) {
    this.#channel?.addEventListener("message", changed);
  }

  /** @returns {Promise<Kept[]>} the first one first */
  async all() {
    const rows = await this.#do("readonly", (drawings) => done(drawings.getAll()), (memory) => [...memory.values()]);
    return this.#memory ? rows : rows.flatMap(keptFrom);
  }

  /** Keep drawings, all of them or none. @param {readonly Labelled[]} drawings @returns {Promise<number[]>} their ids */
  async add(drawings) {
    const ids = await this.#do(
      "readwrite",
      (kept) => Promise.all(drawings.map(({ label, strokes }) => done(kept.add({ label, strokes: strokes.map(strokeToData) })))),
      (memory) => drawings.map(({ label, strokes }) => this.#addToMemory(memory, label, strokes)),
    );
    this.#tell();
    return ids.map(Number);
  }

  /** @param {readonly number[]} ids those that there are not are none to remove */
  async remove(ids) {
    await this.#do(
      "readwrite",
      (kept) => Promise.all(ids.map((id) => done(kept.delete(id)))),
      (memory) => {
        for (const id of ids) memory.delete(id);
      },
    );
    this.#tell();
  }

  async clear() {
    await this.#do("readwrite", (kept) => done(kept.clear()), (memory) => memory.clear());
    this.#tell();
  }

  /**
   * @param {IDBTransactionMode} mode @param {(drawings: IDBObjectStore) => Promise<unknown>} work
   * @param {(memory: Map<number, Kept>) => unknown} inMemory
   * @returns {Promise<any>}
   */
  async #do(mode, work, inMemory) {
    if (this.#memory) return inMemory(this.#memory);
    let database;
    try {
      this.#database ??= opened();
      database = await this.#database;
    } catch {
      this.#memory = new Map();
      return inMemory(this.#memory);
    }
    const transaction = database.transaction(DRAWINGS, mode);
    const committed = new Promise((resolve, reject) => {
      transaction.addEventListener("complete", resolve);
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
    const [answer] = await Promise.all([work(transaction.objectStore(DRAWINGS)), committed]);
    return answer;
  }

  /** @param {Map<number, Kept>} memory @param {number} label @param {readonly Stroke[]} strokes */
  #addToMemory(memory, label, strokes) {
    const id = Math.max(0, ...memory.keys()) + 1;
    memory.set(id, { id, label, strokes });
    return id;
  }

  #tell() {
    this.#channel?.postMessage("changed");
  }
}
