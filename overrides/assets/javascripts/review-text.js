// A year's review as text, and as the draft of a story for the site's form.

const LONGEST = { story: 6_000, lessons: 6_000 };

function name(values, words, side) {
  return values[side]?.trim() || words[side];
}

export function title(values, words) {
  const places = { year: values.year || "…", a: name(values, words, "a"), b: name(values, words, "b") };
  return words.title.replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
}

/** What one side says, in the form of the page's language. */
function told(words, field, text) {
  return words.told.replace(/\{(field|text)\}/g, (_, place) => ({ field, text })[place]);
}

/** Rows for a document of two columns: a question's heading, and what each side answered. */
export function rows(values, questions) {
  return Object.entries(questions).map(([question, heading]) => ["a", "b"].map((side) => ({ heading, text: values[`${question}.${side}`]?.trim() ?? "" })));
}

export function plain(values, questions, words) {
  const parts = rows(values, questions).flatMap((pair) => [pair[0].heading.toUpperCase(), ...pair.map(({ text }, index) => `${told(words, name(values, words, "ab"[index]), "").trimEnd()}\n${text || "–"}`)]);
  return [title(values, words), ...parts].join("\n\n");
}

function joined(values, questions, words) {
  return questions
    .flatMap((question) => ["a", "b"].map((side) => [side, values[`${question}.${side}`]?.trim()]))
    .filter(([, text]) => text)
    .map(([side, text]) => told(words, name(values, words, side), text))
    .join("\n\n");
}

/** A partnership's record, as far as the review tells it; texts in the language `code`. */
export function story(values, code, words) {
  const record = { status: "current" };
  const ids = ["a", "b"].map((side) => values[`${side}.id`]).filter(Boolean);
  if (ids.length) record.libraries = ids;
  if (/^\d{4}$/.test(values.year)) record.confirmed = values.year;
  const done = joined(values, ["done", "counted"], words).slice(0, LONGEST.story);
  if (done) record.story = { [code]: done };
  const learned = joined(values, ["learned"], words).slice(0, LONGEST.lessons);
  if (learned) record.lessons = { [code]: learned };
  return record;
}
