// @ts-check
// Bytes out of base64.

/** Throws InvalidCharacterError where it is none. @param {string} base64 */
export function bytesOf(base64) {
  const characters = atob(base64);
  // A loop: `from` would call a function for each character, and this is done at every answer.
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
