// @ts-check
// The only addresses from which a page may start a script of its own making: the network's Worker
// and the service worker. The page's Content-Security-Policy names this trusted-types policy and
// no other, so that nothing else can be made a script's address, whoever asks.
//
//   new Worker(workerAddress(), { type: "module" })
//   navigator.serviceWorker.register(serviceWorkerAddress())

const WORKER = new URL("../worker/worker.js", import.meta.url).href;
const SERVICE_WORKER = new URL("/service-worker.js", import.meta.url).href;
const ALLOWED = [WORKER, SERVICE_WORKER];

/** @param {string} address */
function createScriptURL(address) {
  if (ALLOWED.includes(address)) return address;
  throw new TypeError(`No script may come from ${address}.`);
}

// Browsers without trusted types take the address as it is, once it has been checked.
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("trazo-scripts", { createScriptURL }) ?? {
  createScriptURL,
};

/** What `new Worker` and `register` take, of one of the two addresses; throws TypeError for any other. @param {string} address @returns {string} */
export function scriptAddress(address) {
  return policy.createScriptURL(address);
}

/** For `new Worker(…, { type: "module" })`. */
export function workerAddress() {
  return scriptAddress(WORKER);
}

/** For `navigator.serviceWorker.register(…)`. */
export function serviceWorkerAddress() {
  return scriptAddress(SERVICE_WORKER);
}
