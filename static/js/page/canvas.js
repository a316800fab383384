// @ts-check
// A canvas to draw on.

/** For canvases whose pixels are read. @type {CanvasRenderingContext2DSettings} */
export const READ_BACK = { willReadFrequently: true };

/** The canvas's 2D context; throws where the browser has none. @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("This browser has no 2D canvas.");
  return context;
}
