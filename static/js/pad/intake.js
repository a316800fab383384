// @ts-check
// Ways in for a picture: chosen or photographed, pasted, dropped anywhere on the page.

/** The first picture among files, or else the first of them: whoever takes it says what is wrong. @param {FileList | null | undefined} files */
function firstOf(files) {
  const all = Array.from(files ?? []);
  return all.find(({ type }) => type.startsWith("image/")) ?? all[0];
}

/**
 * Anywhere on the page, which page/main.js keeps from being left for what is dropped.
 * @param {HTMLElement} zone @param {(files: FileList | undefined) => void} given
 */
function listenToDrops(zone, given) {
  addEventListener("dragover", (event) => {
    zone.classList.toggle("is-over", event.dataTransfer?.types.includes("Files") ?? false);
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("is-over");
  });
  addEventListener("drop", (event) => {
    zone.classList.remove("is-over");
    given(event.dataTransfer?.files);
  });
}

/**
 * Listen to all ways in.
 * @param {HTMLInputElement} input for files @param {HTMLElement} zone shows where a drop goes
 * @param {(file: File) => void} take
 */
export function listenToPictures(input, zone, take) {
  const given = (/** @type {FileList | null | undefined} */ files) => {
    const file = firstOf(files);
    if (file) take(file);
  };
  input.addEventListener("change", () => {
    given(input.files);
    input.value = ""; // so that the same file can be chosen again
  });
  document.addEventListener("paste", (event) => given(event.clipboardData?.files));
  listenToDrops(zone, given);
}

/**
 * A picture's pixels, turned as its camera says; rejects where the browser cannot read it.
 * @param {Blob} file @returns {Promise<ImageBitmap>}
 */
export function decoded(file) {
  return createImageBitmap(file);
}
