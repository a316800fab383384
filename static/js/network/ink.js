// @ts-check
// Grey levels to ink, as the server's `webapp/reading/decoding.py` has it of a grey picture.

/**
 * The ink of a picture: uint8 (height, width), row by row, 0 = ground, 255 = full.
 * @typedef {{data: Uint8Array, width: number, height: number}} Ink
 */

/** The median level along the border, the corners counted twice. @param {Uint8Array | Uint8ClampedArray} levels @param {number} width @param {number} height */
function groundOf(levels, width, height) {
  const border = new Uint8Array(2 * (width + height));
  border.set(levels.subarray(0, width));
  border.set(levels.subarray((height - 1) * width), width);
  for (let y = 0; y < height; y++) {
    border[2 * width + y] = levels[y * width];
    border[2 * width + height + y] = levels[(y + 1) * width - 1];
  }
  return border.sort()[border.length >> 1];
}

/**
 * How far each pixel is from the ground, so that dark on light and light on dark come out alike.
 * @param {Uint8Array | Uint8ClampedArray} levels row by row @param {number} width @param {number} height
 * @returns {Ink}
 */
export function inkOf(levels, width, height) {
  const ground = groundOf(levels, width, height);
  const data = new Uint8Array(levels.length);
  for (let at = 0; at < data.length; at++) data[at] = Math.abs(levels[at] - ground);
  return { data, width, height };
}
