// @ts-check
// Bytes out of base64.

/** Throws InvalidCharacterError where it is none. @param {string} base64 */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
