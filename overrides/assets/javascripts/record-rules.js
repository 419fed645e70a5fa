// Checks a record as `sisterlib check` does: the same codes at the same fields. The rules are data, made from the
// models by hooks/sister_libraries/form_rules.py; this script knows the kinds of value, not the fields.
// A record is what a YAML file says: objects, lists and texts.

// The white space of Python's str.strip.
const SPACE = "[\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
export const LEADING = new RegExp(`^${SPACE}+`);
export const TRAILING = new RegExp(`${SPACE}+$`);

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

/** A text without the spaces around it and at the ends of its lines, as records are read. */
export function stripped(text) {
  return text
    .replace(LEADING, "")
    .replace(TRAILING, "")
    .split("\n")
    .map((line) => line.replace(TRAILING, ""))
    .join("\n");
}

// -- what no text may have: the checks of the reader ----------------------------------------------------------

const tables = new WeakMap();

/** The first codes of ranges, in turn of characters that can be seen and that cannot. */
function edges(rules) {
  if (!tables.has(rules)) {
    let code = 0;
    const made = rules.invisible.split(" ").map((gap) => (code += Number.parseInt(gap, 16)));
    tables.set(rules, made);
  }
  return tables.get(rules);
}

/** Whether a character is one that nobody can see, as the reader of records knows them. */
export function isInvisible(character, rules) {
  const code = character.codePointAt(0);
  const table = edges(rules);
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

function* faultsOfLine(line, rules) {
  if (/^[ -~]*$/.test(line)) return;
  const bad = [...line].find((character) => isInvisible(character, rules));
  if (bad === "\t") yield ["E108", {}];
  else if (bad !== undefined) yield ["E110", { found: `U+${bad.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` }];
  for (const word of line.split(" ")) {
    const expected = word.normalize("NFC");
    if (word !== expected) {
      yield ["E111", { found: word, expected }];
      break;
    }
  }
}

function* readingFaults(value, at, rules) {
  if (typeof value === "string") {
    for (const line of value.split("\n")) for (const [code, values] of faultsOfLine(line, rules)) yield { code, at, values };
  } else {
    for (const [key, each] of Object.entries(value)) yield* readingFaults(each, [...at, Array.isArray(value) ? Number(key) : key], rules);
  }
}

// -- values: each check gives what the value means, or throws its refusal ---------------------------------------

class Refusal extends Error {
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

function asText(value) {
  if (typeof value !== "string") throw new Refusal("E206");
  return value;
}

function line(value, { low, high, lines }) {
  const text = stripped(asText(value));
  const length = [...text].length;
  if (length < low || length > high) throw new Refusal("E205", { found: length, limit_low: low, limit_high: high });
  if (!lines && text.includes("\n")) throw new Refusal("E217");
  return text;
}

function checkScript(code, text, rules) {
  const letters = text.match(/\p{L}/gu) ?? [];
  const han = letters.filter((each) => (each >= "\u3400" && each <= "\u9fff") || each.codePointAt(0) >= 0x20000).length;
  const wrong = rules.in_han.includes(code) ? han === 0 : han * 2 > letters.length;
  if (wrong) throw new Refusal("E212", { found: [...text].slice(0, 40).join(""), field: code });
}

function id(value, node, rules) {
  const text = asText(value);
  const [low, high] = rules.limits.id;
  const good = whole(rules.patterns.id).test(text) && text.length >= low && text.length <= high;
  if (!good || rules.reserved_ids.includes(text)) throw new Refusal("E219", { found: text });
  return text;
}

function isDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  if (year < 1 || month < 1 || month > 12) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

function day(value, node, rules) {
  const text = asText(value);
  if (!whole(rules.patterns.day).test(text) || !isDay(text)) throw new Refusal("E207", { found: text });
  return text;
}

function pad(year) {
  return String(year).padStart(4, "0");
}

/** The first and the last day that a date such as “by 2019-05” can mean; undefined where it is none. */
export function period(text, rules) {
  if (!whole(rules.patterns.date).test(text)) return undefined;
  const value = text.split(" ").at(-1);
  if (value.endsWith("s")) {
    const year = Number(value.slice(0, 4));
    return year < 1 ? undefined : { first: `${value.slice(0, 4)}-01-01`, last: `${pad(year + 9)}-12-31` };
  }
  const parts = value.split("-");
  if (parts.length === 3) return isDay(value) ? { first: value, last: value } : undefined;
  if (parts.length === 1) return Number(value) < 1 ? undefined : { first: `${value}-01-01`, last: `${value}-12-31` };
  if (!isDay(`${value}-01`)) return undefined;
  const last = [31, 30, 29, 28].find((each) => isDay(`${value}-${each}`));
  return { first: `${value}-01`, last: `${value}-${last}` };
}

function date(value, node, rules) {
  const text = asText(value);
  if (!period(text, rules)) throw new Refusal("E214", { found: text });
  return text;
}

function isHost(text) {
  const labels = text.split(".");
  const good = labels.every((label) => {
    const length = [...label].length;
    return length > 0 && length <= 63 && !/^-|-$/.test(label) && /^[\p{L}\p{M}\p{Nd}-]+$/u.test(label);
  });
  return good && labels.length > 1 && !/^\p{Nd}+$/u.test(labels.at(-1));
}

function url(value, node, rules) {
  const text = asText(value);
  const form = whole(rules.patterns.url).exec(text);
  const port = form?.[2]?.slice(1);
  const bad =
    !form ||
    [...text].length > rules.limits.url ||
    new RegExp(rules.patterns.not_in_urls).test(text) ||
    !isHost(form[1]) ||
    (port && (!node.any_port || Number(port) > 65_535));
  if (bad) throw new Refusal("E208", { found: [...text].slice(0, 80).join("") });
  return text;
}

function mailbox(value, node, rules) {
  const text = asText(value);
  const host = text.slice(text.lastIndexOf("@") + 1).toLowerCase();
  const bad =
    !whole(rules.patterns.mailbox).test(text) ||
    text.length > rules.limits.mailbox ||
    (!node.free && rules.free_mail.includes(host));
  if (bad) throw new Refusal("E216", { found: [...text].slice(0, 80).join("") });
  return text;
}

function coordinates(value, node, rules) {
  if (!Array.isArray(value)) throw new Refusal("E206");
  const form = whole(rules.patterns.degrees);
  const good =
    value.length === 2 &&
    value.every((each) => typeof each === "string" && form.test(each)) &&
    Math.abs(Number(value[0])) <= 90 &&
    Math.abs(Number(value[1])) <= 180;
  if (!good) throw new Refusal("E209", { found: value.map(String).join(", ") });
  return value.map(Number);
}

function code(list, refusal) {
  return (value, node, rules) => {
    const text = asText(value);
    if (!rules.codes[list].includes(text)) throw new Refusal(refusal, { found: text });
    return text;
  };
}

function language(value, node, rules) {
  const text = asText(value);
  const form = whole(rules.patterns.language).exec(text);
  const named = (list, part) => !part || list.includes(part.replace("-", ""));
  const { languages, scripts, countries } = rules.codes;
  if (!form || !named(languages, form[1]) || !named(scripts, form[2]) || !named(countries, form[3])) throw new Refusal("E211", { found: text });
  return text;
}

function choice(value, node) {
  if (node.derived !== undefined && value === node.derived) throw new Refusal("E218", { found: value, choices: node.choices });
  if (!node.choices.includes(value)) throw new Refusal("E203", { found: String(value), choices: node.choices });
  return value;
}

function identifier(value, node) {
  const text = asText(value);
  if (!whole(node.pattern).test(text)) throw new Refusal("E215", { found: [...text].slice(0, 40).join("") });
  return text;
}

const SINGLE = {
  line,
  id,
  day,
  date,
  url,
  mailbox,
  coordinates,
  language,
  choice,
  identifier,
  country: code("countries", "E210"),
  zone: code("zones", "E223"),
};

/** A text by which equal values are known: names in one order. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isGroup(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

// -- groups, lists and texts ------------------------------------------------------------------------------------

/** Checks one record or group; what is wrong goes to `problems`. Gives what the value means, undefined where it is wrong. */
function visit(value, node, at, rules, problems) {
  const before = problems.length;
  const complain = (code, where = at, values = {}) => problems.push({ code, at: where, values });
  const SEVERAL = { group, list, text };

  function group() {
    if (!isGroup(value)) return complain("E206");
    const known = new Map(node.fields.map(([name, inner, required]) => [name, { inner, required }]));
    const made = {};
    for (const [name, { inner, required }] of known) {
      if (Object.hasOwn(value, name)) made[name] = visit(value[name], inner, [...at, name], rules, problems);
      else if (required) complain("E202", [...at, name], { found: name });
    }
    for (const name of Object.keys(value)) if (!known.has(name)) complain("E201", [...at, name], { found: name });
    if (problems.length > before) return undefined;
    for (const rule of node.together) {
      if (rule.any_of && rule.any_of.every((name) => made[name] === undefined)) {
        complain("E202", at, { found: rule.any_of[0] });
      } else if (rule.needs && made[rule.field] !== undefined && made[rule.needs] === undefined) {
        complain("E222", at, { found: rule.field, other: rule.needs });
      }
      if (problems.length > before) return undefined;
    }
    return made;
  }

  function list() {
    if (!Array.isArray(value)) return complain("E206");
    const { low, high } = node;
    if (value.length < low || value.length > high) {
      return complain("E221", at, { found: value.length, limit_low: low, limit_high: high });
    }
    const made = value.map((each, index) => visit(each, node.of, [...at, index], rules, problems));
    if (problems.length > before) return undefined;
    const seen = made.map(canonical);
    const twice = seen.findIndex((each, index) => seen.indexOf(each) < index);
    if (twice >= 0) return complain("E213", at, { index: twice, found: typeof value[twice] === "string" ? value[twice] : "…" });
    return made;
  }

  function text() {
    if (!isGroup(value)) return complain("E206");
    const made = {};
    for (const [name, each] of Object.entries(value)) {
      if (rules.languages.includes(name)) {
        single(() => {
          made[name] = line(each, node);
          checkScript(name, made[name], rules);
        }, [...at, name]);
      } else if (Object.hasOwn(node.extra, name)) made[name] = visit(each, node.extra[name], [...at, name], rules, problems);
      else complain("E201", [...at, name], { found: name });
    }
    if (problems.length > before) return undefined;
    for (const [name, other] of Object.entries(node.needs)) {
      if (Object.hasOwn(made, name) && !Object.hasOwn(made, other)) return complain("E222", at, { found: name, other });
    }
    const enough = [...rules.languages, ...Object.keys(node.needs)];
    if (!enough.some((name) => Object.hasOwn(made, name))) return complain("E220");
    return made;
  }

  function single(check, where = at) {
    try {
      return check();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      complain(refusal.code, where, refusal.values);
      return undefined;
    }
  }

  if (Object.hasOwn(SEVERAL, node.kind)) return SEVERAL[node.kind]();
  return single(() => SINGLE[node.kind](value, node, rules));
}

// -- between records ----------------------------------------------------------------------------------------------

/** Every value in a record with the node that it belongs to. */
function* leaves(value, node, at) {
  if (value === undefined) return;
  yield { value, node, at };
  if (node.kind === "group") for (const [name, inner] of node.fields) yield* leaves(value[name], inner, [...at, name]);
  if (node.kind === "list") for (const [index, each] of value.entries()) yield* leaves(each, node.of, [...at, index]);
}

function* together(record, root, rules, context) {
  for (const { value, node, at } of leaves(record, root, [])) {
    if (node.kind === "id" && node.vocabulary) {
      const choices = rules.vocabularies[node.vocabulary];
      if (choices && !choices.includes(value)) yield { code: "E203", at, values: { found: value, choices } };
    } else if (node.kind === "id" && node.folder && context.ids?.[node.folder]) {
      const moved = context.moved?.[node.folder] ?? {};
      if (context.ids[node.folder].has(value)) continue;
      if (Object.hasOwn(moved, value)) yield { code: "E301", at, values: { found: value, moved: moved[value] ?? "–" } };
      else yield { code: "E204", at, values: { found: value, folder: node.folder } };
    } else if (node.kind === "text") {
      const [mail, phone] = [rules.patterns.mail_in_text, rules.patterns.phone_in_text].map((each) => new RegExp(each));
      const book = new RegExp(rules.patterns.book_in_text, "g");
      for (const [name, words] of Object.entries(value)) {
        const found = (mail.exec(words) ?? phone.exec(words.replace(book, " ")))?.[0];
        if (found) yield { code: "E229", at: [...at, name], values: { found: [...found].slice(0, 40).join("") } };
      }
      for (const name of context.variants ? rules.simplified : []) {
        const letters = [...(value[name] ?? "")];
        const found = [...new Set(letters.filter((each) => context.variants.has(each)))].join("");
        const expected = letters.map((each) => context.variants.get(each) ?? each).join("");
        if (found) yield { code: "E228", at: [...at, name], values: { found: [...found].slice(0, 40).join(""), expected: expected.slice(0, 80) } };
      }
    }
  }
  for (const way of rules.dated) {
    for (const [at, found] of reached(record, way)) {
      if (period(found, rules).first > context.today) yield { code: "E303", at, values: { found, today: context.today } };
    }
  }
  const [since, until] = rules.period.map((name) => record[name] && period(record[name], rules));
  if (since && until && until.last < since.first) {
    yield { code: "E304", at: [rules.period[1]], values: { found: record[rules.period[1]], other: record[rules.period[0]] } };
  }
}

/** The values in a record that a way leads to, each with its place. */
function* reached(record, [name, inner]) {
  const value = record[name];
  if (value === undefined) return;
  if (inner === undefined) yield [[name], value];
  else for (const [index, part] of value.entries()) if (part[inner] !== undefined) yield [[name, index, inner], part[inner]];
}

function* ofLibraries(record, rules, context) {
  if (record.status === undefined && !context.paired) yield { code: "E305", at: ["name"], values: {} };
  const says = rules.wishes.some((name) => record[name] !== undefined);
  if (rules.asking.includes(record.status) && !says) yield { code: "E306", at: ["status"], values: {} };
}

/** What is wrong with a record of a kind (a folder of data/), as [{code, at, values}]: what the reader refuses
 * (`reading`), what is wrong with single fields (`fields`), and what is wrong between fields and records (`together`,
 * only when nothing else is). `context` has the day (`today`), the known ids and moves by folder, whether the library is
 * `paired`, and a Map of Traditional characters (`variants`). */
export function check(record, kind, rules, context) {
  const reading = [...readingFaults(record, [], rules)];
  const fields = [];
  const node = rules.kinds[kind];
  const made = visit(record, node, [], rules, fields);
  const between = [];
  if (!fields.length && made) {
    between.push(...together(made, node, rules, context));
    if (kind === "libraries") between.push(...ofLibraries(made, rules, context));
  }
  return { reading, fields, together: between };
}
