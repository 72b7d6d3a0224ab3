// Where the reader left off, and what was read to the end. It stays on this device and goes nowhere.

const KEY = "cuadernos.places";

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
}

function keep(places) {
  try { localStorage.setItem(KEY, JSON.stringify(places)); } catch { /* a device that keeps nothing reads on all the same */ }
}

export function rememberPlace(volume, language, text, title, url) {
  const places = kept();
  const own = places[volume] || { read: [] };
  places[volume] = { ...own, [language]: { text, title, url, when: Date.now() } };
  keep(places);
}

export function rememberRead(volume, text) {
  const places = kept();
  const own = places[volume] || { read: [] };
  if (own.read.includes(text)) return;
  places[volume] = { ...own, read: [...own.read, text] };
  keep(places);
}

export function readTexts(volume) {
  return kept()[volume]?.read || [];
}

export function lastPlace(volume, language) {
  const places = kept();
  const candidates = volume ? [places[volume]] : Object.values(places);
  return candidates
    .map((own) => own?.[language])
    .filter(Boolean)
    .sort((one, other) => other.when - one.when)[0];
}

// Ticks what was read to the end, in a list of a volume's texts.
export function tick(list, volume, word) {
  const done = readTexts(volume);
  for (const link of list.querySelectorAll("[data-text]")) {
    if (!done.includes(link.dataset.text)) continue;
    link.dataset.done = "";
    link.title = word;
  }
}
