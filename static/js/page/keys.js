// @ts-check
// Which key was pressed, on any keyboard: https://w3c.github.io/uievents-code/

/** What a layout writes in another script: its keyboard shortcuts are the Latin letters' places. */
const FOREIGN = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u;
// A keyboard may not know what it writes, or write nothing yet.
const UNKNOWN = ["", "Unidentified", "Dead"];

/** Whether the key belongs to an input method. @param {KeyboardEvent} event */
function isComposed(event) {
  return event.isComposing || event.key === "Process";
}

/**
 * The key's name or character; "" while an input method composes with it, or where the event
 * does not say: a browser's autofill sends keydowns without.
 * @param {KeyboardEvent} event
 */
export function keyOf(event) {
  if (typeof event.key !== "string" || isComposed(event)) return "";
  // Full-width letters and spaces are letters and spaces.
  return event.key.length === 1 ? event.key.normalize("NFKC") : event.key;
}

/** As `keyOf`, but "" with Ctrl, Alt, Cmd or AltGr: such keys are the browser's. @param {KeyboardEvent} event */
export function plainKeyOf(event) {
  return event.ctrlKey || event.altKey || event.metaKey ? "" : keyOf(event);
}

/** Whether Ctrl or Cmd is held, and nothing that makes another character of it. @param {KeyboardEvent} event */
export function isCommand(event) {
  if (event.altKey || event.getModifierState?.("AltGraph")) return false;
  return Boolean(event.ctrlKey || event.metaKey);
}

/**
 * The Latin letter of a key, in lower case, or "". It is the one that the person sees on the key;
 * where the layout writes no Latin there (Cyrillic, Greek, Hebrew), the one at its place.
 * @param {KeyboardEvent} event
 */
export function letterOf(event) {
  if (isComposed(event)) return "";
  const key = keyOf(event);
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (!UNKNOWN.includes(key) && !FOREIGN.test(key)) return "";
  return /^Key([A-Z])$/.exec(event.code ?? "")?.[1].toLowerCase() ?? "";
}

/**
 * The digit of a key, or null. A row of digits that writes something else without Shift (French,
 * Czech), or digits of another script, still has its places.
 * @param {KeyboardEvent} event
 */
export function digitOf(event) {
  if (isComposed(event)) return null;
  const key = keyOf(event);
  if (/^[0-9]$/.test(key)) return Number(key);
  if (event.shiftKey && !/^\p{Nd}$/u.test(key)) return null;
  const placed = /^Digit([0-9])$/.exec(event.code ?? "");
  if (placed) return Number(placed[1]);
  const padded = /^Numpad([0-9])$/.exec(event.code ?? "");
  // Without NumLock these are arrows and the like.
  return padded && /^\p{Nd}$/u.test(key) ? Number(padded[1]) : null;
}

/** Whether somebody writes there, so that digits and undoing belong to the text. @param {EventTarget | null} target */
export function isWriting(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  const unwritten = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
  return target instanceof HTMLInputElement && !target.readOnly && !unwritten.includes(target.type);
}
