"use strict";
(() => {
const $ = (id) => document.getElementById(id);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const form = $("questions");
const STEPS = ["start", "D", "E", "A", "B", "C", "result", "authority"];
const SHARED = new Set(DATA.dimensions.filter((one) => one.shared).map((one) => one.id));
const ITEMS = new Map(DATA.items.map((one) => [one.id, one]));
const LOST = new Set(DATA.noNetwork);
let step = 0;

// Scores: whole numbers, divided once -----------------------------------------------------------

function points(item, answer) {
  if (answer === null || answer === undefined) return null;
  return item.reverse ? 4 - answer : answer;
}

function dimension(id, answers) {
  const known = DATA.items.filter((one) => one.id[0] === id)
    .map((one) => points(one, answers.get(one.id))).filter((one) => one !== null);
  if (known.length < 3) return null;
  return { above: 300 / known.length * known.reduce((sum, one) => sum + one, 0), below: 12 };
}

const value = (one) => one.above / one.below;
const shown = (one) => Math.floor((2 * one.above + one.below) / (2 * one.below));
const told = (one) => one === null ? null : value(one);

function total(dimensions) {
  let above = 0, weight = 0;
  for (const one of DATA.dimensions) {
    const found = dimensions.get(one.id);
    if (found !== null) { above += one.weight * found.above; weight += one.weight; }
  }
  return weight < 50 ? null : { above, below: 12 * weight };
}

function level(found) {
  if (found === null) return null;
  const number = shown(found);
  return number >= 80 ? "networked" : number >= 60 ? "active" : number >= 40 ? "under_construction"
    : number >= 20 ? "showcase" : "absent";
}

function first(answers) {
  const weights = new Map(DATA.dimensions.map((one) => [one.id, one.weight]));
  const open = DATA.items
    .map((one, place) => ({ id: one.id, place, worth: points(one, answers.get(one.id)) }))
    .filter((one) => one.worth !== null && one.worth < 4)
    .map((one) => ({ ...one, lost: weights.get(one.id[0]) * (4 - one.worth) }))
    .sort((a, b) => b.lost - a.lost || a.place - b.place);
  const chosen = [];
  for (const one of open) {
    if (chosen.length < 2 && !chosen.some((id) => id[0] === one.id[0])) chosen.push(one.id);
  }
  return chosen;
}

function weakest(dimensions) {
  let found = null, most = 0;
  for (const one of DATA.dimensions) {
    const known = dimensions.get(one.id);
    const lost = known === null ? 0 : one.weight * (1200 - known.above);
    if (lost > most) { most = lost; found = one.id; }
  }
  return found;
}

function assess(network, common) {
  const answers = new Map([...common, ...network]);
  const dimensions = new Map(DATA.dimensions.map((one) => [one.id, dimension(one.id, answers)]));
  const sum = total(dimensions);
  return { answers, dimensions, total: sum, level: level(sum), weakest: weakest(dimensions),
    first: sum === null ? [] : first(answers) };
}

function standing(authority, presence) {
  const known = DATA.authority.map((id) => authority.get(id))
    .filter((one) => one && one.value !== null && one.value !== undefined);
  if (known.length < 6) return null;
  const proven = (one) => one.links.some((link) => link.startsWith("https://"));
  const weights = known.map((one) => proven(one) ? 2 : 1);
  const x = { above: 25 * known.reduce((sum, one, n) => sum + weights[n] * one.value, 0),
    below: weights.reduce((sum, one) => sum + one, 0) };
  const high = x.above >= 50 * x.below, there = presence.above >= 50 * presence.below;
  const near = (one) => Math.abs(one.above - 50 * one.below) <= 8 * one.below;
  return { value: value(x), shown: shown(x), documented: known.filter(proven).length,
    answered: known.length, presence: value(presence),
    quadrant: high ? (there ? "authoritative_and_present" : "invisible_excellence")
      : (there ? "more_visible_than_documented" : "to_be_built"),
    borderline: near(x) || near(presence) };
}

// Answers: from the page, and back ----------------------------------------------------------------

const chosen = () => all('input[name="network"]:checked').map((one) => one.value);

function collected() {
  const networks = new Map(chosen().map((one) => [one, new Map()]));
  const common = new Map(), authority = new Map();
  for (const radio of all('input[type="radio"]:checked', form)) {
    const cut = radio.name.lastIndexOf(".");
    const place = radio.name.slice(0, cut), id = radio.name.slice(cut + 1);
    const answer = radio.value === "" ? null : Number(radio.value);
    if (place === "common") common.set(id, answer);
    else if (place === "authority") authority.set(id, { value: answer, links: [] });
    else {
      if (!networks.has(place)) networks.set(place, new Map());
      networks.get(place).set(id, answer);
    }
  }
  for (const input of all('input[type="url"]', form)) {
    const id = input.name.slice("links.".length), link = input.value.trim();
    if (!link) continue;
    if (!authority.has(id)) authority.set(id, { value: null, links: [] });
    authority.get(id).links = link.split(/\s+/);
  }
  return { present: !$("nowhere").checked, networks, common, authority };
}

const plain = (map) => Object.fromEntries(map);

function asFile(found) {
  return { schema: DATA.schema, kind: DATA.kind, language: DATA.language,
    saved_at: new Date().toISOString(), present: found.present,
    networks: plain(new Map([...found.networks].map(([name, one]) => [name, plain(one)]))),
    common: plain(found.common), authority: plain(found.authority) };
}

function result(found) {
  const networks = new Map(found.present
    ? [...found.networks].map(([name, one]) => [name, assess(one, found.common)]) : []);
  const shared = [...new Set([...networks.values()].flatMap((one) => one.first)
    .filter((id) => SHARED.has(id[0])))].sort();
  let worst = null, best = { above: 0, below: 1 };
  for (const [name, one] of networks) {
    if (one.total === null) continue;
    if (worst === null || value(one.total) < value(networks.get(worst).total)) worst = name;
    if (value(one.total) > value(best)) best = one.total;
  }
  return { networks, shared, worst, standing: standing(found.authority, best), best };
}

function network(one, shared) {
  return { dimensions: plain(new Map([...one.dimensions].map(([id, found]) => [id, told(found)]))),
    total: told(one.total), shown: one.total === null ? null : shown(one.total), level: one.level,
    weakest: one.weakest,
    advice: one.first.filter((id) => !shared.includes(id)) };
}

function asData(found, made) {
  const nobody = { dimensions: plain(new Map(DATA.dimensions.map((one) => [one.id, null]))),
    total: 0, shown: 0, level: "absent", weakest: null, advice: [] };
  return { schema: DATA.resultSchema, kind: DATA.kind, present: found.present,
    networks: plain(new Map([...made.networks].map(([name, one]) => [name, network(one, made.shared)]))),
    nowhere: found.present ? null : nobody, worst: made.worst, advice: made.shared,
    authority: made.standing };
}

// A network that the page does not offer is added, not lost.
function add(name) {
  if (all('input[name="network"]').some((one) => one.value === name)) return;
  const model = all('input[name="network"]')[0].closest("label");
  const label = model.cloneNode(true);
  const box = label.querySelector("input");
  box.value = name;
  box.checked = false;
  label.querySelector("span").textContent = titleOf(name);
  $("nowhere").closest("label").before(label);
  for (const rows of all(".rows")) {
    const row = rows.querySelector(".row").cloneNode(true), number = rows.children.length;
    row.dataset.network = name;
    const who = row.querySelector(".name");
    who.id = `n-${rows.dataset.item}-${number}`;
    who.textContent = titleOf(name);
    row.setAttribute("aria-labelledby", `q-${rows.dataset.item} ${who.id}`);
    for (const radio of all("input", row)) {
      radio.name = `${name}.${rows.dataset.item}`;
      radio.checked = false;
    }
    rows.append(row);
  }
}

function problem(data) {
  if (data === null || typeof data !== "object" || typeof data.schema !== "string"
      || !data.schema.startsWith("auditor.answers/")) return DATA.words.foreign;
  if (data.schema !== DATA.schema) return DATA.words.newer;
  const isAnswer = (one) => one === null || (Number.isInteger(one) && one >= 0 && one <= 4);
  const isGroup = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
  const fits = (group, shared) => isGroup(group) && Object.entries(group).every(([id, one]) =>
    ITEMS.has(id) && SHARED.has(id[0]) === shared && isAnswer(one));
  const networks = data.networks ?? {}, common = data.common ?? {}, authority = data.authority ?? {};
  const good = isGroup(networks) && Object.values(networks).every((one) => fits(one, false))
    && Object.keys(networks).every((name) => name.trim() && name.length <= 60)
    && fits(common, true) && isGroup(authority)
    && Object.entries(authority).every(([id, one]) => DATA.authority.includes(id) && isGroup(one)
      && isAnswer(one.value ?? null) && (one.links === undefined
        || (Array.isArray(one.links) && one.links.every((link) => typeof link === "string"))))
    && ["company", "professional"].includes(data.kind)
    && (["boolean", "undefined"].includes(typeof data.present) || data.present === null
      || Array.isArray(data.present));
  if (!good) return DATA.words.broken;
  return data.kind === DATA.kind ? null : DATA.words.other_kind;
}

function fill(data) {
  form.reset();
  const choose = (name, answer) => {
    const wanted = answer === null ? "" : String(answer);
    const radio = all('input[type="radio"]', form).find((one) => one.name === name && one.value === wanted);
    if (radio) radio.checked = true;
  };
  $("nowhere").checked = Array.isArray(data.present) ? !data.present.length : data.present === false;
  for (const [name, answers] of Object.entries(data.networks ?? {})) {
    if (LOST.has(name)) continue;
    add(name);
    all('input[name="network"]').find((one) => one.value === name).checked = true;
    for (const [id, answer] of Object.entries(answers)) choose(`${name}.${id}`, answer);
  }
  for (const [id, answer] of Object.entries(data.common ?? {})) choose(`common.${id}`, answer);
  for (const [id, one] of Object.entries(data.authority ?? {})) {
    if (one.value !== undefined) choose(`authority.${id}`, one.value);
    const input = all('input[type="url"]').find((field) => field.name === `links.${id}`);
    if (input) input.value = (one.links ?? []).join(" ");
  }
}

// What is seen ------------------------------------------------------------------------------------

function element(tag, text, attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== null) made.textContent = text;
  for (const [name, one] of Object.entries(attributes)) made.setAttribute(name, one);
  made.append(...children);
  return made;
}

function drawn(tag, attributes, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, one] of Object.entries(attributes)) made.setAttribute(name, one);
  if (text !== null) made.textContent = text;
  return made;
}

