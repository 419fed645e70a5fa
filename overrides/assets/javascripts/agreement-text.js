// The text of an agreement in one language, of what was typed: clauses, each {heading, text, other}; `other` are the
// languages of what stands there because nobody has typed it in this one.

function place(words, values, code, codes, name, others) {
  if (name === "level") return words.levels[values.level];
  if (name === "activities") return (values.activities ?? []).map((id) => words.activities[id]).filter(Boolean).join(words.mark);
  if (name === "start") return values.start ? day(words, values.start) : "";
  if (Object.hasOwn(words.choices, name)) return words.choices[name][values[name]] ?? "";
  const own = values[`${name}.${code}`]?.trim();
  if (own) return own;
  const other = codes.find((each) => values[`${name}.${each}`]?.trim());
  if (!other) return "";
  others.add(other);
  return values[`${name}.${other}`].trim();
}

function day(words, value) {
  const shown = new Intl.DateTimeFormat(words.tag, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${value}T00:00Z`));
  return words.tag.startsWith("zh") ? shown.replace(/(\d+)/g, " $1 ").trim() : shown;
}

function fill(text, words, values, code, codes) {
  const others = new Set();
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => {
    if (name === "side") return "{side}";
    return place(words, values, code, codes, name, others) || words.blanks[name] || "";
  });
  return { text: filled, others: [...others] };
}

/** {title, clauses, sign} in the language `code`. */
export function compose(data, values, code) {
  const words = data.words[code];
  const filled = (text) => fill(text, words, values, code, data.languages);
  const clauses = words.clauses
    .filter(({ levels, unless }) => levels.includes(values.level) && !(unless && values[unless] === "none"))
    .map(({ heading, text }) => ({ heading, ...filled(text) }));
  const sign = ["{a}", "{b}"].map((side) => words.sign.replace("{side}", () => filled(side).text));
  return { title: filled(words.title).text, clauses, sign };
}

/** All of it as plain text, one language after the other. */
export function plain(data, values) {
  return data.languages
    .map((code) => {
      const { title, clauses, sign } = compose(data, values, code);
      const body = clauses.map(({ heading, text }, index) => `${index + 1}. ${heading}\n${text}`);
      return [title, ...body, ...sign.map((line) => `${line}\n\n____________________`)].join("\n\n");
    })
    .join("\n\n\n* * *\n\n\n");
}
