// @ts-check
// What a page hands out as a file.

// Until then the browser has begun to read it, on a slow machine, too.
const READ_MS = 60_000;

/** Give a file to whoever is at the page. @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_MS);
}