const filled = (template, params) => template.replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
const titleOf = (name) => Object.hasOwn(DATA.titles, name) ? DATA.titles[name] : name;
const titleOfDimension = (id) => DATA.dimensions.find((one) => one.id === id).title;

function opening(found, made) {
  if (!found.present) return DATA.nowhere;
  if (made.worst === null) return DATA.sentences.too_few;
  const one = made.networks.get(made.worst);
  const params = { network: titleOf(made.worst), total: shown(one.total), level: DATA.levels[one.level] };
  if (one.weakest === null || !one.first.length) return filled(DATA.sentences.done, params);
  return filled(made.networks.size === 1 ? DATA.sentences.alone : DATA.sentences.weakest,
    { ...params, why: titleOfDimension(one.weakest), what: ITEMS.get(one.first[0]).advice });
}

function pulledDown(one, id) {
  let found = null, least = 4;
  for (const item of DATA.items) {
    const worth = item.id[0] === id ? points(item, one.answers.get(item.id)) : null;
    if (worth !== null && worth < least) { least = worth; found = item.words; }
  }
  return found ?? "–";
}

function tableOf(one) {
  const head = element("tr", null, {}, element("th", DATA.words.dimension, { scope: "col" }),
    element("th", DATA.words.total, { scope: "col", class: "n" }),
    element("th", DATA.words.pulls_down, { scope: "col" }));
  const body = element("tbody", null);
  for (const each of DATA.dimensions) {
    const known = one.dimensions.get(each.id);
    body.append(element("tr", null, {}, element("th", each.title, { scope: "row" }),
      element("td", known === null ? "–" : String(shown(known)), { class: "n" }),
      element("td", pulledDown(one, each.id))));
  }
  return element("div", null, { class: "scroll", tabindex: "0", role: "region",
    "aria-label": DATA.words.dimension }, element("table", null, {},
    element("thead", null, {}, head), body));
}

