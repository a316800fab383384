// @ts-check
// A picture made smaller by whole factors: each pixel is the mean of a block. Rounded as Pillow's
// `Image.reduce` rounds (src/libImaging/Reduce.c): a division is a multiplication by 2^24 / n.

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./cropping.js").Box} Box */

/**
 * The mean of a block that ends with its box, if the box ends first.
 * @param {Ink} ink @param {number} left @param {number} top @param {number} right @param {number} bottom
 */
function meanOf({ data, width }, left, top, right, bottom) {
  const count = (right - left) * (bottom - top);
  let sum = count >> 1;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += data[y * width + x];
  }
  return (sum * Math.floor(2 ** 24 / count)) >>> 24;
}

/**
 * Reduce the box of a picture by two factors.
 * @param {Ink} ink @param {Box} box @param {number} across @param {number} down @returns {Ink}
 */
export function reduced(ink, box, across, down) {
  const width = Math.ceil((box.right - box.left) / across);
  const height = Math.ceil((box.bottom - box.top) / down);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = box.top + y * down;
    const bottom = Math.min(top + down, box.bottom);
    for (let x = 0; x < width; x++) {
      const left = box.left + x * across;
      data[y * width + x] = meanOf(ink, left, top, Math.min(left + across, box.right), bottom);
    }
  }
  return { data, width, height };
}
