// @ts-check
// What a pupil's browser keeps of a class: its seat, and what has not been sent yet.

/** Of the chances of a tab that may write nothing: it keeps things for as long as it is open. @type {Map<string, string>} */
const inTab = new Map();

/** @param {string} key */
export function read(key) {
  try {
    return localStorage.getItem(key) ?? inTab.get(key) ?? null;
  } catch {
    return inTab.get(key) ?? null;
  }
}

/** @param {string} key @param {string} text */
export function write(key, text) {
  try {
    localStorage.setItem(key, text);
    inTab.delete(key);
  } catch {
    inTab.set(key, text);
  }
}

/** @param {string} key */
export function forget(key) {
  inTab.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing, then.
  }
}

/** Every key that begins so. @param {string} prefix */
export function keysOf(prefix) {
  const keys = new Set(inTab.keys());
  try {
    for (let i = 0; i < localStorage.length; i++) keys.add(localStorage.key(i) ?? "");
  } catch {
    // As above.
  }
  return [...keys].filter((key) => key.startsWith(prefix)).sort();
}

/** An id that nobody guesses: 128 bits. `crypto.randomUUID` is not there without HTTPS. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
