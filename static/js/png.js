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

/** Rows of one channel, each with the byte in front that says: not filtered. @param {ImageData} image */
function greyRows({ width, height, data }) {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0, to = y * (width + 1) + 1; x < width; x++, from += 4) rows[to + x] = data[from];
  }
  return rows;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array>} */
async function deflated(bytes) {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** What is on a canvas, in colour. @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export function canvasPng(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The canvas gave no PNG."))), "image/png");
  });
}

/** Whether this browser can: those before 2023 have no CompressionStream. */
export function canEncode() {
  return typeof CompressionStream === "function";
}

/**
 * Encodes the red channel of a picture, which of black on white is all there is.
 * @param {ImageData} image @returns {Promise<Blob>}
 */
export async function greyPng(image) {
  const pixels = chunk("IDAT", await deflated(greyRows(image)));
  const parts = [header(image.width, image.height), pixels, chunk("IEND", new Uint8Array(0))];
  return new Blob([new Uint8Array(SIGNATURE), ...parts], { type: "image/png" });
}
