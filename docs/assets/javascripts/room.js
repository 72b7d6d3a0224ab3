// What every page of the reading room does with a script, and can do without: scheme, menu, going on reading, offline copy.

import { lastPlace } from "./places.js";

const root = document.documentElement;

function scheme() {
  const button = document.querySelector("[data-scheme-toggle]");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
  const name = () => button.setAttribute("aria-label", dark() ? button.dataset.light : button.dataset.dark);
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    try { localStorage.setItem("cuadernos.scheme", root.dataset.scheme); } catch { /* the device keeps nothing: this page only */ }
    name();
  });
  system.addEventListener("change", name);
  name();
}

function menu() {
  const panel = document.querySelector("[data-menu]");
  if (!panel) return;
  const close = () => { panel.open = false; };
  document.addEventListener("click", (event) => { if (!panel.contains(event.target)) close(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    close();
    panel.querySelector("summary").focus();
  });
  panel.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
}

// A link that leads to where the reader left off: in one volume, or in any.
function goOn() {
  for (const link of document.querySelectorAll("[data-continue]")) {
    const place = lastPlace(link.dataset.volume, link.dataset.language);
    if (!place) continue;
    link.href = place.url;
    link.textContent = link.dataset.continue.replace("{title}", place.title);
    link.hidden = false;
  }
}

// The page that does not exist speaks the language of the address; the other language gives way.
function pageNotFound() {
  const versions = [...document.querySelectorAll("[data-languages] > section")];
  const bases = versions.map((version) => new URL(version.querySelector("[data-home]").href).pathname);
  const depth = (base) => (location.pathname.startsWith(base) ? base.length : -1);
  const longest = Math.max(...bases.map(depth));
  if (longest < 0) return;
  versions.forEach((version, index) => { version.hidden = depth(bases[index]) !== longest; });
  const shown = versions.find((version) => !version.hidden);
  root.lang = shown.lang;
  document.querySelector(".brand").href = shown.querySelector("[data-home]").href;
  document.title = shown.querySelector("h1").textContent;
  versions.filter((version) => version.hidden).forEach((version) => version.remove());
}

// The offline copy; a browser that refuses it reads on all the same.
function offlineCopy() {
  const worker = new URL("../../sw.js", import.meta.url);
  if (!("serviceWorker" in navigator)) return;
  // What the first page showed came before the worker, which now gets it from the browser's own store.
  if (!navigator.serviceWorker.controller) navigator.serviceWorker.addEventListener("controllerchange", keepShown, { once: true });
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}

function keepShown() {
  const shown = performance.getEntriesByType("resource").filter(({ initiatorType }) => /^(img|css|link|script)$/.test(initiatorType));
  shown.forEach(({ name }) => fetch(name).catch(() => {}));
}

// Without a connection: what this device has kept.
async function keptPages(list) {
  const links = new Map();
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.endsWith("/") || links.has(request.url)) continue;
      const content = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
      links.set(request.url, content.title.split(" · ").slice(0, 2).join(" · "));
    }
  }
  for (const [url, title] of links) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  if (!links.size) list.replaceWith(list.dataset.nothing);
}

offlineCopy();
scheme();
menu();
goOn();
if (document.querySelector("[data-languages]")) pageNotFound();
for (const list of document.querySelectorAll("[data-kept]")) keptPages(list);
