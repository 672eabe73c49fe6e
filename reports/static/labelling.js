"use strict";
const given = new Map();
let place = 0;
let shown = performance.now();
const byId = (name) => document.getElementById(name);

function show() {
  const at = Math.min(place, DATA.pages.length - 1);
  const one = DATA.pages[at];
  const all = place >= DATA.pages.length;
  byId("where").textContent = all
    ? DATA.words.done
    : DATA.words.page.replace("{n}", String(at + 1)).replace("{total}", String(DATA.pages.length));
  const facts = byId("facts");
  facts.replaceChildren();
  for (const [name, value] of all ? [] : one.facts) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = name;
    told.textContent = value;
    row.append(term, told);
    facts.append(row);
  }
  const texts = byId("texts");
  texts.replaceChildren();
  const lines = all ? [] : one.texts.length ? one.texts : [DATA.words.unknown];
  for (const text of lines) {
    const item = document.createElement("li");
    item.textContent = text;
    texts.append(item);
  }
  for (const button of document.querySelectorAll("button.label")) {
    const chosen = !all && given.get(one.page)?.label === button.dataset.label;
    button.setAttribute("aria-pressed", String(chosen));
    button.disabled = all;
  }
  shown = performance.now();
}

function choose(label) {
  if (place >= DATA.pages.length) return;
  const seconds = Math.round((performance.now() - shown) / 100) / 10;
  given.set(DATA.pages[place].page, { label, seconds });
  place += 1;
  show();
}

function back() {
  place = Math.max(0, place - 1);
  show();
}

const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;

function table() {
  const rater = byId("rater").value.trim() || "1";
  const rows = [...given].map(([page, one]) => [page, rater, one.label, one.seconds]);
  return [DATA.columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([table()], { type: "text/csv" }));
  link.download = "labels.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const button of document.querySelectorAll("button.label")) {
  button.addEventListener("click", () => choose(button.dataset.label));
}
byId("back").addEventListener("click", back);
byId("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Backspace") {
    event.preventDefault();
    back();
  }
  const number = Number(event.key);
  if (number >= 1 && number <= DATA.labels.length) choose(DATA.labels[number - 1][0]);
});
window.addEventListener("beforeunload", (event) => {
  if (given.size) event.preventDefault();
});
show();
