// Reading a text: notes that open in place, figures that enlarge, the section that is being read, the place to come back to.

import { rememberPlace, rememberRead, tick } from "./places.js";

const text = document.querySelector(".text");
const page = document.querySelector("[data-document]");

function notes() {
  for (const reference of text.querySelectorAll(".footnote-ref")) {
    const note = document.getElementById(decodeURIComponent(new URL(reference.href).hash.slice(1)));
    const block = reference.closest("p, li, td, th, dd, h2, h3, h4");
    if (!note || !block) continue;
    reference.setAttribute("role", "button");
    reference.setAttribute("aria-expanded", "false");
    reference.addEventListener("click", (event) => { event.preventDefault(); toggle(reference, note, block); });
    reference.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); toggle(reference, note, block); }
      if (event.key === "Escape" && reference.getAttribute("aria-expanded") === "true") toggle(reference, note, block);
    });
  }
}

function toggle(reference, note, block) {
  const id = `here-${note.id.replace(/\W/g, "-")}`;
  const open = document.getElementById(id);
  reference.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const here = document.createElement("span");
  here.id = id;
  here.className = "note-here";
  here.setAttribute("role", "note");
  for (const part of note.cloneNode(true).querySelectorAll("p")) {
    part.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
    here.append(...part.childNodes);
  }
  if (block.matches("td, th, li, dd")) block.append(here);
  else block.after(here);
  reference.setAttribute("aria-controls", id);
}

function figures() {
  const pictures = [...text.querySelectorAll("img, figure svg")].filter((picture) => !picture.closest("a, button"));
  if (!pictures.length) return;
  const dialog = document.createElement("dialog");
  dialog.className = "plate";
  dialog.innerHTML = '<form method="dialog"><button class="button"></button></form><div></div>';
  dialog.querySelector("button").textContent = text.dataset.close;
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  for (const picture of pictures) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    const name = picture.getAttribute("alt") || picture.querySelector("title")?.textContent || "";
    button.setAttribute("aria-label", `${text.dataset.enlarge}: ${name}`);
    picture.replaceWith(button);
    button.append(picture);
    button.addEventListener("click", () => {
      const copy = picture.cloneNode(true);
      copy.removeAttribute("loading");
      copy.removeAttribute("sizes");
      dialog.setAttribute("aria-label", name);
      dialog.querySelector("div").replaceChildren(copy);
      dialog.showModal();
    });
  }
}

// Marks the section being read in the list of sections, and keeps it as the place to come back to.
function place() {
  const sections = [...text.querySelectorAll("h2[id]")];
  const links = new Map([...document.querySelectorAll(".onpage a")].map((link) => [link.hash.slice(1), link]));
  const follow = () => {
    const current = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).at(-1);
    links.forEach((link, id) => (id === current?.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    if (!page) return;
    const { volume, document: own, title } = page.dataset;
    const url = location.pathname + (current ? `#${current.id}` : "");
    rememberPlace(volume, document.documentElement.lang, own, title, url);
    if (text.getBoundingClientRect().bottom < innerHeight * 1.5) rememberRead(volume, own);
  };
  let waiting;
  addEventListener("scroll", () => { waiting ??= setTimeout(() => { waiting = undefined; follow(); }, 300); }, { passive: true });
  follow();
}

// A box that holds its table whole needs no stop for the keyboard.
function scrolls() {
  const boxes = text.querySelectorAll(".scroll");
  const settle = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  boxes.forEach((box) => settle.observe(box));
}

if (text) {
  notes();
  figures();
  place();
  scrolls();
}
const contents = document.querySelector("details.contents");
if (contents && page) tick(contents, page.dataset.volume, text.dataset.read);
