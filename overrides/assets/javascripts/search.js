// The search page: loads Pagefind when there is something to look for, and lists what it finds. The first results are
// few, because each is a file of its own.
import { simplified } from "./simplified.js";

const box = document.getElementById("search");
const form = box.querySelector("form");
const input = form.elements.q;
const kinds = box.querySelector("fieldset");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const words = document.getElementById("search-words").dataset;
const FIRST = 5;
const MORE = 20;
const NOTHING = -1;

let found = 0;
let shown = 0;
let asked = 0; // the number of the newest question, so that a slow answer to an older one is dropped
let showing = NOTHING; // the question of which more results are on their way

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// What the worker answers to a question of its own kind.
let worker;
const waiting = new Map();
function answer(question) {
  if (!worker) {
    worker = new Worker(new URL("search-worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      const { done, failed } = waiting.get(data.number);
      waiting.delete(data.number);
      if ("error" in data) failed(new Error(data.error));
      else done(data.answer);
    });
    worker.addEventListener("error", () => {
      for (const { failed } of waiting.values()) failed(new Error("the worker did not start"));
      waiting.clear();
      worker = undefined;
    });
  }
  return new Promise((done, failed) => {
    const number = ++questions;
    waiting.set(number, { done, failed });
    worker.postMessage({ number, ...question });
  });
}
let questions = 0;

// What is in the name of nearly every library tells none from the others, and where it stands is half of what a search
// would load: asked for only when nothing else is. Librarians (图书馆员) are something else.
const EVERYWHERE = /\blibrar(?:y|ies)\b|图书馆(?![员学界])/giu;
function telling(query) {
  const rest = query.replace(EVERYWHERE, " ");
  return /[\p{L}\p{N}]/u.test(rest) ? rest : query;
}

function entry(result) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title;
  const kind = document.createElement("span");
  kind.className = "where";
  kind.textContent = words[result.meta.kind] ?? "";
  item.append(link, " ", kind, excerpt(result));
  return item;
}

// Pagefind's excerpt is escaped text with <mark> around what was found. It is cut anywhere, and often begins with the
// title, which stands above it. Behind each heading Pagefind has put a full stop, the Latin one.
function excerpt({ excerpt: escaped, meta }) {
  const plain = document.createElement("template");
  const stopped = escaped.replace(/(\p{Script=Han}(<\/mark>)?)\.( |$)/gu, "$1。").replace(/(?<=[。！？])\s+/gu, "");
  const pieces = stopped.split(/<\/?mark>/).map((piece) => {
    plain.innerHTML = piece;
    return plain.content.textContent;
  });
  const [first] = pieces;
  const fromTheStart = first.startsWith(meta.title);
  const rest = fromTheStart ? first.slice(meta.title.length) : first;
  pieces[0] = (fromTheStart ? "" : "…") + rest.replace(/^[.。\s·]+/u, "");
  const end = pieces.length - 1;
  pieces[end] = pieces[end].replace(/[\s·]+$/u, "");
  if (!/[.!?。！？]$/u.test(pieces[end])) pieces[end] += "…";
  const text = document.createElement("p");
  for (const [index, piece] of pieces.entries()) {
    const found = index % 2 ? piece.trimEnd() : "";
    if (found) text.append(Object.assign(document.createElement("mark"), { textContent: found }));
    text.append(piece.slice(found.length));
  }
  return text;
}

// Shows the next results.
async function showMore() {
  const number = asked;
  if (showing === number) return; // a second click would show the same once more
  showing = number;
  try {
    const next = await answer({ ask: "show", asked: number, from: shown, to: shown + (shown ? MORE : FIRST) });
    if (number !== asked) return;
    shown += next.length;
    list.append(...next.map(entry));
    more.hidden = shown >= found;
  } catch (error) {
    tell(error, number);
    if (number === asked) more.hidden = true; // Pagefind remembers what did not come; the question asked anew helps
  } finally {
    if (showing === number) showing = NOTHING;
  }
}

// Says that a question could not be answered, unless another has been asked since.
function tell(error, number) {
  console.error(error);
  if (number === asked) status.textContent = words.failed;
}

async function ask() {
  const query = input.value.trim();
  const kind = box.querySelector("[name=kind]:checked").value;
  const address = new URL(location.href);
  address.searchParams.set("q", query);
  if (kind) address.searchParams.set("kind", kind);
  else address.searchParams.delete("kind");
  history.replaceState(null, "", address);
  const number = ++asked;
  if (!query) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    return;
  }
  status.textContent = words.loading;
  try {
    const bundle = new URL(box.dataset.bundle, document.baseURI).href;
    const language = document.documentElement.lang.toLowerCase();
    const whole = await simplified(query);
    const told = telling(whole);
    const question = { ask: "search", asked: number, kind, bundle, language };
    let { count, all } = await answer({ ...question, query: told });
    // Chinese words are parted by what stands around them: 姐妹图书馆 can be one word of the index, and 姐妹 none.
    if (!all && told !== whole) ({ count, all } = await answer({ ...question, query: whole }));
    if (number !== asked) return;
    found = count;
    shown = 0;
    list.replaceChildren();
    kinds.hidden = false;
    status.textContent = say(found ? words.some : words.none, { count: found, query });
    await showMore();
  } catch (error) {
    tell(error, number);
  }
}

// As long as a quick typist takes from key to key.
const PAUSE = 60;
let timer;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
kinds.addEventListener("change", ask);
more.addEventListener("click", showMore);

const start = new URLSearchParams(location.search);
input.value = start.get("q") ?? "";
const chosen = box.querySelector(`[name=kind][value="${CSS.escape(start.get("kind") ?? "")}"]`);
if (chosen) chosen.checked = true;
if (input.value) ask();
