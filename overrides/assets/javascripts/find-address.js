// The answers of “Find libraries that fit” as an address and back: ?v=1&country=PL&lang=pl,en&seeks=books
// Anything may stand in an address. What can be understood counts; the rest is told to the reader, not to anybody else.

export const VERSION = "1";
export const SINGLE = ["country", "type", "size", "time"];
export const SEVERAL = ["lang", "seeks", "offers", "do"];
export const MOST = { address: 10_000, values: 60, shown: 60, ignored: 6 };

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
// Marks that mail programs and networks put behind links; nobody chose them, so nobody needs to hear of them.
const MARKS = /^(utm_\w*|\w*clid|mc_[ce]id|ref)$/i;
// Invisible characters: controls, and those that turn the direction of what follows.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

function cut(text) {
  const plain = [...text.slice(0, 1000).replace(UNSEEN, "")];
  return plain.length > MOST.shown ? `${plain.slice(0, MOST.shown).join("")}…` : plain.join("");
}

// `choices`: question → the values that it can have. Returns the answers (question → list of values), the id of the
// library that somebody says they are, and what was not understood: texts, whether the version is another, and
// whether the address was longer than anybody's answers can be.
export function readAddress(search, choices) {
  const answers = Object.fromEntries([...SINGLE, ...SEVERAL].map((name) => [name, []]));
  const ignored = new Set();
  let from = "";
  let version = VERSION;
  const known = new Map(Object.entries(choices).map(([name, values]) => [name, new Map(values.map((each) => [each.toLowerCase(), each]))]));
  for (const [name, given] of new URLSearchParams(search.slice(0, MOST.address))) {
    const value = given.replace(UNSEEN, "").trim();
    if (known.has(name)) {
      for (const each of value.split(",").slice(0, MOST.values * 2)) {
        const text = each.trim();
        const found = known.get(name).get(text.toLowerCase());
        const room = SINGLE.includes(name) ? 1 : MOST.values;
        if (found && answers[name].includes(found)) continue;
        if (found && answers[name].length < room) answers[name].push(found);
        else if (text) ignored.add(`${name}=${cut(text)}`);
      }
    } else if (name === "from") {
      const id = value.toLowerCase();
      if (!from && id.length >= 3 && id.length <= 64 && ID.test(id)) from = id;
      else if (value) ignored.add(`from=${cut(value)}`);
    } else if (name === "v") version = value;
    else if (!MARKS.test(name)) ignored.add(value ? `${cut(name)}=${cut(value)}` : cut(name));
  }
  return {
    answers,
    from,
    ignored: [...ignored],
    otherVersion: version !== VERSION,
    tooLong: search.length > MOST.address,
  };
}

export function writeAddress(answers, from) {
  const query = new URLSearchParams();
  if (from) query.set("from", from);
  else for (const name of [...SINGLE, ...SEVERAL]) if (answers[name].length) query.set(name, answers[name].join(","));
  if (!query.size) return "";
  // A comma may stand in an address as it is, and is easier to read.
  return `?v=${VERSION}&${query}`.replaceAll("%2C", ",");
}
