// Choosing volumes by theme, city, year, funder and status. The choice stands in the address, so that it can be passed on.

const form = document.querySelector("[data-filters]");
const count = document.querySelector("[data-count]");
const cards = [...document.querySelectorAll(".shelf > .card")];
const selects = [...form.querySelectorAll("select")];
const clear = form.querySelector("[type=reset]");

function show() {
  const wanted = selects.filter((select) => select.value);
  const has = (card, select) => (card.getAttribute(`data-${select.name}`) || "").split("|").includes(select.value);
  const shown = cards.filter((card) => {
    card.hidden = !wanted.every((select) => has(card, select));
    return !card.hidden;
  }).length;
  const words = wanted.length === 0 ? count.dataset.all : shown ? count.dataset.some : count.dataset.none;
  count.textContent = words.replace("{count}", shown).replace("{total}", cards.length);
  clear.disabled = wanted.length === 0;
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = query.get(select.name) || "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
  show();
}

function toAddress() {
  const address = new URL(location);
  for (const select of selects) {
    if (select.value) address.searchParams.set(select.name, select.value);
    else address.searchParams.delete(select.name);
  }
  history.replaceState(null, "", address);
}

form.addEventListener("change", () => { show(); toAddress(); });
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const select of selects) select.value = "";
  show();
  toAddress();
  selects[0].focus();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", fromAddress);
fromAddress();
