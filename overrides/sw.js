// The offline copy: what was read stays readable without a connection. It asks no other host and keeps nothing about the reader.

const READ = "cuadernos-read";
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
const LASTING = /\/assets\/(fonts|motifs|covers)\/|\.(png|jpe?g|webp|svg)$/;
const NEVER = /\.(pdf|epub|ics|xml|json|atom)$|\/pagefind\//;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(READ).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = request.method === "GET" && request.url.startsWith(registration.scope);
  if (!ours || request.headers.has("range") || NEVER.test(url.pathname)) return;
  event.respondWith(LASTING.test(url.pathname) ? keptFirst(event) : freshFirst(event));
});

async function keptFirst(event) {
  return (await caches.match(event.request)) || fetched(event);
}

// The network has a few seconds; after that, or without it, what was kept is shown.
async function freshFirst(event) {
  const kept = () => caches.match(event.request, { ignoreSearch: true });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(kept);
  const fresh = fetched(event).catch(() => undefined);
  const first = await Promise.race([fresh, late.then((found) => found || fresh)]);
  if (first) return first;
  const found = (await kept()) || (event.request.mode === "navigate" && (await caches.match(OFFLINE)));
  return found || Response.error();
}

async function fetched(event) {
  const response = await fetch(event.request);
  if (response.ok && response.type === "basic") event.waitUntil(keep(event.request, response.clone()));
  return response;
}

async function keep(request, response) {
  const cache = await caches.open(READ);
  await cache.put(request, response);
  const all = await cache.keys();
  const old = all.filter(({ url }) => !SHELL.includes(url)).slice(0, Math.max(0, all.length - MOST));
  await Promise.all(old.map((one) => cache.delete(one)));
}
