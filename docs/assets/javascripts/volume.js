// The front page of a volume: what was read of it, and its copy for reading without a connection.

import { tick } from "./places.js";

const index = document.querySelector(".index");
const offline = document.querySelector("[data-offline]");

// Of a picture in several sizes, the smallest that fills the column of text; the service worker shows it for any other.
function oneSize(element) {
  const set = element.closest("picture")?.querySelector("source[srcset]") || element;
  const sizes = (set.getAttribute("srcset") || "").split(",").map((candidate) => candidate.trim().split(/\s+/)).filter(([url]) => url);
  sizes.sort(([, one], [, other]) => parseInt(one, 10) - parseInt(other, 10));
  return (sizes.find(([, width]) => parseInt(width, 10) >= 640) || sizes.at(-1) || [])[0];
}

// Every text of the volume in this language, with its pictures; the page itself, too.
async function save(name, report) {
  const cache = await caches.open(name);
  const pages = [location.href, ...[...index.querySelectorAll("a")].map((link) => link.href)];
  let done = 0;
  for (const page of pages) {
    report(done, pages.length);
    const response = await fetch(page);
    if (!response.ok) throw new Error(page);
    const copy = response.clone();
    const content = new DOMParser().parseFromString(await response.text(), "text/html");
    await cache.put(page.split("#")[0], copy);
    const needed = [...content.querySelectorAll("img[src], link[rel=stylesheet], link[as=font], script[src]")]
      .map((element) => new URL(oneSize(element) || element.getAttribute("src") || element.getAttribute("href"), page).href);
    for (const url of new Set(needed)) {
      if (!(await cache.match(url))) await cache.add(url);
    }
    done += 1;
  }
}

async function offer() {
  const words = offline.dataset;
  const button = offline.querySelector("button");
  const status = offline.querySelector("[role=status]");
  const name = `cuadernos-saved:${index.dataset.volume}:${document.documentElement.lang}`;
  const show = async () => {
    const saved = await caches.has(name);
    button.textContent = saved ? words.remove : words.save;
    return saved;
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (await caches.has(name)) {
        await caches.delete(name);
        status.textContent = "";
      } else {
        await save(name, (done, total) => {
          status.textContent = words.saving.replace("{done}", done).replace("{total}", total);
        });
        status.textContent = words.saved;
      }
    } catch {
      await caches.delete(name);
      status.textContent = words.failed;
    }
    button.disabled = false;
    await show();
  });
  if (await show()) status.textContent = words.saved;
}

if (index) tick(index, index.dataset.volume, index.dataset.read);
if (offline && index) {
  if ("caches" in window) offer();
  else offline.hidden = true;
}
