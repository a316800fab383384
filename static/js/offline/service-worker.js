// @ts-check
// The service worker: the pages that answer without the server, and the files that they are made
// of. A page is the server's wherever that answers; a file is kept under an address that changes
// with its contents, so that a page always gets the files of its own version. Nothing of an
// interface under /api/ is ever kept, and no request for it is touched.

/**
 * What webapp/pages/service_worker.py puts before this script. `mark` is what stands in every page of
 * this version: the folder of its files.
 * @typedef {{version: string, mark: string, languages: string[], shells: string[], files: string[]}} Kept
 * @typedef {Event & {waitUntil(work: Promise<unknown>): void}} WorkerEvent
 * @typedef {WorkerEvent & {request: Request, preloadResponse?: Promise<Response | undefined>,
 *   respondWith(response: Promise<Response>): void}} Asked
 * @typedef {{skipWaiting(): Promise<void>, KEPT: Kept, location: Location, navigator: Navigator,
 *   registration: ServiceWorkerRegistration,
 *   addEventListener(kind: string, listener: (event: any) => void): void}} Scope
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { version, mark, languages, shells, files } = worker.KEPT;

const PREFIX = "trazo-";
const CACHE = PREFIX + version;
// Where the language that the pages were last seen in is kept, in this version's cache.
const LANGUAGE = "/.language";
// A page that has not come by then is answered from what is kept.
const PATIENCE_MS = 3000;
const TOO_MANY = 429;
// Where files lie whose addresses change with what is in them.
const HASHED = ["/static/v-", "/networks/"];

/** Whether the server says that this answer never changes: then it knows the version asked for. @param {Response} response */
function isKeepable(response) {
  return response.ok && (response.headers.get("Cache-Control") ?? "").includes("immutable");
}

/** The kept address of a page in a language. @param {string} path @param {string} language */
function shellAddress(path, language) {
  return `${path}?lang=${language}`;
}

/** Keep a file, by its address. @param {Cache} cache @param {string} address */
async function keepFile(cache, address) {
  const response = await fetch(address);
  if (!isKeepable(response)) throw new Error(`${address} is not of the version ${version}.`);
  await cache.put(address, response);
}

/** Keep a page if it is one of this version. @param {Cache} cache @param {string} address @param {Response} response */
async function keepShell(cache, address, response) {
  const copy = response.clone();
  if (!response.ok || !(await copy.text()).includes(mark)) return false;
  await cache.put(address, response);
  return true;
}

/** Keep every page in every language, in the colours that the person chose. @param {Cache} cache */
function keepShells(cache) {
  const addresses = shells.flatMap((path) => languages.map((language) => shellAddress(path, language)));
  return Promise.all(
    addresses.map(async (address) => {
      const isKept = await keepShell(cache, address, await fetch(address, { cache: "no-store" }));
      if (!isKept) throw new Error(`${address} is not of the version ${version}.`);
    }),
  );
}

/** All of a version or nothing: a deployment under way gives pages of one and files of another. */
async function install() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all([keepShells(cache), ...files.map((address) => keepFile(cache, address))]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  // Pages that are open go on with the files of their own version, which are kept: see below.
  await worker.skipWaiting();
}

/** Forget all versions but this one and the last before it, which pages that are open may be of. */
async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
}

/** @param {string} language */
async function rememberLanguage(language) {
  if (!languages.includes(language)) return;
  const cache = await caches.open(CACHE);
  await cache.put(LANGUAGE, new Response(language));
}

/** The address asks first, then the page that was seen last, then the browser. @param {URL} url */
async function languageFor(url) {
  const cache = await caches.open(CACHE);
  const last = await (await cache.match(LANGUAGE))?.text();
  const asked = [url.searchParams.get("lang"), last, ...worker.navigator.languages.map((each) => each.slice(0, 2))];
  return asked.find((each) => languages.includes(each ?? "")) ?? languages[0];
}

/** The path of a page as it is kept: a slash too many is forgiven. @param {URL} url */
function pathOf({ pathname }) {
  return pathname.replace(/(?<=.)\/$/, "");
}

/** A kept page, if there is one. @param {URL} url */
async function shellOf(url) {
  const cache = await caches.open(CACHE);
  return cache.match(shellAddress(pathOf(url), await languageFor(url)), { ignoreVary: true });
}

/** Learn from a page that the server gave: its language, and its newest text. @param {URL} url @param {Response} response */
async function noteShell(url, response) {
  const language = response.headers.get("Content-Language") ?? "";
  await rememberLanguage(language);
  // What an address asks for besides, a model say, is not for other visits.
  if (url.search !== "" || !languages.includes(language)) return;
  await keepShell(await caches.open(CACHE), shellAddress(pathOf(url), language), response);
}

/** What the browser has asked for ahead may have gone over a connection that had ended: it is asked again. @param {Asked} event */
async function fromServer(event) {
  return (await event.preloadResponse?.catch(() => undefined)) ?? fetch(event.request);
}

/** A page from the server, or, where that is away, slow or refuses for load, from what is kept. @param {Asked} event @param {URL} url */
async function shellPage(event, url) {
  const asked = fromServer(event).catch(() => null);
  const response = await Promise.race([asked, patience()]);
  if (response && response.status < 500 && response.status !== TOO_MANY) {
    event.waitUntil(noteShell(url, response.clone()));
    return response;
  }
  return (await shellOf(url)) ?? (await asked) ?? Response.error();
}

/** @returns {Promise<null>} */
function patience() {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
}

/** The language's links work without the server, too, for the pages that are kept. @param {Asked} event @param {URL} url */
async function otherPage(event, url) {
  try {
    return await fromServer(event);
  } catch (error) {
    const language = /^\/language\/(\w+)$/.exec(url.pathname)?.[1];
    if (!language) throw error;
    await rememberLanguage(language);
    const back = new URL(url.searchParams.get("back") ?? "/", url);
    return Response.redirect(back.origin === url.origin ? back.href : "/", 303);
  }
}

/** A file of whichever version is kept; another one is kept once it has been asked for. @param {Request} request */
async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (isKeepable(response)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}

/** Other colours are chosen: the kept pages shall have them. @param {Asked} event */
async function chooseTheme(event) {
  const response = await fetch(event.request);
  const refresh = async () => keepShells(await caches.open(CACHE)).catch(() => undefined);
  if (response.ok) event.waitUntil(refresh());
  return response;
}

/** @param {Asked} event */
function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && request.method === "GET") {
    const isKept = shells.includes(pathOf(url));
    event.respondWith(isKept ? shellPage(event, url) : otherPage(event, url));
    return;
  }
  const begins = (/** @type {string} */ prefix) => url.pathname.startsWith(prefix);
  if (request.method === "GET" && HASHED.some(begins)) event.respondWith(file(request));
  if (request.method === "POST" && begins("/theme/")) event.respondWith(chooseTheme(event));
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", answer);
