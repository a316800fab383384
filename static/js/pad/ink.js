// @ts-check
// Strokes as ink on a 2D context; the pad and the posted picture share it.

/** @typedef {import("./strokes.js").Point} Point */
/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {CanvasRenderingContext2D} Context */

/** How much thicker or thinner the pen draws at a pressure. @param {number} pressure */
export function pressureFactor(pressure) {
  return 0.5 + pressure;
}

/** @param {Point} a @param {Point} b @param {number} size */
function midpoint(a, b, size) {
  return [((a.x + b.x) / 2) * size, ((a.y + b.y) / 2) * size];
}

/** @param {Context} context @param {Point} point @param {number} size @param {number} width */
function fillDot(context, point, size, width) {
  const radius = (width * pressureFactor(point.pressure)) / 2;
  context.beginPath();
  context.arc(point.x * size, point.y * size, radius, 0, 2 * Math.PI);
  context.fill();
}

/**
 * Add the smoothed piece around point i: a line at either end, otherwise a quadratic curve
 * from midpoint to midpoint with the point as its control.
 * @param {Context} context @param {Point[]} points @param {number} i @param {number} size
 */
function addPiece(context, points, i, size) {
  const x = points[i].x * size;
  const y = points[i].y * size;
  if (i === points.length - 1) {
    context.lineTo(x, y);
    return;
  }
  const [nextX, nextY] = midpoint(points[i], points[i + 1], size);
  if (i === 0) context.lineTo(nextX, nextY);
  else context.quadraticCurveTo(x, y, nextX, nextY);
}

/** @param {Context} context @param {Point[]} points @param {number} i @param {number} size */
function moveToPiece(context, points, i, size) {
  if (i === 0) context.moveTo(points[0].x * size, points[0].y * size);
  else {
    const [x, y] = midpoint(points[i - 1], points[i], size);
    context.moveTo(x, y);
  }
}

/**
 * Draw the pieces from one point up to another, each run of equal pressure as a single path:
 * overlapping paths would darken their antialiased edges.
 * @param {Context} context @param {Stroke} stroke @param {number} size @param {number} width
 * @param {number} from @param {number} to
 */
export function drawPieces(context, { points }, size, width, from, to) {
  context.lineCap = "round";
  context.lineJoin = "round";
  for (let start = from; start < to; ) {
    const { pressure } = points[start];
    context.lineWidth = width * pressureFactor(pressure);
    context.beginPath();
    moveToPiece(context, points, start, size);
    let i = start;
    for (; i < to && points[i].pressure === pressure; i += 1) addPiece(context, points, i, size);
    context.stroke();
    start = i;
  }
}

/**
 * Draw a whole stroke.
 * @param {Context} context @param {Stroke} stroke
 * @param {number} size the pad's side in the context's units
 * @param {number} width the pen's width in the context's units
 */
export function drawStroke(context, stroke, size, width) {
  if (stroke.points.length === 1) fillDot(context, stroke.points[0], size, width);
  else drawPieces(context, stroke, size, width, 0, stroke.points.length);
}
