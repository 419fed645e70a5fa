// What is chosen in the directory, as an address and back: ?seeks=books,visits&country=PL&sort=near&near=52.41,16.93
// Anything may stand in an address. What can be understood counts; the rest is told to the reader, not to anybody else.

export const MOST = { text: 200, value: 60, ignored: 8, shown: 5000 };

const SORTS = ["near", "name"];
// Marks that mail programs and networks put behind links; nobody chose them, so nobody needs to hear of them.
const MARKS = /^(utm_\w*|\w*clid|mc_[ce]id|ref)$/i;
// Invisible characters: controls, and those that turn the direction of what follows.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

// `values`: facet → the values that it can have. Returns the state, and what was ignored as pairs of name and value.
export function readAddress(search, values, step) {
  const state = { chosen: new Map(), text: "", sort: "", near: "", shown: step };
  const ignored = [];
  const ignore = (name, value) => ignored.push([cut(name), cut(value)]);
  const known = new Map(Object.entries(values).map(([name, list]) => [name, new Map(list.map((each) => [each.toLowerCase(), each]))]));
  for (const [name, given] of new URLSearchParams(search)) {
    const value = given.replace(UNSEEN, "").trim();
    if (known.has(name)) {
      const set = state.chosen.get(name) ?? new Set();
      for (const each of value.split(",").slice(0, 1000)) {
        const found = known.get(name).get(each.trim().toLowerCase());
        if (found) set.add(found);
        else if (each.trim()) ignore(name, each.trim());
      }
      if (set.size) state.chosen.set(name, set);
    } else if (name === "q") {
      state.text = [...value].slice(0, MOST.text).join("");
      if (state.text !== value) ignore(name, [...value].slice(MOST.text).join(""));
    } else if (name === "sort") {
      if (SORTS.includes(value)) state.sort = value;
      else if (value) ignore(name, value);
    } else if (name === "near") {
      state.near = [...value].slice(0, 100).join("");
    } else if (name === "shown") {
      const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
      if (number >= step) state.shown = Math.min(Math.ceil(number / step) * step, MOST.shown);
      else ignore(name, value);
    } else if (!MARKS.test(name)) ignore(name, value);
  }
  return { state, ignored };
}

export function writeAddress(state, step) {
  const query = new URLSearchParams();
  if (state.text) query.set("q", state.text);
  for (const [facet, values] of state.chosen) query.set(facet, [...values].join(","));
  if (state.sort) query.set("sort", state.sort);
  if (state.sort === "near" && state.near) query.set("near", state.near);
  if (state.shown > step) query.set("shown", state.shown);
  // A comma may stand in an address as it is, and is easier to read.
  return query.size ? `?${query}`.replaceAll("%2C", ",") : "";
}

function cut(text) {
  const plain = [...text.replace(UNSEEN, "")];
  return plain.length > MOST.value ? `${plain.slice(0, MOST.value).join("")}…` : plain.join("");
}