function drawing(made) {
  const names = [...made.networks.keys()], left = 92, wide = 290, high = 26;
  const rows = names.length * DATA.dimensions.length;
  const svg = drawn("svg", { viewBox: `0 0 ${wide + left + 40} ${rows * high + names.length * 34}`,
    role: "img", "aria-label": DATA.words.drawing });
  let y = 0;
  for (const name of names) {
    y += 24;
    svg.append(drawn("text", { x: 0, y, "font-size": 17, "font-weight": 700, fill: "var(--ink)" }, titleOf(name)));
    y += 10;
    for (const each of DATA.dimensions) {
      const known = made.networks.get(name).dimensions.get(each.id);
      svg.append(drawn("text", { x: 0, y: y + 17, "font-size": 15, fill: "var(--ink)" }, each.title));
      svg.append(drawn("rect", { x: left, y: y + 5, width: wide, height: 14, rx: 3, fill: "var(--soft)" }));
      if (known !== null) svg.append(drawn("rect", { x: left, y: y + 5, rx: 3, height: 14,
        width: wide * value(known) / 100, fill: "var(--bar)" }));
      svg.append(drawn("text", { x: left + wide + 8, y: y + 17, "font-size": 15, fill: "var(--ink)" },
        known === null ? "–" : String(shown(known))));
      y += high;
    }
  }
  return svg;
}

