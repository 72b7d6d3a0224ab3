// The search page: our own interface on Pagefind's index. Nothing is loaded before the first letter is typed, and then
// only the reader's language: the engine, one piece of the index, and the texts of the results that are shown.

const PAUSE_MS = 180;
const SHORTEST = 2;
const SHORTEST_WHILE_TYPING = 3;
// Few at first: each costs a text of some kilobytes, and the first answer must be light on a weak link.
const AT_FIRST = 3;
const MORE = 6;
const SECTIONS = 3;
const EXCERPT_WORDS = 26;

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const status = document.querySelector("[data-status]");
const list = document.querySelector("[data-hits]");
const more = document.querySelector("[data-more]");
const pageTitle = document.title;

let loading;
let found = [];
let shown = 0;
let turn = 0;
let timer;

function engine() {
  loading ??= import(new URL(form.dataset.search, document.baseURI).href)
    .then(async (pagefind) => {
      await pagefind.options({ noWorker: true, excerptLength: EXCERPT_WORDS });
      await pagefind.init();
      return pagefind;
    })
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

function say(template, values = {}) {
  status.textContent = (template ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Pagefind gives text in which only "<" and ">" are escaped, with <mark> around what was found.
function marked(excerpt) {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const parts = excerpt.split(/<\/?mark>/);
  return parts.map((part, index) => (index % 2 ? element("mark", "", plain(part)) : plain(part)));
}

function link(url, text, className) {
  const made = element("a", className, text);
  made.href = url;
  return made;
}

function hit(result) {
  const { title, where, part, status: state } = result.meta;
  const place = element("p", "hit__where", [where, part].filter(Boolean).join(" · "));
  if (state) place.append(" ", element("span", "hit__state", state));
  const item = element("li", "hit", place, element("h3", "hit__title", link(result.url, title)));
  item.append(element("p", "hit__excerpt", ...marked(result.excerpt.replace(/[\s.,;:…]+$/, "")), "…"));
  const sections = result.sub_results.filter((section) => section.anchor && section.title !== title).slice(0, SECTIONS);
  if (sections.length) {
    const links = sections.map((section) => element("li", "", link(section.url, section.title)));
    item.append(element("div", "hit__sections", element("span", "", form.dataset.sections), element("ul", "", ...links)));
  }
  return item;
}

async function show(thisTurn) {
  const next = await Promise.all(found.slice(shown, shown + (shown ? MORE : AT_FIRST)).map((result) => result.data()));
  if (thisTurn !== turn) return null;
  const items = next.map(hit);
  list.append(...items);
  shown += items.length;
  more.hidden = shown >= found.length;
  return items[0];
}

// Stemming leads from a word to its longer forms, and not always back: in some languages a plural has another stem than
// its singular. So the query is asked a second time without the endings that the language names, and what only that
// finds comes last.
function withoutEndings(query) {
  const endings = (form.dataset.endings ?? "").split(" ").filter(Boolean);
  const shorter = (word) => {
    const ending = endings.find((end) => word.length > end.length + SHORTEST && word.toLowerCase().endsWith(end));
    return ending ? word.slice(0, -ending.length) : word;
  };
  return query.includes('"') ? query : query.split(/\s+/).map(shorter).join(" ");
}

async function findAll(pagefind, query) {
  const { results } = await pagefind.search(query);
  const shorter = withoutEndings(query);
  // The forms of one word lie in one piece of the index; those of several would fetch more than a first answer may cost.
  const enough = query.includes(" ") && results.length >= AT_FIRST;
  if (shorter === query || enough) return results;
  const known = new Set(results.map((result) => result.id));
  const further = await pagefind.search(shorter);
  return [...results, ...further.results.filter((result) => !known.has(result.id))];
}

function forget() {
  found = [];
  shown = 0;
  more.hidden = true;
}

async function search() {
  const thisTurn = ++turn;
  const query = field.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  document.title = query ? form.dataset.title.replace("{query}", query).replace("{page}", pageTitle) : pageTitle;
  if (query.length < SHORTEST) {
    forget();
    list.replaceChildren();
    say("");
    return;
  }
  if (!list.children.length) say(form.dataset.searching);
  try {
    const pagefind = await engine();
    const answer = await findAll(pagefind, query);
    if (thisTurn !== turn) return;
    forget();
    found = answer;
    list.replaceChildren();
    await show(thisTurn);
    if (thisTurn !== turn) return;
    const { none, one, many } = form.dataset;
    say(found.length === 0 ? none : found.length === 1 ? one : many, { count: found.length, query });
  } catch {
    if (thisTurn === turn) say(form.dataset.failed);
  }
}

// The arrow keys walk from the field through the titles and back; Tab works as everywhere.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [field, ...list.querySelectorAll(".hit__title a")];
  const here = stops.indexOf(document.activeElement);
  const next = stops[here + step];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  const length = field.value.trim().length;
  if (length === 0 || length >= SHORTEST_WHILE_TYPING) timer = setTimeout(search, PAUSE_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
form.parentElement.addEventListener("keydown", walk);
more.addEventListener("click", async () => {
  const first = await show(turn);
  first?.querySelector(".hit__title a").focus();
});

field.value = new URLSearchParams(location.search).get("q") ?? field.value;
if (field.value) search();
