// The offline copy: what was read stays readable without a connection. It asks no other host and keeps nothing about the reader.

const READ = "cuadernos-read";
const SAVED = "cuadernos-saved:";
const KEPT = "cuadernos-lasting:@build@";
const MOST = 120;
const PATIENCE = 4000;
const here = (path) => new URL(path, registration.scope).href;
const OFFLINE = here("503.html");
const SHELL = [
  OFFLINE,
  ...["cuadernos", "catalogue", "reading"].map((name) => here(`assets/stylesheets/${name}.css`)),
  ...["room", "places", "catalogue", "reading", "volume"].map((name) => here(`assets/javascripts/${name}.js`)),
  ...["sans", "sans-semibold", "serif"].map((name) => here(`assets/fonts/cuadernos-${name}.woff2`)),
];
// Kept under the name of the build: what the next one changes is asked for again.
const LASTING = /\/assets\/(fonts|motifs|covers|icons)\/|\.(png|jpe?g|webp|svg)$/;
const NEVER = /\.(pdf|epub|ics|xml|json|atom)$|\/pagefind\//;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(READ).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(forgetOlder().then(() => clients.claim()).then(keepOpen)));

// The page that is read while the worker is installed did not pass through it.
async function keepOpen() {
  const cache = await caches.open(READ);
  const pages = (await clients.matchAll({ type: "window" })).map(({ url }) => url.split("#")[0]);
  await Promise.all(pages.map(async (url) => (await cache.match(url)) || cache.add(url).catch(() => {})));
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name !== KEPT && name.startsWith(KEPT.split(":")[0]));
  await Promise.all(older.map((name) => caches.delete(name)));
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = request.method === "GET" && request.url.startsWith(registration.scope);
  if (!ours || request.headers.has("range") || NEVER.test(url.pathname)) return;
  event.respondWith(LASTING.test(url.pathname) ? keptFirst(event) : freshFirst(event));
});

// A volume saved before this build may hold older pictures: they are for those without a connection.
async function keptFirst(event) {
  const cache = await caches.open(KEPT);
  const found = (await cache.match(event.request)) || (await fetched(event, cache, { cache: "no-cache" }).catch(() => offline(event.request)));
  return found || Response.error();
}

async function offline(request) {
  return (await caches.match(request)) || anotherSize(request);
}

// A picture comes in several sizes, of which one may be kept: `boat.jpg-480.webp` stands for `boat.jpg-960.webp` and
// for `boat.jpg` itself; a cover's `boat-480.png` for `boat-960.webp`.
async function anotherSize(request) {
  const stem = (url) => url.replace(/-\d+\.(webp|png)$/, "");
  const wanted = stem(request.url);
  if (!/\.(webp|png|jpe?g|gif)$/.test(request.url)) return undefined;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const kept = (await cache.keys()).find(({ url }) => stem(url) === wanted);
    if (kept) return cache.match(kept);
  }
  return undefined;
}

// The network has a few seconds; after that, or without it, what was kept is shown.
async function freshFirst(event) {
  const kept = () => caches.match(event.request, { ignoreSearch: true });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(kept);
  const fresh = caches.open(READ).then((cache) => fetched(event, cache)).catch(() => undefined);
  const first = await Promise.race([fresh, late.then((found) => found || fresh)]);
  if (first) return first;
  const found = (await kept()) || (event.request.mode === "navigate" && (await caches.match(OFFLINE)));
  return found || Response.error();
}

async function fetched(event, cache, how = {}) {
  const response = await fetch(event.request, how);
  if (response.ok && response.type === "basic") event.waitUntil(keep(cache, event.request, response.clone()));
  return response;
}

async function keep(cache, request, response) {
  await renew(request, response);
  await cache.put(request, response);
  const all = await cache.keys();
  const old = all.filter(({ url }) => !SHELL.includes(url)).slice(0, Math.max(0, all.length - MOST));
  await Promise.all(old.map((one) => cache.delete(one)));
}

// A volume that was saved stays as new as what was last seen of it.
async function renew(request, response) {
  const saved = (await caches.keys()).filter((name) => name.startsWith(SAVED));
  for (const cache of await Promise.all(saved.map((name) => caches.open(name)))) {
    if (await cache.match(request)) await cache.put(request, response.clone());
  }
}
