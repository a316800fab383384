// @ts-check
// The smaller and larger views of an image over which a network averages: the twin of
// `trainer/networks/test_time_augmentation.py`.

/**
 * For each pixel of a side the two that it lies between, and how near it is to the second.
 * @param {number} side @param {number} framed the side with its border
 */
function neighbours(side, framed) {
  return Array.from({ length: side }, (_, at) => {
    const place = ((at + 0.5) * framed) / side - 0.5;
    const below = Math.floor(place);
    return { first: Math.max(below, 0), second: Math.min(below + 1, framed - 1), share: place - below };
  });
}

/**
 * Put a border round an image, or cut one off, and bring it back to its size, bilinearly.
 * @param {Float32Array} image (side, side) @param {number} side
 * @param {number} border pixels on each side; negative: so many are cut off
 * @returns {Float32Array} (side, side)
 */
export function framed(image, side, border) {
  const places = neighbours(side, side + 2 * border);
  const view = new Float32Array(side * side);
  /** @param {number} y @param {number} x */
  const at = (y, x) => (Math.min(y, x) < 0 || Math.max(y, x) >= side ? 0 : image[y * side + x]);
  places.forEach(({ first: top, second: bottom, share: down }, y) => {
    places.forEach(({ first: left, second: right, share: across }, x) => {
      const [north, south, west, east] = [top, bottom, left, right].map((each) => each - border);
      const above = at(north, west) + (at(north, east) - at(north, west)) * across;
      const below = at(south, west) + (at(south, east) - at(south, west)) * across;
      view[y * side + x] = above + (below - above) * down;
    });
  });
  return view;
}
