// @ts-check
// What the HTTP interface answers, as /api/openapi.json promises it. Types alone: no page loads this file.

/**
 * A number between 0 and 1.
 * @typedef {number} Probability
 * How far to believe a digit.
 * @typedef {"digit" | "unsure" | "not-a-digit"} Verdict
 * A model's answer without the image; `probabilities` has one a digit, 0 first, and their sum is 1.
 * @typedef {{model: string, digit: number, probabilities: Probability[], verdict: Verdict}} Opinion
 * POST /api/predict. `input` is the 28x28 image that the network got: base64 of 784 bytes, row by row, 255 = ink.
 * @typedef {Opinion & {input: string}} Prediction
 * POST /api/compare: an opinion a digit model, the default one first.
 * @typedef {{predictions: Opinion[], input: string}} Comparison
 */

/**
 * Values as base64 of a byte each: value = scale * (byte - zero). Null where they were left out.
 * @typedef {{shape: number[], values: string | null, scale: number, zero: number}} Quantised
 * Values as base64 of little-endian float32, row by row.
 * @typedef {{shape: number[], float32: string}} Exact
 */

/**
 * How a drawing became the 28x28 image: `box` is the ink's left, top, right and bottom in the picture,
 * `mass` the row and column of its centre of mass in the box, `place` those of the box in the image.
 * @typedef {{picture: [number, number], box: [number, number, number, number], scaled: Quantised,
 *   mass: [number, number], place: [number, number]}} PreprocessingSteps
 * @typedef {Quantised & {name: string, kind: "Conv2D" | "MaxPooling2D" | "Flatten" | "Dense" | "Softmax",
 *   activation: "linear" | "relu" | "softmax"}} LayerActivations
 * Positive where the ink speaks for the class, negative where against it.
 * @typedef {Quantised & {way: "occlusion" | "gradient", class: number, rival: number, start: number | null, sum: number | null}} Saliency
 * What a network reads, of which some units are off.
 * @typedef {{digit: number, probabilities: Probability[], verdict: "digit" | "unsure"}} BrokenReading
 * `off`: layers, by their place in the network, and units.
 * @typedef {BrokenReading & {off: [number, number][], whole: BrokenReading}} BrokenAnswer
 * @typedef {BrokenReading & {layer: number, unit: number, share: number, changes: boolean}} WeakestUnit
 * POST /api/explain.
 * @typedef {Prediction & {preprocessing: "mnist" | "plain", steps: PreprocessingSteps | null,
 *   layers: LayerActivations[], saliency: Saliency | null, broken: BrokenAnswer | null,
 *   weakest: WeakestUnit | null}} Explanation
 * POST /api/series: an opinion a picture, null for one that cannot be read.
 * @typedef {{predictions: (Opinion | null)[]}} Series
 */

/**
 * GET /api/models/NAME/weights.
 * @typedef {{name: string, kind: string, activation: string, strides?: number[],
 *   padding?: "valid" | "same", pool_size?: number[], kernel?: Exact, bias?: Exact}} LayerWeights
 * @typedef {{model: string, layers: LayerWeights[]}} Weights
 */

/**
 * Images of 28x28: `pixels` is base64 of 784 bytes, row by row, 255 = ink.
 * @typedef {{digit: number, probability: Probability, pixels: string}} Prototype
 * GET /api/models/NAME/prototypes.
 * @typedef {{model: string, digits: Prototype[]}} Prototypes
 * `index` is the place in the test set.
 * @typedef {{index: number, true: number, read: number, pixels: string}} TestDigit
 * GET /api/models/NAME/test-digits.
 * @typedef {{model: string, wrong: TestDigit[], right: TestDigit[]}} TestDigits
 */

/**
 * A model's model.json: what it is and how well it does.
 * @typedef {{name: string, task: "digits" | "pictures", labels: string[], parameters: number,
 *   figures?: Record<string, unknown>}} ModelCard
 * GET /api/models.
 * @typedef {{default: string, models: ModelCard[]}} Models
 */

/**
 * POST /api/classify. `input` is the 32x32 picture that the network got: base64 of 3,072 bytes, row by
 * row, red, green and blue of each pixel.
 * @typedef {{model: string, label: string, labels: string[], probabilities: Probability[],
 *   verdict: "sure" | "unsure", input: string}} Classified
 */

/**
 * Answers of so much confidence, on the mean, and how many of them are right.
 * @typedef {{n: number, confidence: number, accuracy: number}} ReliabilityBin
 * Where the test images lie in their one picture: `places` are their indices in the test set.
 * @typedef {{width: number, height: number, columns: number, places: number[],
 *   confidence: number[], cells: Record<string, number[]>}} TestImages
 * GET /models/NAME/report/report.json, what the page reads of it.
 * @typedef {{labels: string[], confusion_matrix: number[][], history: Record<string, number[]>,
 *   chosen_epoch: number, reliability: Record<string, ReliabilityBin[]>, images?: TestImages}} Report
 * GET /models/NAME/report/robustness.json: accuracy by test set, one figure a value along the axis.
 * @typedef {{name: string, axis: string, values: number[], accuracy: Record<string, number[]>}} RobustnessCurve
 */

/**
 * An error, as application/problem+json (RFC 9457); `code` is stable.
 * @typedef {{type: string, title: string, status: number, detail: string, code: string}} Problem
 */

export {};