function show(found, made) {
  const box = $("result");
  box.replaceChildren(element("p", opening(found, made), { class: "says" }));
  if (made.worst !== null) {
    const one = made.networks.get(made.worst);
    box.append(element("h3", filled(DATA.words.card, { network: titleOf(made.worst),
      level: DATA.levels[one.level], total: shown(one.total) })), tableOf(one));
  }
  const todo = [...made.networks].flatMap(([name, one]) => one.first
    .filter((id) => !made.shared.includes(id)).map((id) => `${titleOf(name)}: ${ITEMS.get(id).advice}`))
    .concat(made.shared.map((id) => `${DATA.words.everywhere}: ${ITEMS.get(id).advice}`));
  if (todo.length) {
    box.append(element("h3", DATA.words.first), element("ol", null, { class: "todo" },
      ...todo.map((line) => element("li", line))));
  }
  if (made.networks.size) box.append(element("div", null, { class: "card" }, drawing(made)));
  for (const [name, one] of made.networks) {
    const words = one.total === null ? filled(DATA.words.card_unknown, { network: titleOf(name) })
      : filled(DATA.words.card, { network: titleOf(name), level: DATA.levels[one.level], total: shown(one.total) });
    box.append(element("details", null, {}, element("summary", words), tableOf(one)));
  }
  showParadox(found, made);
}

function showParadox(found, made) {
  const box = $("paradox"), place = made.standing;
  box.replaceChildren();
  if (place === null) {
    const known = [...found.authority.values()].filter((one) => one.value !== null).length;
    box.append(element("p", filled(DATA.words.more, { n: 6 - known }), { class: "small" }));
    return;
  }
  const name = place.borderline ? "standing_near" : "standing";
  box.append(element("p", filled(DATA.sentences[name], { quadrant: DATA.quadrants[place.quadrant],
    authority: place.shown, answered: place.answered, documented: place.documented }), { class: "says" }));
  const svg = drawn("svg", { viewBox: "0 0 420 420", role: "img", "aria-label": filled(DATA.words.chart,
    { authority: place.shown, presence: Math.round(place.presence), quadrant: DATA.quadrants[place.quadrant] }) });
  const at = (number) => 30 + 3.6 * number;
  svg.append(drawn("rect", { x: 30, y: 30, width: 360, height: 360, fill: "var(--soft)" }));
  for (const [x1, y1, x2, y2] of [[210, 30, 210, 390], [30, 210, 390, 210]]) {
    svg.append(drawn("line", { x1, y1, x2, y2, stroke: "var(--mute)" }));
  }
  const dashed = 2 * place.documented < place.answered ? { "stroke-dasharray": "4 3" } : {};
  svg.append(drawn("circle", { cx: at(place.value), cy: 420 - at(place.presence), r: 11, fill: "none",
    stroke: "var(--bar)", "stroke-width": 4, ...dashed }));
  svg.append(drawn("text", { x: 210, y: 412, "font-size": 14, "text-anchor": "middle", fill: "var(--ink)" }, DATA.words.authority));
  svg.append(drawn("text", { x: 30, y: 20, "font-size": 14, fill: "var(--ink)" }, DATA.words.presence));
  box.append(element("div", null, { class: "card" }, svg));
}

