// @ts-check
// The service worker's registration, once the page has all that it needs.

import { serviceWorkerAddress } from "../page/script-addresses.js";

/** Where there are service workers (not over plain HTTP, not in some private windows), use ours. */
async function register() {
  try {
    await navigator.serviceWorker.register(serviceWorkerAddress(), { updateViaCache: "none" });
  } catch {
    // Without it, everything works but a visit without the server.
  }
}

/** Keep the pages for a visit without the server. */
export function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
