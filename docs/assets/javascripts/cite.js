// Copies a citation, or a reference file, to the clipboard. Without it the page offers the text and the files all the same.

const SHOWN_MS = 2500;

function said(section, text) {
  section.querySelector("[role=status]").textContent = text;
}

async function textOf(button) {
  if (button.dataset.copy) return document.querySelector(button.dataset.copy).textContent.trim();
  const answer = await fetch(button.dataset.copyFile);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

async function copy(section, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(await textOf(button));
    button.textContent = section.dataset.copied;
    said(section, section.dataset.copied);
    setTimeout(() => {
      button.textContent = label;
      said(section, "");
    }, SHOWN_MS);
  } catch {
    said(section, section.dataset.copyFailed);
  }
}

for (const section of document.querySelectorAll("[data-cite]")) {
  if (!navigator.clipboard) continue;
  for (const button of section.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(section, button));
  }
}