function rows(found) {
  const names = [...found.networks.keys()];
  for (const row of all(".row")) {
    row.hidden = !found.present || !names.includes(row.dataset.network);
    const copy = row.querySelector(".copy");
    copy.hidden = names.length < 2 || row.dataset.network === names[0];
    copy.textContent = names.length ? filled(DATA.words.as_first, { network: titleOf(names[0]) }) : "";
  }
  for (const one of all(".choose")) one.hidden = names.length > 0 || !found.present;
}

function refresh() {
  const found = collected(), made = result(found);
  for (const name of found.networks.keys()) {
    const box = all('input[name="network"]').find((one) => one.value === name);
    if (box) box.checked = true;
  }
  document.documentElement.dataset.result = JSON.stringify(asData(found, made));
  rows(found);
  show(found, made);
}

function go(number) {
  const found = collected(), skip = !found.present;
  let target = Math.max(0, Math.min(STEPS.length - 1, number));
  // on no platform at all there is nothing to ask of networks
  if (skip && target > 0 && target < 6) target = number > step ? 6 : 0;
  step = target;
  STEPS.forEach((name, n) => { $(`s-${name}`).hidden = n !== step; });
  $("progress").value = step;
  $("back").hidden = step === 0;
  $("next").textContent = step === 6 ? DATA.words.paradox : step === 7 ? DATA.words.end : DATA.words.next;
  $("scoring").classList.toggle("no-script", step !== 6);
  refresh();
}

function move(number) {
  go(number);
  $(`h-${STEPS[step]}`).focus();
  window.scrollTo(0, 0);
}

document.addEventListener("change", (event) => {
  if (event.target.id === "load") return;
  if (event.target.id === "nowhere" && event.target.checked) {
    for (const box of all('input[name="network"]')) box.checked = false;
  } else if (event.target.name === "network" && event.target.checked) $("nowhere").checked = false;
  refresh();
}, true);
document.addEventListener("input", (event) => { if (event.target.type === "url") refresh(); }, true);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", (event) => {
  const copy = event.target.closest(".copy");
  if (!copy) return;
  const row = copy.closest(".row"), item = row.parentElement.dataset.item;
  const source = all(".row", row.parentElement).find((one) => !one.hidden);
  const answer = source.querySelector("input:checked");
  if (!answer) return;
  all("input", row).find((one) => one.value === answer.value && one.name === `${row.dataset.network}.${item}`).checked = true;
  refresh();
});
$("next").addEventListener("click", () => move(step === 7 ? 0 : step + 1));
$("back").addEventListener("click", () => move(step - 1));
$("print").addEventListener("click", () => window.print());
$("save").addEventListener("click", () => {
  const text = JSON.stringify(asFile(collected()), null, 1);
  const link = element("a", null, { download: `auditor-answers-${new Date().toISOString().slice(0, 10)}.json` });
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
$("load").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  let data = null, wrong = null;
  try { data = JSON.parse(await file.text()); } catch { wrong = DATA.words.broken; }
  wrong = wrong ?? problem(data);
  $("problem").textContent = wrong ?? "";
  $("problem").hidden = wrong === null;
  if (wrong === null) {
    fill(data);
    refresh();
  }
  event.target.dataset.read = file.name;
});

document.documentElement.classList.add("live");
go(0);
})();
