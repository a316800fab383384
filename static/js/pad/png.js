// @ts-check
// Grey pixels to a PNG of one byte a pixel: a third of what the canvas itself would write, and a
// third of the server's work to read it. https://www.w3.org/TR/png-3/

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const GREY_8_BIT = [8, 0, 0, 0, 0];

/** One step of the checksum for each byte: CRC-32 as PNG has it. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** A chunk: length, kind, data, checksum. @param {string} kind @param {Uint8Array} data */
function chunk(kind, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let place = 0; place < 4; place++) bytes[4 + place] = kind.charCodeAt(place);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** @param {number} width @param {number} height */
function header(width, height) {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set(GREY_8_BIT, 8);
  return chunk("IHDR", data);
}

/** The red channel, which of black on white is all there is. @param {ImageData} image */
export function redOf({ width, height, data }) {
  const levels = new Uint8ClampedArray(width * height);
  for (let at = 0; at < levels.length; at++) levels[at] = data[4 * at];
  return levels;
}

/** Rows of levels, each with the byte in front that says: not filtered. @param {Uint8ClampedArray} levels @param {number} width */
function filteredRows(levels, width) {
  const height = levels.length / width;
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(levels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
}

/** Bytes as they are, in the wrapping of zlib: RFC 1950 and 1951, 3.2.4. @param {Uint8Array} bytes */
function stored(bytes) {
  const most = 65_535;
  const blocks = Math.ceil(bytes.length / most);
  const whole = new Uint8Array(2 + 5 * blocks + bytes.length + 4);
  const view = new DataView(whole.buffer);
  view.setUint16(0, 0x7801);
  for (let block = 0, to = 2; block < blocks; block++) {
    const part = bytes.subarray(block * most, (block + 1) * most);
    view.setUint8(to, block === blocks - 1 ? 1 : 0);
    view.setUint16(to + 1, part.length, true);
    view.setUint16(to + 3, ~part.length & 0xffff, true);
    whole.set(part, to + 5);
    to += 5 + part.length;
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  view.setUint16(whole.length - 4, b);
  view.setUint16(whole.length - 2, a);
  return whole;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array>} */
async function deflated(bytes) {
  if (!canEncode()) return stored(bytes);
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** What is on a canvas, in colour. @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export function canvasPng(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The canvas gave no PNG."))), "image/png");
  });
}

/** Whether this browser can compress: those before 2023 have no CompressionStream. */
export function canEncode() {
  return typeof CompressionStream === "function";
}

/** Encodes the red channel of a picture. @param {ImageData} image @returns {Promise<Blob>} */
export function greyPng(image) {
  return levelsPng(redOf(image), image.width);
}

/** Encodes grey levels, row by row. @param {Uint8ClampedArray} levels @param {number} width @returns {Promise<Blob>} */
export async function levelsPng(levels, width) {
  const pixels = chunk("IDAT", await deflated(filteredRows(levels, width)));
  const parts = [header(width, levels.length / width), pixels, chunk("IEND", new Uint8Array(0))];
  return new Blob([new Uint8Array(SIGNATURE), ...parts], { type: "image/png" });
}
